"""Which actors appear, where, under which names, doing or suffering? Sentences in; mentions out.

Names are found by the catalogue's aliases, longest first; a capital stands for its government
unless the words before it say that it is a place; a sentence that opens with "it" or "they" is
given to the subject of the sentence before where that is plain. Everything else is left
unresolved rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import pandas as pd

from helpers.roles import Found, find_roles
from helpers.schema import AUTHOR, iterate, make_table
from helpers.syntax import mask_sentence
from helpers.text import plain_view

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
_OPENERS: Final = frozenset(
    "but and so yet also nevertheless moreover however meanwhile still instead then thus "
    'therefore indeed , "'.split()
)
_EMPTY_IT: Final = frozenset(
    "seems seemed appears appeared is was would will may might turns turned remains takes "
    "follows happens".split()
)
_PLURAL_KINDS: Final = ("population", "armed_group", "media", "party")


# Phrases that hold an actor's name and mean something else ("New Mexico"): matched, then dropped.
NO_ACTOR: Final = "no_actor"


def find_mentions(sentences: pd.DataFrame, *, actors: pd.DataFrame) -> pd.DataFrame:
    """Find every mention of every actor, and the part that it plays.

    Parameters
    ----------
    sentences
        Table of the schema.
    actors
        The catalogue, from `load_actors`.

    Returns
    -------
    pandas.DataFrame
        One row per mention, columns of the table `mentions`. `role` is agent or patient where the
        mention takes part in an event (passives turned round), possessor before 's, place where a
        country or capital only says where ("in Tehran"), else other. `voice` is the author
        throughout; `assign_voices` gives quoted mentions to their speakers.

    Notes
    -----
    Aliases are matched with their case, since "US" is not "us" and "Turkey" is no bird; only
    nominal aliases ("jihadists") also match capitalised. Names take in the nouns that name a part
    of the same actor ("Iranian forces"). Known failures: names that are other things too
    ("Jordan" the person), and pronouns inside a sentence, which are left alone.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.schema import make_table
    >>> rows = [{"actor": "iran", "label": "Iran", "kind": "state", "bloc": "", "alias": alias,
    ...          "form": form} for alias, form in [("Iran", "name"), ("Tehran", "capital")]]
    >>> article = make_article("Tehran was attacked. They met in Tehran.")
    >>> found = find_mentions(article.sentences, actors=make_table("actors", rows))
    >>> found[["surface", "form", "role"]].values.tolist()
    [['Tehran', 'capital', 'patient'], ['Tehran', 'capital', 'place']]
    """
    matcher = _Matcher(actors)
    kinds = dict(zip(actors["actor"], actors["kind"], strict=True))
    rows: list[dict[str, Any]] = []
    subject: Found | None = None
    paragraph = -1
    for sentence in iterate(sentences):
        view = plain_view(sentence.text)
        found = matcher.find(view)
        if sentence.paragraph != paragraph:
            subject, paragraph = None, sentence.paragraph
        opening = _opening_pronoun(view, found, subject, kinds)
        found = [opening, *found] if opening else found
        spans = [(mention.start, mention.end) for mention in found]
        items = mask_sentence(view, start=0, end=len(view), mentions=spans)
        roles, subject = find_roles(items, found, kinds, subject=opening)
        for mention, role in zip(found, roles, strict=True):
            rows.append(
                {
                    "article": sentence.article,
                    "paragraph": sentence.paragraph,
                    "sentence": sentence.sentence,
                    "mention": len(rows),
                    "actor": mention.actor,
                    "start": sentence.start + mention.start,
                    "end": sentence.start + mention.end,
                    "surface": sentence.text[mention.start : mention.end],
                    "form": mention.form,
                    "role": role,
                    "voice": AUTHOR,
                }
            )
    return make_table("mentions", rows)


class _Matcher:
    """Find aliases in a sentence; compiled once for a catalogue."""

    def __init__(self, actors: pd.DataFrame) -> None:
        self._exact: dict[str, tuple[str, str]] = {}
        self._loose: dict[str, tuple[str, str]] = {}
        for row in iterate(actors):
            alias = plain_view(row.alias)
            self._exact[alias] = (row.actor, row.form)
            self._loose.setdefault(alias.casefold(), (row.actor, row.form))
        nominal = [plain_view(row.alias) for row in iterate(actors) if row.form == "nominal"]
        self._pattern = _alternation(self._exact, nominal)
        self._capitals = _alternation([], list(self._exact))

    def find(self, view: str) -> list[Found]:
        # A headline in capitals cannot tell US from us; there all aliases match by letter alone.
        pattern = self._capitals if view.isupper() else self._pattern
        found: list[Found] = []
        for match in pattern.finditer(view):
            # A hyphen may join two actors ("US-Iran talks"), but "anti-US" names none.
            joined = re.search(r"\w-$", view[: match.start()])
            if joined and not (found and found[-1].end == match.start() - 1):
                continue
            words = match.group()
            actor, form = self._exact.get(words) or self._loose[words.casefold()]
            found.append(Found(match.start(), match.end(), actor, form))
        return [mention for mention in _extend(view, found) if mention.actor != NO_ACTOR]


def _alternation(exact: Sequence[str] | dict[str, Any], loose: Sequence[str]) -> re.Pattern[str]:
    parts = [(alias, re.escape(alias)) for alias in exact]
    parts += [(alias, f"(?i:{re.escape(alias)})") for alias in loose]
    parts.sort(key=lambda part: (-len(part[0]), part[0]))
    body = "|".join(pattern for _, pattern in parts) or r"(?!)"
    return re.compile(rf"(?<![\w'])(?:{body})(?![\w])(?!'(?!s\b)\w)")


def _extend(view: str, found: Sequence[Found]) -> Iterator[Found]:
    """Take in the nouns that name a part of the same actor, and its officer's name."""
    last = -1
    for number, mention in enumerate(found):
        if mention.start < last:
            continue
        end = mention.end
        if mention.form in ("name", "demonym", "capital", "institution"):
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
        yield mention._replace(end=end)


def _opening_pronoun(
    view: str, found: Sequence[Found], subject: Found | None, kinds: dict[str, str]
) -> Found | None:
    """Give a pronoun that opens a sentence to the subject of the sentence before."""
    if subject is None:
        return None
    words = list(re.finditer(r"[\w']+|[^\w\s]", view))[:6]
    for number, word in enumerate(words):
        form = word.group().lower()
        if form in _fitting_pronouns(subject, kinds[subject.actor]):
            after = words[number + 1].group().lower() if number + 1 < len(words) else ""
            if form == "it" and after in _EMPTY_IT:
                return None
            # "Their families" may be a name of its own.
            if found and found[0].start <= word.start():
                return None
            return Found(word.start(), word.end(), subject.actor, "pronoun")
        if form not in _OPENERS:
            return None
    return None


def _fitting_pronouns(subject: Found, kind: str) -> tuple[str, ...]:
    if subject.form in ("leader", "member"):
        return ("he", "his", "she", "her")
    if kind == "population" or subject.form == "nominal":
        return ("they", "their")
    return ("it", "its", "they", "their") if kind in _PLURAL_KINDS else ("it", "its")
