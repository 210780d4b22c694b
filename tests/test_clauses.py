"""Who does what to whom? One sentence a construction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import mask

from helpers.clauses import read_events

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
    # control: who is asked does it, but for promises, purposes and nouns
    ("[A] promised [B] to leave.", "leave", "A", ""),
    ("[A] forced [B] to beat [C].", "beat", "B", "C"),
    ("[A] met with [B] to beat [C].", "beat", "A", "C"),
    ("[A] asked the crowd to beat [B].", "beat", "", "B"),
    ("[A] is said to have beaten [B].", "beaten", "A", "B"),
    ("[A] is said to have beaten [B].", "said", "", ""),
    ("[A] let [B] beat [C].", "beat", "B", "C"),
    ("[A] stopped [B] from beating [C].", "beating", "B", "C"),
    # what stands beside another verb only
    ("[A] was beaten and robbed by [B].", "beaten", "B", "A"),
    ("[A] praised, armed and paid [B].", "praised", "A", "B"),
    ("Backed by [A], [B] beat [C].", "backed", "A", "B"),
    ("After beating [A], [B] left.", "beating", "B", "A"),
    ("[A], who had been beaten by [B], left.", "left", "A", ""),
    ("[A], whom [B] beat, left.", "beat", "B", "A"),
    ("They told [A] that [B] had lied.", "lied", "B", ""),
    # what is given, imposed, or suffered
    ("[A] sold bread to [B].", "sold", "A", "B"),
    ("[A] returned to [B].", "returned", "A", ""),
    ("[A] imposed a ban on [B].", "imposed", "A", "B"),
    ("[A] suffered at home.", "suffered", "", "A"),
    ("[A] presides over [B].", "presides", "A", "B"),
    # no verbs
    ("They feared the exiled [A].", "feared", "", "A"),
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
    (event,) = [event for event in read_events(items) if items[event.verb].lower == verb]
    assert (letters(event.agents), letters(event.patients)) == (agents, patients)


@pytest.mark.parametrize(
    ("marked", "verb", "negated", "modality"),
    [
        ("[A] attacked [B].", "attacked", False, "asserted"),
        ("[A] never attacked [B].", "attacked", True, "asserted"),
        ("[A] did not attack [B].", "attack", True, "asserted"),
        ("[A] doesn't trust [B].", "trust", True, "asserted"),
        ("[A] failed to stop [B].", "stop", True, "asserted"),
        ("[A] refuses to help [B].", "help", True, "asserted"),
        ("[A] would attack [B].", "attack", False, "hypothetical"),
        ("If [A] attacks [B], [C] wins.", "attacks", False, "hypothetical"),
        ("If [A] attacks [B], [C] wins.", "wins", False, "asserted"),
        ("[A] asked whether [B] attacked.", "attacked", False, "hypothetical"),
        ("[A] will attack and destroy [B].", "destroy", False, "future"),
        ("[A] gave [B] no reason.", "gave", False, "asserted"),
        ("[A] gave no reason.", "gave", True, "asserted"),
        ("[A] is unable to stop [B].", "stop", True, "asserted"),
        ("[A] is unlikely to attack [B].", "attack", True, "possible"),
        ("[A] said nothing and left [B].", "left", False, "asserted"),
    ],
)
def test_what_is_denied_or_only_supposed(
    marked: str, verb: str, negated: bool, modality: str
) -> None:
    items = mask(marked)
    (event,) = [event for event in read_events(items) if items[event.verb].lower == verb]
    assert (event.negated, event.modality) == (negated, modality)


def test_a_verb_left_out_has_an_event_all_the_same() -> None:
    items = mask("[A] sent the guns and [B] the money.")
    events = read_events(items)
    assert [letters(event.agents) for event in events] == ["A", "B"]
    assert [event.lemma for event in events] == ["send", "send"]


def test_of_a_ditransitive_left_out_the_giver_stays() -> None:
    items = mask("[A] gave [B] a ship and [C] a gift.")
    events = read_events(items)
    assert [(letters(e.agents), letters(e.patients)) for e in events] == [("A", "B"), ("A", "C")]


@pytest.mark.parametrize(
    ("marked", "verb", "construction", "embedded"),
    [
        ("[A] attacked [B].", "attacked", "active", False),
        ("[B] was attacked.", "attacked", "passive", False),
        ("[A] wants to attack [B].", "attack", "active", True),
        ("The land held by [A] fell.", "held", "passive", True),
        ("[A] saw men trained by [B].", "trained", "passive", True),
        ("[B] remains haunted by [A].", "haunted", "passive", False),
        ("[A] is prepared for war.", "prepared", "active", False),
    ],
)
def test_constructions(marked: str, verb: str, construction: str, embedded: bool) -> None:
    items = mask(marked)
    (event,) = [event for event in read_events(items) if items[event.verb].lower == verb]
    assert (event.construction, event.embedded) == (construction, embedded)


def test_no_words_give_no_events() -> None:
    assert read_events([]) == []


WORDS = (
    "[A] [B] the army was attacked attack to by and , who that which would not has been said “ ” "
    "asked on of stopped beating no longer is"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_any_order_of_words_can_be_read(text: str) -> None:
    items = mask(text)
    mentions = {item.mention for item in items if item.mention >= 0}
    for event in read_events(items):
        assert 0 <= event.first <= event.verb < event.last <= len(items)
        assert {a.mention for a in (*event.agents, *event.patients)} <= mentions
