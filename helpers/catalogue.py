"""Who counts as an actor, and under which names? A catalogue (`actors.csv`) in; actors out.

The catalogue is the analyst's: one row an alias, so that every decision about who is who stands
in a table that a reader can open, question and change.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

import pandas as pd

from helpers.cues import FOLDER
from helpers.decoding import decode
from helpers.errors import ArticleError, CatalogueError
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
    rows = _read_rows(file)
    if not rows:
        raise CatalogueError(f"{file}: names no actor; add at least one row")
    _check_rows(file, rows)
    return make_table("actors", [row for _, row in rows])


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
    rows = [(number, row) for number, row in enumerate(actors.to_dict("records"), start=2)]
    if not rows:
        raise CatalogueError(f"{place}: names no actor; keep at least one")
    _check_rows(Path(place), rows)  # type: ignore[arg-type]


def _read_rows(file: Path) -> list[tuple[int, dict[str, str]]]:
    """Read the rows of a file with their lines, as any spreadsheet may have saved them."""
    text = _read_text(file)
    expected = columns("actors")
    header = text.split("\n", 1)[0]
    # Where the comma parts decimals, spreadsheets part cells by semicolons.
    mark = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    missing = [name for name in expected if name not in (reader.fieldnames or ())]
    if missing:
        raise CatalogueError(
            f"{file}, line 1: the column {missing[0]!r} is missing; the first line must "
            f"be {','.join(expected)}"
        )
    rows = []
    try:
        for row in reader:
            spare = row.pop(None, None)
            if spare and any(cell.strip() for cell in spare):
                raise CatalogueError(
                    f"{file}, line {reader.line_num}: has more cells than columns; put double "
                    "quotes around a cell that holds a comma"
                )
            if any((cell or "").strip() for cell in row.values()):
                cells = {name: _unguard((row[name] or "").strip()) for name in expected}
                rows.append((reader.line_num, cells))
    except csv.Error as error:
        raise CatalogueError(
            f"{file}, line {reader.line_num + 1}: cannot be read as CSV ({error}); look for a "
            "quotation mark that is opened and not closed"
        ) from error
    return rows


def _read_text(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise CatalogueError(
            f"{file}: cannot be read ({error.strerror or error}); an article needs a catalogue "
            "of its actors, one row an alias"
        ) from error
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise CatalogueError(
            f"{file}: is a workbook of a spreadsheet program; open it there and save the sheet as "
            "CSV UTF-8"
        )
    try:
        return decode(raw, place=str(file)).text
    except ArticleError as error:
        raise CatalogueError(f"{file}: is no CSV; save it as CSV UTF-8") from error


def _unguard(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from running a cell as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in set("=+-@'") else cell


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
