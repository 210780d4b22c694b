"""To whom is it done? A verb group with its subject in; objects filled in, passives told.

Objects stand after the verb, after a preposition that the verb governs, or after "to" where
something is given. A passive has its object for a subject, and its doer after "by".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from helpers.groups import BREAKS, Draft, finite_at, goes_on
from helpers.nominals import is_event_noun
from helpers.phrases import noun_phrase
from helpers.syntax import BE, Item, is_participle
from helpers.verbs import CAUSATIVE, CLAUSAL, COPULAR, DESCRIBING, GIVING, REPORTING, governs

_HAVE: Final = frozenset("have has had having haven't hasn't hadn't 've".split())
_WHEN: Final = frozenset(
    "on earlier later yesterday today monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)
_PARTICLES: Final = frozenset("back out up off down away forward apart aside along".split())
_BE_LIKE: Final = BE | frozenset("get gets got getting gotten".split())


def is_inverted_report(items: Sequence[Item], draft: Draft) -> bool:
    """Tell whether the speaker follows: "...", said Iran."""
    before = draft.first - 1
    if draft.lemma not in REPORTING or before < 1 or draft.first != draft.verb:
        return False
    if items[before].lower not in (",", '"', "'", "?", "!"):
        return False
    end = noun_phrase(items, draft.last, draft.stop)[1]
    if end == draft.last or items[draft.verb].tag == "VBG":
        return False
    quoted = items[before].lower != "," or items[before - 1].lower in ('"', "'")
    closed = end >= len(items) or items[end].lower in (*BREAKS, ".", "who", "'")
    if closed and not quoted and end < len(items) - 1:
        # "closed the border, announced a ban, and left" goes on; "..., says Iran, were ..." too.
        closed = not any(item.tag == "CC" for item in items[end : end + 3])
    told = end < len(items) and items[end].tag in ("IN", "TO", "RB", "NN", "NNP")
    return closed or (quoted and (told or not finite_at(items, end)))


def read_object(items: Sequence[Item], draft: Draft) -> None:
    """Find the objects of a verb group, and where they end (`after`)."""
    if draft.lemma in COPULAR:
        return
    at, stop = draft.last, draft.stop
    while at < stop and (items[at].tag in ("RB", "RP") or items[at].lower in _PARTICLES):
        at += 1
    if at < stop and governs(draft.lemma, items[at].lower):
        at, draft.direct = at + 1, False
    direct = draft.direct
    found, end = noun_phrase(items, at, stop)
    draft.after = end
    if _opens_clause(items, draft, end, stop):
        return
    if end == stop and _is_bare_relative(items, end, stop):
        found = [a for a in found if a.mention != items[end - 1].mention]
    # What has an object of its own has none before "that": "the claim that Iran bombed Iraq".
    draft.objects = found or draft.objects
    k = end
    comma = passed = False
    while k < stop:
        word = items[k].lower
        comma = comma or word in BREAKS
        passed = passed or (k > end and items[k - 1].tag == "IN")
        onto = (word == "against" and not passed) or (
            not comma
            and (
                (
                    word == "to"
                    and draft.lemma in GIVING
                    and (end > at or draft.relative or _has_be(items, draft))
                )
                or (direct and not found and _bears(items, at, end, word))
            )
        )
        if onto:
            phrase, reached = noun_phrase(items, k + 1, stop)
            draft.objects += phrase
            k = max(reached, k + 1)
        else:
            k += 1


def _has_be(items: Sequence[Item], draft: Draft) -> bool:
    return draft.kind == "participle" or any(
        items[k].lower in _BE_LIKE for k in range(draft.first, draft.verb)
    )


def _bears(items: Sequence[Item], at: int, end: int, word: str) -> bool:
    """Tell whether a preposition leads to whom a deed in the object is done: "sanctions on"."""
    if word not in ("on", "upon", "at", "toward", "towards", "over"):
        return False
    return any(is_event_noun(items, k) for k in range(at, end))


def _opens_clause(items: Sequence[Item], draft: Draft, end: int, stop: int) -> bool:
    """Tell whether what stands before the next verb is its subject: "said Iran is ready"."""
    if draft.lemma not in CLAUSAL or not finite_at(items, stop):
        return False
    between = items[end:stop]
    return not any(item.tag == "CC" or item.lower in (*BREAKS, "who") for item in between)


def _is_bare_relative(items: Sequence[Item], end: int, stop: int) -> bool:
    """Tell "the meetings Iran had": the last of the object is the next verb's subject."""
    named = end > 1 and items[end - 1].mention >= 0
    noun = named and items[end - 2].mention < 0 and items[end - 2].tag in ("NN", "NNS")
    return noun and finite_at(items, stop)


def read_voice(items: Sequence[Item], draft: Draft, drafts: list[Draft]) -> None:
    """Tell a passive, with or without its auxiliary, and find its doer."""
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
    if reduced and draft.kind == "finite":
        draft.embedded = bool(drafts) or goes_on(items, draft)
    joined = (
        alone
        and draft.joined
        and last is not None
        and last.passive
        and draft.after <= draft.last + (items[draft.last].lower in _PARTICLES)
    )
    fronted = draft.kind == "participle" and draft.fronted and draft.after == draft.last
    beside_object = (
        last is not None
        and last.last < draft.first <= last.after
        and last.lemma not in CLAUSAL | CAUSATIVE
    )
    if beside_object and draft.kind == "finite" and alone and _leads_on(items, draft.last):
        draft.kind, draft.embedded = "participle", True  # "missiles launched against it"
    bare = (
        alone
        and draft.kind == "participle"
        and not draft.objects
        and draft.after == draft.last
        and not draft.joined
        and draft.first > 0
        and (beside_object or goes_on(items, draft))
    )
    draft.passive = helped or reduced or joined or fronted or bare
    if not draft.passive:
        return
    if draft.relative and helped:
        draft.objects = []  # "the claim that Iran was bombed"
    if by is None and stop < len(items) and items[stop].tag == "VBG":
        # "was accused of lying by Iran"
        by = next((k for k in range(stop, min(len(items), stop + 3)) if items[k].lower == "by"), by)
    if by is None and helped and items[verb].lower in DESCRIBING:
        draft.passive, draft.lemma = False, "be"
    if by is not None:
        draft.doers = noun_phrase(items, by + 1, len(items) if by >= stop else stop)[0]


def _leads_on(items: Sequence[Item], at: int) -> bool:
    return at < len(items) and items[at].tag in ("IN", "TO")


def _is_reduced(items: Sequence[Item], verb: int, by: int) -> bool:
    """Tell a passive without auxiliary ("occupied by") from "raised the matter by letter"."""
    if all(item.tag.startswith("RB") or item.lower in _WHEN for item in items[verb + 1 : by]):
        return items[verb].tag in ("VBN", "VBD")
    return items[verb].tag == "VBN" and items[verb + 1].tag == "IN"
