"""Is a judge told from one who is judged?"""

from __future__ import annotations

import pytest

from helpers.cues import load_lexicon
from helpers.judging import is_judging

JUDGING = "accuse acquit blame castigate condemn denounce forgive mock praise rebuke thank".split()
JUDGED = (
    "fail betray botch renege vow act create abandon squander evade loot murder confess apologise "
    "resign neglect lie deny incite"
).split()


@pytest.mark.parametrize("verb", JUDGING)
def test_who_does_this_judges(verb: str) -> None:
    assert is_judging(verb)


@pytest.mark.parametrize("verb", JUDGED)
def test_who_does_this_is_judged(verb: str) -> None:
    assert not is_judging(verb)


def test_nouns_are_told_by_a_list_of_their_own() -> None:
    assert is_judging("Condemnation", noun=True)
    assert is_judging("accusations", noun=True)
    assert not is_judging("complicity", noun=True)
    # "The charge" of an army is none.
    assert is_judging("charge") and not is_judging("charge", noun=True)


def test_most_verbs_of_judgement_in_the_list_of_frames_judge_their_doer() -> None:
    rows = load_lexicon("frames").query("function == 'judgement' and pos == 'verb'")
    verbs = set(rows["cue"])
    assert {verb for verb in verbs if is_judging(verb)} >= {"accuse", "condemn", "praise"}
    assert sum(map(is_judging, verbs)) < len(verbs) / 2
