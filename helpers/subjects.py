"""Who does it? A verb group and those before it in; its subject filled in.

The word before a verb tells where its subject stands: right there, before "which", with the verb
that it is joined to, or with the verb on which it hangs (`helpers.verbs` says how).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from helpers.groups import BREAKS, Draft, clause_of, finite_at, is_auxiliary, is_joiner
from helpers.phrases import chunk_before, noun_phrase, phrase_before
from helpers.syntax import BE, Item
from helpers.verbs import (
    ASKED_NOUNS,
    CAUSATIVE,
    CLAUSAL,
    CONTROLLING,
    CONTROLLING_WITH,
    COPULAR,
    OWN_NOUNS,
    PERCEIVING,
    PROMISING,
    RAISING,
    RAISING_ADJECTIVES,
    TELLING,
)

_RELATIVES: Final = frozenset("who which that".split())
_FRONTED: Final = frozenset("whom which that".split())
_OF_OBJECT: Final = frozenset("from of into for about".split())


def read_subject(items: Sequence[Item], draft: Draft, drafts: list[Draft]) -> None:
    """Find the subject of a verb group.

    Parameters
    ----------
    items
        The masked, tagged sentence.
    draft
        The group; its subject, and what it hangs on, are filled in. A verb that turns out to be
        the auxiliary of this one loses its `lemma`, and one that its subject only passes by
        ("is said to have left") its subject.
    drafts
        The groups before it.
    """
    last = drafts[-1] if drafts else None
    if last is not None and _is_question(items, draft, last):
        draft.subjects = noun_phrase(items, last.last, draft.first)[0]
        draft.inverted, draft.kind = True, "finite"
        last.lemma = ""  # "Did" in "Did Iran attack?" is no event of its own
        return
    if "'" in items[draft.first].lower[1:] and not items[draft.first].lower.endswith("n't"):
        draft.kind = "finite"  # "he's": a pronoun is its subject
        return
    i = draft.first - 1
    while i >= 0 and (items[i].tag.startswith("RB") or _joins_adverbs(items, i)):
        i -= 1
    if i < 0:
        draft.fronted = draft.embedded = draft.kind in ("gerund", "participle")
    elif draft.kind == "to":
        _read_controller(items, draft, drafts, i)
    elif draft.kind == "bare" and last is not None and not is_joiner(items, i):
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


def _is_question(items: Sequence[Item], draft: Draft, last: Draft) -> bool:
    """Tell whether a question has put the subject between auxiliary and verb."""
    if last.first != last.verb or not is_auxiliary(items[last.verb].lower):
        return False
    if draft.kind not in ("bare", "finite", "gerund", "participle") or draft.first == last.last:
        return False
    opened = last.first == 0 or items[last.first - 1].lower in (*BREAKS, "and", "but", "nor")
    opened = opened or items[last.first - 1].tag in ("WRB", "WP", "WDT", "RB", "JJ", "NN", "NNS")
    phrase, end = noun_phrase(items, last.last, draft.first)
    while end < draft.first and items[end].tag.startswith("RB"):
        end += 1
    return opened and bool(phrase) and end == draft.first


def _joins_adverbs(items: Sequence[Item], i: int) -> bool:
    """Tell whether a word is the "and" of "quickly and brutally"."""
    adverbs = items[i].tag == "CC" and i > 1 and items[i - 1].tag == items[i + 1].tag == "RB"
    return adverbs and items[i - 2].tag.startswith("NN")


def _read_controller(items: Sequence[Item], draft: Draft, drafts: list[Draft], to: int) -> None:
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
    elif last is not None and heads and heads[0] in last.objects and _controls(last, before):
        draft.subjects = list(last.subjects) if last.lemma in PROMISING else heads
    elif items[to - 1].lower in OWN_NOUNS and chunk:
        draft.subjects, draft.governor = chunk, -1
    elif items[to - 1].lower in ASKED_NOUNS:
        draft.governor = -1
    elif last is not None and last.lemma in CONTROLLING and _has_object(last, before):
        # "ordered the crowd to leave" is nobody's doing here; "sent its army to" is its own.
        own = items[last.last].tag == "PRP$"
        draft.subjects = list(last.subjects) if own else []
    elif last is not None:
        draft.subjects = list(last.subjects)
        adjective = items[to - 1].lower in RAISING_ADJECTIVES
        raised = (
            last.lemma in RAISING
            and last.after >= before
            and (last.passive or last.lemma in COPULAR | {"happen", "tend", "prove"})
        )
        if raised or adjective:
            # "Iran is expected to leave": nothing is done to Iran by those who expect it.
            draft.embedded = last.embedded
            last.subjects = []


def _controls(verb: Draft, before: int) -> bool:
    """Tell whether the object of a verb does what the infinitive tells."""
    if not verb.direct:
        return verb.lemma in CONTROLLING_WITH
    return verb.lemma in CONTROLLING and verb.after >= before


def _has_object(verb: Draft, before: int) -> bool:
    reached = verb.direct and not verb.passive and verb.last < verb.after >= before
    return reached and verb.lemma not in PROMISING


def _read_participle(items: Sequence[Item], draft: Draft, drafts: list[Draft], i: int) -> None:
    word, tag = items[i].lower, items[i].tag
    last = drafts[-1] if drafts else None
    draft.embedded = True
    if last is not None and i < last.last:  # "keeps provoking", "was caught spying"
        draft.subjects, draft.governor = list(last.subjects), len(drafts) - 1
        if last.lemma in COPULAR and draft.kind == "participle":
            # "remains haunted" is one verb.
            draft.embedded, last.lemma = last.embedded, ""
    elif word in (",", "and") and last is not None and last.objects and last.lemma in PERCEIVING:
        draft.subjects, draft.governor = list(last.objects), len(drafts) - 1
    elif is_joiner(items, i) or (word == "," and draft.kind == "participle" and last):
        _join(items, draft, drafts, i)
    elif word == ",":
        if last is None:
            draft.subjects = phrase_before(items, i)
        else:
            model = last if last.kind == "gerund" else clause_of(drafts)
            draft.subjects = list(model.subjects)
    elif tag in ("IN", "TO") and word not in _RELATIVES:
        draft.governor = len(drafts) - 1
        if last is None or _is_new_clause(items, last, i):
            draft.fronted, draft.governor = True, -1
        elif last.objects and not last.passive and last.after >= i and word in _OF_OBJECT:
            draft.subjects = [a for a in last.objects if a.via != "of"]
        elif word == "of" and items[i - 1].tag.startswith("NN"):
            # "the cost of rebuilding" is nobody's; "the US goal of rebuilding" is the US's.
            draft.subjects, draft.governor = chunk_before(items, i)[0], -1
        else:
            draft.subjects = list(last.subjects)
    elif word in ('"', "(", ":", ";"):
        draft.fronted = True
    else:
        draft.subjects = chunk_before(items, i + 1)[0]


def _is_new_clause(items: Sequence[Item], last: Draft, i: int) -> bool:
    """Tell whether a preposition looks ahead: "..., and after leaving, Iran"."""
    return i > last.last and items[i - 1].lower in ("and", "but", ";", ":", '"')


def _join(items: Sequence[Item], draft: Draft, drafts: list[Draft], i: int) -> None:
    """Read a participle after "and" or a comma: one more of the verb before, or a parenthesis."""
    last = drafts[-1] if drafts else None
    between = [] if last is None else [item.tag for item in items[last.last : draft.first]]
    bare = all(tag in (",", "CC") or tag.startswith("RB") for tag in between)
    closed = next((k for k in range(draft.last, draft.stop) if items[k].lower == ","), -1)
    if last is None or (
        items[i].lower == "," and not bare and closed > 0 and finite_at(items, closed + 1)
    ):
        draft.subjects = phrase_before(items, i)
    else:
        like = next((d for d in reversed(drafts) if d.kind == draft.kind), last)
        like = like if bare or like.kind != "gerund" else clause_of(drafts)
        model = last if bare else like
        draft.subjects = list(model.subjects)
        draft.embedded, draft.governor = model.embedded, model.governor
        draft.joined, draft.fronted = True, model.fronted


def _read_finite(items: Sequence[Item], draft: Draft, drafts: list[Draft], i: int) -> None:
    word, tag = items[i].lower, items[i].tag
    last = drafts[-1] if drafts else None
    if is_joiner(items, i):
        if last is None:
            return
        same = (d for d in reversed(drafts) if d.kind == draft.kind or d.inverted)
        model = clause_of(drafts) if draft.kind == "finite" else next(same, last)
        if draft.kind == "finite" and last.kind == "finite" and last.embedded and last.lemma:
            model = last
        draft.subjects, draft.joined = list(model.subjects), True
        draft.embedded, draft.governor = model.embedded, model.governor
    elif word in _RELATIVES and i and not (word == "that" and _says(items, i, last)):
        comma = items[i - 1].lower == ","
        draft.subjects = phrase_before(items, i - 1 if comma else i)
        draft.embedded = not _is_cleft(items, i)
    elif tag in ("PRP", "EX", "WP", "WRB"):
        _front_object(items, draft, i, last)
    else:
        draft.subjects = phrase_before(items, i + 1)
        if not draft.subjects and word == "," and last is not None:
            draft.subjects, draft.joined = list(clause_of(drafts).subjects), True
        else:
            _front_object(items, draft, chunk_before(items, i + 1)[1], last)


def _says(items: Sequence[Item], that: int, last: Draft | None) -> bool:
    return last is not None and last.last == that and last.lemma in CLAUSAL


def _is_cleft(items: Sequence[Item], i: int) -> bool:
    """Tell "it was Iran that": what follows is the main thing said."""
    start = chunk_before(items, i)[1]
    while start and items[start - 1].tag.startswith("RB"):
        start -= 1
    return start > 1 and items[start - 1].lower in BE and items[start - 2].lower == "it"


def _front_object(items: Sequence[Item], draft: Draft, at: int, last: Draft | None) -> None:
    """Take the noun before "which" as the object of "which Iran signed"."""
    k = at - 1
    if k < 1 or items[k].lower not in _FRONTED or items[k - 1].tag.startswith("VB"):
        return
    comma = items[k - 1].lower == ","
    if items[k].lower == "that" and (comma or not items[k - 1].tag.startswith("NN")):
        return
    if items[k].lower != "that" and items[k - 1].tag == "IN":
        return
    if items[k].lower == "that" and last is not None and last.lemma in CLAUSAL | TELLING:
        return  # "told Iran that Iraq had left"
    cleft = _is_cleft(items, k)
    draft.relative = True
    chunk = chunk_before(items, k - 1 if comma else k)[0]
    draft.objects = [argument for argument in chunk if argument.via != "of"]
    draft.embedded = not cleft
