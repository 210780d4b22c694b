"""Which names belong to one actor? The unknown names of an article in; groups of them out.

A person's full name takes in the last name and the first, a body its letters and its last word
("the Board"); what is a law, a
place or too little to go by is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from helpers.name_kinds import is_acronym, is_no_actor, kind_of_body, looks_like_person
from helpers.naming import is_common, is_given, is_institution, is_person_title

_RULERS: Final = frozenset(
    "president chancellor premier king queen emperor sultan emir pope".split()
)
_BRACKETED: Final = re.compile(r' \(["\']?(?:the |or )?([A-Z][A-Z&.]{1,7}s?)["\']?[,;)]')


@dataclass
class Name:
    """Gather what the article shows of one unknown name."""

    words: tuple[str, ...]
    count: int = 0
    titles: Counter[str] = field(default_factory=Counter)
    speaks: int = 0
    acts: int = 0  # stands where a doer stands
    placed: int = 0
    inside: int = 0  # stands where other words have no capital
    letters: str = ""
    aliases: Counter[str] = field(default_factory=Counter)
    kind: str = ""


def group_names(unknown: dict[tuple[str, ...], Name]) -> Iterator[Name]:
    """Bring the names of one actor together, and leave out what is no actor."""
    singles = {words[0]: name for words, name in unknown.items() if len(words) == 1}
    taken: set[str] = set()
    full = sorted(
        (name for words, name in unknown.items() if len(words) > 1),
        key=lambda name: -name.count,  # of two named as often, the one named first
    )
    given = {name.words[0] for name in full if name.titles and len(name.words) < 4}
    persons: dict[tuple[str, str], Name] = {}
    bodies: list[Name] = []
    for name in full:
        kind = kind_of_body(name.words)
        if is_no_actor(name.words):
            taken.add(name.words[-1])
            continue
        titled = any(title not in ("first", "former", "acting") for title in name.titles)
        if not kind and (titled or looks_like_person(name.words, given=given)):
            shown = titled or name.speaks or is_given(name.words[0])
            if name.placed == name.count and not shown:
                continue
            key = (name.words[0][0], name.words[-1])
            first = persons.setdefault(key, name)
            first.aliases[" ".join(name.words)] += name.count
            if first is not name:
                first.titles.update(name.titles)
        elif kind or (name.inside > 1 and not all(map(is_common, name.words))):
            name.kind = kind or "other"
            name.aliases[" ".join(name.words)] += name.count
            bodies.append(name)
    for name in persons.values():
        name.kind = (
            "leader" if _RULERS & set(name.titles) and "vice" not in name.titles else ("person")
        )
        for word in (name.words[-1], name.words[0]):
            single = singles.get(word)
            fits = single is not None and word not in taken and not is_acronym(word)
            if single is not None and fits and (word == name.words[-1] or not is_common(word)):
                taken.add(word)
                name.aliases[word] += single.count
                name.titles.update(single.titles)
        yield name
    heads = Counter(name.words[-1] for name in bodies)
    for name in bodies:
        # "the Board" is the Harbour Board where the text has no other board.
        head = name.words[-1] if heads[name.words[-1]] == 1 else ""
        for short in filter(None, (name.letters, head if is_institution(head) else "")):
            single = singles.get(short)
            if single is not None and short not in taken:
                taken.add(short)
                name.aliases[short] += single.count
        yield name
    for word, name in singles.items():
        if word not in taken and not is_no_actor(name.words):
            kind = _kind_of_single(word, name)
            if kind:
                name.kind = kind
                name.aliases[word] += name.count
                yield name


def _kind_of_single(word: str, name: Name) -> str:
    """Tell the kind of a name of one word, or that it is too little to go by."""
    body = kind_of_body([word])
    if any(title not in ("first", "former", "acting") for title in name.titles):
        return "leader" if _RULERS & set(name.titles) else "person"
    if body:
        return body
    if is_person_title(word) or is_institution(word):
        return ""
    if is_acronym(word):
        return "organisation" if name.count > 1 and name.inside else ""
    if name.placed * 2 >= name.count:
        return ""
    # "Trump" is an English word too; only repeated capitals tell the name from it.
    if is_common(word) and name.inside < 3:
        return ""
    if name.speaks:
        return "person"
    # Who stands in the text but once is proposed if he does something there.
    return "other" if name.inside > 1 or (name.acts and not is_common(word)) else ""


def join_letters(unknown: dict[tuple[str, ...], Name], views: Iterable[str]) -> None:
    """Find the letters of a body: those in brackets behind it, or else those of its words."""
    for view in views:
        for match in _BRACKETED.finditer(view):
            letters = match.group(1)
            for words, name in unknown.items():
                behind = len(words) > 1 and view[: match.start()].endswith(" ".join(words))
                if behind and _spells(words, letters):
                    name.letters = letters
    for words, name in unknown.items():
        if len(words) > 2 and not name.letters:
            letters = "".join(word[0] for word in words if word[0].isupper())
            if (letters,) in unknown and len(letters) > 2:
                name.letters = letters


def _spells(words: Sequence[str], letters: str) -> bool:
    small = "".join(letters.lower().split(".")).rstrip("s")
    initials = [word[0].lower() for word in words]
    at = 0
    for letter in small:
        if letter in initials[at:]:
            at = initials.index(letter, at) + 1
        elif letter not in "".join(words).lower():
            return False
    return at >= min(2, len(small))
