"""Are the marks of Markdown told from the words, and the particulars from the text?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus import load_article
from helpers.markdown import read_markdown

MARKS = [
    ("It is **very** *much* _so_ and __too__ ***open***.", "It is very much so and too open."),
    ("**He said “no”.** Next", "He said “no”. Next"),
    ("**bold with *nested* in**", "bold with nested in"),
    ('A [link](http://b.example/d_(e) "t") and [one](x).', "A link and one."),
    (
        "[One][1] and [Two][] and [sic].\n\n[1]: http://x.example\n[two]: /y 'T'\n",
        "One and Two and [sic].\n\n",
    ),
    ("**A [bold](x) link**", "A bold link"),
]
PLAIN = [
    "5 * 3 * 2 and 2 ** 3 ** 4",
    "Trump* and Biden* x",
    "snake_case_name and __init",
    "* item one\n* item two",
    "![a picture](p.png)",
    "*\n\nOver a blank line*",
    "[sic] (he wrote) [a][b]",
    "---",
    "---\nIt rained all day.\n---\nMore",
    "---\ntitle: never closed\n",
    "Title: A bridge\n---\nMore",
]


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_marks_of_emphasis_and_addresses_go(text: str, expected: str) -> None:
    page = read_markdown(text)
    assert page.text == expected
    assert page.notes == ("marks of Markdown (links, emphasis) were taken out of the text",)


@pytest.mark.parametrize("text", PLAIN)
def test_signs_that_mark_nothing_stay(text: str) -> None:
    assert read_markdown(text) == (text, {}, ())


@pytest.mark.parametrize(
    ("head", "metadata"),
    [
        (
            "title: A bridge\nauthor: Ann Other\ndate: 2018-05-01T10:00:00Z",
            {"title": "A bridge", "author": "Ann Other", "published": "2018-05-01"},
        ),
        (
            "Title: \"A: bridge\"\nauthors: [Ann, 'Ben']",
            {"title": "A: bridge", "author": "Ann, Ben"},
        ),
        ("title: 'A'\n# remark\ntags:\n  - a\n- b\n\ndraft: true", {"title": "A"}),
        ("title: >\n  A\n  bridge\nauthor: {name: Ann}\ndate: 3/4/2018", {}),
        ("layout: post", {}),
    ],
)
@pytest.mark.parametrize("end", ["---", "..."])
def test_particulars_above_the_text_are_no_text(
    head: str, metadata: dict[str, str], end: str
) -> None:
    page = read_markdown(f"---\n{head}\n{end}\n\nIt is open.\n")
    title = metadata.get("title", "")
    assert page.text.strip() == (f"{title}\n\nIt is open." if title else "It is open.")
    assert page.metadata == metadata
    assert page.notes == ("particulars above the text (between lines of ---) are not measured",)


def test_an_article_in_markdown_has_its_headline_once(tmp_path: Path) -> None:
    file = tmp_path / "bridge.md"
    body = "The bridge is [open](http://b.example/a/b). Nobody was asked **at all** about it."
    file.write_text(f"---\ntitle: A bridge\nauthor: Ann\n---\n\n# A bridge\n\n{body}\n", "utf-8")
    article = load_article(file)
    assert article.paragraphs["text"].tolist() == [
        "A bridge",
        "The bridge is open. Nobody was asked at all about it.",
    ]
    assert article.articles.loc[0, ["title", "author"]].tolist() == ["A bridge", "Ann"]


@pytest.mark.parametrize("mark", ["**a", "[a](", "[a][b", "_a ", "---\n", "[a]: b\n", "*"])
def test_marks_that_never_end_are_read_once(mark: str) -> None:
    assert read_markdown(mark * 20_000).metadata == {}


@given(st.lists(st.text("abcdé“”’.,?! ", min_size=1), max_size=5).map("\n\n".join))
def test_a_text_without_marks_is_not_touched(text: str) -> None:
    assert read_markdown(text) == (text, {}, ())
