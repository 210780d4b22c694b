"""Who does what to whom in a sentence? Masked, tagged words in; events out.

A shallow reading, no parser: verb groups are collected, and their subjects and objects found by
scanning over the noun phrases around them. What a verb lends to the next one (its subject to an
infinitive, its passive to a participle beside it) is settled by the class of the verb. What cannot
be seen is left out rather than guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from helpers.modality import is_denied, is_stopped, judge_infinitive, judge_plain
from helpers.morphology import base_form
from helpers.nominals import is_event_noun
from helpers.phrases import Argument, chunk_before, noun_phrase, phrase_before
from helpers.syntax import AUXILIARIES, BE, Item, is_participle
from helpers.verbs import (
    CAUSATIVE,
    CLAUSAL,
    COPULAR,
    GIVING,
    PERCEIVING,
    PROMISING,
    RAISING,
    RAISING_ADJECTIVES,
    REPORTING,
    SUFFERING,
    governs,
)

_WHEN: Final = frozenset(
    "on earlier later yesterday today monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)
_RELATIVES: Final = frozenset("who which that".split())
_FRONTED: Final = frozenset("whom which that".split())
_PARTICLES: Final = frozenset("back out up off down away forward apart aside along".split())
# Prepositions whose participle is the object's doing: "accused Iran of lying".
_OF_OBJECT: Final = frozenset("from of into for about".split())
_ACCUSING: Final = frozenset("accuse suspect charge".split())
_BREAKS: Final = frozenset(', ; : " ( )'.split())
_FINITE: Final = ("VBZ", "VBD", "VBP", "MD")
_BE_LIKE: Final = BE | frozenset("get gets got getting gotten".split())
_HAVE: Final = frozenset("have has had having haven't hasn't hadn't 've".split())


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


@dataclass
class _Draft:
    """Hold an event while it is read; `kind` is finite, to, bare, gerund or participle."""

    first: int
    verb: int
    last: int
    lemma: str
    kind: str
    stop: int
    subjects: list[Argument] = field(default_factory=list)
    objects: list[Argument] = field(default_factory=list)
    doers: list[Argument] = field(default_factory=list)
    after: int = 0  # one past the object
    governor: int = -1
    passive: bool = False
    embedded: bool = False
    joined: bool = False  # by "and" or a comma to the verb before
    fronted: bool = False  # waits for the subject of the main clause
    inverted: bool = False
    negated: bool = False
    modality: str = "asserted"


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
    drafts: list[_Draft] = []
    groups = _find_groups(items)
    for number, (first, verb, last) in enumerate(groups):
        stop = groups[number + 1][0] if number + 1 < len(groups) else len(items)
        lemma = base_form(items[verb].lower)
        draft = _Draft(first, verb, last, lemma, _kind(items, first), stop, after=last)
        _read_subject(items, draft, drafts)
        if _is_inverted_report(items, draft):
            draft.subjects, draft.after = noun_phrase(items, last, stop)
            draft.kind, draft.embedded, draft.fronted = "finite", False, False
            draft.joined = False
        else:
            _read_object(items, draft)
            _read_voice(items, draft, drafts)
        _read_modality(items, draft, drafts)
        drafts.append(draft)
    _share(items, drafts)
    events = [_freeze(draft) for draft in drafts if draft.lemma]
    return [*events, *_read_gaps(items, drafts)]


def _freeze(draft: _Draft) -> Event:
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


# --- verb groups ---


def _is_auxiliary(word: str) -> bool:
    return word in AUXILIARIES or word.endswith("n't") or word in ("cannot", "having", "getting")


def _find_groups(items: Sequence[Item]) -> list[tuple[int, int, int]]:
    groups, i = [], 0
    while i < len(items):
        if not items[i].tag.startswith(("VB", "MD")):
            i += 1
            continue
        first = verb = i
        i += 1
        while i < len(items) and _is_auxiliary(items[verb].lower):
            if items[i].tag.startswith("RB"):
                ahead = next((k for k in range(i, len(items)) if items[k].tag[:2] != "RB"), i)
                if not items[ahead].tag.startswith("VB"):
                    break
            elif items[i].tag.startswith("VB"):
                verb = i
            else:
                break
            i += 1
        if not (verb == first and _is_modifier(items, verb)):
            groups.append((first, verb, i))
    return groups


def _is_modifier(items: Sequence[Item], i: int) -> bool:
    """Tell a participle in front of its noun ("the occupied province") from a verb."""
    if items[i].tag not in ("VBN", "VBG") or not i:
        return False
    left = items[i - 1]
    if left.tag in ("DT", "PRP$", "POS", "CD"):
        return True
    if left.tag == "JJ":
        return i + 1 < len(items) and items[i + 1].tag.startswith("NN")
    noun = i + 1 < len(items) and items[i + 1].tag in ("NN", "NNS") and items[i + 1].mention < 0
    return noun and items[i].tag == "VBN" and (left.tag in ("IN", "TO") or left.lower == "of")


def _kind(items: Sequence[Item], first: int) -> str:
    before = first - 1
    while before >= 0 and items[before].tag.startswith("RB"):
        before -= 1
    tag = items[first].tag
    if before >= 0 and items[before].lower == "to" and tag != "VBG":
        return "to"
    return {"VB": "bare", "VBG": "gerund", "VBN": "participle"}.get(tag, "finite")


# --- subjects ---


def _read_subject(items: Sequence[Item], draft: _Draft, drafts: list[_Draft]) -> None:
    last = drafts[-1] if drafts else None
    if last is not None and _is_question(items, draft, last):
        draft.subjects = noun_phrase(items, last.last, draft.first)[0]
        draft.inverted, draft.kind = True, "finite"
        # "Did" in "Did Iran attack?" is no event of its own.
        last.lemma = ""
        draft.first = draft.first if items[draft.verb].tag != "VBG" else draft.first
        return
    i = draft.first - 1
    while i >= 0 and (items[i].tag.startswith("RB") or _joins_adverbs(items, i)):
        i -= 1
    if i < 0:
        draft.fronted = draft.embedded = draft.kind in ("gerund", "participle")
    elif draft.kind == "to":
        _read_controller(items, draft, drafts, i)
    elif draft.kind == "bare" and last is not None and not _is_joiner(items, i):
        if last.lemma in CAUSATIVE and last.objects and last.after > i:
            draft.subjects, draft.governor = list(last.objects), len(drafts) - 1
        elif i < last.last:
            draft.subjects, draft.governor = list(last.subjects), len(drafts) - 1
        else:
            draft.kind = "finite"
            _read_finite(items, draft, drafts, i)
        draft.embedded = draft.embedded or draft.kind == "bare"
    elif draft.kind in ("gerund", "participle"):
        _read_participle(items, draft, drafts, i)
    else:
        _read_finite(items, draft, drafts, i)


def _is_joiner(items: Sequence[Item], i: int) -> bool:
    return items[i].tag == "CC" or items[i].lower in ("and", "or", "nor", "but")


def _is_question(items: Sequence[Item], draft: _Draft, last: _Draft) -> bool:
    """Tell whether a question has put the subject between auxiliary and verb."""
    if last.first != last.verb or not _is_auxiliary(items[last.verb].lower):
        return False
    if draft.kind not in ("bare", "finite", "gerund", "participle") or draft.first == last.last:
        return False
    opened = last.first == 0 or items[last.first - 1].lower in (*_BREAKS, "and", "but", "nor")
    opened = opened or items[last.first - 1].tag in ("WRB", "WP", "WDT", "RB", "JJ", "NN", "NNS")
    phrase, end = noun_phrase(items, last.last, draft.first)
    while end < draft.first and items[end].tag.startswith("RB"):
        end += 1
    return opened and bool(phrase) and end == draft.first


def _joins_adverbs(items: Sequence[Item], i: int) -> bool:
    """Tell whether a word is the "and" of "quickly and brutally"."""
    adverbs = items[i].tag == "CC" and i > 1 and items[i - 1].tag == items[i + 1].tag == "RB"
    return adverbs and items[i - 2].tag.startswith("NN")


def _read_controller(
    items: Sequence[Item], draft: _Draft, drafts: list[_Draft], to: int
) -> None:
    """Find who is to act: "asked Iran to leave", "agreed for Iran to leave", "vowed to leave"."""
    draft.embedded = True
    while items[to].lower != "to":  # "not to touch", "to openly back"
        to -= 1
    last = drafts[-1] if drafts else None
    before = to - 1 if to and items[to - 1].tag.startswith("RB") else to
    chunk, first = chunk_before(items, before)
    heads = [argument for argument in chunk if argument.via == "head"]
    if last is not None:
        draft.governor = len(drafts) - 1
    if heads and first and items[first - 1].lower == "for":
        draft.subjects, draft.embedded = heads, False
    elif last is not None and heads and heads[0] in last.objects:
        draft.subjects = list(last.subjects) if last.lemma in PROMISING else heads
    elif last is not None:
        draft.subjects = list(last.subjects)
        adjective = items[to - 1].lower in RAISING_ADJECTIVES
        raised = last.lemma in RAISING and last.after >= before and (
            last.passive or last.lemma in COPULAR | {"happen", "tend", "prove"}
        )
        if raised or adjective:
            # "Iran is expected to leave": nothing is done to Iran by those who expect it.
            draft.embedded = last.embedded
            last.subjects = []


def _read_participle(
    items: Sequence[Item], draft: _Draft, drafts: list[_Draft], i: int
) -> None:
    word, tag = items[i].lower, items[i].tag
    last = drafts[-1] if drafts else None
    draft.embedded = True
    if last is not None and i < last.last:  # "keeps provoking", "was caught spying"
        draft.subjects, draft.governor = list(last.subjects), len(drafts) - 1
        if last.lemma in COPULAR and draft.kind == "participle":
            # "remains haunted" is one verb.
            draft.embedded, last.lemma = last.embedded, ""
    elif word in (",", "and") and last is not None and last.objects and (
        last.lemma in PERCEIVING and draft.kind == "gerund"
    ):
        draft.subjects = list(last.objects)
    elif _is_joiner(items, i) or (word == "," and draft.kind == "participle" and last):
        _join(items, draft, drafts, i)
    elif word == ",":
        if last is None:
            draft.subjects = phrase_before(items, i)
        else:
            draft.subjects = list(_clause_of(drafts).subjects)
    elif tag in ("IN", "TO") and word not in _RELATIVES:
        draft.governor = len(drafts) - 1
        if last is None or _is_new_clause(items, last, i):
            draft.fronted, draft.governor = True, -1
        elif last.objects and not last.passive and last.after >= i and word in _OF_OBJECT:
            draft.subjects = [a for a in last.objects if a.via != "of"]
        else:
            draft.subjects = list(last.subjects)
    elif word in ('"', "(", ":", ";"):
        draft.fronted = True
    else:
        draft.subjects = chunk_before(items, i + 1)[0]


def _is_new_clause(items: Sequence[Item], last: _Draft, i: int) -> bool:
    """Tell whether a preposition opens a phrase that looks ahead: "..., and after leaving, Iran"."""
    return i > last.last and items[i - 1].lower in ("and", "but", ";", ":", '"')


def _join(items: Sequence[Item], draft: _Draft, drafts: list[_Draft], i: int) -> None:
    """Read a participle after "and" or a comma: one more of the verb before, or a parenthesis."""
    last = drafts[-1] if drafts else None
    between = [] if last is None else [item.tag for item in items[last.last : draft.first]]
    bare = all(tag in (",", "CC") or tag.startswith("RB") for tag in between)
    closed = next((k for k in range(draft.last, draft.stop) if items[k].lower == ","), -1)
    if last is None:
        draft.subjects = phrase_before(items, i)
    elif items[i].lower == "," and not bare and closed > 0 and _finite_at(items, closed + 1):
        draft.subjects = phrase_before(items, i)
    else:
        like = next((d for d in reversed(drafts) if d.kind == draft.kind), last)
        like = like if bare or like.kind != "gerund" else _clause_of(drafts)
        model = last if bare else like
        draft.subjects = list(model.subjects)
        draft.embedded, draft.governor = model.embedded, model.governor
        draft.joined, draft.fronted = True, model.fronted


def _finite_at(items: Sequence[Item], at: int) -> bool:
    while at < len(items) and items[at].tag.startswith("RB"):
        at += 1
    return at < len(items) and items[at].tag in _FINITE


def _clause_of(drafts: list[_Draft]) -> _Draft:
    """Give the last verb that stands by itself, not under another one."""
    return next((d for d in reversed(drafts) if d.kind == "finite" and not d.embedded), drafts[-1])


def _read_finite(items: Sequence[Item], draft: _Draft, drafts: list[_Draft], i: int) -> None:
    word, tag = items[i].lower, items[i].tag
    last = drafts[-1] if drafts else None
    if _is_joiner(items, i):
        if last is None:
            return
        same = (d for d in reversed(drafts) if d.kind == draft.kind or d.inverted)
        model = _clause_of(drafts) if draft.kind == "finite" else next(same, last)
        if draft.kind == "finite" and last.kind == "finite" and last.embedded and last.lemma:
            model = last
        draft.subjects, draft.joined = list(model.subjects), True
        draft.embedded, draft.governor = model.embedded, model.governor
    elif word in _RELATIVES and i and not (word == "that" and _says(items, i, last)):
        comma = items[i - 1].lower == ","
        draft.subjects = phrase_before(items, i - 1 if comma else i)
        draft.embedded = not _is_cleft(items, i)
    elif tag in ("PRP", "EX", "WP", "WRB"):
        _front_object(items, draft, i)
    else:
        draft.subjects = phrase_before(items, i + 1)
        if not draft.subjects and word == "," and last is not None:
            draft.subjects, draft.joined = list(_clause_of(drafts).subjects), True
        else:
            _front_object(items, draft, chunk_before(items, i + 1)[1])


def _says(items: Sequence[Item], that: int, last: _Draft | None) -> bool:
    return last is not None and last.last == that and last.lemma in CLAUSAL


def _is_cleft(items: Sequence[Item], i: int) -> bool:
    """Tell "it was Iran that": what follows is the main thing said."""
    start = chunk_before(items, i)[1]
    while start and items[start - 1].tag.startswith("RB"):
        start -= 1
    return start > 1 and items[start - 1].lower in BE and items[start - 2].lower == "it"


def _front_object(items: Sequence[Item], draft: _Draft, at: int) -> None:
    """Take the noun before "which" as the object of "which Iran signed"."""
    k = at - 1
    if k < 1 or items[k].lower not in _FRONTED or items[k - 1].tag.startswith("VB"):
        return
    comma = items[k - 1].lower == ","
    if items[k].lower == "that" and (comma or not items[k - 1].tag.startswith("NN")):
        return
    if items[k].lower != "that" and items[k - 1].tag == "IN":
        return
    cleft = _is_cleft(items, k)
    chunk = chunk_before(items, k - 1 if comma else k)[0]
    draft.objects = [argument for argument in chunk if argument.via != "of"]
    draft.embedded = not cleft


# --- objects ---


def _is_inverted_report(items: Sequence[Item], draft: _Draft) -> bool:
    """Tell whether the speaker follows: "...", said Iran."""
    before = draft.first - 1
    if draft.lemma not in REPORTING or before < 1 or draft.first != draft.verb:
        return False
    if items[before].lower not in (",", '"', "'", "?", "!"):
        return False
    phrase, end = noun_phrase(items, draft.last, draft.stop)
    if not phrase or items[draft.verb].tag == "VBG":
        return False
    quoted = items[before].lower != "," or items[before - 1].lower in ('"', "'")
    closed = end >= len(items) or items[end].lower in (*_BREAKS, ".", "who", "'")
    if closed and not quoted and end < len(items) - 1:
        # "closed the border, announced a ban, and left" goes on; "..., says Iran, were ..." too.
        closed = not any(item.tag == "CC" for item in items[end : end + 3])
    told = end < len(items) and items[end].tag in ("IN", "TO", "RB", "NN", "NNP")
    return closed or (quoted and (told or not _finite_at(items, end)))


def _read_object(items: Sequence[Item], draft: _Draft) -> None:
    if draft.lemma in COPULAR:
        return
    at, stop = draft.last, draft.stop
    while at < stop and (items[at].tag in ("RB", "RP") or items[at].lower in _PARTICLES):
        at += 1
    direct = True
    if at < stop and governs(draft.lemma, items[at].lower):
        at, direct = at + 1, False
    found, end = noun_phrase(items, at, stop)
    head = items[end - 1].lower if end > at else ""
    draft.after = end
    if end == stop and _opens_clause(items, draft, stop):
        return
    draft.objects += found
    k = end
    comma = False
    while k < stop:
        word = items[k].lower
        comma = comma or word in _BREAKS
        onto = word == "against" or (
            not comma
            and (
                (word == "to" and draft.lemma in GIVING)
                or (direct and not found and _bears(items, at, end, head, word))
            )
        )
        if onto:
            phrase, reached = noun_phrase(items, k + 1, stop)
            draft.objects += phrase
            k = max(reached, k + 1)
        else:
            k += 1


def _bears(items: Sequence[Item], at: int, end: int, head: str, word: str) -> bool:
    """Tell whether a preposition leads to whom a deed in the object is done: "sanctions on"."""
    if word not in ("on", "upon", "at", "toward", "towards", "over"):
        return False
    return any(is_event_noun(items[k]) for k in range(at, end))


def _opens_clause(items: Sequence[Item], draft: _Draft, stop: int) -> bool:
    """Tell whether what stands before the next verb is its subject: "said Iran is ready"."""
    finite = stop < len(items) and items[stop].tag in _FINITE
    return finite and draft.lemma in CLAUSAL


# --- passives ---


def _read_voice(items: Sequence[Item], draft: _Draft, drafts: list[_Draft]) -> None:
    verb, stop = draft.verb, draft.stop
    words = {items[k].lower.removesuffix("n't") for k in range(draft.first, verb)}
    if draft.inverted and drafts:
        words |= {items[drafts[-1].verb].lower.removesuffix("n't")}
    last = drafts[-1] if drafts else None
    if not is_participle(items[verb]) or items[verb].lower in BE:
        return
    beside = last is not None and draft.first == last.last and not last.lemma
    helped = bool(words & _BE_LIKE) or beside
    perfect = bool(words & _HAVE)
    by = next((k for k in range(verb + 1, min(stop, verb + 9)) if items[k].lower == "by"), None)
    alone = draft.first == verb and not draft.inverted and draft.kind in ("participle", "finite")
    reduced = alone and by is not None and not perfect and _is_reduced(items, verb, by)
    if reduced and draft.kind == "finite" and draft.subjects:
        draft.embedded = _goes_on(items, draft)
    joined = (
        alone
        and draft.joined
        and last is not None
        and last.passive
        and draft.after <= draft.last + (items[draft.last].lower in _PARTICLES)
    )
    fronted = draft.kind == "participle" and draft.fronted and draft.after == draft.last
    bare = (
        alone
        and draft.kind == "participle"
        and not draft.objects
        and draft.after == draft.last
        and not draft.joined
        and draft.first > 0
        and _goes_on(items, draft)
    )
    draft.passive = helped or reduced or joined or fronted or bare
    if not draft.passive:
        return
    if by is None and stop < len(items) and items[stop].tag == "VBG":
        # "was accused of lying by Iran"
        by = next((k for k in range(stop, min(len(items), stop + 3)) if items[k].lower == "by"), by)
    if by is not None:
        draft.doers = noun_phrase(items, by + 1, len(items) if by >= stop else stop)[0]


def _goes_on(items: Sequence[Item], draft: _Draft) -> bool:
    """Tell whether the clause still has a finite verb to come."""
    for item in items[draft.last :]:
        if item.tag in _FINITE:
            return True
        if item.lower in (";", ":", "who", "which", "that", "and", "but"):
            return False
    return False


def _is_reduced(items: Sequence[Item], verb: int, by: int) -> bool:
    """Tell a passive without auxiliary ("occupied by") from "raised the matter by letter"."""
    if all(item.tag.startswith("RB") or item.lower in _WHEN for item in items[verb + 1 : by]):
        return items[verb].tag in ("VBN", "VBD")
    return items[verb].tag == "VBN" and items[verb + 1].tag == "IN"


# --- what verbs share ---


def _share(items: Sequence[Item], drafts: list[_Draft]) -> None:
    """Give verbs what stands beside another one only: subject, object, by-phrase."""
    for number, draft in enumerate(drafts):
        if draft.fronted:
            main = next(
                (d for d in drafts[number + 1 :] if d.kind == "finite" and not d.joined), None
            )
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


def _read_gaps(items: Sequence[Item], drafts: list[_Draft]) -> list[Event]:
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
            Event(
                first=event.first,
                verb=event.verb,
                last=event.last,
                lemma=event.lemma,
                subjects=agents,
                objects=patients,
                agents=agents,
                patients=patients,
                negated=event.negated,
                modality=event.modality,
            )
        )
    return events


# --- modality ---


def _read_modality(items: Sequence[Item], draft: _Draft, drafts: list[_Draft]) -> None:
    group = (drafts[-1].first if draft.inverted else draft.first, draft.last)
    opening = _opening(items, group[0])
    above = drafts[draft.governor] if 0 <= draft.governor < len(drafts) else None
    last = drafts[-1] if drafts else None
    draft.negated = is_denied(items, group, opening=opening)
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
        if items[i].lower in _BREAKS or items[i].tag.startswith("VB"):
            return i + 1
    return 0
