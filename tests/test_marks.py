"""Marks nest whatever crosses, keep the text, and say what they are."""

from __future__ import annotations

from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import Analysis, analyse
from helpers.corpus import make_article
from helpers.marks import (
    LONGEST_LINE,
    Mark,
    clean_words,
    ink_classes,
    mark_evidence,
    mark_mentions,
    mark_quotes,
    shorten,
    within,
    write_words,
)

TEXT = "ab<c d&e\nf\"g'h> ij"


class Spans(HTMLParser):
    """Read which letters lie in which mark; fails where tags are not nested."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.covered: dict[str, str] = {}
        self.in_tag = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if tag == "span":
            self.open.append(about["data-n"] or "")
            self.covered.setdefault(self.open[-1], "")
        elif tag == "sup":
            self.in_tag = True
        else:
            assert tag == "br"
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "sup":
            self.in_tag = False
        else:
            assert tag == "span"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.in_tag:
            return
        self.text += data
        for number in self.open:
            self.covered[number] += data


spans = st.tuples(
    st.integers(0, len(TEXT) - 1), st.integers(1, 9), st.sampled_from(["mention", "quote", "cue"])
)


@given(st.lists(spans, max_size=7), st.integers(0, 8), st.integers(9, len(TEXT)))
def test_marks_that_cross_are_nested_and_cover_their_words(
    drawn: list[tuple[int, int, str]], start: int, end: int
) -> None:
    marks = [
        Mark(at, min(at + n, len(TEXT)), kind, kind, (("n", str(i)),), "why", "tag")
        for i, (at, n, kind) in enumerate(drawn)
    ]
    read = Spans(write_words(TEXT, marks=marks, start=start, end=end))
    assert read.open == []
    assert read.text == TEXT[start:end]
    expected = {
        str(i): TEXT[max(mark.start, start) : min(mark.end, end)]
        for i, mark in enumerate(marks)
        if mark in within(marks, start=start, end=end)
    }
    assert read.covered == expected


def test_a_tag_is_printed_once_where_a_mark_is_cut_in_two() -> None:
    marks = [
        Mark(0, 6, "cue", "cue", (("n", "0"),), "", "first"),
        Mark(3, 9, "cue", "cue", (("n", "1"),), "", "second"),
    ]
    html = write_words("abcdefghij", marks=marks, start=0, end=10)
    assert html.count('data-n="1"') == 2
    assert html.count(">first</sup>") == html.count(">second</sup>") == 1
    assert html.index("first") < html.index("second")


def test_a_quotation_is_named_at_its_beginning() -> None:
    quote = Mark(2, 5, "quote", "quote", (("n", "0"),), "", "speech: Ann")
    html = write_words("abcdefg", marks=[quote], start=0, end=7)
    assert html.index("speech: Ann") < html.index("cde")


def test_what_nobody_sees_is_taken_out() -> None:
    assert clean_words("a\u202eb\x00c\nd ") == "abc d"
    assert write_words("a\x07b", marks=[], start=0, end=3) == "ab"


@pytest.mark.parametrize("blank", "\t\x0b\x0c\x85")
def test_what_parts_words_leaves_a_blank(blank: str) -> None:
    assert write_words(f"a{blank}b\r\n", marks=[], start=0, end=5) == "a b<br>"


def test_every_row_of_evidence_is_in_one_mark(analysis: Analysis) -> None:
    rows = analysis.evidence
    for measure in ("stance", "frame", "device", "narrative"):
        marks = mark_evidence(rows, measures=[measure], actors=analysis.actors)
        told = [int(n) for mark in marks for n in dict(mark.data)["rows"].split()]
        assert sorted(told) == rows.loc[rows["measure"] == measure, "evidence"].tolist()
        assert len({(mark.start, mark.end) for mark in marks}) == len(marks)
    assert not mark_evidence(rows, measures=["polarity"], actors=analysis.actors)


def test_a_cue_is_for_or_against_by_its_sum_for_each_actor(lexical_analysis: Analysis) -> None:
    rows = lexical_analysis.evidence.query("measure == 'stance'")
    known = rows.set_index("evidence")
    kinds = set()
    for mark in mark_evidence(rows, measures=["stance"], actors=lexical_analysis.actors):
        numbers = [int(n) for n in dict(mark.data)["rows"].split()]
        sums = known.loc[numbers].groupby("actor")["weight"].sum()
        favours = (sums > 0).mean()
        kind = "for" if favours == 1 else "against" if favours == 0 else "both"
        assert mark.classes.split()[2] == kind
        kinds.add(kind)
    assert kinds == {"for", "against", "both"}


def test_a_speaker_who_is_an_actor_goes_by_its_name(analysis: Analysis) -> None:
    told = [m.why for m in mark_mentions(analysis.mentions, actors=analysis.actors)]
    assert any(why.endswith("in the words of the author") for why in told)
    own = analysis.mentions.iloc[:1].assign(voice="us")
    [mark] = mark_mentions(own, actors=analysis.actors)
    assert mark.why.endswith("in the words of United States")


def test_a_device_has_the_line_of_its_family() -> None:
    found = analyse(
        make_article(
            "Norway clearly lost. Why would anybody in his right mind trust Sweden again?"
        ),
        engine="lexical",
    )
    marks = mark_evidence(found.evidence, measures=["device"], actors=found.actors)
    by_tag = {mark.tag: mark.classes for mark in marks}
    assert by_tag["booster"] == "cue cue-device family-2"
    [question] = [mark for mark in marks if "rhetorical question" in mark.tag]
    assert question.end - question.start > LONGEST_LINE - 10
    assert "family-1" in question.classes


def test_a_label_of_one_s_own_has_a_plain_line() -> None:
    found = analyse(make_article("Norway clearly lost."), engine="lexical")
    rows = found.evidence.query("measure == 'device'").assign(label="my_device")
    [mark] = mark_evidence(rows, measures=["device"], actors=found.actors)
    assert (mark.classes, mark.tag) == ("cue cue-device family-0", "my device")


def test_an_actor_that_the_catalogue_lacks_has_no_hue() -> None:
    found = analyse(make_article("Norway lost."), engine="lexical")
    other = found.actors[found.actors["actor"] != "norway"]
    [mark] = mark_mentions(found.mentions, actors=other)
    assert "ink-none" in mark.classes
    assert mark.tag == ""


@pytest.mark.parametrize(
    ("number", "classes"), [(7, "ink-7"), (8, "ink-0 round-1"), (25, "ink-1 round-2")]
)
def test_beyond_eight_actors_the_line_tells(number: int, classes: str) -> None:
    assert ink_classes(number) == classes


def test_a_speaker_nobody_names_is_said_to_be_so() -> None:
    found = analyse(make_article("Norway lost. “We saw it coming.” Sweden agreed."))
    row = found.quotes.iloc[:1].assign(kind="speech", speaker="", source="", reporting="warning")
    [mark] = mark_quotes(pd.DataFrame(row))
    assert mark.why == "speech: speaker not named (warning)"
    assert mark.data == (("voice", "speaker not named"),)


def test_a_long_speaker_is_cut_and_a_short_one_is_not() -> None:
    assert shorten("the sources") == "the sources"
    assert len(shorten("x" * 50)) <= 32
