"""On whom does a device work? A use and its sentence in; a mention, or none, out.

Who is hedged, boosted or asked about is the subject of the clause; who is mocked by a scare quote
is the owner of the quoted word; who is called a hypocrite is the object of the accusation; whose
word a judging verb doubts is the verb's subject; whom a passive hides is who did the same deed, or
the one of the raid in which it was done. Where this is not plain, nobody is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from helpers.clauses import Event, read_events
from helpers.nominals import read_nominals
from helpers.phrases import Argument, chunk_before, noun_phrase
from helpers.syntax import Item
from helpers.uses import Use

# A relation between clauses works on nobody.
RELATIONS: Final = frozenset(("contrast",))
HIDING: Final = frozenset(("agentless_passive", "nominalisation"))
# If the subject is nobody of the catalogue, the only actor of the sentence is meant.
_WHOLE: Final = frozenset(("rhetorical_question", "irony", "metaphor", "hypocrisy", "scare_quote"))
_STRONG: Final = frozenset(("; : . ? !").split())
_STARTERS: Final = frozenset(', ; : " ( - – — and but or so'.split())
_WITHIN: Final = frozenset("in during after under through by amid from".split())
_ABOUT: Final = frozenset("accuse charge convict acquit".split())


def find_target(items: Sequence[Item], use: Use, *, taking: frozenset[int]) -> int | None:
    """Say which mention of the sentence a device works on; None where that is not plain.

    Parameters
    ----------
    items
        The masked, tagged sentence.
    use
        A use in it.
    taking
        The mentions that can be meant: no mere places.

    Examples
    --------
    >>> from helpers.syntax import mask_sentence
    >>> items = mask_sentence("Iran clearly fears Iraq.", start=0, end=24,
    ...                       mentions=[(0, 4), (19, 23)])
    >>> find_target(items, Use(1, 2, "booster", ""), taking=frozenset((0, 1)))
    0
    """
    if not taking or use.label in RELATIONS:
        return None
    events = read_events(items)
    if use.label in HIDING:
        return _recover(items, use, taking)
    found: int | None = None
    if use.label == "scare_quote":
        found = _owner(items, use, taking)
    elif use.label == "hypocrisy":
        found = _accused(items, use, events, taking)
    elif use.label == "evidential" and items[use.last - 1].lower == "to":
        found = _only(noun_phrase(items, use.last, len(items))[0], taking)
        if items[use.first].lower == "according":
            return found
    elif use.label == "judging_verb" and not any(
        use.first <= event.verb < use.last for event in events
    ):
        # The verb was taken for a noun ("Iran claims"): whoever stands before it says so.
        return _only(chunk_before(items, use.first)[0], taking)
    elif use.label == "rhetorical_question":
        opened = next((event for event in events if event.subjects), None)
        found = _only(opened.subjects, taking) if opened is not None else None
    if found is None:
        event = clause_event(items, events, use)
        # "Iran is accused by Iraq": it is Iraq's word.
        judged = use.label == "judging_verb" and event is not None
        takers = () if event is None else event.agents if judged else event.subjects
        found = _only(takers, taking)
    if found is None and use.label in _WHOLE:
        present = {item.mention for item in items if item.mention in taking}
        found = present.pop() if len(present) == 1 else None
    return found


def _only(arguments: Sequence[Argument], taking: frozenset[int]) -> int | None:
    """Give the one mention among arguments; none where there are two."""
    found = list(
        dict.fromkeys(a.mention for a in arguments if a.via != "possessor" and a.mention in taking)
    )
    return found[0] if len(found) == 1 else None


def clause_event(items: Sequence[Item], events: Sequence[Event], use: Use) -> Event | None:
    """Find the verb of the clause in which a use stands."""
    inside = [event for event in events if use.first <= event.verb < use.last]
    around = [event for event in events if event.first <= use.first < event.last]
    if inside or around:
        return (around or inside)[0]
    before = next((event for event in reversed(events) if event.last <= use.first), None)
    after = next((event for event in events if event.first >= use.last), None)
    opens = use.first == 0 or items[use.first - 1].lower in _STARTERS
    if after is not None and any(i.lower in _STRONG for i in items[use.last : after.first]):
        after = None
    if before is not None and any(i.lower in _STRONG for i in items[before.last : use.first]):
        before = None
    if before is not None and before.last == use.first:
        return before
    if after is not None and (after.first == use.last or opens or before is None):
        return after
    return before


def _owner(items: Sequence[Item], use: Use, taking: frozenset[int]) -> int | None:
    """Give whose the quoted word is: "Iran's 'reform'", "the 'reform' of Iran"."""
    inside = [item.mention for item in items[use.first : use.last] if item.mention in taking]
    if inside:
        return inside[0] if len(set(inside)) == 1 else None
    for k in range(use.first - 1, max(-1, use.first - 4), -1):
        if items[k].mention in taking:
            return items[k].mention
        if items[k].tag not in ("POS", "JJ", "NN", "RB", "VBN"):
            break
    if use.last + 1 < len(items) and items[use.last].lower in ("of", "by"):
        return _only(noun_phrase(items, use.last + 1, len(items))[0], taking)
    return None


def _accused(
    items: Sequence[Item], use: Use, events: Sequence[Event], taking: frozenset[int]
) -> int | None:
    """Give to whom hypocrisy is laid: whoever is accused of it, owns it, or is said to show it."""
    for event in events:
        if event.lemma in _ABOUT and event.last <= use.first:
            found = _only(event.patients, taking)
            if found is not None:
                return found
    before = chunk_before(items, use.first + 1)[0] + chunk_before(items, use.first)[0]
    owners = {a.mention for a in before if a.mention in taking}
    if len(owners) == 1:
        return owners.pop()
    if use.last + 1 < len(items) and items[use.last].lower in ("of", "from", "by", "in"):
        return _only(noun_phrase(items, use.last + 1, len(items))[0], taking)
    return None


def _recover(items: Sequence[Item], use: Use, taking: frozenset[int]) -> int | None:
    """Give who did it where a noun of the sentence tells: "were killed in Iran's raid"."""
    found = set()
    for nominal in read_nominals(items):
        if not nominal.agents or use.first <= nominal.noun < use.last:
            continue
        k = nominal.noun - 1
        while k >= 0 and (items[k].mention >= 0 or items[k].tag in ("JJ", "POS", "DT", "NN", "CD")):
            k -= 1
        if k >= 0 and items[k].lower in _WITHIN:
            found |= {a.mention for a in nominal.agents if a.mention in taking}
    return found.pop() if len(found) == 1 else None


def agents_of(items: Sequence[Item], *, taking: frozenset[int]) -> dict[str, int]:
    """Map each deed of a sentence that one mention does to that mention, by the verb's base."""
    told: dict[str, int] = {}
    for event in read_events(items):
        if event.construction == "active" and not event.negated and event.modality == "asserted":
            agent = _only(event.agents, taking)
            if agent is not None:
                told[event.lemma] = agent
    return told
