"""Who is there to be meant by "it" or "he"? A tagged sentence and its names in; candidates out.

Each name is told as a person, a group or a body; names that no catalogue holds, and common nouns
for one person, are candidates too, so that a pronoun is not given to the only actor that happens
to be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from helpers.matching import Match
from helpers.name_kinds import is_no_actor, kind_of_body, looks_like_person
from helpers.naming import Shape, is_institution, is_person_title
from helpers.nearby import is_subject, speaks
from helpers.syntax import BE, Item

OFFICES: Final = frozenset(
    "president chancellor premier minister secretary senator governor king queen pope mayor "
    "congressman congresswoman ambassador general emir sultan ayatollah".split()
)
_TITLE: Final = re.compile(
    r"\b(prime minister|foreign minister|president|chancellor|premier|minister|secretary|senator|"
    r"sen|governor|gov|king|queen|pope|mayor|congressman|congresswoman|ambassador|general|gen|emir|"
    r"sultan|ayatollah)\b\.?",
    re.IGNORECASE,
)
_SHORT_TITLES: Final = {"sen": "senator", "gov": "governor", "gen": "general"}
_MALE: Final = frozenset("mr sir lord king prince baron father brother congressman".split())
_FEMALE: Final = frozenset("mrs ms miss dame lady queen princess sister congresswoman".split())
# Nouns for one person: each may be what "he" or "she" stands for.
_PEOPLE: Final = frozenset(
    "man woman boy girl person official spokesman spokeswoman spokesperson lawyer attorney judge "
    "justice senator congressman congresswoman lawmaker legislator politician candidate nominee "
    "president minister chancellor premier secretary governor mayor leader chairman chairwoman "
    "chief director officer commander general colonel captain soldier policeman policewoman "
    "professor teacher doctor nurse scientist economist historian analyst expert reporter "
    "journalist author writer editor columnist activist protester worker farmer student voter "
    "father mother husband wife son daughter brother sister uncle aunt friend neighbour neighbor "
    "king queen prince princess pope bishop priest imam rabbi cleric victim suspect prisoner "
    "witness businessman businesswoman executive actor actress singer host anchor guest aide "
    "adviser advisor ambassador envoy diplomat delegate deputy successor predecessor opponent "
    "rival critic supporter veteran player coach owner manager boss driver resident citizen "
    "immigrant refugee gunman killer terrorist militant child baby teenager colleague "
    "challenger incumbent pastor investigator prosecutor agent photographer filmmaker".split()
)
_PERSON_FORMS: Final = ("leader", "member")
_PERSON_KINDS: Final = ("leader", "person")
_FINITE: Final = ("VBD", "VBZ", "VBP", "MD")
_LOCATIVE: Final = frozenset("in at from near outside across around inside throughout".split())
_PEOPLE_PARTS: Final = re.compile(
    r"(?:forces|troops|soldiers|authorities|officials|officers|leaders|ministers|envoys|"
    r"ambassadors|diplomats|negotiators|counterparts|generals|commanders|fighters|militants)$",
    re.IGNORECASE,
)
_OFFICER: Final = re.compile(
    r"(?:president|minister|secretary|envoy|ambassador|general|chancellor|premier|leader|king|"
    r"queen|prince|spokes\w+|counterpart|commander|officer|official|diplomat)\b",
    re.IGNORECASE,
)
_COLLECTIVES: Final = frozenset(
    "government regime state army military administration leadership ministry parliament side "
    "delegation group movement militia party organisation organization".split()
)
_PLURAL_KINDS: Final = ("population", "armed_group", "media", "party")


class Sentence(NamedTuple):
    """Hold what is known of a sentence: its view, tagged words, names and unknown names.

    `zones` gives for each position the number of the quotation it stands in, 0 for none.
    """

    number: int
    paragraph: int
    view: str
    items: Sequence[Item]
    matches: Sequence[Match]
    roles: Sequence[str]
    shapes: Sequence[Shape]
    zones: Sequence[int]


class Candidate(NamedTuple):
    """Hold what a pronoun may stand for; `actor` is empty for what no catalogue holds.

    `sort` is person, group, thing, both (a body that may be "they"), name (an unknown one, which
    may be anything), noun (for one person) or place. `subject` tells the subject of a clause.
    """

    start: int
    end: int
    at: int
    actor: str
    key: str
    sort: str
    kind: str
    title: str
    gender: str
    subject: bool
    speaks: bool
    zone: int
    sentence: int
    paragraph: int


def find_candidates(sentence: Sentence, *, kinds: Mapping[str, str]) -> list[Candidate]:
    """List what the pronouns of a sentence, and of the next ones, may stand for, in order."""
    found = [
        *_known(sentence, kinds),
        *_unknown(sentence),
        *_nouns(sentence),
    ]
    return sorted(found, key=lambda candidate: candidate.start)


def quote_zones(text: str, quoted: int) -> tuple[list[int], int]:
    """Tell which quotation each character stands in, 0 for none, and which is left open."""
    if not quoted and not any(mark in text for mark in '"“”«»„‘'):
        return [0] * len(text), 0
    zones = []
    for at, mark in enumerate(text):
        inner = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        opens = mark in "“«„" or (mark == '"' and not quoted) or (mark == "‘" and inner == " ")
        shuts = mark in "”»" or mark == '"' or (mark == "’" and not after.isalpha())
        if opens and not quoted:
            quoted = at + 1
        zones.append(quoted)
        if shuts and quoted and not (opens and quoted == at + 1):
            quoted = 0
    return zones, quoted


def _known(sentence: Sentence, kinds: Mapping[str, str]) -> Iterator[Candidate]:
    where = {item.mention: i for i, item in enumerate(sentence.items) if item.mention >= 0}
    for number, match in enumerate(sentence.matches):
        i = where[number]
        kind = kinds.get(match.actor, "")
        sort = _sort(sentence, match, i, kind)
        if sort == "modifier":
            continue
        place = sentence.roles[number] == "place"
        key = sentence.view[match.start : match.end].split()[-1]
        yield _make(
            sentence,
            i,
            (match.start, match.end),
            actor=match.actor,
            key=key if sort == "person" else match.actor,
            sort="place" if place else sort,
            kind=kind,
            title=_title(sentence.view, match.start, match.end),
        )


def _unknown(sentence: Sentence) -> Iterator[Candidate]:
    items = sentence.items
    for shape in sentence.shapes:
        i = next((k for k, item in enumerate(items) if item.start >= shape.start), -1)
        last = next((k for k, item in enumerate(items) if item.end >= shape.end), -1)
        if min(i, last) < 0:
            continue
        words = shape.text.split()
        sort = "name"
        if kind_of_body(words) or is_institution(words[-1]):
            sort = "thing"
        elif is_no_actor(words) or (i and items[i - 1].lower in _LOCATIVE):
            sort = "place"
        elif is_person_title(words[0]) or looks_like_person(words):
            sort = "person"
        yield _make(
            sentence,
            last,
            (shape.start, shape.end),
            actor="",
            key=words[-1],
            sort=sort,
            kind="",
            title=_title(sentence.view, shape.start, shape.end),
        )


def _nouns(sentence: Sentence) -> Iterator[Candidate]:
    """Find nouns for one person, but no title before a name and none that says what a name is."""
    items = sentence.items
    names = {match.start for match in sentence.matches} | {s.start for s in sentence.shapes}
    ends = {match.end for match in sentence.matches} | {s.end for s in sentence.shapes}
    for i, item in enumerate(items):
        if item.lower not in _PEOPLE or item.mention >= 0 or not item.tag.startswith("NN"):
            continue
        if any(s.start <= item.start < s.end for s in sentence.shapes):
            continue
        after = items[i + 1] if i + 1 < len(items) else None
        if after is not None and (after.start in names or after.tag in ("NN", "NNS")):
            continue
        k = i - 1
        while k >= 0 and (items[k].tag in ("DT", "JJ", "NN", "NNP", "POS", "PRP$", "VBN")):
            k -= 1
        if k >= 0 and (items[k].lower in BE or items[k].lower == "as"):
            continue
        if k > 0 and items[k].lower in (",", "(") and items[k - 1].end in ends:
            continue
        yield _make(
            sentence,
            i,
            (item.start, item.end),
            actor="",
            key=item.lower,
            sort="noun",
            kind="",
            title="",
        )


def _make(
    sentence: Sentence,
    at: int,
    span: tuple[int, int],
    *,
    actor: str,
    key: str,
    sort: str,
    kind: str,
    title: str,
) -> Candidate:
    return Candidate(
        start=span[0],
        end=span[1],
        at=at,
        actor=actor,
        key=key,
        sort=sort,
        kind=kind,
        title=title,
        gender=_gender(sentence.view, *span),
        subject=is_subject(sentence.items, at),
        speaks=speaks(sentence.items, at),
        zone=sentence.zones[span[0]],
        sentence=sentence.number,
        paragraph=sentence.paragraph,
    )


def _sort(sentence: Sentence, match: Match, i: int, kind: str) -> str:
    """Tell a person from a group, a body, and a name that only modifies a noun."""
    after = sentence.items[i + 1] if i + 1 < len(sentence.items) else None
    part = sentence.view[match.name_end : match.end]
    last = sentence.view[match.end - 1]
    if match.word_end > match.end:
        return "modifier"
    if after is not None and after.tag in ("NN", "NNS") and after.start <= match.end + 1:
        fits = after.lower in _COLLECTIVES and match.form in ("name", "demonym")
        return "thing" if fits else "modifier"
    if match.form in _PERSON_FORMS or (kind in _PERSON_KINDS and match.form != "nominal"):
        return "person"
    if part:
        if _PEOPLE_PARTS.search(part):
            return "group"
        return "person" if _OFFICER.search(part) else "thing"
    if match.form == "demonym":
        return "group" if last == "s" else "modifier"
    if kind == "population" or (match.form == "nominal" and last in "sn"):
        return "group"
    if match.form == "nominal":
        return "name"
    return "both" if kind in _PLURAL_KINDS else "thing"


def _title(view: str, start: int, end: int) -> str:
    """Give the office that stands before a name or inside it."""
    lead = view[max(0, start - 24) : start]
    near = _TITLE.search(lead)
    while near and lead[near.end() :].strip():
        lead = lead[near.end() :]
        near = _TITLE.search(lead)
    found = near or _TITLE.search(view[start:end])
    title = found.group(1).lower() if found else ""
    return _SHORT_TITLES.get(title, title)


def _gender(view: str, start: int, end: int) -> str:
    words = view[max(0, start - 16) : start].split()[-1:] + view[start:end].split()[:1]
    told = {word.lower().rstrip(".") for word in words}
    return "he" if told & _MALE else "she" if told & _FEMALE else ""
