"""Which part does each mention play: agent, patient, possessor, place? Tagged words to roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from helpers.clauses import Event, read_events
from helpers.nominals import Nominal, read_nominals
from helpers.syntax import Item
from helpers.verbs import IDENTIFYING

_LOCATIVES: Final = frozenset("in inside within across throughout outside near around".split())
_INNER: Final = frozenset(
    "the northern southern eastern western central north south east west rural neighbouring "
    "neighboring nearby war-torn much most all parts of".split()
)
_FEELINGS: Final = frozenset(
    "confidence trust faith belief believe believes interest interested disappointed".split()
)
_MOTION: Final = frozenset(
    "flew fly flies flying travel travelled traveled travels trip visit visits visited return "
    "returned returns went go goes moved journey fled flight way".split()
)
_PLACE_NOUNS: Final = frozenset(
    "territory territories soil airspace border borders coast city cities town towns province "
    "provinces village villages desert mountains waters countryside capital".split()
)


class Found(NamedTuple):
    """Hold one mention within its sentence: its span there, its actor and the form of its name."""

    start: int
    end: int
    actor: str
    form: str


def find_roles(
    items: Sequence[Item],
    found: Sequence[Found],
    kinds: Mapping[str, str],
    *,
    subject: Found | None,
) -> tuple[list[str], Found | None]:
    """Give each mention its role, and name the sentence's subject for the next one.

    Parameters
    ----------
    items
        The sentence from `mask_sentence`, masked with the spans of `found`.
    found
        Its mentions, in order.
    kinds
        The kind of each actor.
    subject
        What the pronoun that opens the sentence stands for, if it opens with one.

    Returns
    -------
    list of str, and Found or None
        A role of the schema for each mention; the mention that a pronoun at the head of the next
        sentence may stand for, None where that is not plain.
    """
    events = read_events(items)
    nominals = read_nominals(items)
    # To be something is to do nothing.
    parts = take_parts([e for e in events if e.lemma not in IDENTIFYING], nominals=nominals)
    targets = {a.mention for e in events if e.construction == "active" for a in e.patients}
    doers = {argument.mention for nominal in nominals for argument in nominal.agents}
    positions = {item.mention: i for i, item in enumerate(items) if item.mention >= 0}
    roles: list[str] = []
    for number, mention in enumerate(found):
        i = positions[number]
        after = items[i + 1] if i + 1 < len(items) else None
        owner = after is not None and after.tag == "POS"
        if mention.form == "pronoun":
            owner = items[i].end - items[i].start in (3, 5) and after is not None
            owner = owner and after is not None and after.tag.startswith(("NN", "JJ"))
        if _is_place(items, i, mention, kinds, roles, found, hit=number in targets):
            roles.append("place")
        elif owner and number not in doers:
            roles.append("possessor")
        else:
            roles.append(parts.get(number, "other"))
    first = next((event for event in events if event.subjects), None)
    if first is None or first is not (events[0] if events else None):
        return roles, None
    lead = first.subjects[0].mention
    # The antecedent must stand first and alone, or the pronoun could mean another.
    if lead != 0 or len(first.subjects) > 1:
        return roles, subject if subject and lead == 0 else None
    return roles, found[lead] if found[lead].form != "pronoun" else subject


# How close a mention stands to a deed; the closest gives its role.
_MAIN, _NOMINAL, _BESIDE, _EMBEDDED, _WITHIN = range(5)


def take_parts(events: Sequence[Event], *, nominals: Sequence[Nominal]) -> dict[int, str]:
    """Say of each mention that takes part in a deed whether it is agent or patient.

    A mention with several parts has that of the verb on which the others hang: whoever is asked to
    leave is asked first, and leaves then. Of two such verbs the first counts.

    Parameters
    ----------
    events, nominals
        From `read_events` and `read_nominals`.

    Returns
    -------
    dict of int to str
        The part, agent or patient, by the place of the mention.
    """
    ranked: dict[int, tuple[int, int, str]] = {}

    def offer(mention: int, rank: int, at: int, part: str) -> None:
        if mention not in ranked or (rank, at) < ranked[mention][:2]:
            ranked[mention] = (rank, at, part)

    for event in events:
        for part, takers in (("agent", event.agents), ("patient", event.patients)):
            for mention, via in takers:
                if via == "possessor":
                    continue
                rank = _EMBEDDED if event.embedded else _MAIN if via == "head" else _BESIDE
                offer(mention, _WITHIN if via == "of" else rank, event.verb, part)
    for nominal in nominals:
        for mention, _ in nominal.agents:
            offer(mention, _NOMINAL, nominal.noun, "agent")
        for mention, via in nominal.patients:
            if via != "possessor":
                offer(mention, _NOMINAL, nominal.noun, "patient")
    return {mention: part for mention, (_, _, part) in ranked.items()}


def _is_place(
    items: Sequence[Item],
    i: int,
    mention: Found,
    kinds: Mapping[str, str],
    roles: Sequence[str],
    found: Sequence[Found],
    *,
    hit: bool,
) -> bool:
    if kinds.get(mention.actor) not in ("state", "government", "other"):
        return False
    after = items[i + 1] if i + 1 < len(items) else None
    if mention.form in ("name", "demonym") and after and after.lower in _PLACE_NOUNS:
        return not hit  # to bomb its villages is to bomb it
    if mention.form not in ("name", "capital"):
        return False
    if after and (after.tag == "POS" or after.tag in ("NN", "NNS")):
        return False
    # A list goes on as it began: "in Iraq, Syria and Yemen".
    if roles and roles[-1] == "place":
        between = items[_position(items, len(roles) - 1) + 1 : i]
        if between and all(item.lower in ("and", "or", ",", "the") for item in between):
            return True
    k = i - 1
    while k >= 0 and items[k].lower in _INNER:
        k -= 1
    if k < 0:
        return False
    if items[k].lower in _LOCATIVES:
        return not (k and items[k - 1].lower in _FEELINGS)
    if items[k].lower in ("to", "from") and mention.form == "capital":
        return any(item.lower in _MOTION for item in items[max(0, k - 3) : k])
    return items[k].lower == "as" and items[max(0, k - 1)].lower == "far"


def _position(items: Sequence[Item], mention: int) -> int:
    return next(i for i, item in enumerate(items) if item.mention == mention)
