"""Who may the actors of an unknown article be? An article in; a catalogue to edit out.

What the bundled catalogue knows is taken from there; other names are found by their shape, told
apart by the words in and around them, and brought together: full name and last name, title and
name, a body and its letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import pandas as pd

from helpers.catalogue import load_actors
from helpers.corpus import Article
from helpers.grouping import Name, group_names, join_letters
from helpers.language import need_english
from helpers.matching import NO_ACTOR, Match, make_matcher
from helpers.name_kinds import kind_of_body, looks_like_person
from helpers.naming import (
    Shape,
    find_shapes,
    is_common,
    is_given,
    is_headline,
    is_institution,
    is_person_title,
    learn_names,
)
from helpers.schema import iterate, make_table
from helpers.text import plain_view

_INNER: Final = frozenset(
    "sen senator rep reps representative gov governor president minister secretary chancellor "
    "speaker chairman chairwoman congressman congresswoman ambassador spokesman spokeswoman mayor "
    "director professor gen general attorney sheriff leader candidate nominee commissioner "
    "adviser".split()
)
_SAID: Final = re.compile(
    r"(?:,? (?:who|also|then|later|has|had|have)){0,2} (?:said|says|say|told|tells|argued|argues|"
    r"claimed|claims|wrote|writes|tweeted|added|adds|insisted|warned|warns|noted|asked|asks|"
    r"testified|announced|vowed|called|believes|thinks|wants|denied|accused|criticized|"
    r"criticised|supports|opposed|opposes)\b"
)
_SAYS_BEFORE: Final = re.compile(r"\b(?:said|says|wrote|according to|told|asked|added|argues) $")
# What shows that a name of one word, even if it stands but once, does something or has it done.
_ACTS: Final = re.compile(
    r"(?:,? who)? (?:(?:never|also|then|later|still|now|once) )?(?:was|were|is|has|had|have|"
    r"will|would|can|could|did|does|must|may|might|should|[a-z]{3,}(?:ed|es|[^su\W]s)|"
    r"went|took|gave|made|came|left|led|won|lost|kept|knew|let|sold|paid|built|broke|chose|met|"
    r"ran|sat|stood|thought|found|held|sent|got|spoke|put)\b"
)
_DONE_BY: Final = re.compile(r"\b(?:by|against|than|asked|told|met|blamed?|praised?|accused?) $")
_LOCATIVE: Final = re.compile(
    r"\b(?:in|at|from|near|outside|across|around|inside|throughout|to|through|into) $"
)
_COUNTY: Final = re.compile(r",? (?:[A-Z]\w+\.?,|County\b|Street\b|Avenue\b|Road\b)")
_SUFFIXES: Final = frozenset("jr. jr sr. sr ii iii iv".split())
_RESERVED: Final = frozenset(("author", "all", "quoted", "unattributed", NO_ACTOR))


def suggest_actors(article: Article) -> pd.DataFrame:
    """Propose a catalogue of actors for an article, to be edited by hand.

    Parameters
    ----------
    article
        From `load_article` or `make_article`.

    Returns
    -------
    pandas.DataFrame
        One row per alias that stands in the text, the columns of the table `actors` and `count`,
        how often the alias stands there; the actors named most often first. Written as CSV it is
        a catalogue that `load_actors` reads.

    Notes
    -----
    States, capitals and the seats of governments ("the Kremlin"), world organisations, parties,
    media and armed groups come from the bundled catalogue. Of the rest, a name at the head of a
    sentence counts if it also stands elsewhere or is no common word. Places that the bundled
    catalogue does not know, laws and events are left out, since they do nothing. Known failures:
    a last name of two persons goes to the one named more often; a name of one word that never
    stands with its full name may be anything and gets the kind other; places that no list holds.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> text = ("Senator Ada Byron met the head of the Fair Trade League (FTL) in Oslo. "
    ...         "Byron praised Norway and the FTL.")
    >>> found = suggest_actors(make_article(text))
    >>> found[["actor", "kind", "alias", "count"]].values.tolist()
    [['fair_trade_league', 'organisation', 'FTL', 2],
     ['fair_trade_league', 'organisation', 'Fair Trade League', 1],
     ['ada_byron', 'person', 'Ada Byron', 1], ['ada_byron', 'person', 'Byron', 1],
     ['norway', 'state', 'Norway', 1], ['norway', 'state', 'Oslo', 1]]
    """
    need_english(article.articles["language"].iloc[0], place=str(article.path or article.id))
    views = [plain_view(row.text) for row in iterate(article.sentences)]
    world = _world()
    states = set(world.loc[world["kind"] == "state", "actor"])
    known: Counter[tuple[str, str, str]] = Counter()
    unknown: dict[tuple[str, ...], Name] = {}
    names = learn_names(views)
    matcher = make_matcher(world)
    for view in views:
        matches = [match for match in matcher.find_names(view) if _stands_alone(view, match)]
        shapes = find_shapes(view, names=names)
        if is_headline(view):
            shapes = [shape for shape in shapes if set(shape.text.split()) <= names]
        for shape in shapes:
            inside = [m for m in matches if m.start < shape.end and shape.start < m.end]
            owner = next((m for m in inside if m.start <= shape.start and m.actor in states), None)
            if owner and owner.end < shape.end and _is_branch(view[owner.end : shape.end]):
                known[owner.actor, shape.text, "institution"] += 1
                matches = [m for m in matches if m not in inside]
                continue
            words, own = _own_words(view, shape, inside)
            if words:
                _note(unknown, view, shape, words)
                matches = [m for m in matches if m not in inside or m in own]
        for match in matches:
            if match.actor != NO_ACTOR:
                known[match.actor, view[match.start : match.end], match.form] += 1
    join_letters(unknown, views)
    groups = list(group_names(unknown))
    return _table(world, known, groups)


@cache
def _world() -> pd.DataFrame:
    return load_actors()


def _stands_alone(view: str, match: Match) -> bool:
    """Leave out "anti-US"; keep "US-Iran" and "US-backed"."""
    before = view[: match.start]
    return not re.search(r"(?<![\w\-])[a-z]+-$", before)


def _is_branch(rest: str) -> bool:
    """Tell the branch of a state behind its name: "Russian| Parliament"."""
    words = rest.split()
    return len(words) < 4 and (
        kind_of_body(words) in ("government", "army")
        or words[-1] in ("Parliament", "Congress", "Senate", "Assembly", "Court", "Police")
        or (len(words) == 1 and words[0] in ("Army", "Navy", "Government", "Ministry"))
    )


def _own_words(
    view: str, shape: Shape, inside: Sequence[Match]
) -> tuple[tuple[str, ...], list[Match]]:
    """Give the words of an unknown name in a shape, and the known names that stand beside it."""
    start, end = shape.start, shape.end
    # Nothing is left of "US-Iran" once what is known is taken away.
    left = {k for k in range(start, end) if view[k].isalnum()}
    if not left - {k for m in inside for k in range(m.start, m.end)}:
        return (), []
    beside: list[Match] = []
    for match in inside:
        rest = view[match.end : end].split()
        opens = match.start <= start and bool(rest)
        # "Iranian President Hassan Rouhani" holds two names; "American Medical Association" one.
        if opens and (
            is_person_title(rest[0])
            or match.actor == NO_ACTOR
            or (match.form == "demonym" and looks_like_person(rest))
        ):
            beside.append(match)
            start = match.end
        elif (
            match.form == "institution"
            or len(_words(view, match)) > 2
            or (match.end >= end and _only_titles(view[start : match.start].split()))
        ):
            return (), []
    words = view[start:end].split()
    return tuple(words), beside


def _words(view: str, match: Match) -> list[str]:
    return view[match.start : match.end].split()


def _only_titles(words: Sequence[str]) -> bool:
    small = ("House", "Senate", "Congressional")
    return all(is_person_title(word) or word.islower() or word in small for word in words)


def _note(
    unknown: dict[tuple[str, ...], Name], view: str, shape: Shape, words: tuple[str, ...]
) -> None:
    titles: list[str] = []
    rest = list(words)
    # "Texas Senator Ted Cruz": what stands before the title is not the name.
    inner = [k for k, word in enumerate(rest[:-1]) if k and word.lower().rstrip(".") in _INNER]
    if inner and not all(is_person_title(word) for word in rest[: inner[0]]):
        rest = rest[inner[0] :]
    while rest and rest[0].lower() in ("the", "of"):
        rest.pop(0)
    while rest and (
        is_person_title(rest[0])
        or (titles and rest[0] in ("of", "State", "General", "the", "House", "and"))
    ):
        # "King" and "Major" may be names themselves.
        if len(rest) == 1 and not titles:
            break
        titles.append(rest.pop(0).lower().rstrip("."))
    # "Director of National Intelligence James Clapper"
    while titles and len(rest) > 2 and is_common(rest[0]) and not is_given(rest[0]):
        rest.pop(0)
    while rest and rest[0] in ("the", "of"):
        rest.pop(0)
    while len(rest) > 1 and rest[-1].lower() in _SUFFIXES:
        rest.pop()
    if not rest or all(is_person_title(word) for word in rest) or len(rest[-1].strip(".")) < 2:
        return
    if titles and len(rest) == 1 and is_institution(rest[0]):
        return
    key = tuple(rest)
    name = unknown.setdefault(key, Name(key))
    name.count += 1
    name.titles.update(titles)
    name.speaks += bool(_SAID.match(view, shape.end) or _SAYS_BEFORE.search(view[: shape.start]))
    name.acts += bool(_ACTS.match(view, shape.end) or _DONE_BY.search(view[: shape.start]))
    name.placed += bool(_LOCATIVE.search(view[: shape.start]) or _COUNTY.match(view, shape.end))
    name.inside += not shape.opening


def _table(
    world: pd.DataFrame, known: Counter[tuple[str, str, str]], groups: Sequence[Name]
) -> pd.DataFrame:
    about = {row.actor: row for row in iterate(world)}
    rows: list[dict[str, Any]] = [
        {
            "actor": actor,
            "label": about[actor].label,
            "kind": about[actor].kind,
            "bloc": "",
            "alias": alias,
            "form": form,
            "count": count,
        }
        for (actor, alias, form), count in known.items()
    ]
    used = {plain_view(row["alias"]) for row in rows}
    ids = {row["actor"] for row in rows} | set(about) | _RESERVED
    for name in groups:
        aliases = {alias: n for alias, n in name.aliases.items() if alias not in used}
        if not aliases:
            continue
        used |= set(aliases)
        label = max(aliases, key=lambda alias: (len(alias.split()), aliases[alias], alias))
        actor = _identify(label, ids)
        ids.add(actor)
        rows += [
            {
                "actor": actor,
                "label": label,
                "kind": name.kind,
                "bloc": "",
                "alias": alias,
                "form": "name",
                "count": count,
            }
            for alias, count in aliases.items()
        ]
    total: Counter[str] = Counter()
    for row in rows:
        total[row["actor"]] += row["count"]
    rows.sort(key=lambda row: (-total[row["actor"]], row["actor"], -row["count"], row["alias"]))
    counts = pd.Series([row["count"] for row in rows], dtype="int64")
    return make_table("actors", rows).assign(count=counts)


def describe_suggestion(suggestion: pd.DataFrame, *, most: int = 20) -> str:
    """Put the actors named most often into lines of text for the command line.

    Parameters
    ----------
    suggestion
        From `suggest_actors`.
    most
        How many actors to show.
    """
    lines = [f"{'count':>5}  {'kind':13}{'actor':28}aliases"]
    groups = list(suggestion.groupby("actor", sort=False))
    for _, rows in groups[:most]:
        first = rows.iloc[0]
        aliases = ", ".join(rows["alias"])
        shown = aliases if len(aliases) <= 60 else f"{aliases[:57]}..."
        lines.append(f"{rows['count'].sum():5}  {first['kind']:13}{first['label'][:26]:28}{shown}")
    if len(groups) > most:
        lines.append(f"and {len(groups) - most} more")
    return "\n".join(lines)


def _identify(label: str, ids: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "name"
    number = 2
    actor = stem
    while actor in ids:
        actor = f"{stem}_{number}"
        number += 1
    return actor
