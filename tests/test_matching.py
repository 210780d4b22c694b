"""Is every name found where it stands as a whole word, and the longest of them?"""

from __future__ import annotations

import re

import pytest
from conftest import MakeActors
from hypothesis import given
from hypothesis import strategies as st

from helpers.matching import Matcher, make_matcher
from helpers.text import plain_view

ALIASES = {
    "us": {"US": "name", "U.S.": "name", "US Army": "institution"},
    "iran": {"Iran": "name", "Iranian": "demonym"},
    "group": {"rebels": "nominal", "OPEC+": "name", "Hay'at": "name"},
}
ROWS = [(actor, alias, form) for actor, forms in ALIASES.items() for alias, form in forms.items()]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(ROWS)


CASES = [
    ("The US Army left the US.", ["US Army", "US"]),
    ("Give it to us.", []),
    ("GIVE IT TO US", ["US"]),
    ("The U.S. left", ["U.S."]),
    ("Rebels and rebels", ["Rebels", "rebels"]),
    ("IRANIANS WON", []),
    ("Iran's, Irans, Iran'sx, 'Iran", ["Iran"]),
    ("OPEC+ and OPEC", ["OPEC+"]),
    ("Hay'at", ["Hay'at"]),
    ("İran", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "words"), CASES, ids=[text for text, _ in CASES])
def test_names_are_whole_words(text: str, words: list[str], matcher: Matcher) -> None:
    view = plain_view(text)
    assert [view[match.start : match.end] for match in matcher.find_names(view)] == words


# text; mentions; where the names in them end; where the words that hold them end
REACH = [
    ("Iranian forces left.", ["Iranian forces"], ["Iranian"], ["Iranian forces"]),
    ("Iran-backed rebels", ["Iran", "rebels"], ["Iran", "rebels"], ["Iran-backed", "rebels"]),
    ("US-Iran talks", ["US", "Iran"], ["US", "Iran"], ["US", "Iran"]),
    ("anti-US and then-Iranian", ["Iranian"], ["Iranian"], ["Iranian"]),
    ("Sino-Iranian ties", ["Iranian"], ["Iranian"], ["Iranian"]),
]


@pytest.mark.parametrize(("text", "whole", "names", "words"), REACH, ids=[row[0] for row in REACH])
def test_a_mention_knows_where_its_name_and_its_word_end(
    text: str, whole: list[str], names: list[str], words: list[str], matcher: Matcher
) -> None:
    found = matcher.find(text)
    assert [text[m.start : m.end] for m in found] == whole
    assert [text[m.start : m.name_end] for m in found] == names
    assert [text[m.start : m.word_end] for m in found] == words


@given(
    st.lists(st.sampled_from(["US", "Army", "us", "Iran", "rebels", "-", "'s", "U.S.", "x", ","]))
)
def test_the_index_finds_what_one_long_pattern_finds(words: list[str]) -> None:
    view = " ".join(words)
    if view.isupper():
        return
    parts = sorted((alias for _, alias, _ in ROWS), key=lambda alias: (-len(alias), alias))
    body = "|".join(f"(?i:{a})" if a == "rebels" else re.escape(a) for a in parts)
    pattern = re.compile(rf"(?<![\w'])(?:{body})(?!\w)(?!'(?!s\b)\w)")
    expected = [match.span() for match in pattern.finditer(view)]
    assert [(m.start, m.end) for m in Matcher(ROWS).find_names(view)] == expected


def test_a_catalogue_is_made_ready_once(make_actors: MakeActors) -> None:
    actors = make_actors()
    assert make_matcher(actors) is make_matcher(actors.copy())
    assert make_matcher(actors, nominal=False) is not make_matcher(actors)
