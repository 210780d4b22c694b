"""Whom do "it", "he" and "the organisation" stand for? Tagged sentences and names in; links out.

A pronoun or definite noun is given to an actor only where one candidate is left: in number, in
kind, and near enough. Names that no catalogue holds, and common nouns that fit as well, count as
candidates too. What has none or several is left unresolved, with the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from helpers.antecedents import OFFICES, Candidate, Sentence, find_candidates
from helpers.nearby import (
    POSSESSIVES,
    goes_on,
    has_new_subject,
    is_joined,
    is_object,
    is_subject,
    role_of_words,
    said_by,
    skip_insertion,
    speaks,
)

# How sure a kind of link is; `find_mentions` says what the numbers mean.
NEXT_TO: Final = 0.9
SAME_SENTENCE: Final = 0.85
EARLIER: Final = 0.8

PRONOUNS: Final[dict[str, str]] = {
    **dict.fromkeys("he him his himself".split(), "he"),
    **dict.fromkeys("she her hers herself".split(), "she"),
    **dict.fromkeys("it its itself".split(), "it"),
    **dict.fromkeys("they them their theirs themselves".split(), "they"),
}
# Heads of definite nouns, and the kinds of actors that they can stand for.
_NOUNS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        "organisation organization agency bloc alliance watchdog".split(), ("organisation",)
    ),
    **dict.fromkeys("group movement".split(), ("armed_group", "organisation", "party")),
    **dict.fromkeys("militia militants insurgents rebels fighters".split(), ("armed_group",)),
    "party": ("party",),
    **dict.fromkeys("newspaper paper broadcaster magazine".split(), ("media",)),
    **dict.fromkeys("country kingdom republic".split(), ("state",)),
}
_NUMBERS: Final = frozenset("two three four five six both".split())
_PLURALS: Final = frozenset(
    "countries states nations sides parties governments leaders presidents ministers men women "
    "groups allies neighbours neighbors powers organisations organizations superpowers".split()
)
_FINITE: Final = ("VBD", "VBZ", "VBP", "MD")
_EMPTY_IT: Final = re.compile(
    r"it (?:(?:is|was|would be|will be|may be|might be|has been|had been|could be|isn't|wasn't|"
    r"'s)\b|seems?|seemed|appears?|appeared|turns?|turned|remains?|remained|takes?|took|follows|"
    r"happens|happened|looks|sounds|rain|snow|comes|came|goes|makes)",
    re.IGNORECASE,
)
MANY: Final = "more than one candidate"
NONE: Final = "no candidate"
NOT_PLAIN: Final = "no candidate that is plain"
UNKNOWN: Final = "not in the catalogue"
QUOTED: Final = "across a quotation mark"
EMPTY: Final = "may stand for nothing"
GENDER: Final = "he and she for one person"


class Link(NamedTuple):
    """Hold one pronoun or definite noun: half-open in its sentence, and whom it stands for.

    `actor` is empty where it is unresolved; `why` then says why. `role` is the part it plays.
    """

    sentence: int
    start: int
    end: int
    form: str
    actor: str
    confidence: float
    role: str
    why: str
    gender: str = ""
    antecedent: Candidate | None = None


class Resolver:
    """Go through an article sentence by sentence, remembering who was named."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._kinds = kinds
        self._past: list[Candidate] = []
        self._holders: dict[str, dict[str, Candidate]] = {}

    def read(self, sentence: Sentence, *, taken: Sequence[tuple[int, int]] = ()) -> list[Link]:
        """Link what one sentence refers back to; spans in `taken` are linked already."""
        here = find_candidates(sentence, kinds=self._kinds)
        links: list[Link] = []
        for i, item in enumerate(sentence.items):
            if item.mention >= 0 or any(a <= item.start < b for a, b in taken):
                continue
            link = None
            if item.lower in PRONOUNS:
                link = self._pronoun(sentence, i, here)
            elif item.lower in ("the", "this"):
                link = self._definite(sentence, i, here)
            if link is not None:
                links.append(link)
                here = self._renew(sentence, i, link, here)
        for candidate in here:
            if candidate.title and candidate.sort in ("person", "name"):
                holders = self._holders.setdefault(candidate.title, {})
                holders[candidate.actor or candidate.key] = candidate
        self._past = [c for c in self._past if c.sentence >= sentence.number - 2] + here
        return links

    def contests(self, pronoun: str, *, actor: str, sentence: int) -> bool:
        """Tell whether the sentence before holds another whom "he" or "they" may stand for."""
        sorts = {"he": ("person", "name", "noun"), "they": ("group", "both", "person")}
        told = PRONOUNS[pronoun.lower()]
        fitting = sorts.get("he" if told == "she" else told, ())
        before = (c for c in self._past if c.sentence == sentence - 1)
        return any(c.actor != actor and c.sort in fitting for c in before)

    def _renew(
        self, sentence: Sentence, i: int, link: Link, here: Sequence[Candidate]
    ) -> list[Candidate]:
        """Let what was linked be meant by the next pronoun, as its name could be."""
        kept = [c for c in here if not (link.actor and link.start <= c.start < link.end)]
        antecedent = link.antecedent
        if antecedent is None or not link.actor or link.role == "possessor":
            return kept
        at = next(k for k, item in enumerate(sentence.items) if item.end == link.end)
        stands = antecedent._replace(
            start=link.start,
            end=link.end,
            at=at,
            subject=is_subject(sentence.items, at),
            speaks=speaks(sentence.items, at),
            zone=sentence.zones[link.start],
            sentence=sentence.number,
            paragraph=sentence.paragraph,
        )
        return sorted([*kept, stands], key=_place)

    def _pronoun(self, sentence: Sentence, i: int, here: Sequence[Candidate]) -> Link:
        item = sentence.items[i]
        kind = PRONOUNS[item.lower]
        before = [c for c in here if c.end <= item.start]
        if item.lower == "it" and _EMPTY_IT.match(sentence.view, item.start):
            return _leave(sentence, i, i, EMPTY)
        if kind in ("he", "she"):
            return self._person(sentence, i, before, kind)
        return _bind(sentence, i, before, kind, past=self._past)

    def _person(self, sentence: Sentence, i: int, before: Sequence[Candidate], gender: str) -> Link:
        item = sentence.items[i]
        zone = sentence.zones[item.start]
        other = "she" if gender == "he" else "he"

        def fits(c: Candidate) -> bool:
            return c.sort in ("person", "name", "noun") and c.gender != other

        near = [c for c in before if fits(c)]
        past = [c for c in self._past if fits(c) and c.paragraph >= sentence.paragraph - 1]
        if not zone:  # an unknown name inside a quotation is seldom what the author goes on about
            near = [c for c in near if not c.zone or c.sort == "person"]
            past = [c for c in past if not c.zone or c.sort == "person"]
        if not near and not past:
            return _leave(sentence, i, i, NONE)
        if not zone and not [c for c in near if not c.zone] and speaks(sentence.items, i):
            # "..., he said": who spoke before goes on, if nobody else has acted since.
            acting = [c for c in past if not c.zone and c.subject]
            if acting and acting[-1].speaks and len({_who(c) for c in acting}) == 1:
                return _link(sentence, i, i, acting[-1], EARLIER, gender)
        chosen = near[-1] if near else past[-1]
        # Inside a quotation another speaks, and means another by "he".
        if zone != chosen.zone or (zone and not near):
            return _leave(sentence, i, i, QUOTED)
        alone = bool(near) and len({_who(c) for c in near}) == 1 and chosen.subject
        if alone and said_by(sentence.items, i) == chosen.at:
            return _link(sentence, i, i, chosen, NEXT_TO, gender)
        if alone and is_object(sentence.items, i):
            return _leave(sentence, i, i, NOT_PLAIN)
        if alone and not zone and not has_new_subject(sentence.items[chosen.at + 1 : i]):
            return _link(sentence, i, i, chosen, SAME_SENTENCE, gender)
        if len({_who(c) for c in (*near, *past)}) > 1:
            return _leave(sentence, i, i, MANY)
        if alone or not chosen.actor:
            return _link(sentence, i, i, chosen, SAME_SENTENCE, gender)
        if not near and any(c.subject for c in past):
            return _link(sentence, i, i, chosen, EARLIER, gender)
        return _leave(sentence, i, i, NOT_PLAIN)

    def _definite(self, sentence: Sentence, i: int, here: Sequence[Candidate]) -> Link | None:
        items = sentence.items
        last = i + 1
        if last < len(items) and items[last].lower in ("prime", "foreign"):
            last += 1
        if last >= len(items) or any(item.mention >= 0 for item in items[i : last + 1]):
            return None
        if items[last].lower in _NUMBERS and last + 1 < len(items):
            several = items[last + 1].lower in _PLURALS
            return _leave(sentence, i, last + 1, MANY) if several else None
        noun = " ".join(item.lower for item in items[i + 1 : last + 1])
        office = items[last].lower in OFFICES
        if (not office and noun not in _NOUNS) or goes_on(items, last + 1):
            return None
        before = [c for c in here if c.end <= items[i].start]
        if office:
            holders = self._holders.get(noun, {}) | {
                c.actor or c.key: c for c in before if c.title == noun
            }
            fitting = list(holders.values())
        else:
            fitting = [c for c in (*self._past, *before) if _fits_noun(c, _NOUNS[noun])]
        if not fitting:
            return _leave(sentence, i, last, NONE)
        if len({_who(c) for c in fitting}) > 1:
            return _leave(sentence, i, last, MANY)
        chosen = fitting[-1]
        far = chosen.sentence < sentence.number - 6
        if far or chosen.sort == "place" or sentence.zones[items[i].start] != chosen.zone:
            return _leave(sentence, i, last, NOT_PLAIN)
        return _link(sentence, i, last, chosen, EARLIER if office else SAME_SENTENCE)


