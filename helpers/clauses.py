"""Who does what to whom in a sentence? Masked, tagged words in; events out.

A shallow reading, no parser: verb groups are collected, and their subjects and objects found by
scanning over the noun phrases around them. What a verb lends to the next one (its subject to an
infinitive, its passive to a participle beside it) is settled by the class of the verb. What cannot
be seen is left out rather than guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from helpers.groups import BREAKS, Draft, find_groups, kind_of
from helpers.modality import is_denied, is_stopped, judge_infinitive, judge_plain
from helpers.morphology import base_form
from helpers.objects import is_inverted_report, read_object, read_voice
from helpers.phrases import Argument, noun_phrase
from helpers.subjects import read_subject
from helpers.syntax import Item
from helpers.verbs import COPULAR, GIVING, SUFFERING

_ACCUSING: Final = frozenset("accuse suspect charge".split())


@dataclass(frozen=True)
class Event:
    """Hold one verb group, or noun that tells a deed, with the mentions that take part in it.

    Attributes
    ----------
    first, verb, last : int
        Positions of the group's first word, its main verb, and one past its last word.
    lemma : str
        Base form of the verb.
    agents, patients : tuple of Argument
        Who does it; to whom it is done. A passive is turned round.
    construction : str
        active, passive or nominal.
    negated : bool
        Whether it is said not to happen.
    modality : str
        A level of `helpers.modality`.
    embedded : bool
        Whether it hangs on another verb or noun: an infinitive, a participle, a relative clause.
    """

    first: int
    verb: int
    last: int
    lemma: str
    subjects: tuple[Argument, ...]
    objects: tuple[Argument, ...]
    agents: tuple[Argument, ...]
    patients: tuple[Argument, ...]
    construction: str = "active"
    negated: bool = False
    modality: str = "asserted"
    embedded: bool = False


def read_events(items: Sequence[Item]) -> list[Event]:
    """Find the verb groups of a masked sentence and who takes part in them.

    Returns
    -------
    list of Event
        In order of the verbs.

    Notes
    -----
    Known failures: subjects across a parenthesis of more than a clause, a verb left out between
    bare nouns ("Iran sent oil, Russia grain"), objects put first, and "not X but Y".

    Examples
    --------
    >>> from helpers.syntax import mask_sentence
    >>> text = "Iran was accused of arming Iraq."
    >>> items = mask_sentence(text, start=0, end=32, mentions=[(0, 4), (27, 31)])
    >>> [(items[e.verb].lower, e.agents, e.patients, e.modality) for e in read_events(items)]
    [('accused', (), (Argument(mention=0, via='head'),), 'asserted'),
     ('arming', (Argument(mention=0, via='head'),), (Argument(mention=1, via='head'),), 'possible')]
    """
    return list(_read(tuple(items)))


@lru_cache(maxsize=2048)
def _read(items: tuple[Item, ...]) -> tuple[Event, ...]:
    """Read a sentence that several steps ask for, once."""
    drafts: list[Draft] = []
    groups = find_groups(items)
    for number, (first, verb, last) in enumerate(groups):
        stop = groups[number + 1][0] if number + 1 < len(groups) else len(items)
        lemma = base_form(items[verb].lower)
        draft = Draft(first, verb, last, lemma, kind_of(items, first), stop, after=last)
        read_subject(items, draft, drafts)
        if is_inverted_report(items, draft):
            draft.subjects, draft.after = noun_phrase(items, last, stop)
            draft.kind, draft.embedded, draft.fronted = "finite", False, False
            draft.joined = False
        else:
            read_object(items, draft)
            read_voice(items, draft, drafts)
        _read_modality(items, draft, drafts)
        drafts.append(draft)
    _share(items, drafts)
    # A modal whose verb is not seen tells nothing.
    events = [_freeze(draft) for draft in drafts if draft.lemma and items[draft.verb].tag != "MD"]
    return (*events, *_read_gaps(items, drafts))


def _freeze(draft: Draft) -> Event:
    subjects, objects = tuple(draft.subjects), tuple(draft.objects)
    agents = tuple(draft.doers) if draft.passive else subjects
    patients = (*subjects, *objects) if draft.passive else objects
    if draft.lemma in SUFFERING and not draft.passive:
        agents, patients = (), (*subjects, *objects)
    return Event(
        first=draft.first,
        verb=draft.verb,
        last=draft.last,
        lemma=draft.lemma,
        subjects=subjects,
        objects=objects,
        agents=agents,
        patients=patients,
        construction="passive" if draft.passive else "active",
        negated=draft.negated,
        modality=draft.modality,
        embedded=draft.embedded,
    )


def _share(items: Sequence[Item], drafts: list[Draft]) -> None:
    """Give verbs what stands beside another one only: subject, object, by-phrase."""
    for number, draft in enumerate(drafts):
        if draft.fronted:
            finite = [d for d in drafts[number + 1 :] if d.kind == "finite" and not d.joined]
            later = [
                d
                for d in finite
                if not d.embedded and any(i.lower == "," for i in items[draft.last : d.first])
            ]
            main = next(iter(later or finite), None)
            if main is None:
                continue
            # "By attacking Iran Iraq lost": each stands on its own side.
            heads = {a for a in main.subjects if a.via == "head"}
            draft.objects = [a for a in draft.objects if a not in heads]
            own = {a.mention for a in draft.objects}
            main.subjects = [a for a in main.subjects if a.mention not in own]
            draft.subjects = list(main.subjects)
    for number in range(len(drafts) - 2, -1, -1):
        draft, after = drafts[number], drafts[number + 1]
        between = items[draft.last : after.first]
        beside = bool(between) and all(
            item.lower in (",", "and", "or", "nor", "but", "then") or item.tag.startswith("RB")
            for item in between
        )
        if not beside or not after.joined or draft.passive != after.passive:
            continue
        if draft.passive:
            draft.doers = draft.doers or list(after.doers)
        elif draft.lemma not in COPULAR:
            draft.objects = draft.objects or list(after.objects)


def _read_gaps(items: Sequence[Item], drafts: list[Draft]) -> list[Event]:
    """Find clauses whose verb is left out: "Iran sent the guns and Iraq the money"."""
    events = []
    for draft in drafts:
        if draft.kind != "finite" or draft.passive or not draft.subjects or not draft.lemma:
            continue
        k = draft.after
        while k < draft.stop and items[k].lower in (",", "and"):
            k += 1
        if k == draft.after or k + 1 >= draft.stop:
            continue
        if items[k].mention < 0 or items[k + 1].tag not in ("DT", "PRP$", "NNP", "CD"):
            continue
        first = [Argument(items[k].mention, "head")]
        rest, end = noun_phrase(items, k + 1, draft.stop)
        if end < len(items) and items[end].lower not in (".", ";", ",", "and"):
            continue
        event = _freeze(draft)
        # "gave Iraq a ship and Iran a gift": the one who gives stays the same.
        given = draft.objects and draft.objects[0].via == "modifier" and draft.lemma in GIVING
        agents = event.agents if given else tuple(first)
        patients = tuple(first) if given else tuple(rest)
        events.append(
            replace(
                event,
                subjects=agents,
                objects=patients,
                agents=agents,
                patients=patients,
                construction="active",
                embedded=False,
            )
        )
    return events


# --- modality ---


def _read_modality(items: Sequence[Item], draft: Draft, drafts: list[Draft]) -> None:
    group = (drafts[-1].first if draft.inverted else draft.first, draft.last)
    opening = _opening(items, group[0])
    above = drafts[draft.governor] if 0 <= draft.governor < len(drafts) else None
    last = drafts[-1] if drafts else None
    empty = draft.last < len(items) and items[draft.last].lower == "no"  # "gave no reason"
    draft.negated = is_denied(items, group, opening=opening) != empty
    if draft.kind == "to":
        to = next(k for k in range(draft.first - 1, -1, -1) if items[k].lower == "to")
        draft.modality, refused = judge_infinitive(
            items,
            to,
            governor=above.verb if above else None,
            lemma=above.lemma if above else "",
            above=above.modality if above else "asserted",
            beside=above is not None and (above.after >= to - 1),
        )
        denied = above is not None and above.negated and draft.modality == above.modality
        draft.negated = (draft.negated or refused) != (denied and not refused)
        if above is not None and above.negated and not refused and draft.modality == "possible":
            draft.negated = True
    elif draft.joined and draft.kind in ("bare", "participle") and last is not None:
        draft.modality = last.modality
        draft.negated = draft.negated or last.negated
    elif above is not None:
        draft.modality = "possible" if above.lemma in _ACCUSING else above.modality
        draft.negated = draft.negated or is_stopped(above.lemma)
    else:
        asked = (
            draft.inverted
            and items[-1].lower in ("?", '"')
            and any(item.lower == "?" for item in items[-2:])
            and not any(item.tag in ("WRB", "WP", "WDT") for item in items[opening : group[0]])
        )
        draft.modality = judge_plain(items, group, opening=opening, asked=asked)


def _opening(items: Sequence[Item], first: int) -> int:
    """Find where the clause of a verb begins."""
    for i in range(first - 1, -1, -1):
        if items[i].lower in BREAKS or items[i].tag.startswith("VB"):
            return i + 1
    return 0
