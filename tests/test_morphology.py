"""Are the forms of a word those that a dictionary gives?"""

from __future__ import annotations

import pytest

from helpers.morphology import noun_forms, participles, verb_forms

VERBS = [
    # regular, and the spellings before -s, -ed and -ing
    ("attack", "attack attacks attacked attacking"),
    ("accuse", "accuse accuses accused accusing"),
    ("vilify", "vilify vilifies vilified vilifying"),
    ("destroy", "destroy destroys destroyed destroying"),
    ("crush", "crush crushes crushed crushing"),
    ("tax", "tax taxes taxed taxing"),
    ("oversee", "oversee oversees oversaw overseen overseeing"),
    ("agree", "agree agrees agreed agreeing"),
    ("dye", "dye dyes dyed dyeing"),
    ("panic", "panic panics panicked panicking"),
    ("veto", "veto vetoes vetoed vetoing"),
    # doubling: one short stressed vowel before one consonant
    ("stop", "stop stops stopped stopping"),
    ("ban", "ban bans banned banning"),
    ("plot", "plot plots plotted plotting"),
    ("compel", "compel compels compelled compelling"),
    ("commit", "commit commits committed committing"),
    # no doubling: two vowels, two consonants, w x y, or the stress elsewhere
    ("raid", "raid raids raided raiding"),
    ("arm", "arm arms armed arming"),
    ("bomb", "bomb bombs bombed bombing"),
    ("vow", "vow vows vowed vowing"),
    ("offer", "offer offers offered offering"),
    ("visit", "visit visits visited visiting"),
    ("veil", "veil veils veiled veiling"),
    # British and American l, both
    ("quarrel", "quarrel quarrels quarreled quarrelled quarreling quarrelling"),
    ("cancel", "cancel cancels canceled cancelled canceling cancelling"),
    # irregular
    ("be", "be is are am was were been being"),
    ("have", "have has had having"),
    ("do", "do does did done doing"),
    ("go", "go goes went gone going"),
    ("strike", "strike strikes struck stricken striking"),
    ("lie", "lie lies lied lying"),
    ("die", "die dies died dying"),
    ("flee", "flee flees fled fleeing"),
    ("overthrow", "overthrow overthrows overthrew overthrown overthrowing"),
    ("hit", "hit hits hitting"),
    ("forget", "forget forgets forgot forgotten forgetting"),
    ("withdraw", "withdraw withdraws withdrew withdrawn withdrawing"),
    # with a prefix that a hyphen joins
    ("re-take", "re-take re-takes re-took re-taken re-taking"),
]


@pytest.mark.parametrize(("lemma", "expected"), VERBS, ids=[lemma for lemma, _ in VERBS])
def test_verb_forms(lemma: str, expected: str) -> None:
    # "struck" serves as the participle too, so that "stricken" is allowed, not demanded.
    found = verb_forms(lemma)
    assert found - {"stricken"} == set(expected.split()) - {"stricken"}


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("give in", {"give in", "gives in", "gave in", "given in", "giving in"}),
        ("turn a blind eye", {f"{v} a blind eye" for v in "turn turns turned turning".split()}),
    ],
)
def test_of_several_words_the_verb_is_the_first(lemma: str, expected: set[str]) -> None:
    assert verb_forms(lemma) == expected


@pytest.mark.parametrize(
    ("lemma", "plural"),
    [
        ("threat", "threats"),
        ("ally", "allies"),
        ("boy", "boys"),
        ("crisis", "crises"),
        ("woman", "women"),
        ("hero", "heroes"),
        ("massacre", "massacres"),
        ("clash", "clashes"),
        ("safe haven", "safe havens"),
        ("arms embargo", "arms embargoes"),
    ],
)
def test_noun_forms(lemma: str, plural: str) -> None:
    assert {lemma, plural} <= noun_forms(lemma)


def test_both_plurals_of_embargo() -> None:
    assert noun_forms("arms embargo") == {"arms embargo", "arms embargoes", "arms embargos"}


def test_other_nouns_have_two_forms_and_no_more() -> None:
    assert noun_forms("ally") == {"ally", "allies"}


def test_participles_are_those_that_no_ending_gives_away() -> None:
    assert {"beaten", "overthrown", "struck", "hit"} <= participles()
    assert "attacked" not in participles()
