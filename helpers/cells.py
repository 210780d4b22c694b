"""Which rows stand in a CSV that people fill in? A file in; its rows, each with its line, out.

A spreadsheet program may have parted the cells by semicolons or tabs, marked the order of bytes,
written another encoding, or put an apostrophe before what it would else run as a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from helpers.decoding import decode
from helpers.errors import ArticleError, DiscourseError


class Line(NamedTuple):
    """Hold one row: the line that it ends in, and its cells by column."""

    number: int
    cells: dict[str, str]


def read_cells(
    path: Path, *, columns: Sequence[str], error: type[DiscourseError], purpose: str = ""
) -> list[Line]:
    """Read the rows of a CSV, as any spreadsheet program may have saved it.

    Parameters
    ----------
    path
        The file.
    columns
        Columns that it must have, in small letters; further ones are passed over.
    error
        What to raise.
    purpose
        What the file is for, added where it cannot be read.

    Returns
    -------
    list of Line
        One per row that holds anything; cells without spaces at their ends.

    Raises
    ------
    DiscourseError
        Of the class `error`, naming the file, the line and the remedy, if the file cannot be read
        or is no CSV, a column is missing, or a row has more cells than there are columns.
    """
    text = _read_text(path, error=error, purpose=purpose)
    header = text.split("\n", 1)[0]
    # Where the comma parts decimals, spreadsheets part cells by semicolons.
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count))
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
    missing = [name for name in columns if name not in reader.fieldnames]
    if missing:
        raise error(
            f"{path}, line 1: the column {missing[0]!r} is missing; the first line must hold "
            f"{','.join(columns)}"
        )
    lines = []
    try:
        for row in reader:
            # What stands beyond the last column comes as a list without a name.
            spare = row.pop(None, None)
            if any(cell.strip() for cell in spare or ()):
                raise error(
                    f"{path}, line {reader.line_num}: has more cells than columns; put double "
                    "quotes around a cell that holds a comma"
                )
            if any((cell or "").strip() for cell in row.values()):
                cells = {name: _unguard((row[name] or "").strip()) for name in columns}
                lines.append(Line(reader.line_num, cells))
    except csv.Error as told:
        raise error(
            f"{path}, line {reader.line_num + 1}: cannot be read as CSV ({told}); look for a "
            "quotation mark that is opened and not closed"
        ) from told
    return lines


def _read_text(path: Path, *, error: type[DiscourseError], purpose: str) -> str:
    try:
        raw = path.read_bytes()
    except OSError as told:
        more = f"; {purpose}" if purpose else ""
        raise error(f"{path}: cannot be read ({told.strerror or told}){more}") from told
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise error(
            f"{path}: is a workbook of a spreadsheet program; open it there and save the sheet as "
            "CSV UTF-8"
        )
    try:
        return decode(raw, place=str(path)).text
    except ArticleError as told:
        raise error(f"{path}: is no CSV; save it as CSV UTF-8") from told


def _unguard(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from running a cell as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in set("=+-@'") else cell
