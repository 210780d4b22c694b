"""Are the paragraphs of a rich text file found, letters beyond ASCII among them?"""

from __future__ import annotations

import pytest
from office_files import make_rtf

from helpers.errors import ArticleError
from helpers.rich_text import read_rich_text


def test_paragraphs_come_back_as_they_were_written() -> None:
    lines = ["A {brace} and a back\\slash", "“Café” – naïve, 5 €", "Łódź"]
    assert read_rich_text(make_rtf(lines), place="x.rtf") == (lines, ())


def test_letters_of_a_code_page_are_read() -> None:
    raw = rb"{\rtf1\ansi\ansicpg1252 Caf\'e9 \ldblquote closed\rdblquote .\par {\*\x hidden}On.}"
    assert read_rich_text(raw, place="x.rtf")[0] == ["Café “closed”.", "On."]


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (rb"\ansi\ansicpg10000", rb"We won\'d5t, \'d2no\'d3.", "We won’t, “no”."),
        (rb"\mac", rb"We won\'d5t.", "We won’t."),
        (rb"\ansi\ansicpg0", rb"We won\'92t.", "We won’t."),
        (rb"\ansi\ansicpg99999", rb"We won\'92t.", "We won’t."),
        (rb"\ansi", rb"We won\'92t.", "We won’t."),
        (rb"\ansi\ansicpg65001", rb"We won\'e2\'80\'99t.", "We won’t."),
        (rb"\ansi\ansicpg65001", rb"We won\'92t.", "We won’t."),
        (rb"\ansi\ansicpg10000", rb"We won\u8217\'d5t.", "We won’t."),
        (rb"\ansi\ansicpg10000", rb"We won\u8217 \'d5t.", "We won’t."),
        (rb"\ansi\ansicpg10000", rb"In 2018\'d5s 5 \'d2\u233\'8e\'d3.", "In 2018’s 5 “é”."),
        (rb"\mac\ansicpg10000{\fonttbl{\f0\fcharset204 A;}}", rb"\f0 \'cf\'f0.", "Пр."),
        (rb"\ansi\ansicpg932", rb"\'82\'a0.", "あ."),
    ],
)
def test_no_code_page_turns_letters_into_marks_of_damage(
    head: bytes, body: bytes, expected: str
) -> None:
    raw = b"{\\rtf1" + head + b" " + body + b"\\par}"
    assert read_rich_text(raw, place="x.rtf") == ([expected], ())


@pytest.mark.parametrize(
    ("body", "lines", "notes"),
    [
        (rb"A {\deleted old }word.", ["A word."], ["1 tracked deletion"]),
        (rb"A \deleted old \deleted0 word.", ["A word."], ["1 tracked deletion"]),
        (rb"A \deleted old \plain word.", ["A word."], ["1 tracked deletion"]),
        (rb"{\deleted\b old {\i er}\u8217?\'92\par}{\deleted x}A.", ["A."], ["1 tracked deletion"]),
        (rb"{\deleted x}A.{\deleted1 y}", ["A."], ["2 tracked deletions"]),
        (rb"{\deleted\b0}A.}}", ["A."], []),
        (rb"A.{\footnote {\pard One}}{\*\footnote Two}", ["A."], ["2 footnotes"]),
        (rb"A.{\footnote\ftnalt One}", ["A."], ["1 endnote"]),
        (rb"{\footnotesize A}.", ["A."], []),
    ],
)
def test_what_is_not_running_text_is_left_out_and_counted(
    body: bytes, lines: list[str], notes: list[str]
) -> None:
    found = read_rich_text(b"{\\rtf1\\ansi\\ansicpg1252 " + body + b"}", place="x.rtf")
    assert found == (lines, tuple(f"left out: {note}" for note in notes))


def test_what_is_no_rich_text_is_refused() -> None:
    with pytest.raises(ArticleError, match=r"x\.rtf: is no rich text"):
        read_rich_text(b"Hello", place="x.rtf")
