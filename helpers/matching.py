"""Where does a name of the catalogue stand? A sentence and a catalogue in; names out.

Names are looked up by their first word, the longest first, so that the time hardly grows with the
catalogue. A name takes in the nouns that say which part of the actor is meant ("Iranian forces"),
and remembers where the name itself ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import pandas as pd

from helpers.text import plain_view

# Phrases that hold an actor's name and mean something else ("New Mexico"): matched, then dropped.
NO_ACTOR: Final = "no_actor"

# Nouns that only say which part of an actor is meant, so that "Syrian Army leadership" is one
# mention. Words that judge ("regime") are left outside, since they are evidence.
_PARTS: Final = (
    "government|army|armed forces|air force|navy|forces|troops|soldiers|military|administration|"
    "establishment|leadership|leaders?|authorities|officials?|officers?|intelligence services?|"
    "intelligence officers|intelligence|ministry|ministers?|parliament|presidency|"
    "(?:foreign|defen[cs]e|prime|interior|finance|intelligence) ministe?r?y?|president|"
    "envoys?|ambassadors?|diplomats?|delegation|state|police|negotiators|counterparts?|"
    "spokes(?:person|man|woman)|secretary of state|secretary|chancellor|premier|generals?|"
    "commanders?|fighters|militants|side"
)
_TITLES: Final = (
    r"(?:[A-Z][\w'\-]+ |presidential |foreign |defen[cs]e |intelligence |special |former |prime )"
    r"{0,3}"
    r"(?:President|Minister|Secretary|Envoy|Ambassador|General|Chancellor|Premier|Leader|King|"
    r"Queen|Prince|president|minister|secretary|envoy|ambassador|general|chancellor|premier|"
    r"leader|king|queen|prince|spokesperson|spokesman|spokeswoman|counterpart)"
)
_EXTENSION: Final = re.compile(
    rf"(?:'s)? (?:{_TITLES}(?: (?:[A-Z]|al-)[\w'\-]+){{1,4}}"
    rf"|(?i:{_PARTS})(?: (?i:{_PARTS}))?)(?![\w'\-])"
)
_VERBAL_FORCES: Final = re.compile(r"(?:forces|states|generals) (?:the|a|an|its|their|his|that)\b")
# Apart from these, a small word with a hyphen before a name makes no actor of it ("anti-US").
_PREFIXES: Final = re.compile(
    r"(?<![\w\-])(?:[Tt]hen|[Nn]ow|[Ee]x|[Ss]ino|[Rr]usso|[Ff]ranco|"
    r"[Aa]nglo|[Ii]ndo|[Gg]reco|[Ii]talo|[Tt]urco)-$"
)
_HYPHENATED: Final = re.compile(r"\w-$")
# A name may be the first half of an adjective: "Iranian-backed", "London-based".
_COMPOUND: Final = re.compile(r"(?:-[a-z]+)+(?![\w\-])")
_EXTENDED: Final = ("name", "demonym", "capital", "institution")
_CHUNK: Final = re.compile(r"\w+|[^\w\s]")


class Match(NamedTuple):
    """Hold one name within its sentence, half-open in code points.

    `name_end` is where the name itself ends and what it takes in begins; `word_end` is past `end`
    where the name is the first half of a hyphenated adjective ("Iranian-backed").
    """

    start: int
    end: int
    actor: str
    form: str
    name_end: int
    word_end: int


class _Alias(NamedTuple):
    words: str
    actor: str
    form: str


class Matcher:
    """Find the names of a catalogue in a sentence; built once for a catalogue."""

    def __init__(self, aliases: Iterable[tuple[str, str, str]]) -> None:
        self._exact: dict[str, list[_Alias]] = {}
        self._loose: dict[str, list[_Alias]] = {}
        self._capitals: dict[str, list[_Alias]] = {}
        last = {alias: _Alias(alias, actor, form) for actor, alias, form in aliases}
        for alias in sorted(last.values(), key=lambda found: (-len(found.words), found.words)):
            small = alias._replace(words=_lower(alias.words))
            _put(self._exact, alias)
            _put(self._capitals, small)
            if alias.form == "nominal":
                _put(self._loose, small)

    def find(self, view: str) -> list[Match]:
        """Find the mentions of a sentence in `plain_view`: each name with what it takes in."""
        found: list[Match] = []
        for match in self.find_names(view):
            # A hyphen may join two actors ("US-Iran talks"), but "anti-US" names none.
            before = view[: match.start]
            joined = _HYPHENATED.search(before)
            if (
                joined
                and not _PREFIXES.search(before)
                and not (found and found[-1].name_end == match.start - 1)
            ):
                continue
            found.append(match)
        return [match for match in _extend(view, found) if match.actor != NO_ACTOR]

    def find_names(self, view: str) -> Iterator[Match]:
        """Find every place where a name stands, the longest at each; none overlap.

        Nothing is taken in, and names with a prefix ("anti-US") are there too.
        """
        # A headline in capitals cannot tell US from us; there all names match by letter alone.
        capitals = view.isupper()
        small = _lower(view)
        at = 0
        for chunk in _CHUNK.finditer(view):
            start = chunk.start()
            if start < at or (start and (view[start - 1] == "'" or _in_word(view, start))):
                continue
            word = chunk.group()
            if capitals:
                found = _longest(self._capitals.get(_lower(word)), small, start)
            else:
                found = _longest(self._exact.get(word), view, start)
                if self._loose:
                    loose = _longest(self._loose.get(_lower(word)), small, start)
                    if loose and (not found or len(loose.words) > len(found.words)):
                        found = loose
            if found:
                at = start + len(found.words)
                yield Match(start, at, found.actor, found.form, at, at)


def _lower(view: str) -> str:
    """Put into small letters without ever moving an offset: a few letters would become two."""
    small = view.lower()
    if len(small) != len(view):
        small = "".join(one if len(one) == 1 else old for old in view if (one := old.lower()))
    return small


def _in_word(view: str, at: int) -> bool:
    return _is_word(view[at]) and _is_word(view[at - 1])


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _put(index: dict[str, list[_Alias]], alias: _Alias) -> None:
    first = _CHUNK.match(alias.words)
    if first:
        index.setdefault(first.group(), []).append(alias)


def _longest(known: Sequence[_Alias] | None, view: str, start: int) -> _Alias | None:
    for alias in known or ():
        if view.startswith(alias.words, start) and _ends(view, start + len(alias.words)):
            return alias
    return None


def _ends(view: str, at: int) -> bool:
    """Tell whether a word ends here; a genitive may follow, another letter may not."""
    if at >= len(view):
        return True
    if _is_word(view[at]):
        return False
    if view[at] != "'" or at + 1 >= len(view) or not _is_word(view[at + 1]):
        return True
    return view[at + 1] == "s" and not (at + 2 < len(view) and _is_word(view[at + 2]))


def make_matcher(actors: pd.DataFrame, *, nominal: bool = True) -> Matcher:
    """Make a catalogue ready to be looked for; the same catalogue is made ready only once.

    Parameters
    ----------
    actors
        Table of the schema.
    nominal
        Whether common nouns of the catalogue count ("rebels"), or only names.

    Examples
    --------
    >>> from helpers.catalogue import load_actors
    >>> [match.actor for match in make_matcher(load_actors()).find("US-Iran talks failed.")]
    ['united_states', 'iran']
    """
    rows = zip(actors["actor"], actors["alias"], actors["form"], strict=True)
    return _build(tuple(row for row in rows if nominal or row[2] != "nominal"))


@lru_cache(maxsize=16)
def _build(rows: tuple[tuple[str, str, str], ...]) -> Matcher:
    return Matcher((actor, plain_view(alias), form) for actor, alias, form in rows)


def _extend(view: str, found: Sequence[Match]) -> Iterator[Match]:
    """Take in the nouns that name a part of the same actor, and its officer's name."""
    last = -1
    for number, mention in enumerate(found):
        if mention.start < last:
            continue
        end = mention.end
        if mention.form in _EXTENDED:
            following = found[number + 1] if number + 1 < len(found) else None
            reach = _EXTENSION.match(view, end)
            if reach and not _VERBAL_FORCES.match(reach.group().strip() + view[reach.end() :]):
                end = reach.end()
            if following and following.start < end:
                # The title's bearer is an alias itself: one mention if it is the same actor's.
                same = following.actor == mention.actor
                end = max(end, following.end) if same else mention.end
            elif following and following.actor == mention.actor and end > mention.end:
                end = following.end if view[end : following.start] == " " else end
        last = end
        compound = _COMPOUND.match(view, end)
        yield mention._replace(end=end, word_end=compound.end() if compound else end)
