"""What does an edit do to a catalogue of actors? A table and one edit in; a new table out.

The table has one row per alias: the columns of `actors`, `count` and `keep`. The editor of the
notebook sends such edits; each is a function of its own here, so that it can be tested and be used
without the editor.
"""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from helpers.errors import CatalogueError
from helpers.schema import ACTOR_KINDS
from helpers.text import plain_view

COLUMNS: Final = ("actor", "label", "kind", "bloc", "alias", "form", "count", "keep")
_RESERVED: Final = frozenset(("author", "all", "quoted", "unattributed"))


def keep_actor(rows: pd.DataFrame, *, actor: str, keep: bool = True) -> pd.DataFrame:
    """Take an actor in or leave it out, with all its names.

    Examples
    --------
    >>> rows = add_alias(pd.DataFrame(columns=list(COLUMNS)), actor="crew", alias="crew")
    >>> keep_actor(rows, actor="crew", keep=False)["keep"].tolist()
    [False]
    """
    return _set(rows, "keep", keep, where=_of(rows, actor))


def keep_alias(rows: pd.DataFrame, *, alias: str, keep: bool = True) -> pd.DataFrame:
    """Take one name of an actor in or leave it out."""
    return _set(rows, "keep", keep, where=rows["alias"] == alias)


def change_actor(
    rows: pd.DataFrame,
    *,
    actor: str,
    label: str | None = None,
    kind: str | None = None,
    bloc: str | None = None,
) -> pd.DataFrame:
    """Give an actor another label, kind or bloc; what is None stays.

    Raises
    ------
    CatalogueError
        If there is no such actor or kind, or the label is empty.
    """
    where = _of(rows, actor)
    if label is not None:
        if not label.strip():
            raise CatalogueError(f"{actor}: the label is empty; write how figures shall call it")
        rows = _set(rows, "label", _plain(label), where=where)
    if kind is not None:
        if kind not in ACTOR_KINDS:
            raise CatalogueError(
                f"{actor}: kind is {kind!r}; expected one of {', '.join(ACTOR_KINDS)}"
            )
        rows = _set(rows, "kind", kind, where=where)
    if bloc is not None:
        rows = _set(rows, "bloc", _plain(bloc), where=where)
    return rows


def merge_actors(rows: pd.DataFrame, *, actor: str, into: str) -> pd.DataFrame:
    """Make the names of one actor names of another, which keeps its label, kind and bloc.

    Raises
    ------
    CatalogueError
        If either is not there, or they are the same.
    """
    if actor == into:
        raise CatalogueError(f"{actor}: cannot be merged with itself; choose another actor")
    target = rows[_of(rows, into)].iloc[0]
    where = _of(rows, actor)
    for name in ("label", "kind", "bloc", "actor"):
        rows = _set(rows, name, target[name], where=where)
    order = list(dict.fromkeys(rows["actor"]))
    return rows.sort_values(
        "actor", key=lambda column: column.map(order.index), kind="stable"
    ).reset_index(drop=True)


def add_alias(rows: pd.DataFrame, *, alias: str, actor: str = "", text: str = "") -> pd.DataFrame:
    """Add a name to an actor, or a new actor with that name.

    Parameters
    ----------
    rows
        The table.
    alias
        The name as it stands in the text. One without a capital counts as a common noun
        (`nominal`), such as "islanders".
    actor
        Whose name it is; a new actor is made where there is none such. Left out: a new one, named
        after the alias.
    text
        The text, in which the name is counted.

    Raises
    ------
    CatalogueError
        If the name is empty or belongs to an actor already.
    """
    alias = _plain(alias)
    if not alias:
        raise CatalogueError("the name is empty; write it as it stands in the text")
    if (rows["alias"] == alias).any():
        owner = rows.loc[rows["alias"] == alias, "label"].iloc[0]
        raise CatalogueError(f"{alias!r} is a name of {owner} already; a name has one actor only")
    actor = actor or _identify(alias, set(rows["actor"]))
    same = rows[rows["actor"] == actor]
    common = alias.islower()
    first = same.iloc[0] if len(same) else None
    row = {
        "actor": actor,
        "label": alias[0].upper() + alias[1:] if first is None else first["label"],
        "kind": ("population" if common else "other") if first is None else first["kind"],
        "bloc": "" if first is None else first["bloc"],
        "alias": alias,
        "form": "nominal" if common else "name",
        "count": count_alias(alias, text),
        "keep": True,
    }
    at = same.index[-1] + 1 if len(same) else len(rows)
    parts = [rows.iloc[:at], pd.DataFrame([row], columns=list(COLUMNS)), rows.iloc[at:]]
    return pd.concat([part for part in parts if len(part)], ignore_index=True)


def count_alias(alias: str, text: str) -> int:
    """Count how often a name stands in a text, as whole words.

    Examples
    --------
    >>> count_alias("Board", "The Board boarded the Board's boat.")
    2
    """
    return len(re.findall(rf"(?<!\w){re.escape(plain_view(alias))}(?!\w)", plain_view(text)))


def kept(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the catalogue: what is kept, without the columns of the editor."""
    chosen = rows[rows["keep"].astype(bool)]
    return chosen[list(COLUMNS[:6])].reset_index(drop=True)


def _of(rows: pd.DataFrame, actor: str) -> pd.Series:
    where = rows["actor"] == actor
    if not where.any():
        raise CatalogueError(f"{actor}: there is no such actor; choose one of the table")
    return where


def _set(rows: pd.DataFrame, column: str, value: object, *, where: pd.Series) -> pd.DataFrame:
    values = [value if here else old for here, old in zip(where, rows[column], strict=True)]
    return rows.assign(**{column: pd.Series(values, index=rows.index)})


def _plain(text: str) -> str:
    return " ".join(text.split())


def _identify(alias: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", alias.lower()).strip("_") or "name"
    names = [stem, *(f"{stem}_{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken | _RESERVED)
