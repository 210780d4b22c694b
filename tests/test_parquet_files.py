"""Are rows of a Parquet file read by their number, whatever their groups?"""

from __future__ import annotations

import io
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from helpers.documents import Opener, Source
from helpers.errors import CorpusError
from helpers.parquet_files import ParquetRows, open_parquet

N = 700


def make(group: int) -> io.BytesIO:
    out = io.BytesIO()
    table = pyarrow.table({"text": [f"Row {k}." for k in range(1, N + 1)], "more": list(range(N))})
    pyarrow.parquet.write_table(table, out, row_group_size=group)
    return out


@pytest.mark.parametrize("group", [50, 300, 1000])
def test_rows_come_in_any_order(group: int) -> None:
    rows = ParquetRows(make(group), place="x.parquet")
    assert (rows.names, rows.n_rows) == (["text", "more"], N)
    for number in (1, 2, 299, 300, 301, 700, 5, 5, 650):
        assert rows.read(number, columns=["text"]) == {"text": f"Row {number}."}
    assert rows.read(5, columns=["more"]) == {"more": 4}


@pytest.mark.parametrize("number", [0, N + 1])
def test_a_row_that_is_not_there_is_refused(number: int) -> None:
    rows = ParquetRows(make(50), place="x.parquet")
    with pytest.raises(CorpusError, match="there is no such row; the file has 700"):
        rows.read(number, columns=["text"])


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.parquet"
    file.write_bytes(b"PAR1")
    source = Source(str(file), str(tmp_path), "parquet")
    with (
        Opener() as opener,
        pytest.raises(CorpusError, match=r"x\.parquet: is damaged or no Parquet"),
        open_parquet(opener, source),
    ):
        pass
