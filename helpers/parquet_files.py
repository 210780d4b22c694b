"""How are the rows of a Parquet file read, a few at a time? An open file in; rows out.

Parquet keeps rows in groups and each column apart. Only the columns that are wanted are read, and
a group is gone through in small parts, so that a large file needs little memory.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, Final

from helpers.documents import Opener, Source
from helpers.errors import CorpusError
from helpers.packages import need_package

_AT_ONCE: Final = 256
MAX_PACKED: Final = 500_000_000


@contextmanager
def open_parquet(opener: Opener, source: Source) -> Iterator[ParquetRows]:
    """Open a Parquet file; one within a zip is unpacked into memory, for it is read from its end.

    Raises
    ------
    CorpusError
        If it is damaged, or too large to be read out of a zip.
    """
    if source.member:
        raw = opener.read(source.path, source.member, limit=MAX_PACKED)
        yield ParquetRows(io.BytesIO(raw), place=source.file)
    else:
        with opener.open(source.path) as stream:
            yield ParquetRows(stream, place=source.file)


class ParquetRows:
    """Give rows of a Parquet file by their number, cheaply where the numbers rise.

    Attributes
    ----------
    names : list of str
        The columns.
    n_rows : int
        The number of rows.
    """

    def __init__(self, stream: IO[bytes], *, place: str) -> None:
        parquet = need_package("pyarrow.parquet", to="read Parquet files")
        try:
            self._file = parquet.ParquetFile(stream)
            self.names = [str(name) for name in self._file.schema_arrow.names]
            sizes = [
                self._file.metadata.row_group(k).num_rows for k in range(self._file.num_row_groups)
            ]
        except Exception as error:  # pyarrow raises errors of its own and of the system
            raise CorpusError(
                f"{place}: is damaged or no Parquet file ({type(error).__name__}); write it anew"
            ) from error
        self.n_rows = sum(sizes)
        self._sizes = sizes
        self._rows: Iterator[dict[str, Any]] = iter(())
        # What the iterator stands at: columns, and the number of the row that comes next.
        self._at: tuple[tuple[str, ...], int, int] = ((), -1, 0)

    def read(self, number: int, *, columns: Sequence[str]) -> dict[str, Any]:
        """Read a row.

        Parameters
        ----------
        number
            Its number, 1 for the first.
        columns
            The columns that are wanted.

        Raises
        ------
        CorpusError
            If there is no such row.
        """
        group, within = self._find(number - 1)
        if self._at[:2] != (tuple(columns), group) or self._at[2] > within:
            self._rows = self._iterate(group, columns)
            self._at = (tuple(columns), group, 0)
        for _ in range(self._at[2], within):
            next(self._rows)
        row = next(self._rows)
        self._at = (tuple(columns), group, within + 1)
        return row

    def _find(self, index: int) -> tuple[int, int]:
        for group, size in enumerate(self._sizes):
            if 0 <= index < size:
                return group, index
            index -= size
        raise CorpusError(f"there is no such row; the file has {self.n_rows:,}, it was changed")

    def _iterate(self, group: int, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
        for batch in self._file.iter_batches(
            batch_size=_AT_ONCE, row_groups=[group], columns=list(columns), use_threads=False
        ):
            yield from batch.to_pylist()
