"""Clues point at their words, stand to the right mention, and hold no name.

Which relations a word has is held by `test_lexical.py`, sentence by sentence.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helpers.clues import find_clues, find_uses
from helpers.windows import Passage
from helpers.word_relations import NAME, NUMBER, OTHER, TARGET

MARKS = {NAME, NUMBER, OTHER, TARGET}
TEXT = "Zog bombed 12 hospitals of Gog, and Minister Bog praised it."
SPANS = ((0, 3, "zog"), (27, 30, "gog"))
WORDS = st.sampled_from("Zog Gog Bog bombed praised not never was by , . ? “ ” 12 the".split())


def test_of_spans_that_overlap_the_first_counts() -> None:
    first = Passage(TEXT, SPANS)
    assert list(find_clues(Passage(TEXT, (*SPANS, (1, 6, "late"))))) == list(find_clues(first))


def test_a_hidden_name_is_a_mark_like_any_other() -> None:
    # Inside a sentence the capital gives a name away; where it opens one, only the passage knows.
    inside = Passage(TEXT, SPANS, ((45, 48),))
    assert list(find_clues(inside)) == list(find_clues(Passage(TEXT, SPANS)))
    opening = Passage("Bog bombed Zog.", ((11, 14, "zog"),), ((0, 3),))
    cues = {clue.cue for clue in find_clues(opening)}
    assert NAME in cues
    assert not {cue for cue in cues if "bog" in cue.lower()}


def test_only_the_cues_asked_for_are_found() -> None:
    passage = Passage(TEXT, SPANS)
    asked = {"bombed", "[it] bombed"}
    some = [clue for clue in find_clues(passage, cues=asked) if clue.relation != "shape"]
    assert some == [clue for clue in find_clues(passage) if clue.cue in asked]
    assert {clue.cue for clue in some} == asked


def test_the_shape_tells_how_many_share_the_passage() -> None:
    shapes = [(c.actor, c.cue) for c in find_clues(Passage(TEXT, SPANS)) if c.relation == "shape"]
    assert shapes == [
        ("zog", "actor in a sentence"),
        ("zog", "first of several actors"),
        ("gog", "actor in a sentence"),
        ("gog", "later of several actors"),
    ]
    two = Passage("Zog left. It rained.", ((0, 3, "zog"),))
    assert [c.cue for c in find_clues(two) if c.relation == "shape"] == ["actor in a paragraph"]


@given(st.lists(WORDS, max_size=12))
def test_clues_stand_where_their_words_are_and_name_nobody(words: list[str]) -> None:
    text, spans = "", []
    for word in words:
        if word in ("Zog", "Gog"):
            spans.append((len(text), len(text) + 3, word))
        text += f"{word} "
    passage = Passage(text.strip(), tuple(spans))
    for clue in find_clues(passage):
        assert 0 <= clue.start < clue.end <= len(passage.text)
        assert passage.spans[clue.span][2] == clue.actor
        if clue.relation != "shape" and not set(clue.cue.split()) & MARKS:
            written = passage.text[clue.start : clue.end].replace("“", '"').replace("”", '"')
            assert written.lower().split() == clue.cue.split()
        assert not {"Zog", "Gog", "zog", "gog"} & set(clue.cue.split())


def test_the_relations_of_a_cue_at_a_place_come_together() -> None:
    passage = Passage(TEXT, SPANS)
    told = [
        (use.actor, use.span, relation, use.cue, use.start, use.end)
        for use in find_uses(passage)
        for relation in use.relations
    ]
    assert told == [tuple(clue) for clue in find_clues(passage)]
    places = [(use.actor, use.cue, use.start, use.end) for use in find_uses(passage)]
    assert len(set(places)) == len(places)


def test_only_phrases_that_take_in_a_mention_read_otherwise_for_each_actor() -> None:
    phrases = {
        actor: [u.cue for u in find_uses(Passage(TEXT, SPANS)) if u.actor == actor and " " in u.cue]
        for actor in ("zog", "gog")
    }
    assert "[it] bombed" in phrases["zog"] and "[other] bombed" in phrases["gog"]
    assert all("praised it" in own for own in phrases.values())
