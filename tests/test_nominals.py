"""Is a deed that a noun tells found, with who does it and to whom?"""

from __future__ import annotations

import pytest
from marked import mask

from helpers.nominals import is_event_noun, read_nominals


def letters(arguments: tuple[object, ...]) -> str:
    return " ".join("ABC"[argument.mention] for argument in arguments)  # type: ignore[attr-defined]


NOMINALS = [
    ("[A]'s attack on [B] failed.", "A", "B"),
    ("The [A] attack on [B] failed.", "A", "B"),
    ("The occupation of [A] by [B] lasted.", "B", "A"),
    ("The siege of [A] lasted.", "", "A"),
    # of names who does it
    ("The threats of [A] were idle.", "A", ""),
    ("Threats from [A] against [B] were idle.", "A", "B"),
    ("The invasion from the north hurt [A].", "", ""),
    ("[A]'s big new army attack on [B] failed.", "A", "B"),
    # up to the verb, no further
    ("The attack ended and [A] went on against [B].", "", ""),
    ("[A] met [B].", "", ""),
    ("[A]'s support for [B] is known.", "A", "B"),
    ("A denial of the raid on [A] by [B] followed.", "B B", "A"),
    # a war in a land is not that land's deed
    ("The [A] war was long.", "", ""),
]


@pytest.mark.parametrize(
    ("marked", "agents", "patients"), NOMINALS, ids=[row[0] for row in NOMINALS]
)
def test_events_told_by_a_noun(marked: str, agents: str, patients: str) -> None:
    events = read_nominals(mask(marked))
    found = (
        " ".join(letters(event.agents) for event in events).strip(),
        " ".join(letters(event.patients) for event in events).strip(),
    )
    assert found == (agents, patients)


@pytest.mark.parametrize(
    ("marked", "negated"),
    [("No attack by [A] came.", True), ("The attack by [A] came.", False)],
)
def test_a_noun_may_be_denied(marked: str, negated: bool) -> None:
    (event,) = read_nominals(mask(marked))
    assert event.negated is negated


@pytest.mark.parametrize(
    ("marked", "noun"),
    [
        ("The killing of [A] was filmed.", True),
        ("[A]'s killing was filmed.", True),
        ("[A] is killing them.", False),
    ],
)
def test_a_noun_in_ing_is_told_from_a_verb(marked: str, noun: bool) -> None:
    items = mask(marked)
    (at,) = [i for i, item in enumerate(items) if item.lower == "killing"]
    assert is_event_noun(items, at) is noun


def test_the_singular_is_named() -> None:
    assert [deed.lemma for deed in read_nominals(mask("The attacks of [A] ended."))] == ["attack"]


def test_no_words_tell_no_deeds() -> None:
    assert read_nominals([]) == []
