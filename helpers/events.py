"""Who does what to whom in a sentence? Masked, tagged words in; events out.

A shallow reading, no parser: verb groups are collected, and their subjects and objects found by
scanning over the noun phrases around them. It is exact on plain clauses and leaves out what it
cannot see, rather than guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from helpers.cues import event_nouns
from helpers.morphology import verb_forms
from helpers.phrases import Argument, chunk_before, noun_phrase, phrase_before
from helpers.syntax import AUXILIARIES, BE, NEGATORS, Item, is_participle

COPULAS: Final = (
    BE
    | verb_forms("become")
    | verb_forms("remain")
    | verb_forms("seem")
    | verb_forms("appear")
    | verb_forms("look")
    | verb_forms("stay")
)
UNREAL: Final = frozenset("would may might could wouldn't mightn't couldn't".split())
_PERCEPTION: Final = (
    verb_forms("see") | verb_forms("watch") | verb_forms("leave") | verb_forms("keep")
)
_WHEN: Final = frozenset(
    "on earlier later yesterday today monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)
_SAYING: Final = frozenset("said says added adds".split())
# Verbs that take a whole clause, often without "that".
_CLAUSAL: Final = frozenset[str]().union(
    *map(
        verb_forms,
        "say believe think know claim hope fear argue insist warn suggest feel admit concede "
        "declare assert learn hear show reveal report note realise realize doubt suspect expect "
        "assume mean allege conclude predict swear imagine pretend guess worry".split(),
    )
)
_RELATIVES: Final = frozenset("who which that whom".split())
_OBJECT_PREPOSITIONS: Final = frozenset("on against at upon over toward towards into".split())


@dataclass(frozen=True)
class Event:
    """Hold one verb group with the mentions that do it and that it is done to.

    Attributes
    ----------
    first, verb, last : int
        Positions of the group's first word, its main verb, and one past its last word.
    agents, patients : tuple of Argument
        Who does it; to whom it is done. A passive is turned round.
    negated, unreal : bool
        Whether it is said not to happen; whether it is only possible or supposed.
    """

    first: int
    verb: int
    last: int
    subjects: tuple[Argument, ...]
    objects: tuple[Argument, ...]
    agents: tuple[Argument, ...]
    patients: tuple[Argument, ...]
    passive: bool
    negated: bool
    unreal: bool


def find_events(items: Sequence[Item]) -> list[Event]:
    """Find the verb groups of a masked sentence and who takes part in them.

    Returns
    -------
    list of Event
        In order of the verbs.

    Notes
    -----
    Known failures: subjects across a parenthesis of more than a clause, gapping ("Iran gave
    grain and Russia arms"), and objects put first.
    """
    groups = _find_groups(items)
    events: list[Event] = []
    for number, (first, verb, last) in enumerate(groups):
        stop = groups[number + 1][0] if number + 1 < len(groups) else len(items)
        inverted = _inverted_subject(items, first, verb, groups, number)
        subjects = inverted if inverted is not None else _find_subject(items, first, verb, events)
        objects = [] if items[verb].lower in COPULAS else _find_object(items, verb + 1, stop)
        if not subjects and _is_inverted_report(items, verb):
            subjects, objects = objects, []
        words = [items[i].lower for i in range(max(0, first - 1), last)]
        before = {word.removesuffix("n't") for word in words[:-1]}
        helped = bool(before & (BE | {"get", "gets", "got"}))
        by = next((i for i in range(verb + 1, min(stop, verb + 9)) if items[i].lower == "by"), None)
        perfect = bool(before & {"have", "has", "had"})
        reduced = by is not None and not perfect and _is_reduced(items, verb, by)
        passive = (helped or reduced) and (
            is_participle(items[verb]) and items[verb].lower not in BE
        )
        negated = any(w in NEGATORS or w.endswith("n't") for w in words) or (
            bool(events) and items[first - 1].lower == "to" and _is_failure(items, events[-1])
        )
        doers = noun_phrase(items, by + 1, stop)[0] if passive and by is not None else []
        events.append(
            Event(
                first=first,
                verb=verb,
                last=last,
                subjects=tuple(subjects),
                objects=tuple(objects),
                agents=tuple(doers if passive else subjects),
                patients=tuple(subjects if passive else objects),
                passive=passive,
                negated=negated,
                unreal=any(word in UNREAL for word in words) or _is_supposed(items, first),
            )
        )
    return events


def _is_reduced(items: Sequence[Item], verb: int, by: int) -> bool:
    """Tell a passive without auxiliary ("occupied by") from "raised the matter by letter"."""
    if all(item.tag.startswith("RB") or item.lower in _WHEN for item in items[verb + 1 : by]):
        return items[verb].tag in ("VBN", "VBD")
    return items[verb].tag == "VBN" and items[verb + 1].tag == "IN"


def _is_failure(items: Sequence[Item], event: Event) -> bool:
    stems = ("fail", "refus", "declin", "neglect", "unable", "unwilling", "forg")
    return items[event.verb].lower.startswith(stems)


def _is_supposed(items: Sequence[Item], first: int) -> bool:
    for i in range(first - 1, -1, -1):
        if items[i].lower in ("if", "unless", "whether"):
            return True
        if items[i].lower in (",", ";", ":", '"') or items[i].tag.startswith("VB"):
            return False
    return False


def _find_groups(items: Sequence[Item]) -> list[tuple[int, int, int]]:
    groups, i = [], 0
    while i < len(items):
        if not items[i].tag.startswith(("VB", "MD")):
            i += 1
            continue
        # A participle in front of a noun ("occupied province") is no verb of the clause.
        alone = items[i].tag in ("VBN", "VBG") and i and items[i - 1].tag in ("DT", "PRP$", "JJ")
        first = verb = i
        i += 1
        while i < len(items) and items[i].tag.startswith(("VB", "MD", "RB")):
            if items[i].tag.startswith("RB"):
                ahead = next((k for k in range(i, len(items)) if items[k].tag[:2] != "RB"), i)
                if not items[ahead].tag.startswith("VB"):
                    break
            else:
                verb = i
            i += 1
        if not (alone and verb == first):
            groups.append((first, verb, i))
    return groups


def _inverted_subject(
    items: Sequence[Item],
    first: int,
    verb: int,
    groups: Sequence[tuple[int, int, int]],
    number: int,
) -> list[Argument] | None:
    """Find the subject that a question puts between auxiliary and verb."""
    if number == 0 or verb != first or items[first].lower == "to":
        return None
    aux_first, aux_verb, aux_last = groups[number - 1]
    if items[aux_verb].lower not in AUXILIARIES or aux_first != aux_verb:
        return None
    phrase, stop = noun_phrase(items, aux_last, first)
    return phrase if stop == first and phrase else None


def _is_inverted_report(items: Sequence[Item], verb: int) -> bool:
    """Tell whether the speaker follows: "...", said Iran."""
    if items[verb].lower not in _SAYING or not verb or items[verb - 1].lower not in (",", '"'):
        return False
    end = noun_phrase(items, verb + 1, len(items))[1]
    return end == len(items) or not items[end].tag.startswith(("VB", "MD"))


def _find_object(items: Sequence[Item], at: int, stop: int) -> list[Argument]:
    while at < stop and (items[at].tag in ("RB", "RP") or items[at].lower in ("back", "out", "up")):
        at += 1
    if at < stop and items[at].lower in _OBJECT_PREPOSITIONS:
        at += 1
    found, end = noun_phrase(items, at, stop)
    if end == stop and _opens_clause(items, at, stop):
        return []
    for i in range(end, stop):
        if items[i].lower == "against":
            found += noun_phrase(items, i + 1, stop)[0]
    return found


def _opens_clause(items: Sequence[Item], at: int, stop: int) -> bool:
    """Tell whether what stands before the next verb is its subject: "said Iran is ready"."""
    finite = stop < len(items) and items[stop].tag in ("VBZ", "VBD", "VBP", "MD")
    return finite and items[at - 1].lower in _CLAUSAL


def _find_subject(
    items: Sequence[Item], first: int, verb: int, events: Sequence[Event]
) -> list[Argument]:
    inherited = list(events[-1].subjects) if events else []
    i = first - 1
    while i >= 0 and (items[i].tag == "RB" or _joins_adverbs(items, i)):
        i -= 1
    if i < 0:
        return []
    word, tag = items[i].lower, items[i].tag
    participle = items[verb].tag in ("VBG", "VBN") and first == verb
    if word == "to":
        return _controller(items, i, events) or inherited
    if participle and word in (",", "and") and events and _is_perception(items, events[-1]):
        return list(events[-1].objects)
    if tag == "CC" or (word == "," and participle):
        return inherited
    if participle and tag == "IN":
        return inherited
    if participle:
        return chunk_before(items, i + 1)[0]
    if word in _RELATIVES:
        return phrase_before(items, i - 1 if i and items[i - 1].lower == "," else i)
    if tag in ("PRP", "EX", "WP", "WRB"):
        return []
    return phrase_before(items, i + 1)


def _joins_adverbs(items: Sequence[Item], i: int) -> bool:
    """Tell whether a word is the "and" of "quickly and brutally"."""
    adverbs = items[i].tag == "CC" and i > 1 and items[i - 1].tag == items[i + 1].tag == "RB"
    return adverbs and items[i - 2].tag.startswith("NN")


def _controller(items: Sequence[Item], to: int, events: Sequence[Event]) -> list[Argument]:
    """Find who is to act: "asked Iran to leave", "agreed for Iran to leave"."""
    chunk, first = chunk_before(items, to)
    heads = [argument for argument in chunk if argument.via == "head"]
    if not heads or first == 0:
        return []
    is_object = bool(events) and heads[0] in events[-1].objects
    return heads if items[first - 1].lower == "for" or is_object else []


def _is_perception(items: Sequence[Item], event: Event) -> bool:
    return bool(event.objects) and items[event.verb].lower in _PERCEPTION


def find_nominals(items: Sequence[Item]) -> list[Event]:
    """Find events told by a noun: "Iran's attack on Iraq", "the occupation of Iraq by Iran"."""
    events = []
    for i, item in enumerate(items):
        direction = event_nouns().get(item.lower)
        if direction is None or item.mention >= 0 or not item.tag.startswith(("NN", "JJ", "VBG")):
            continue
        doers = [a for a in chunk_before(items, i)[0] if a.mention == _owner(items, i)]
        sufferers: list[Argument] = []
        k, stop = i + 1, min(len(items), i + 14)
        while k < stop and not items[k].tag.startswith(("VB", "MD")) and items[k].lower not in ";:":
            word = items[k].lower
            if word not in ("of", "by", "from", *_OBJECT_PREPOSITIONS):
                k += 1
                continue
            phrase, end = noun_phrase(items, k + 1, stop)
            if word == "by" or (word in ("of", "from") and direction == "agent" and not doers):
                doers = doers or phrase
            elif word != "from":
                sufferers += phrase
            k = max(end, k + 1)
        if doers or sufferers:
            events.append(
                Event(
                    first=i,
                    verb=i,
                    last=i + 1,
                    subjects=tuple(doers),
                    objects=tuple(sufferers),
                    agents=tuple(Argument(a.mention, "head") for a in doers),
                    patients=tuple(sufferers),
                    passive=False,
                    negated=i > 0 and items[i - 1].lower in ("no", "without", "never"),
                    unreal=False,
                )
            )
    return events


def _owner(items: Sequence[Item], noun: int) -> int:
    """Find the mention that a noun belongs to: "US", "US's" or "US military" before it."""
    k = noun - 1
    while k >= 0 and items[k].mention < 0 and items[k].tag in ("JJ", "POS", "NN", "VBN", "RB"):
        k -= 1
    return items[k].mention if k >= 0 else -1


def arguments(
    events: Sequence[Event], *, nominals: Sequence[Event] = ()
) -> tuple[set[int], set[int]]:
    """Collect the mentions that are agents of some event, and those that are patients."""
    every = [*events, *nominals]
    agents = {a.mention for event in every for a in event.agents if a.via != "possessor"}
    patients = {a.mention for event in every for a in event.patients if a.via != "possessor"}
    # In "the siege of Paris lasted", Paris is inside the subject and yet does nothing.
    heads = {a.mention for event in every for a in event.agents if a.via != "of"}
    told = {a.mention for event in nominals for a in event.patients}
    return agents - (told - heads), patients
