"""Which actors appear, where, under which names, doing or suffering? Sentences in; mentions out.

Names are found by the catalogue's aliases, longest first; a capital stands for its government
unless the words before it say that it is a place. Pronouns and definite nouns are given to an
actor where one candidate is left; the rest is listed with the reason, rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from helpers.antecedents import Sentence, quote_zones
from helpers.coreference import Link, Resolver, settle_genders
from helpers.matching import NO_ACTOR, Match, make_matcher
from helpers.naming import Shape, find_shapes, is_headline, learn_names
from helpers.roles import Found, find_roles
from helpers.schema import AUTHOR, SURE, iterate, make_table
from helpers.syntax import mask_sentence
from helpers.text import plain_view

__all__ = ["NO_ACTOR", "Resolved", "find_mentions", "find_unresolved", "resolve_mentions"]

_OPENERS: Final = frozenset(
    "but and so yet also nevertheless moreover however meanwhile still instead then thus "
    'therefore indeed , "'.split()
)
_EMPTY_IT: Final = frozenset(
    "seems seemed appears appeared is was would will may might turns turned remains takes "
    "follows happens".split()
)
_PLURAL_KINDS: Final = ("population", "armed_group", "media", "party")
_PLACED: Final = ("-based", "-born")
CAPITALISED: Final = "not in the catalogue"
PREFIXED: Final = "part of another word"


class Resolved(NamedTuple):
    """Hold the tables `mentions` and `unresolved` of an article."""

    mentions: pd.DataFrame
    unresolved: pd.DataFrame


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
        throughout; `assign_voices` gives quoted mentions to their speakers. `name_end` is where
        the name ends and what it takes in begins ("Iranian| forces"). `confidence` tells how a
        mention came about: 1 a name of the catalogue; 0.95 a pronoun that opens a sentence, for
        the subject of the sentence before, which stands first and alone; 0.9 a pronoun beside its
        name ("Iran and its allies", "Hezbollah said it"); 0.85 another one in the sentence of its
        name, or a noun such as "the organisation"; 0.8 one whose name stands in a sentence before.

    Notes
    -----
    Aliases are matched with their case, since "US" is not "us" and "Turkey" is no bird; only
    nominal aliases ("jihadists") also match capitalised. Names take in the nouns that name a part
    of the same actor ("Iranian forces"). In "Iranian-backed militias" the first half is a mention
    of its own, which neither does nor suffers what the militias do; "anti-US" and "pro-Iranian"
    are none, since nothing is said of the actor itself; they stand in the table `unresolved`.
    The engines of stance read a pronoun as the actor only from a confidence of 0.95, since they
    learnt from texts in which little but names is marked. Known failures: names that are other
    things too ("Jordan" the person).

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.schema import make_table
    >>> rows = [{"actor": "iran", "label": "Iran", "kind": "state", "bloc": "", "alias": alias,
    ...          "form": form} for alias, form in [("Iran", "name"), ("Tehran", "capital")]]
    >>> article = make_article("Tehran and its allies were attacked. They met in Tehran.")
    >>> found = find_mentions(article.sentences, actors=make_table("actors", rows))
    >>> found[["surface", "form", "role", "confidence"]].values.tolist()
    [['Tehran', 'capital', 'patient', 1.0], ['its', 'pronoun', 'possessor', 0.9],
     ['Tehran', 'capital', 'place', 1.0]]
    """
    return resolve_mentions(sentences, actors=actors).mentions


def find_unresolved(sentences: pd.DataFrame, *, actors: pd.DataFrame) -> pd.DataFrame:
    """List the pronouns, definite nouns and capitalised names that were given to no actor.

    Parameters
    ----------
    sentences, actors
        As for `find_mentions`.

    Returns
    -------
    pandas.DataFrame
        One row per pronoun, definite noun or name, columns of the table `unresolved`, in the
        order of the text; `why` gives the reason in words.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.catalogue import load_actors
    >>> article = make_article("Norway and Sweden met Jane Grey. They praised her.")
    >>> left = find_unresolved(article.sentences, actors=load_actors())
    >>> left[["surface", "why"]].values.tolist()
    [['Jane Grey', 'not in the catalogue'], ['They', 'more than one candidate'],
     ['her', 'not in the catalogue']]
    """
    return resolve_mentions(sentences, actors=actors).unresolved


