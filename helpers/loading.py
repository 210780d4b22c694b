"""What is in the tables of an archive? The folder of a run in; tables, or some of their rows, out.

Only what is asked for is read: some tables, some columns, some rows. Chunks that are not done are
left out, so that a run can be looked at while it goes on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from helpers.chunk_files import WHOLE, list_commits, place_part
from helpers.errors import BatchError, SchemaError
from helpers.packages import need_package
from helpers.parquet import arrow_schema, columns_of, decode_table
from helpers.runs import load_run

if TYPE_CHECKING:
    import pyarrow.dataset as ds

Where = Mapping[str, "str | float | bool | Collection[Any]"]


def load_tables(
    folder: Path | str,
    *,
    tables: Sequence[str] = ("articles", "scores"),
    columns: Mapping[str, Sequence[str]] | None = None,
    where: Where | None = None,
) -> dict[str, pd.DataFrame]:
    """Load tables of an archive, or some of their columns and rows.

    Parameters
    ----------
    folder
        What `discourse batch` wrote.
    tables
        Which: those of the schema, and `failures`.
    columns
        For each table, the columns to read; all of those tables that are not named.
    where
        From a column to the value, or the values, that its rows must have. A table that lacks the
        column is not cut by it: `{"article": ids, "measure": "stance"}` gives the stances of some
        articles, and all of their mentions.

    Returns
    -------
    dict
        One table a name, with the dtypes of the schema, rows in the order of the archive.

    Raises
    ------
    BatchError
        If the folder holds no run, or a file is missing or damaged.
    SchemaError
        If a table or column is not known, or no table has a column of `where`.

    Examples
    --------
    >>> load_tables("results", tables=["scores"],
    ...             where={"measure": "stance", "voice": "all"})  # doctest: +SKIP
    """
    need_package("pyarrow", to="read the tables of an archive")
    folder, where = Path(folder), where or {}
    _check_names(tables, columns or {}, where)
    if load_run(folder) is None:
        raise BatchError(
            f"{folder}: holds no run over an archive; give the folder that discourse batch wrote"
        )
    chunks = [commit.chunk for commit in list_commits(folder)]
    return {
        table: _load(folder, table, chunks, (columns or {}).get(table), where) for table in tables
    }


def _check_names(tables: Sequence[str], columns: Mapping[str, Sequence[str]], where: Where) -> None:
    known = {table: [column.name for column in columns_of(table)] for table in tables}
    for table, names in columns.items():
        if table not in known:
            raise SchemaError(
                f"columns: table {table} is not among those to load ({', '.join(tables)})"
            )
        for name in names:
            if name not in known[table]:
                raise SchemaError(
                    f"table {table}: has no column {name!r}; there are {', '.join(known[table])}"
                )
    for name in where:
        if not any(name in names for names in known.values()):
            raise SchemaError(
                f"where: none of the tables {', '.join(tables)} has a column {name!r}"
            )


def _load(
    folder: Path,
    table: str,
    chunks: Sequence[int],
    columns: Sequence[str] | None,
    where: Where,
) -> pd.DataFrame:
    import pyarrow as pa
    import pyarrow.dataset as ds

    files = [place_part(folder, table, n) for n in ([0] if table in WHOLE else chunks)]
    names = [column.name for column in columns_of(table)]
    if table == "duplicates" and not files[0].exists():
        raise BatchError(
            f"{folder}: copies were not looked for; give the command of the run again with --copies"
        )
    try:
        found = ds.dataset(
            [str(file) for file in files], schema=arrow_schema(table), format="parquet"
        )
        arrow = found.to_table(
            columns=list(columns) if columns is not None else names,
            filter=_make_filter({name: where[name] for name in names if name in where}),
        )
    except (TypeError, pa.ArrowNotImplementedError) as error:
        raise SchemaError(
            f"where: a column of table {table} does not hold what is asked for ({error}); text "
            "columns take texts, columns of numbers take numbers, and lists of these"
        ) from error
    except (OSError, pa.ArrowInvalid) as error:
        raise BatchError(
            f"{folder / table}: cannot be read ({error}); give the command of the run again, which "
            "makes anew what is missing or damaged"
        ) from error
    return decode_table(arrow, table=table)


def _make_filter(where: Where) -> ds.Expression | None:
    import pyarrow.dataset as ds

    found = None
    for name, wanted in where.items():
        field = ds.field(name)
        if isinstance(wanted, np.generic):
            wanted = wanted.item()
        if wanted is None:
            rule = field.is_null()
        elif isinstance(wanted, str | float | int):
            rule = field == wanted
        else:
            rule = field.isin(list(wanted))
        found = rule if found is None else found & rule
    return found


def count_articles(folder: Path | str) -> int:
    """Count the articles that a run has measured so far, without reading any table.

    Parameters
    ----------
    folder
        What `discourse batch` wrote.
    """
    return sum(commit.articles for commit in list_commits(Path(folder)))
