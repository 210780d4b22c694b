"""How does a table become text that a spreadsheet takes for nothing but text, and come back?

In: any table, or the CSV of a table of the schema. Out: CSV text, or the table.

A spreadsheet runs a cell that begins with an equals sign or the like as a formula, wherever the
file came from. Such a text gets an apostrophe before it, and so does one that begins with an
apostrophe, or the guard could not be told from the text.
"""

from __future__ import annotations

import csv
import io
import math
import unicodedata
from collections.abc import Iterable
from numbers import Integral, Real
from typing import Any, Final

import numpy as np
import pandas as pd

from helpers.errors import DiscourseError
from helpers.schema import ALL_TABLES, check_table, columns

GUARDED: Final = frozenset("=+-@\t\r\n'")


def csv_from_table(frame: pd.DataFrame) -> str:
    """Write a table as CSV text, its header first, a line feed after each row.

    Examples
    --------
    >>> print(csv_from_table(pd.DataFrame({"cue": ["=1+1", "so, then"], "weight": [-0.5, 2]})))
    cue,weight
    '=1+1,-0.5
    "so, then",2
    <BLANKLINE>
    """
    rows: list[Iterable[Any]] = [frame.columns, *frame.itertuples(index=False, name=None)]
    lines = (",".join(_cell(value) for value in row) for row in rows)
    # A row of one empty cell would else be a blank line, which no reader keeps.
    return "".join((line or '""') + "\n" for line in lines)


def table_from_csv(text: str, *, table: str, source: str) -> pd.DataFrame:
    """Read a table of the schema from CSV text.

    Parameters
    ----------
    text
        What `csv_from_table` wrote, or a spreadsheet saved again.
    table
        Name of the table, a key of `schema.ALL_TABLES`.
    source
        Where the text is from, for messages.

    Returns
    -------
    pandas.DataFrame
        The table with the columns and dtypes of the schema, guards taken off.

    Raises
    ------
    DiscourseError
        Naming the source, the row or column, what was found and what was expected.
    """
    expected = columns(table)
    header, *rows = _cells(text) or [[]]
    if header != expected:
        raise DiscourseError(
            f"{source}, line 1: found the columns {', '.join(header) or 'none'}; expected those of "
            f"{table}: {', '.join(expected)}"
        )
    for number, row in enumerate(rows, start=2):
        if len(row) != len(expected):
            raise DiscourseError(
                f"{source}, row {number}: found {len(row)} cells, expected {len(expected)}; put "
                "double quotes around a cell that holds a comma or a line break"
            )
    cells = pd.DataFrame(rows, columns=expected, dtype="str")
    values = {}
    for column in ALL_TABLES[table]:
        try:
            values[column.name] = pd.Series(
                _values(cells[column.name].tolist(), dtype=column.dtype), dtype=column.dtype
            )
        except (TypeError, ValueError, OverflowError) as error:
            raise DiscourseError(
                f"{source}, column {column.name}: expected {column.dtype} ({column.meaning}); "
                f"{error}"
            ) from error
    return check_table(pd.DataFrame(values, columns=expected), table=table)


def _values(cells: list[str], *, dtype: str) -> list[Any]:
    """Turn the texts of a column into the values of its dtype."""
    if dtype == "str":
        return [cell[1:] if cell.startswith("'") else cell for cell in cells]
    if dtype == "float64":
        return [float(cell) if cell else math.nan for cell in cells]
    if dtype == "bool":
        # A spreadsheet writes them in capitals.
        odd = [cell for cell in cells if cell.lower() not in ("true", "false")]
        if odd:
            raise ValueError(f"found {odd[0]!r}, expected True or False")
        return [cell.lower() == "true" for cell in cells]
    return [int(cell) if cell else pd.NA for cell in cells]


def _cells(text: str) -> list[list[str]]:
    """Split CSV into cells, whatever their length."""
    limit = csv.field_size_limit(max(len(text), 1))
    try:
        return [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    finally:
        csv.field_size_limit(limit)


def _cell(value: Any) -> str:
    """Write one value: a number as it is, a text guarded and, where needed, quoted."""
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Real):
        number = float(value)
        # A zero is written without a sign.
        return "" if math.isnan(number) else f"{number or 0.0:.6g}"
    text = str(value)
    # The compatibility form of a full-width sign is the sign itself.
    if unicodedata.normalize("NFKC", text[:1]) in GUARDED:
        text = "'" + text
    if any(mark in text for mark in ',"\r\n') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
