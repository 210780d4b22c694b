"""Who counts as an actor, and under which names? A catalogue (`actors.csv`) in; actors out.

The catalogue is the analyst's: one row an alias, so that every decision about who is who stands
in a table that a reader can open, question and change.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pandas as pd

from helpers.cells import Line, read_cells
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
        A CSV with the columns actor, label, kind, bloc, alias and form (parted by commas,
        semicolons or tabs, in any usual encoding); the folder of an article; or None for the
        bundled catalogue of states, world organisations and well-known groups.

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
    purpose = "an article needs a catalogue of its actors, one row an alias"
    rows = read_cells(file, columns=columns("actors"), error=CatalogueError, purpose=purpose)
    if not rows:
        raise CatalogueError(f"{file}: names no actor; add at least one row")
    _check_rows(file, rows)
    return make_table("actors", [line.cells for line in rows])


def check_actors(actors: pd.DataFrame, *, place: str) -> None:
    """Check a catalogue that is in memory as `load_actors` checks a file.

    Parameters
    ----------
    actors
        Columns of the table `actors`.
    place
        What to call it in messages; its rows count as lines from 2 on.

    Raises
    ------
    CatalogueError
        If it names no actor or a row has a fault.
    """
    records: list[Any] = actors.to_dict("records")
    rows = [Line(number, row) for number, row in enumerate(records, start=2)]
    if not rows:
        raise CatalogueError(f"{place}: names no actor; keep at least one")
    _check_rows(Path(place), rows)


def _check_rows(file: Path, rows: list[Line]) -> None:
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
