"""Is it known which column holds what, and is it said where that cannot be known?"""

from __future__ import annotations

import pytest
from archive_files import FERRY, make_page
from hypothesis import given
from hypothesis import strategies as st

from helpers.article_columns import (
    KNOWN_COLUMNS,
    check_columns,
    choose_columns,
    read_row,
    write_value,
)
from helpers.errors import CorpusError


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            "stories_id title url publish_date media_name language text",
            "text:text title:title published:publish_date outlet:media_name source:url "
            "language:language",
        ),
        (
            "GKGRECORDID DATE SourceCommonName DocumentIdentifier Text",
            "text:Text published:DATE outlet:SourceCommonName source:DocumentIdentifier",
        ),
        (
            "SQLDATE SOURCEURL Content",
            "text:Content published:SQLDATE source:SOURCEURL",
        ),
        (
            "url seendate domain language title text",
            "text:text title:title published:seendate outlet:domain source:url language:language",
        ),
        (
            "HEADLINE BODY BYLINE DATE SOURCE",
            "text:BODY title:HEADLINE published:DATE outlet:SOURCE author:BYLINE",
        ),
        ("full_text Pub-Date", "text:full_text published:Pub-Date"),
    ],
)
def test_names_of_known_makers_are_recognised(names: str, expected: str) -> None:
    assert choose_columns(names.split()) == dict(pair.split(":") for pair in expected.split())


def test_what_is_given_goes_before_what_is_recognised() -> None:
    found = choose_columns(
        ["text", "Artikel", "content"], given={"text": "Artikel", "title": "content"}
    )
    assert found == {"text": "Artikel", "title": "content"}


@pytest.mark.parametrize(
    ("names", "given_columns", "parts"),
    [
        (["a", "b"], None, ["no column is known to hold the text", "'a', 'b'", 'columns={"text"']),
        ([], None, ["the columns are none"]),
        (["text", "content"], None, ["several columns may hold the text (text, content)"]),
        (["text", "Text"], None, ["(text, Text)"]),
        (["a"], {"text": "b"}, ["the column 'b' for text is not there", "'a'"]),
        (["a"], {"words": "a"}, ["the field 'words' is not known", "text, title"]),
    ],
)
def test_what_cannot_be_known_is_asked(
    names: list[str], given_columns: dict[str, str] | None, parts: list[str]
) -> None:
    with pytest.raises(CorpusError) as caught:
        choose_columns(names, given=given_columns)
    for part in parts:
        assert part in str(caught.value)


def test_known_names_are_written_plainly_and_mean_one_field() -> None:
    listed = [name for names in KNOWN_COLUMNS.values() for name in names]
    assert len(set(listed)) == len(listed)
    assert all(name.isalnum() and name.islower() for name in listed)
    assert check_columns(None) == {}


CHOSEN = {"text": "t", "title": "h", "published": "d", "outlet": "o", "source": "u"}


def test_a_row_becomes_a_text_with_its_headline_and_metadata() -> None:
    row = {"t": "It is open.", "h": " A\nbridge ", "d": "3 May 2018", "o": "Gazette", "u": None}
    page = read_row(row, chosen=CHOSEN, place="row 2")
    assert page.text == "A bridge\n\nIt is open."
    assert page.metadata == {"title": "A bridge", "published": "2018-05-03", "outlet": "Gazette"}
    assert page.notes == ()


def test_a_headline_that_opens_the_text_is_not_put_there_twice() -> None:
    row = {"t": "A  bridge\n\nIt is open.", "h": "A bridge"}
    assert read_row(row, chosen=CHOSEN, place="row 2").text == row["t"]


def test_a_date_that_cannot_be_read_is_said() -> None:
    page = read_row({"t": "It is open.", "d": "3/4/2018"}, chosen=CHOSEN, place="row 2")
    assert "published" not in page.metadata
    assert page.notes == ("the date '3/4/2018' can be read in several ways or in none: left out",)


def test_an_address_in_a_column_named_source_is_no_outlet() -> None:
    row = {"t": "It is open.", "o": "https://gazette.example/1"}
    page = read_row(row, chosen={"text": "t", "outlet": "o"}, place="row 2")
    assert page.metadata == {"source": "https://gazette.example/1"}
    row |= {"u": "https://gazette.example/2"}
    assert read_row(row, chosen=CHOSEN, place="row 2").metadata == {"source": row["u"]}


def test_a_page_in_a_cell_gives_its_article_and_the_row_goes_before_it() -> None:
    row = {"t": make_page(FERRY), "h": "Ferry", "o": ""}
    page = read_row(row, chosen=CHOSEN, place="row 2")
    assert page.metadata["title"] == "Ferry"
    assert "All rights reserved" not in page.text
    assert FERRY[1][2] in page.text


def test_tags_in_a_cell_are_taken_out_and_that_is_said() -> None:
    row = {"t": "<p>It is <b>open</b>.</p>\n<p>Tom &amp; Ann came.<br/>On.</p>", "h": "A bridge"}
    page = read_row(row, chosen=CHOSEN, place="row 2")
    assert page.text == "A bridge\n\nIt is open.\n\nTom & Ann came.\nOn."
    assert page.notes == ("the tags of a web page were taken out of the text",)


def test_paragraphs_in_a_list_stay_paragraphs() -> None:
    row = {"t": ["It is open.", None, {"text": "It is shut."}], "h": ["A", "B"]}
    page = read_row(row, chosen=CHOSEN, place="row 2")
    assert page.text == "A, B\n\nIt is open.\n\nIt is shut."


@pytest.mark.parametrize("value", [None, "", "  \n", float("nan"), [], "<p><br></p>"])
def test_a_row_without_text_is_refused(value: object) -> None:
    with pytest.raises(CorpusError, match=r"row 2: the text is empty \(column 't'\)"):
        read_row({"t": value}, chosen={"text": "t"}, place="row 2")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["Ann", "Ben", ""], "Ann, Ben"),
        ({"id": 7, "name": "Gazette"}, "Gazette"),
        ({"title": "Gazette"}, "Gazette"),
        ({}, ""),
        (b"caf\xc3\xa9", "café"),
        (7, "7"),
    ],
)
def test_values_of_cells_become_text(value: object, expected: str) -> None:
    assert write_value(value) == expected


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_names_are_chosen_from_or_refused(names: list[str]) -> None:
    try:
        found = choose_columns(names)
    except CorpusError:
        return
    assert set(found.values()) <= set(names)