def resolve_mentions(sentences: pd.DataFrame, *, actors: pd.DataFrame) -> Resolved:
    """Find the mentions of an article and what could not be given to any actor, in one go.

    Parameters
    ----------
    sentences, actors
        As for `find_mentions`.

    Returns
    -------
    Resolved
        The tables `mentions`, as from `find_mentions`, and `unresolved`, as from
        `find_unresolved`.
    """
    matcher = make_matcher(actors)
    kinds = dict(zip(actors["actor"], actors["kind"], strict=True))
    rows = list(iterate(sentences))
    views = [plain_view(row.text) for row in rows]
    names = learn_names(views)
    resolver = Resolver(kinds)
    mentions: list[dict[str, Any]] = []
    left: list[dict[str, Any]] = []
    links: list[tuple[Any, Link]] = []
    subject: Found | None = None
    paragraph, quoted = -1, 0
    for number, (row, view) in enumerate(zip(rows, views, strict=True)):
        matches = matcher.find(view)
        if row.paragraph != paragraph:
            subject, paragraph, quoted = None, row.paragraph, 0
        opening = _opening_pronoun(view, matches, subject, kinds)
        zones, quoted = quote_zones(row.text, quoted)
        if opening is not None and (
            zones[opening.start]
            or resolver.contests(
                view[opening.start : opening.end], actor=opening.actor, sentence=number
            )
        ):
            opening = None
        if opening is not None:
            matches = [Match(*opening, name_end=opening.end, word_end=opening.end), *matches]
        # The tagger reads "Iranian-backed" as one name, or it would see Iran backing somebody.
        spans = [(match.start, match.word_end) for match in matches]
        items = mask_sentence(view, start=0, end=len(view), mentions=spans)
        found = [Found(*match[:4]) for match in matches]
        roles, subject = find_roles(items, found, kinds, subject=opening)
        roles = [_mend_role(view, *pair, kinds) for pair in zip(matches, roles, strict=True)]
        mentions += [
            _mention(row, match[:4], name_end=match.name_end, role=role)
            for match, role in zip(matches, roles, strict=True)
        ]
        shapes = _unknown(view, matches, names)
        sentence = Sentence(number, row.paragraph, view, items, matches, roles, shapes, zones)
        links += [(row, link) for link in resolver.read(sentence)]
        left += [_unresolved(row, shape[:2], "name", CAPITALISED) for shape in shapes]
        left += [_unresolved(row, at, "name", PREFIXED) for at in _prefixed(view, matches, matcher)]
    settled = settle_genders(link for _, link in links)
    for (row, _), link in zip(links, settled, strict=True):
        span = (link.start, link.end)
        if link.actor:
            whole = (*span, link.actor, link.form)
            made = _mention(row, whole, name_end=link.end, role=link.role)
            mentions.append(made | {"confidence": link.confidence})
        else:
            left.append(_unresolved(row, span, link.form, link.why))
    mentions.sort(key=_start)
    left.sort(key=_start)
    return Resolved(
        make_table("mentions", [row | {"mention": i} for i, row in enumerate(mentions)]),
        make_table("unresolved", left),
    )


def _start(row: dict[str, Any]) -> int:
    return int(row["start"])


def _mention(
    sentence: Any, found: tuple[int, int, str, str], *, name_end: int, role: str
) -> dict[str, Any]:
    start, end, actor, form = found
    return {
        "article": sentence.article,
        "paragraph": sentence.paragraph,
        "sentence": sentence.sentence,
        "actor": actor,
        "start": sentence.start + start,
        "end": sentence.start + end,
        "name_end": sentence.start + name_end,
        "surface": sentence.text[start:end],
        "form": form,
        "role": role,
        "voice": AUTHOR,
        "confidence": SURE if form == "pronoun" else 1.0,
    }


def _unresolved(sentence: Any, span: tuple[int, int], kind: str, why: str) -> dict[str, Any]:
    return {
        "article": sentence.article,
        "paragraph": sentence.paragraph,
        "sentence": sentence.sentence,
        "start": sentence.start + span[0],
        "end": sentence.start + span[1],
        "surface": sentence.text[span[0] : span[1]],
        "kind": kind,
        "why": why,
    }


def _unknown(view: str, matches: Sequence[Match], names: frozenset[str]) -> list[Shape]:
    """Find the names that no match holds; of a headline, only those that stand elsewhere too."""
    shapes = [
        shape
        for shape in find_shapes(view, names=names)
        if not any(m.start < shape.end and shape.start < m.word_end for m in matches)
    ]
    if is_headline(view):
        shapes = [shape for shape in shapes if set(shape.text.split()) <= names]
    return shapes


def _prefixed(view: str, matches: Sequence[Match], matcher: Any) -> Iterator[tuple[int, int]]:
    """Find the names inside another word ("anti-US")."""
    for match in matcher.find_names(view):
        inside = any(m.start < match.end and match.start < m.word_end for m in matches)
        if match.actor != NO_ACTOR and not inside:
            yield match.start, match.end


def _mend_role(view: str, match: Match, role: str, kinds: dict[str, str]) -> str:
    """Keep the first half of "Iranian-backed militias" from doing what the militias do."""
    if match.word_end == match.end:
        return role
    placed = kinds.get(match.actor) in ("state", "government", "other")
    return "place" if placed and view[match.end : match.word_end] in _PLACED else "other"


def _opening_pronoun(
    view: str, found: Sequence[Match], subject: Found | None, kinds: dict[str, str]
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
    if subject.form in ("leader", "member") or kind in ("leader", "person"):
        return ("he", "his", "she", "her")
    if kind == "population" or subject.form == "nominal":
        return ("they", "their")
    return ("it", "its", "they", "their") if kind in _PLURAL_KINDS else ("it", "its")
