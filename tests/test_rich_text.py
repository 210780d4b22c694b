"""Are the paragraphs of a rich text file found, letters beyond ASCII among them?"""

from __future__ import annotations

import pytest
from office_files import make_rtf

from helpers.errors import ArticleError
from helpers.rich_text import read_rich_text


def test_paragraphs_come_back_as_they_were_written() -> None:
    lines = ["A {brace} and a back\\slash", "“Café” – naïve, 5 €", "Łódź"]
    assert read_rich_text(make_rtf(lines), place="x.rtf") == lines


def test_letters_of_a_code_page_are_read() -> None:
    raw = rb"{\rtf1\ansi\ansicpg1252 Caf\'e9 \ldblquote closed\rdblquote .\par {\*\x hidden}On.}"
    assert read_rich_text(raw, place="x.rtf") == ["Café “closed”.", "On."]


def test_what_is_no_rich_text_is_refused() -> None:
    with pytest.raises(ArticleError, match=r"x\.rtf: is no rich text"):
        read_rich_text(b"Hello", place="x.rtf")
