"""Who does what to whom? One sentence a construction."""

from __future__ import annotations

import pytest
from marked import mask

from helpers.events import arguments, find_events, find_nominals

# sentence, verb, agents, patients; A is mention 0, B mention 1 and so on
EVENTS = [
    ("[A] attacked [B].", "attacked", "A", "B"),
    ("[A] was attacked by [B].", "attacked", "B", "A"),
    ("[A] was attacked.", "attacked", "", "A"),
    ("[A] got beaten by [B].", "beaten", "B", "A"),
    ("The land occupied by [A] is poor.", "occupied", "A", ""),
    ("A remark made earlier by [A] hurt [B].", "made", "A", ""),
    ("[A] attacked [B] by surprise.", "attacked", "A", "B"),
    ("[A] raised the matter of the attack by [B].", "raised", "A", ""),
    # infinitives: the subject of the first verb, unless somebody is asked
    ("[A] wants to beat [B].", "beat", "A", "B"),
    ("[A] asked [B] to leave.", "leave", "B", ""),
    ("[A] agreed for [B] to leave.", "leave", "B", ""),
    ("It took courage to beat [A].", "beat", "", "A"),
    # relatives
    ("[A], who beat [B], left.", "beat", "A", "B"),
    ("[A], which hates [B], attacked [C].", "attacked", "A", "C"),
    ("The men who beat [A] left.", "beat", "", "A"),
    # participles
    ("[A] left, blaming [B].", "blaming", "A", "B"),
    ("After beating [A], they left.", "beating", "", "A"),
    ("They saw [A] leaving, begging for mercy.", "begging", "A", ""),
    ("The men fighting [A] left.", "fighting", "", "A"),
    # coordination
    ("[A] attacked [B] and blamed [C].", "blamed", "A", "C"),
    ("[A] quickly and brutally beat [B].", "beat", "A", "B"),
    ("[A] and [B] attacked [C].", "attacked", "A B", "C"),
    # questions and inversion
    ("Why would [A] attack [B]?", "attack", "A", "B"),
    ("Was [A] beaten by [B]?", "beaten", "B", "A"),
    ("The road is closed, said [A].", "said", "A", ""),
    ("“Go,” says [A] to [B].", "says", "A", ""),
    # what is said is no object of the saying
    ("[A] said [B] lied.", "said", "A", ""),
    ("[A] believes [B] will leave.", "believes", "A", ""),
    ("[A] fears [B].", "fears", "A", "B"),
    # objects after particles and prepositions
    ("[A] lashed out at [B].", "lashed", "A", "B"),
    ("[A] fought against [B].", "fought", "A", "B"),
    ("[A] led a war against [B].", "led", "A", "B"),
    ("[A] was the friend of [B].", "was", "A", ""),
    # nobody
    ("They left.", "left", "", ""),
    ("There is bread.", "is", "", ""),
    ("Leaving hurt [A].", "hurt", "", "A"),
]


def letters(arguments: tuple[object, ...]) -> str:
    return " ".join("ABC"[argument.mention] for argument in arguments)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("marked", "verb", "agents", "patients"), EVENTS, ids=[row[0] for row in EVENTS]
)
def test_events(marked: str, verb: str, agents: str, patients: str) -> None:
    items = mask(marked)
    (event,) = [event for event in find_events(items) if items[event.verb].lower == verb]
    assert (letters(event.agents), letters(event.patients)) == (agents, patients)


@pytest.mark.parametrize(
    ("marked", "verb", "negated", "unreal"),
    [
        ("[A] attacked [B].", "attacked", False, False),
        ("[A] never attacked [B].", "attacked", True, False),
        ("[A] did not attack [B].", "attack", True, False),
        ("[A] doesn't trust [B].", "trust", True, False),
        ("[A] failed to stop [B].", "stop", True, False),
        ("[A] refuses to help [B].", "help", True, False),
        ("[A] would attack [B].", "attack", False, True),
        ("If [A] attacks [B], [C] wins.", "attacks", False, True),
        ("If [A] attacks [B], [C] wins.", "wins", False, False),
        ("[A] asked whether [B] attacked.", "attacked", False, True),
    ],
)
def test_what_is_denied_or_only_supposed(
    marked: str, verb: str, negated: bool, unreal: bool
) -> None:
    items = mask(marked)
    (event,) = [event for event in find_events(items) if items[event.verb].lower == verb]
    assert (event.negated, event.unreal) == (negated, unreal)


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
]


@pytest.mark.parametrize(
    ("marked", "agents", "patients"), NOMINALS, ids=[row[0] for row in NOMINALS]
)
def test_events_told_by_a_noun(marked: str, agents: str, patients: str) -> None:
    events = find_nominals(mask(marked))
    found = (
        " ".join(letters(event.agents) for event in events),
        " ".join(letters(event.patients) for event in events),
    )
    assert found == (agents, patients)


@pytest.mark.parametrize(
    ("marked", "negated"),
    [("No attack by [A] came.", True), ("The attack by [A] came.", False)],
)
def test_a_noun_may_be_denied(marked: str, negated: bool) -> None:
    (event,) = find_nominals(mask(marked))
    assert event.negated is negated


@pytest.mark.parametrize(
    ("marked", "agents", "patients"),
    [
        # A possessor takes no part itself.
        ("[A]'s uncle met [B]'s aunt.", set(), set()),
        # Inside the subject, and yet it suffers.
        ("The siege of [A] angered [B].", set(), {0, 1}),
        ("The leader of [A] angered [B].", {0}, {1}),
        ("[A]'s attack on [B] failed.", {0}, {1}),
    ],
)
def test_arguments(marked: str, agents: set[int], patients: set[int]) -> None:
    items = mask(marked)
    assert arguments(find_events(items), nominals=find_nominals(items)) == (agents, patients)


def test_no_words_give_no_events() -> None:
    assert find_events([]) == find_nominals([]) == []
