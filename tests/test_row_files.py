"""Is every row of a table found by one pass, and read from its place as a whole pass would?"""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import row_files
from helpers.errors import CorpusError
from helpers.row_files import (
    Row,
    list_csv_rows,
    list_json_rows,
    read_csv_row,
    read_json_layout,
    read_json_row,
    read_layout,
)


def read_all(raw: bytes) -> list[dict[str, str] | str]:
    """Find all rows, then read them from last to first, as a machine that got a part would."""
    stream = io.BytesIO(raw)
    layout = read_layout(stream, place="x.csv")
    rows = list(list_csv_rows(stream, layout))
    read = [row.problem or read_one(stream, layout, row) for row in reversed(rows)]
    return read[::-1]


def read_one(stream: io.BytesIO, layout: row_files.Layout, row: Row) -> dict[str, str] | str:
    try:
        return read_csv_row(stream, layout, offset=row.offset, length=row.length, place="x.csv")
    except CorpusError as error:
        return str(error)


CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs"], include_characters='\n"'),
    max_size=12,
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@settings(max_examples=40)
@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_rows_come_back_as_they_were_written(encoding: str, rows: list[tuple[str, str]]) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["title", "text"])
    writer.writerows(rows)
    expected = [
        {"title": unicodedata.normalize("NFC", one), "text": unicodedata.normalize("NFC", two)}
        for one, two in rows
    ]
    found = read_all(out.getvalue().encode(encoding))
    assert [
        {key: unicodedata.normalize("NFC", value) for key, value in row.items()}
        for row in found
        if isinstance(row, dict)
    ] == expected


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_parts_cells_is_told_from_the_header(delimiter: str) -> None:
    raw = delimiter.join(["title", "text"]) + "\n" + delimiter.join(["A", "B b"]) + "\n"
    assert read_all(raw.encode()) == [{"title": "A", "text": "B b"}]


def test_an_older_encoding_is_read_by_file_and_else_by_row() -> None:
    text = "title,text\nCafé,“Très bien” – said the naïve café owner of the Côte d’Azur\n"
    (row,) = read_all(text.encode("cp1252"))
    assert isinstance(row, dict)
    assert row["title"] == "Café"
    # The header shows UTF-8; one late row is not.
    late = b"title,text\n" + b"A,B b\n" * 40_000 + "Café,Très bien fait à côté\n".encode("cp1252")
    stream = io.BytesIO(late)
    layout = read_layout(stream, place="x.csv")
    *_, last = list_csv_rows(stream, layout)
    row = read_csv_row(stream, layout, offset=last.offset, length=last.length, place="x")
    assert row["title"] == "Café"


def test_blank_lines_are_no_rows_but_count() -> None:
    stream = io.BytesIO(b"title,text\n\nA,B\n\n\nC,D")
    rows = list(list_csv_rows(stream, read_layout(stream, place="x")))
    assert [(row.number, row.length) for row in rows] == [(3, 4), (6, 3)]


def test_a_row_with_too_few_cells_is_refused_and_the_next_is_read() -> None:
    stream = io.BytesIO(b"title,text\nA\nB,C\n")
    layout = read_layout(stream, place="x.csv")
    short, whole = list_csv_rows(stream, layout)
    with pytest.raises(CorpusError, match="row 2: has 1 cell, the header has 2"):
        read_csv_row(stream, layout, offset=short.offset, length=short.length, place="row 2")
    found = read_csv_row(stream, layout, offset=whole.offset, length=whole.length, place="row 3")
    assert found == {"title": "B", "text": "C"}


def test_a_quotation_mark_that_does_not_close_costs_one_row() -> None:
    found = read_all(b'title,text\nA,"open\nB,C\nD,E\n')
    assert "opens a quotation mark that nothing closes" in str(found[0])
    assert found[1:] == [{"title": "B", "text": "C"}, {"title": "D", "text": "E"}]


HOSTILE = {
    "the next row quotes": ('A\t"Stop the war', 'B\t"Peace" was', "C\tOn."),
    "the next cell is quoted": ('A\t"Stop the war', 'B\t"Peace"', "C\tOn."),
    "the mark stands inside": ('A\t"Peace" was', "B\tStill.", "C\tOn."),
    "the last row does not close": ("A\tStill.", "C\tOn.", 'B\t"Stop'),
}


