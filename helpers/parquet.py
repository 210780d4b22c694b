"""How does a table rest on disk? A table of the schema in; the bytes of a Parquet file out.

Parquet keeps columns apart, so that one of them is read without the others. The same table gives
the same bytes: the compression is fixed, nothing of the index or of pandas is written, and what is
said of the measurement stands in the file's metadata.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from helpers.errors import SchemaError
from helpers.schema import COLLECTION_TABLES, TABLES, Column

if TYPE_CHECKING:
    import pyarrow as pa

# What could not be analysed: a table of archives only.
FAILURE_KINDS: Final = ("unreadable", "language", "unexpected", "skipped")
FAILURES: Final = (
    Column("article", "str", "identifier that the article would have; empty where none is known"),
    Column("file", "str", "file that it was read from, seen from the folder of the archive"),
    Column("place", "str", "line, entry or part of that file; empty for the whole"),
    Column("kind", "str", "what sort of failure it is", levels=FAILURE_KINDS),
    Column("reason", "str", "what was found, what was expected and what to do"),
)
ARCHIVE_TABLES: Final[dict[str, tuple[Column, ...]]] = {
    **TABLES,
    "duplicates": COLLECTION_TABLES["duplicates"],
    "failures": FAILURES,
}
_KEY: Final = b"discourse"
_TYPES: Final = {"str": "string", "int64": "int64", "Int64": "int64", "float64": "float64"}


def columns_of(table: str) -> tuple[Column, ...]:
    """Return the columns of a table of an archive.

    Raises
    ------
    SchemaError
        If no table has that name.
    """
    if table not in ARCHIVE_TABLES:
        known = ", ".join(ARCHIVE_TABLES)
        raise SchemaError(f"no table of an archive is called {table!r}; the tables are {known}")
    return ARCHIVE_TABLES[table]


def encode_table(
    frames: Sequence[pd.DataFrame], *, table: str, settings: Mapping[str, str] | None = None
) -> bytes:
    """Turn a table, or several that follow one another, into the bytes of a Parquet file.

    Parameters
    ----------
    frames
        Each with the columns of `table`.
    table
        Its name, a key of `ARCHIVE_TABLES`.
    settings
        How it was measured; kept in the file.

    Returns
    -------
    bytes
        The same for the same table and settings.

    Examples
    --------
    >>> from helpers.schema import make_table
    >>> encode_table([make_table("sentences", [])], table="sentences")[:4]
    b'PAR1'
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = arrow_schema(table).with_metadata({_KEY: json.dumps(dict(settings or {})).encode()})
    pieces = [_to_arrow(frame, schema) for frame in frames] or [schema.empty_table()]
    content = io.BytesIO()
    pq.write_table(
        pa.concat_tables(pieces).combine_chunks(),
        content,
        compression="zstd",
        compression_level=3,
        version="2.6",
    )
    return content.getvalue()


def _to_arrow(frame: pd.DataFrame, schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    arrays = [pa.Array.from_pandas(frame[field.name], type=field.type) for field in schema]
    return pa.Table.from_arrays(
        [a.combine_chunks() if isinstance(a, pa.ChunkedArray) else a for a in arrays],
        schema=schema,
    )


def arrow_schema(table: str) -> pa.Schema:
    """Return the types that the columns of a table have on disk."""
    import pyarrow as pa

    kinds = {name: pa.type_for_alias(kind) for name, kind in _TYPES.items()} | {"bool": pa.bool_()}
    return pa.schema(
        [
            pa.field(column.name, kinds[column.dtype], nullable=column.nullable)
            for column in columns_of(table)
        ]
    )


def decode_table(arrow: pa.Table, *, table: str) -> pd.DataFrame:
    """Turn what was read from Parquet files into a table with the dtypes of the schema.

    Parameters
    ----------
    arrow
        Some or all columns of `table`.
    table
        Its name, a key of `ARCHIVE_TABLES`.
    """
    dtypes = {column.name: column.dtype for column in columns_of(table)}
    found: dict[str, Any] = {}
    for name in arrow.column_names:
        values = arrow.column(name)
        if dtypes[name] == "Int64":
            # By way of floats, numbers beyond 2**53 would be rounded.
            found[name] = pd.array(values.to_pylist(), dtype="Int64")
        else:
            found[name] = values.to_pandas().astype(dtypes[name])
    return pd.DataFrame(found, columns=arrow.column_names)


def make_failures(rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """Build the table `failures` from rows, with the dtypes of its columns."""
    names = [column.name for column in FAILURES]
    frame = pd.DataFrame([dict(row) for row in rows], columns=names)
    return frame.astype({column.name: column.dtype for column in FAILURES})
