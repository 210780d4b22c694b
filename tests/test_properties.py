"""Do the properties of open answers say what is missing, one thing at a time?"""

from __future__ import annotations

import pytest

from helpers.answers import UnfitAnswerError
from helpers.properties import (
    MOST_CHARACTERS,
    four_attitudes,
    group_found_and_left,
    parted_actors,
    praised_by_words,
    told_three_ways,
)

FOUND = "Hezbollah has fought Israel. The group was praised by Iran."
LEFT = "Hezbollah has fought Hamas. The group was praised by Iran."


@pytest.mark.parametrize(
    ("answer", "remark"),
    [
        ("Ruritania has bravely saved its generous friends.", ""),
        ("Freedonia is brave and good.", "The sentence does not name Ruritania."),
        ("Ruritania burned the village.", "Neither tool does."),
        ("Ruritania was brave.", "Only one of the two polarity tools hears praise."),
    ],
)
def test_praise_by_words(answer, remark):
    heard = praised_by_words(answer)
    assert heard == remark or (remark.startswith("Only") and heard in ("", remark))


@pytest.mark.parametrize(
    ("answer", "remark"),
    [
        ("Moscow bombed Ankara. Ankara was bombed by Moscow. The bombing of Ankara by Moscow.", ""),
        ("Moscow bombed Ankara.", "Not found with the same agent and patient: nominal, passive."),
        ("Moscow bombed Ankara. Moscow was bombed by Ankara.", "nominal, passive."),
        ("It rained.", "No deed has both an agent and a patient."),
    ],
)
def test_one_deed_in_three_ways(answer, remark):
    assert told_three_ways(answer).endswith(remark)
    assert bool(told_three_ways(answer)) == bool(remark)


@pytest.mark.parametrize(
    ("answer", "remark"),
    [
        ([FOUND, LEFT], ""),
        ((FOUND, LEFT), ""),
        ([FOUND, FOUND], "In the second text “the group” is still given to somebody."),
        ([LEFT, LEFT], "In the first text “the group” is not given to Hezbollah."),
        ([FOUND, "It rained."], "One of the two texts has no “the group”"),
    ],
)
def test_the_group(answer, remark):
    assert group_found_and_left(answer).startswith(remark)
    assert bool(group_found_and_left(answer)) == bool(remark)


def test_attitudes():
    verbs = ["said", "claimed", "admitted", "confirmed"]
    told = [f"The king {verb} that the river was his." for verb in verbs]
    assert four_attitudes(" ".join(told)) == ""
    assert four_attitudes(" ".join(told[:3])).startswith("The verbs show 3 of the four")
    assert four_attitudes("It rained.") == "No indirect speech is found."


def test_actors_must_be_named_before_they_are_read():
    assert parted_actors("It rained.").startswith("No actor")
    assert parted_actors("Norway generously helped the villages.").startswith("Fewer than two")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (3, "between quotation marks"),
        ("  ", "this one is empty"),
        ("x" * (MOST_CHARACTERS + 1), "below 5,000 characters"),
        ("Leave a Reply", "cannot be read as a text"),
    ],
)
def test_what_is_no_text_is_refused(answer, words):
    with pytest.raises(UnfitAnswerError, match=words):
        four_attitudes(answer)


def test_two_texts_are_asked_for():
    with pytest.raises(UnfitAnswerError, match="list of two texts"):
        group_found_and_left(FOUND)
