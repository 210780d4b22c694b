"""Who counts as an actor, and under which names? A catalogue (`actors.csv`) in; actors out.

The catalogue is the analyst's: one row an alias, so that every decision about who is who stands
in a table that a reader can open, question and change.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import pandas as pd

from helpers.cues import FOLDER
from helpers.errors import CatalogueError
from helpers.schema import TABLES, columns, make_table
from helpers.text import plain_view

WORLD: Final = FOLDER / "world.csv"


def load_actors(path: Path | str | None = None) -> pd.DataFrame:
    """Load an actor catalogue and check every row.

    Parameters
    ----------
    path
        A CSV with the columns actor, label, kind, bloc, alias and form; the folder of an article;
        or None for the bundled catalogue of states, world organisations and well-known groups.

    Returns
    -------
    pandas.DataFrame
        One row per alias, columns of the table `actors`; order as in the file.

    Raises
    ------
    CatalogueError
        If the file cannot be read, a column is missing, a cell is empty or not permitted, an
        alias belongs to two actors, or an actor has two labels, kinds or blocs. The message
        names the file, the line and what to do.
    """
    file = WORLD if path is None else Path(path)
    if file.is_dir():
        file = file / "actors.csv"
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            expected = columns("actors")
            missing = [name for name in expected if name not in (reader.fieldnames or ())]
            if missing:
                raise CatalogueError(
                    f"{file}, line 1: the column {missing[0]!r} is missing; the first line must "
                    f"be {','.join(expected)}"
                )
            rows = [
                (reader.line_num, {name: (row[name] or "").strip() for name in expected})
                for row in reader
                if any((cell or "").strip() for cell in row.values() if isinstance(cell, str))
            ]
    except OSError as error:
        raise CatalogueError(
            f"{file}: cannot be read ({error.strerror or error}); an article needs a catalogue "
            "of its actors, one row an alias"
        ) from error
    except UnicodeDecodeError as error:
        raise CatalogueError(
            f"{file}: is not UTF-8 ({error.reason}); save it as CSV UTF-8"
        ) from error
    if not rows:
        raise CatalogueError(f"{file}: names no actor; add at least one row")
    _check_rows(file, rows)
    return make_table("actors", [row for _, row in rows])


def _check_rows(file: Path, rows: list[tuple[int, dict[str, str]]]) -> None:
    owners: dict[str, str] = {}
    traits: dict[str, tuple[str, ...]] = {}
    for line, row in rows:
        for name in ("actor", "label", "kind", "alias", "form"):
            if not row[name]:
                raise CatalogueError(f"{file}, line {line}: the column {name} is empty; fill it in")
        if row["actor"] in ("author", "all", "quoted", "unattributed"):
            raise CatalogueError(
                f"{file}, line {line}: {row['actor']!r} names a voice and cannot name an actor; "
                "choose another identifier"
            )
        for column in TABLES["actors"]:
            if column.levels and row[column.name] not in column.levels:
                raise CatalogueError(
                    f"{file}, line {line}: {column.name} is {row[column.name]!r}; expected one of "
                    f"{', '.join(column.levels)}"
                )
        alias = plain_view(row["alias"])
        if owners.setdefault(alias, row["actor"]) != row["actor"]:
            raise CatalogueError(
                f"{file}, line {line}: the alias {row['alias']!r} belongs to {owners[alias]!r} "
                f"already; an alias can name one actor only, so remove one of the rows"
            )
        these = (row["label"], row["kind"], row["bloc"])
        before = traits.setdefault(row["actor"], these)
        if before != these:
            raise CatalogueError(
                f"{file}, line {line}: {row['actor']} is {', '.join(filter(None, these))} here and "
                f"{', '.join(filter(None, before))} before; give all its rows the same label, "
                "kind and bloc"
            )