@pytest.mark.parametrize("lines", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_no_quotation_mark_makes_two_articles_one(
    lines: tuple[str, ...], delimiter: str, end: str
) -> None:
    raw = "".join(f"{line}{end}".replace("\t", delimiter) for line in ("title\ttext", *lines))
    found = read_all(raw.encode())
    assert len(found) == len(lines)
    assert {"title": "C", "text": "On."} in found
    for row in found:
        if isinstance(row, dict):
            assert not set("\r\n\t") & set(row["text"])
        else:
            assert "put double quotes around a cell" in row


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_tables_and_lines_are_read_in_utf16_with_its_mark_and_without(codec: str) -> None:
    rows = [{"title": "Ċ A", "text": "It is “open”."}, {"title": "B", "text": "It is shut."}]
    table = "".join(f"{row['title']},{row['text']}\r\n" for row in rows)
    assert read_all(f"title,text\r\n{table}".encode(codec)) == rows
    lines = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    stream = io.BytesIO(lines.encode(codec))
    places = list(list_json_rows(stream))
    found, _ = read_json_layout(stream)
    assert [place.number for place in places] == [1, 3]
    for place, row in zip(places, rows, strict=True):
        at = {"offset": place.offset, "length": place.length}
        assert read_json_row(stream, **at, place="x", codec=found) == row


def test_a_row_that_is_far_too_long_costs_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_files, "MAX_ROW", 50)
    found = read_all(b'title,text\nA,"' + b"b\n" * 40 + b'"\nB,C\n')
    assert "more than 50 bytes" in str(found[0])
    assert found[-1] == {"title": "B", "text": "C"}
    one_line = read_all(b"title,text\nA," + b"b" * 120 + b",C,D\nB,C\n")
    assert len(one_line) == 2
    assert found[-1] == one_line[-1]


def test_a_lone_carriage_return_costs_one_row() -> None:
    found = read_all(b"title,text\nA,b\rc\nB,C\n")
    assert "cannot be read as a row" in str(found[0])
    assert found[1:] == [{"title": "B", "text": "C"}]


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        (b"", "holds no names of columns"),
        (b"\n\n", "holds no names of columns"),
        (b"\x00\x01\x02", "not a text file"),
        (b"PK\x03\x04", "a zip file"),
    ],
)
def test_a_file_without_a_header_is_refused(raw: bytes, part: str) -> None:
    with pytest.raises(CorpusError, match=part):
        read_layout(io.BytesIO(raw), place="x.csv")


def test_a_row_that_changed_under_its_place_is_refused() -> None:
    stream = io.BytesIO("\ufefftitle,text\nA,b\rc\n".encode("utf-16-le"))
    layout = read_layout(stream, place="x.csv")
    with pytest.raises(CorpusError, match="cannot be read as a row"):
        read_csv_row(stream, layout, offset=24, length=12, place="row 2")
    stream = io.BytesIO(b"title,text\nA,b\n")
    layout = read_layout(stream, place="x.csv")
    with pytest.raises(CorpusError, match="has 0 cells"):
        read_csv_row(stream, layout, offset=99, length=6, place="row 9")
    with pytest.raises(CorpusError, match="not a text file"):
        read_csv_row(io.BytesIO(bytes(8)), layout, offset=0, length=8, place="row 2")


@given(st.binary(max_size=200))
def test_any_bytes_are_listed_to_their_end(raw: bytes) -> None:
    whole = b"title,text\n" + raw
    stream = io.BytesIO(whole)
    try:
        layout = read_layout(stream, place="x")
    except CorpusError:
        return
    rows = list(list_csv_rows(stream, layout))
    assert all(row.offset + row.length <= len(whole) for row in rows)
    numbers = [row.number for row in rows]
    assert numbers == sorted(set(numbers))


VALUES = st.dictionaries(st.text(max_size=5), st.text('abcé\n"\\', max_size=9), max_size=3)


@given(st.lists(VALUES, max_size=6))
def test_lines_of_json_come_back(rows: list[dict[str, str]]) -> None:
    raw = "\n".join(json.dumps(row) for row in rows).encode()
    stream = io.BytesIO(raw)
    places = list(list_json_rows(stream))
    read = [read_json_row(stream, offset=p.offset, length=p.length, place="x") for p in places]
    assert read == rows


def test_a_mark_of_byte_order_is_no_part_of_the_first_line() -> None:
    stream = io.BytesIO(b'\xef\xbb\xbf{"text": "A"}')
    (place,) = list_json_rows(stream)
    row = read_json_row(stream, offset=place.offset, length=place.length, place="x")
    assert row == {"text": "A"}


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (b"{", "is no JSON"),
        (b"[1]", "holds a list, not an object"),
        (b"[" * 100_000, "is no JSON"),
        (bytes(range(32)), "not a text file"),
    ],
)
def test_a_line_that_is_no_object_is_refused(line: bytes, part: str) -> None:
    with pytest.raises(CorpusError, match=part):
        read_json_row(io.BytesIO(line), offset=0, length=len(line), place="line 1")


def test_a_line_that_is_far_too_long_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_files, "MAX_ROW", 20)
    first, *_, last = list_json_rows(io.BytesIO(b'{"text": "' + b"a" * 30 + b'"}\n{"a": 1}\n'))
    assert "is longer than" in first.problem
    assert last == Row(2, 43, 9)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_letters_that_hold_the_byte_of_a_line_feed_end_no_line(codec: str) -> None:
    mark = b"\xff\xfe" if codec == "utf-16-le" else b"\xfe\xff"
    text = "title\ttext\r\nĊ ĀĊ\tਅ Ԋ Ċ\r\nB\tC"
    found = read_all(mark + text.encode(codec))
    assert found == [{"title": "Ċ ĀĊ", "text": "ਅ Ԋ Ċ"}, {"title": "B", "text": "C"}]
    cut = (mark + text.encode(codec))[:-1]
    assert len(read_all(cut)) == 2
