"""Check where quotations begin and end, for every kind of mark and for marks that are lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus import Article, make_article
from helpers.errors import ArticleError
from helpers.quotemarks import MAX_BLOCKS, Span, find_spans
from helpers.schema import MEASURED_KINDS

OPENING = "The talks in Strelsau went on for a third day."


def spans_of(*paragraphs: str) -> list[tuple[str, bool, bool]]:
    """Quoted text, whether it is closed, whether it had to be repaired."""
    article = make_article("\n\n".join([OPENING, *paragraphs]))
    return [
        (article.text[span.start : span.end], span.closed, span.repaired)
        for span in find_spans(article.paragraphs)
    ]


def plain(*quoted: str) -> list[tuple[str, bool, bool]]:
    return [(text, True, False) for text in quoted]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “We stay” and left.", ["“We stay”"]),
        ('He said "We stay" and left.', ['"We stay"']),
        ("He said ‘We stay’ and left.", ["‘We stay’"]),
        ("He said 'We stay' and left.", ["'We stay'"]),
        ("He said „Wir bleiben“ and left.", ["„Wir bleiben“"]),
        ("He said „Wir bleiben” and left.", ["„Wir bleiben”"]),
        ("He said »Wir bleiben« and left.", ["»Wir bleiben«"]),
        ("He said « Nous restons » and left.", ["« Nous restons »"]),
        ("He said «Nous restons» and left.", ["«Nous restons»"]),
        ("He said ‹oui› and left.", ["‹oui›"]),
        ('He said "One." She said "Two."', ['"One."', '"Two."']),
        ("“We stay,” he said, “and we win.”", ["“We stay,”", "“and we win.”"]),
        ("He (“the bear”) left.", ["“the bear”"]),
        ("A word—“bear”—was said.", ["“bear”"]),
        ("He said “10,000 men” came.", ["“10,000 men”"]),
        ("He said “…and then nothing”.", ["“…and then nothing”"]),
        # Two single marks for a double one, as some newspapers print it.
        ("He said ''We stay'' and left.", ["''We stay''"]),
        ("He said ``We stay'' and left.", ["``We stay''"]),
        ("He said ''We call it 'home''' and left.", ["''We call it 'home'''"]),
        ("''We won't go,'' he said. ''We win.''", ["''We won't go,''", "''We win.''"]),
        # A last mark that is turned the wrong way, and one set off by a space.
        ("He said: “We stay. “", ["“We stay. “"]),
        ("\"He said 'we stay,' \" she said.", ["\"He said 'we stay,' \""]),
        # Marks of another kind, or the same, inside.
        ('"He said “we stay” twice," she said.', ['"He said “we stay” twice,"']),
        ("“He said “we stay” twice,” she said.", ["“He said “we stay” twice,”"]),
        # A single mark inside a double one is part of what is quoted.
        ("“He said ‘we stay’ twice,” she said.", ["“He said ‘we stay’ twice,”"]),
        ("\"He said 'we stay' twice,\" she said.", ["\"He said 'we stay' twice,\""]),
    ],
)
def test_each_kind_of_mark_opens_and_closes(text: str, quoted: list[str]) -> None:
    assert spans_of(text) == plain(*quoted)


@pytest.mark.parametrize(
    "text",
    [
        "Iran’s army won’t leave the states’ land.",
        "Iran's army won't leave the states' land.",
        "It was the summer of ’68 and rock ’n’ roll.",
        'The gun is 5" wide and 60" long.',
        "Nothing is quoted here at all.",
        'Look at this <a href="page.html">page</a> here.',
    ],
)
def test_apostrophes_and_inches_quote_nothing(text: str) -> None:
    assert spans_of(text) == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He called it ‘the states’ plan’ and left.", "‘the states’ plan’"),
        ("They spoke of ‘Iran’s bear’ today.", "‘Iran’s bear’"),
        ("He spoke of ‘the allies’ yesterday.", "‘the allies’"),
    ],
)
def test_an_apostrophe_does_not_close_single_marks(text: str, quoted: str) -> None:
    assert spans_of(text) == plain(quoted)


def test_a_single_mark_that_nothing_closes_is_passed_over() -> None:
    assert spans_of("He began ‘and never ended it.") == []


def test_newspapers_reopen_a_quotation_at_each_paragraph() -> None:
    first, second, third = "“We stay.", "“We fight.", "“We win,” he said."
    (found,) = spans_of(first, second, third)
    assert found == (f"{first}\n\n{second}\n\n“We win,”", True, False)


def test_a_quotation_may_run_on_over_a_list_without_reopening() -> None:
    (found,) = spans_of("He said: “Two things:\n\n1. Peace.\n2. Bread.\n\nThat is all”, and left.")
    assert found == ("“Two things:\n\n1. Peace.\n2. Bread.\n\nThat is all”", True, False)


def test_a_quotation_does_not_reach_beyond_the_eighth_block() -> None:
    assert MAX_BLOCKS == 8
    for number, closed in ((7, True), (8, False)):
        between = [f"Block {i} follows." for i in range(number)]
        found = spans_of("He said: “It begins.", *between, "It ends” here.")
        assert found[0][1] is closed, number


def test_a_title_is_not_joined_to_the_text() -> None:
    article = make_article("“We stay\n\nThe minister left” was what they said. He did.")
    title = article.paragraphs.iloc[0]
    assert title["kind"] == "title"
    assert find_spans(article.paragraphs)[0][:2] == (0, title["end"])


@pytest.mark.parametrize(
    ("paragraphs", "quoted"),
    [
        # Nothing closes: the quotation ends with its paragraph.
        (["He said “We stay here.", "It rained."], ["“We stay here."]),
        (["He said “We stay here."], ["“We stay here."]),
        # The next mark opens again: the first quotation ends with its sentence ...
        (["He said “We stay. It rained. She said “No.”"], ["“We stay.", "“No.”"]),
        # ... or, where that is not over, right before the mark.
        (["He said “we stay and “we win” too."], ["“we stay and", "“we win”"]),
        # Reopened in the next paragraph and closed nowhere: it ends where it was last taken up.
        (["He said: “We stay.", "“We fight.", "It rained."], ["“We stay.\n\n“We fight."]),
        # A new quotation inside the next paragraph does not continue the old one.
        (["He said: “We stay.", "Then “peace” came."], ["“We stay.", "“peace”"]),
    ],
)
def test_a_missing_closing_mark_is_supplied(paragraphs: list[str], quoted: list[str]) -> None:
    found = spans_of(*paragraphs)
    assert [text for text, _, _ in found] == quoted
    assert found[0][1:] == (False, True)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        # From the head of the paragraph ...
        ("We stay here. We win”, said Rudolf.", "We stay here. We win”"),
        # ... or from the first sentence after the quotation before it.
        ("“One,” he said. Two is more. Three”, said Rudolf.", "Two is more. Three”"),
    ],
)
def test_a_missing_opening_mark_is_supplied(text: str, quoted: str) -> None:
    assert spans_of(text)[-1] == (quoted, True, True)


def test_a_closing_mark_that_nothing_could_open_is_passed_over() -> None:
    assert spans_of("“One,” he said” and left.") == plain("“One,”")
    assert spans_of("”") == []


def test_the_article_s_long_quotation_is_one(article: Article) -> None:
    spans = find_spans(article.paragraphs)
    numbers = article.paragraphs.set_index("label")["paragraph"]
    (long,) = (span for span in spans if span.paragraph == numbers["8"])
    text = article.text[long.start : long.end]
    assert text.startswith("“The US doesn’t give a damn")
    assert text.endswith("unilateral dominance of the Middle East”")
    assert "additional anti-missile batteries" in text
    assert (long.closed, long.repaired) == (True, False)


def test_the_article_s_lost_opening_mark_is_supplied_at_the_head(article: Article) -> None:
    (repaired,) = (span for span in find_spans(article.paragraphs) if span.repaired)
    block = article.paragraphs.set_index("paragraph").loc[repaired.paragraph]
    assert repaired.start == block["start"]
    assert block["label"] == "4"
    assert article.text[repaired.start : repaired.end].endswith("Rouhani in Tehran”")


MARKS = st.text(st.sampled_from(list("“”„‟«»\"‘’'‹› .,;:?!-–—(\nabAB5")), min_size=1, max_size=50)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(MARKS, min_size=1, max_size=4))
def test_any_marks_give_ordered_spans_inside_the_text(pieces: list[str]) -> None:
    try:
        article = make_article("\n\n".join([OPENING, *pieces]))
    except ArticleError:
        return
    measured = article.paragraphs[article.paragraphs["kind"].isin(MEASURED_KINDS)]
    spans: list[Span] = find_spans(article.paragraphs)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for span in spans:
        home = measured[measured["paragraph"] == span.paragraph].iloc[0]
        assert home["start"] <= span.start < home["end"]
        assert ((measured["start"] < span.end) & (span.end <= measured["end"])).any()
        assert span.start + 1 < span.end
