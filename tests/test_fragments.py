"""Does the inside of a web page lose its tags, and nothing else?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.fragments import has_tags, read_fragment

TABLE = [
    ("<p>It is open.</p><p>It is shut.</p>", "It is open.\n\nIt is shut."),
    ("<P>It is open.\n<p class='x'>It is\nshut.", "It is open.\n\nIt is shut."),
    ("It is open.<br><br/>It is shut.", "It is open.\n\nIt is shut."),
    ("It is open.<br />\nIt is shut.", "It is open.\nIt is shut."),
    ("It is <em>open</em>.\n\nIt is <a href='x'>shut</a>.", "It is open.\n\nIt is shut."),
    ("One\nline <b>each</b>.\nTwo.", "One\nline each.\nTwo."),
    ("<div><div><p>A</p></div><span>B</span> C</div>", "A\n\nB C"),
    ("<h2>Why</h2>Because.<hr>On.", "## Why\n\nBecause.\n\nOn."),
    ("<ul>\n<li><p>One</p></li>\n<li>Two</li>\n</ul>End", "- One\n- Two\n\nEnd"),
    ("Tom &amp; J&eacute;r&#39;s<br>", "Tom & Jér's"),
    ("<p>A</p><script>var x='<p>no</p>';</script><!-- no --><style>p{}</style><p>B", "A\n\nB"),
    ("<p>5 < 7 and 9 > 8</p>", "5 < 7 and 9 > 8"),
    ("<br>", ""),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_tags_go_and_blocks_stay_apart(text: str, expected: str) -> None:
    assert has_tags(text)
    assert read_fragment(text) == expected


@pytest.mark.parametrize(
    "text", ["It is open.", "5 < 7 and b > a", "<person> said", "A <3 B", "<@ann> wrote", "a<b"]
)
def test_plain_text_has_no_tags(text: str) -> None:
    assert not has_tags(text)


@given(st.lists(st.text("abcdé“”’ ", min_size=1).map(str.strip).filter(bool), min_size=1))
def test_no_word_is_lost(paragraphs: list[str]) -> None:
    found = read_fragment("".join(f"<p>{words}</p>" for words in paragraphs))
    assert found.split() == " ".join(paragraphs).split()


@pytest.mark.parametrize("tag", ["<p ", "<p>", "<a href=", "</", "<b>"])
def test_tags_that_never_end_are_read_once(tag: str) -> None:
    text = tag * 50_000
    assert "<p" not in read_fragment(text) or not has_tags(text)
