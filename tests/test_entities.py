"""A name of a list is found as a reader would find it, and two names of one are one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.entities import find_entities, name_forms, strip_name


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("the ferry company's", "The ferry company’s boats left.", ["ferry company"]),
        ("Mayor Ada Byron", "Ada Byron spoke. Then Byron sat.", ["Ada Byron", "Byron"]),
        ("Sen. Ada Byron", "Senator Byron won.", ["Byron"]),
        ("Farmers", "All farmers came.", ["farmers"]),
        ("Sea level rise", "Nobody stops sea level rise.", ["sea level rise"]),
        ("National Harbour Board", "The NHB met.", ["NHB"]),
        ("the Tidal Office (TO)", "The TO is closed.", ["TO"]),
        ("families who live by the river", "Many families left.", ["families"]),
        ("old coal miners", "The miners left.", ["miners"]),
        ("Ada Byron, the mayor", "Ada Byron is here.", ["Ada Byron"]),
        ("they", "They came, and they left.", ["They", "they"]),
        ("Flint", "A flint is a stone.", ["flint"]),
        ("the river", "No water here.", []),
        ("'s", "It's late.", []),
    ],
)
def test_where_a_name_stands(name: str, text: str, found: list[str]) -> None:
    [entity] = find_entities(text, names=[name])
    assert [text[start:end] for start, end in entity.spans] == found


def test_two_names_of_one_are_one_and_a_longer_name_keeps_its_words() -> None:
    text = "Ada Byron closed the mine. The Byron administration is Byron's own."
    names = ["Ada Byron", "Byron", "the Byron administration", "Ada Byron's"]
    first, second = find_entities(text, names=names)
    assert first.numbers == (0, 1, 3)
    assert [text[a:b] for a, b in first.spans] == ["Ada Byron", "Byron"]
    assert second.numbers == (2,)
    assert [text[a:b] for a, b in second.spans] == ["Byron administration"]


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("the Mayor Ada Byron", "Ada Byron"),
        ("the Supreme Court", "Supreme Court"),
        ("our economy", "economy"),
        ("the", "the"),
        ("“Byron”", "Byron"),
        ("", ""),
    ],
)
def test_what_stands_around_a_name(name: str, core: str) -> None:
    assert strip_name(name) == core


def test_a_plural_noun_is_no_last_name() -> None:
    assert list(name_forms("Green Islands")) == ["Green Islands"]


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=4))
def test_spans_lie_in_the_text_and_never_overlap(text: str, names: list[str]) -> None:
    entities = find_entities(text, names=names)
    spans = sorted(span for entity in entities for span in entity.spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert sorted(n for entity in entities for n in entity.numbers) == list(range(len(names)))