def settle_genders(links: Iterable[Link]) -> list[Link]:
    """Give up the links of a person that is "he" here and "she" there, as one of them is wrong.

    Where one of the two is at least three times as frequent, only the others are given up.
    """
    links = list(links)
    counts = Counter((_person(link), link.gender) for link in links)

    def doubtful(link: Link) -> bool:
        other = "she" if link.gender == "he" else "he"
        mine, theirs = counts[_person(link), link.gender], counts[_person(link), other]
        return bool(_person(link) and link.gender and theirs and mine < 3 * theirs)

    return [
        link._replace(actor="", confidence=0.0, why=GENDER) if doubtful(link) else link
        for link in links
    ]


def _person(link: Link) -> str:
    known = link.antecedent
    return f"{known.actor} {known.key}" if known is not None and known.sort == "person" else ""


def _place(candidate: Candidate) -> int:
    return candidate.start


def _who(candidate: Candidate) -> tuple[str, str]:
    return candidate.actor, "" if candidate.actor else candidate.key


def _fits_noun(candidate: Candidate, kinds: Sequence[str]) -> bool:
    if candidate.actor:
        return candidate.kind in kinds and candidate.sort != "person"
    return candidate.sort in ("thing", "name") and "state" not in kinds


def _bind(
    sentence: Sentence,
    i: int,
    before: Sequence[Candidate],
    kind: str,
    *,
    past: Sequence[Candidate],
) -> Link:
    """Give "it" or "they" to the subject of the clause that it stands in or leans on."""
    items, item = sentence.items, sentence.items[i]
    sorts = ("thing", "both") if kind == "it" else ("group", "both")
    zone = sentence.zones[item.start]
    known = [c for c in before if c.sort in sorts]
    if not known:
        several = len({_who(c) for c in (*past, *before) if c.actor and c.sort != "place"}) > 1
        return _leave(sentence, i, i, MANY if several else NONE)
    chosen = known[-1]
    if chosen.zone != zone:
        return _leave(sentence, i, i, QUOTED)
    between = items[skip_insertion(items, chosen.at + 1) : i]
    rivals = {
        _who(c) for c in before if kind == "they" or c.sort not in ("person", "noun", "place")
    }
    # "Iran and its allies": the pronoun stands right behind the name, which stands alone.
    behind = [word.lower for word in between] in (["and"], [","], [",", "and"], ["or"], ["with"])
    if behind and item.lower in POSSESSIVES and not is_joined(items, chosen.at):
        return _link(sentence, i, i, chosen, NEXT_TO)
    if len(rivals) > 1 or not chosen.subject or has_new_subject(between):
        return _leave(sentence, i, i, MANY if len(rivals) > 1 else NOT_PLAIN)
    if said_by(items, i) == chosen.at:
        return _link(sentence, i, i, chosen, NEXT_TO)
    nouns = ("NN", "NNP") if kind == "it" else ("NNS", "NNPS")
    if item.lower in POSSESSIVES:
        joined = i > 1 and items[i - 1].tag == "CC" and items[i - 2].tag.startswith("NN")
        mixed = kind == "they" and any(word.tag in nouns for word in items[:i])
        if joined or mixed:
            return _leave(sentence, i, i, MANY)
        return _link(sentence, i, i, chosen, SAME_SENTENCE)
    after = items[i + 1] if i + 1 < len(items) else None
    acts = after is not None and (after.tag in _FINITE or after.tag == "RB")
    if not acts or any(word.tag in nouns for word in between):
        return _leave(sentence, i, i, MANY)
    return _link(sentence, i, i, chosen, SAME_SENTENCE)


def _link(
    sentence: Sentence,
    first: int,
    last: int,
    chosen: Candidate,
    confidence: float,
    gender: str = "",
) -> Link:
    if not chosen.actor:
        return _leave(sentence, first, last, UNKNOWN)
    start, end = sentence.items[first].start, sentence.items[last].end
    form = "definite" if last > first else "pronoun"
    role = role_of_words(sentence.items, first, last)
    return Link(
        sentence.number, start, end, form, chosen.actor, confidence, role, "", gender, chosen
    )


def _leave(sentence: Sentence, first: int, last: int, why: str) -> Link:
    start, end = sentence.items[first].start, sentence.items[last].end
    form = "definite" if last > first else "pronoun"
    return Link(sentence.number, start, end, form, "", 0.0, "other", why)
