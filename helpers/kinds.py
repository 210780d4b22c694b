"""What sort of thing is it that a text calls by this name? Words in; kinds out.

"Coal miners" are workers, "the Fishing Rights Act" is a law, "the estuary" is nature: told by the
head noun of the name, looked up in `lexicons/kinds.csv`, and by the words before and after it. Of
a proper name only the sort counts (a person, a place, a body), never which one it is: two names of
one sort give the same answer.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import Final

from helpers.cues import FOLDER
from helpers.entities import strip_name
from helpers.errors import LexiconError
from helpers.name_kinds import (
    is_acronym,
    is_no_actor,
    kind_of_body,
    looks_like_person,
)
from helpers.naming import is_common
from helpers.text import plain_view

BUNDLED: Final = FOLDER / "kinds.csv"
COLUMNS: Final = ("noun", "kind", "source")
_WORD: Final = re.compile(r"[^\W_][\w'.&\-]*")
_BEHIND: Final = re.compile(
    r"\s*(?:[,;:(\[]|--|\b(?:who|whom|whose|which|that|in|of|for|from|with|near|at|on|by|to|as|"
    r"against|about|over|under|throughout|across|into|are|is|was|were|has|have|hit|affected)\b)"
)
# In "millions of birds" and "the burning of coal" what is meant stands behind.
_AMOUNTS: Final = frozenset(
    "million millions billion billions thousands hundreds dozens number numbers percent lots "
    "majority generation generations size sources source lack type types part parts".split()
)
_SELF: Final = frozenset("we us our ours you your i me my".split())
_PERSON: Final = frozenset("he him his she her hers".split())
_OTHERS: Final = frozenset("it its they them their theirs who which this that these".split())


@cache
def load_kinds() -> dict[str, str]:
    """Load the list of nouns with their kinds.

    Raises
    ------
    LexiconError
        If the file does not have its columns.
    """
    with BUNDLED.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise LexiconError(f"{BUNDLED}: expected the columns {','.join(COLUMNS)}")
        return {row["noun"]: row["kind"] for row in reader}


def tell_kinds(name: str) -> list[str]:
    """Tell the kind of what is named, and those of the nouns that go with it.

    Parameters
    ----------
    name
        A noun phrase or a name, as it stands in a text.

    Returns
    -------
    list of str
        First the kind of the head ("is nature"; "named person" where it is a name without a
        telling noun; "unknown"), then of each noun before it ("before: climate") and behind it
        ("behind: nature").

    Notes
    -----
    Known failures: nouns of several senses ("plant"), and single words that may be a person's
    last name or a firm's.

    Examples
    --------
    >>> tell_kinds("coal miners"), tell_kinds("the Fishing Rights Act")
    (['is worker', 'before: fuel'], ['is law'])
    >>> tell_kinds("Ada Byron"), tell_kinds("millions of birds"), tell_kinds("we")
    (['named person'], ['is nature'], ['is people'])
    """
    core = strip_name(plain_view(name))
    small = core.lower()
    if small in _SELF and core != "US":
        return ["is people"]
    if small in _PERSON or small in _OTHERS:
        return ["named person" if small in _PERSON else "unknown"]
    head, tail = _part(core)
    words = [re.sub(r"'s?$", "", word) for word in _WORD.findall(head)]
    if not words:
        return ["unknown"]
    low = [word.lower() for word in words]
    size = 2 if " ".join(low[-2:]) in load_kinds() and len(low) > 1 else 1
    kind = noun_kind(" ".join(low[-size:]))
    if kind and not (_is_name(words) and not is_common(words[-1])):
        found = [f"is {kind}"]
    else:
        found = [_named(words)]
    before = dict.fromkeys(filter(None, map(noun_kind, low[:-size])))
    behind = dict.fromkeys(filter(None, map(noun_kind, map(str.lower, _WORD.findall(tail)))))
    return [*found, *(f"before: {k}" for k in before), *(f"behind: {k}" for k in behind)]


def noun_kind(noun: str) -> str:
    """Look up a noun in the singular or the plural; empty if it is not listed.

    Examples
    --------
    >>> noun_kind("factories"), noun_kind("teapot")
    ('fuel', '')
    """
    kinds = load_kinds()
    if noun in kinds:
        return kinds[noun]
    for ending, singular in (("men", "man"), ("ies", "y"), ("es", ""), ("s", "")):
        base = noun[: -len(ending)] + singular
        if noun.endswith(ending) and base in kinds:
            return kinds[base]
    return ""


def _part(core: str) -> tuple[str, str]:
    """Part a noun phrase into what ends with its head, and what stands behind."""
    behind = _BEHIND.search(core)
    head = core[: behind.start()] if behind and behind.start() else core
    words = head.lower().split()
    if behind and words and words[-1] in _AMOUNTS and core[behind.start() :].split()[:1] == ["of"]:
        return _part(" ".join(core[behind.start() :].split()[1:]))
    return head, core[len(head) :]


def _is_name(words: list[str]) -> bool:
    return all(word[:1].isupper() for word in words)


def _named(words: list[str]) -> str:
    """Say what sort of name it is, by its words alone."""
    last = words[-1]
    if not last[:1].isupper():
        return "unknown"
    body = kind_of_body(words)
    if body:
        return f"named {body}"
    if is_no_actor(words):
        return "named place"
    if last.lower().endswith(("ans", "ians", "ers", "ese", "ites")) and len(words) < 3:
        return "named people"
    if looks_like_person(words) or len(words) == 1:
        return "named body" if is_acronym(last) else "named person"
    return "named thing"
