"""Words are masked, cut into clauses and sentences, and verbs find their mentions."""

from __future__ import annotations

from helpers.windows import Passage
from helpers.word_relations import NAME, NUMBER, find_neighbours, find_roles, read_words

TEXT = "Zog bombed 12 hospitals, but Bog did not. Gog was blamed by Zog?"
SPANS = ((0, 3, "zog"), (42, 45, "gog"), (60, 63, "zog"))


def test_names_and_numbers_are_masked() -> None:
    reading = read_words(Passage(TEXT, SPANS))
    assert [reading.words[i] for i in (0, 1, 2, 6)] == ["@", "bombed", NUMBER, NAME]
    assert [actor for actor in reading.actors if actor] == ["zog", "gog", "zog"]


def test_clauses_and_sentences_are_told_apart() -> None:
    reading = read_words(Passage(TEXT, SPANS))
    did, last = reading.words.index("did"), len(reading.words) - 1
    assert reading.clauses[0] != reading.clauses[did]
    assert reading.sentences[did] == 0
    assert reading.sentences[last] == 1
    assert reading.asked == {1}
    assert reading.several


def test_the_nearest_mentions_stand_on_both_sides() -> None:
    reading = read_words(Passage(TEXT, SPANS))
    left, right = find_neighbours(reading)
    did, gog = reading.words.index("did"), reading.spans.index(1)
    assert (left[0], left[did], right[did], right[gog + 1]) == (-1, 0, gog, reading.spans.index(2))


def test_a_passive_turns_doer_and_target_round() -> None:
    reading = read_words(Passage(TEXT, SPANS))
    roles = find_roles(reading, *find_neighbours(reading))
    bombed, blamed = reading.words.index("bombed"), reading.words.index("blamed")
    assert roles[bombed, 0] == "agent"
    assert roles[blamed, reading.spans.index(1)] == "patient"
    assert roles[blamed, reading.spans.index(2)] == "agent"
