"""Are the rows of a hand-made CSV read as they were meant?"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.cells import read_cells
from helpers.errors import CatalogueError

NAMES = ("name", "note")


def read(tmp_path: Path, raw: bytes | str) -> list[tuple[int, dict[str, str]]]:
    file = tmp_path / "sheet.csv"
    file.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return [tuple(line) for line in read_cells(file, columns=NAMES, error=CatalogueError)]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_commas_semicolons_and_tabs(tmp_path: Path, mark: str) -> None:
    text = "name,note,more\nNorth,cold,x\n\nSouth,warm,y\n".replace(",", mark)
    assert read(tmp_path, text) == [
        (2, {"name": "North", "note": "cold"}),
        (4, {"name": "South", "note": "warm"}),
    ]


def test_heads_in_capitals_and_a_mark_of_order(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + b" Name ,NOTE\r\nNorth , cold\r\n"
    assert read(tmp_path, raw) == [(2, {"name": "North", "note": "cold"})]


def test_the_line_of_a_row_with_a_line_break_is_its_last(tmp_path: Path) -> None:
    assert [line for line, _ in read(tmp_path, 'name,note\nNorth,"a\nb"\nSouth,c\n')] == [3, 4]


def test_a_missing_cell_is_empty(tmp_path: Path) -> None:
    assert read(tmp_path, "name,note\nNorth\n") == [(2, {"name": "North", "note": ""})]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("name\nNorth\n", r"line 1: the column 'note' is missing; .* name,note"),
        ("name,note\na,b,c\n", "line 2: has more cells than columns"),
        ("name,note\n" + "x" * 200_000, "line 2: cannot be read as CSV"),
        (b"PK\x03\x04", "workbook"),
        (b"name,note\n\x00\x00\x01", "is no CSV"),
    ],
)
def test_what_is_no_sheet_is_refused(tmp_path: Path, raw: bytes | str, words: str) -> None:
    with pytest.raises(CatalogueError, match=words):
        read(tmp_path, raw)


def test_a_file_that_is_not_there_says_what_it_is_for(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"cannot be read .*; it lists actors"):
        read_cells(
            tmp_path / "none.csv", columns=NAMES, error=CatalogueError, purpose="it lists actors"
        )


@given(st.lists(st.text("ab=+-@',; \"é", min_size=1, max_size=5), min_size=1, max_size=4))
def test_what_is_guarded_comes_back(tmp_path_factory: pytest.TempPathFactory, cells: list) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(NAMES)
    for cell in cells:
        guarded = f"'{cell}" if cell[:1] in "=+-@'" else cell
        writer.writerow(["x", guarded])
    found = read(tmp_path_factory.mktemp("cells"), buffer.getvalue())
    assert [row["note"] for _, row in found] == [
        cell.strip() if cell[:1] not in "=+-@'" else cell.rstrip() for cell in cells
    ]
