"""Who does how much good or harm to whom? A table of events in; one row a pair of actors out.

Each deed of one actor to another is a tie of a network: it has a direction, from the one who does
it to the one it is done to, and a sign, hostile or helpful. To read a story as such triplets of
subject, act and object is *quantitative narrative analysis* (Franzosi 2010); the sign is the plain
half of the conflict-cooperation scales of the research on world events (Goldstein 1992). Who is
activated and who passivated is grammar (van Leeuwen 2008), and says nothing of blame.

The sign comes from `lexicons/acts.csv`, a list that anyone can read and change: a deed is *hostile*
where it hurts, threatens, blames or hinders the other, *helpful* where it gives, protects, praises
or backs. All other deeds (to meet, to ask, to see) have no sign. No name is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

import numpy as np
import pandas as pd

from helpers.cues import load_lexicon
from helpers.errors import DiscourseError
from helpers.resampling import (
    FEWEST,
    INSUFFICIENT,
    Resampling,
    divide,
    draw_sentences,
    interval,
)
from helpers.schema import ALL_VOICES, AUTHOR, QUOTED, check_table, iterate

HOSTILE: Final = "hostile"
HELPFUL: Final = "helpful"
OTHER: Final = "other"
ACTS: Final = (HOSTILE, HELPFUL, OTHER)
# As what the deeds of a row are told.
DONE: Final = "done"
OPEN: Final = "open"
DENIED: Final = "denied"
TOLD: Final = (DONE, OPEN, DENIED)
COLUMNS: Final = (
    "agent",
    "patient",
    "told",
    "voice",
    "n",
    "n_hostile",
    "n_helpful",
    "n_other",
    "value",
    "low",
    "high",
    "n_sentences",
    "n_author",
    "n_quoted",
    *ACTS,
    "note",
)
_SIGNS: Final = {HOSTILE: -1.0, HELPFUL: 1.0}
_COUNTS: Final = ("n", "n_hostile", "n_helpful", "n_other", "n_sentences", "n_author", "n_quoted")


def find_acts(events: pd.DataFrame, *, acts: pd.DataFrame | None = None) -> pd.DataFrame:
    """Give each deed of one actor to another its sign, and say as what it is told.

    Parameters
    ----------
    events
        From `find_events`.
    acts
        From `load_lexicon("acts")`, or a list of your own with its columns; the bundled one where
        left out.

    Returns
    -------
    pandas.DataFrame
        One row per deed and pair of two different actors, columns of `events` plus `act` (hostile,
        helpful or other) and `told`: `done` (asserted), `open` (wished, announced, possible,
        demanded, asked, supposed) or `denied`.

    Notes
    -----
    A deed that names the same pair twice ("Iran helps Syria and its president") counts once. What
    an actor does to itself is no tie. The list knows words alone: "killed the hopes of" counts as
    killing, and to *reduce* or to *stop* has no sign, since all depends on what is stopped.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.actors import find_mentions
    >>> from helpers.catalogue import load_actors
    >>> from helpers.events import find_events
    >>> article = make_article("Norway bombed Sweden. Finland did not help Norway.")
    >>> mentions = find_mentions(article.sentences, actors=load_actors())
    >>> found = find_acts(find_events(article.sentences, mentions=mentions))
    >>> found[["agent", "verb", "patient", "act", "told"]].values.tolist()
    [['norway', 'bomb', 'sweden', 'hostile', 'done'],
     ['finland', 'help', 'norway', 'helpful', 'denied']]
    """
    check_table(events, table="events")
    signs = _bundled_acts() if acts is None else _index_acts(acts)
    between = events[
        (events["agent"] != "") & (events["patient"] != "") & (events["agent"] != events["patient"])
    ]
    between = between.drop_duplicates(["article", "event", "agent", "patient"])
    pos = between["construction"].map(lambda told: "noun" if told == "nominal" else "verb")
    words = between["verb"].str.lower()
    told = np.where(between["modality"] == "asserted", DONE, OPEN)
    found = between.assign(
        act=[signs.get(key, OTHER) for key in zip(words, pos, strict=True)],
        told=np.where(between["negated"], DENIED, told),
    ).reset_index(drop=True)
    return found.astype({"act": "str", "told": "str"})


@cache
def _bundled_acts() -> dict[tuple[str, str], str]:
    return _index_acts(load_lexicon("acts"))


def _index_acts(acts: pd.DataFrame) -> dict[tuple[str, str], str]:
    return {(row.cue, row.pos): row.act for row in iterate(acts)}


def score_relations(
    events: pd.DataFrame,
    *,
    acts: pd.DataFrame | None = None,
    voice: str = ALL_VOICES,
    settings: Resampling | None = None,
) -> pd.DataFrame:
    """Add up what each actor does to each other.

    Parameters
    ----------
    events
        From `find_events`, of one article or of several.
    acts
        As in `find_acts`.
    voice
        `all`, `author`, `quoted` (anyone but the author), or one speaker.
    settings
        How intervals are drawn.

    Returns
    -------
    pandas.DataFrame
        One row per ordered pair of actors and way of telling, the pair with most deeds first.
        `agent` does it to `patient`; `told` is done, open or denied (see `find_acts`), so that a
        wish never counts as a deed; `n` deeds, of which `n_hostile`, `n_helpful` and `n_other`,
        and `n_author` and `n_quoted` by whose words they are told in. `value` is the mean sign of
        the deeds that have one, from -1 (all hostile) to 1 (all helpful), missing where none has;
        `low` and `high` its 95 % bootstrap interval over the `n_sentences` that hold such deeds.
        With fewer than three of them there is no interval, and `note` says "insufficient evidence".
        `hostile`, `helpful` and `other` list the verbs and nouns of the deeds with their counts,
        the most frequent first.

    Raises
    ------
    DiscourseError
        If no deed of the table is told in that voice, and the voice is none of the three above.

    Notes
    -----
    Counts are of what is told, not of what happened, and pairs of which nothing is told have no
    row: silence is not peace. Renaming an actor changes none of the numbers.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.actors import find_mentions
    >>> from helpers.catalogue import load_actors
    >>> from helpers.events import find_events
    >>> article = make_article("Norway bombed Sweden. Norway may help Sweden. Norway met Finland.")
    >>> mentions = find_mentions(article.sentences, actors=load_actors())
    >>> found = score_relations(find_events(article.sentences, mentions=mentions))
    >>> found[["agent", "patient", "told", "n", "n_hostile", "value"]].values.tolist()
    [['norway', 'sweden', 'done', 1, 1, -1.0], ['norway', 'sweden', 'open', 1, 0, 1.0],
     ['norway', 'finland', 'done', 1, 0, nan]]
    """
    heard = _in_voice(find_acts(events, acts=acts), voice=voice)
    settings = settings or Resampling()
    groups: dict[tuple[str, str, str], list[Any]] = {}
    for row in iterate(heard):
        groups.setdefault((row.agent, row.patient, row.told), []).append(row)
    rows = [
        {"agent": agent, "patient": patient, "told": told, "voice": voice}
        | _sum_up(deeds, settings=settings)
        for (agent, patient, told), deeds in groups.items()
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        dict.fromkeys(_COUNTS, "int64") | dict.fromkeys(("value", "low", "high"), "float64")
    )
    names = ("agent", "patient", "told", "voice", *ACTS, "note")
    table = table.astype(dict.fromkeys(names, "str"))
    table = table.assign(
        of_pair=table.groupby(["agent", "patient"])["n"].transform("sum"),
        place=table["told"].map(TOLD.index),
    ).sort_values(["of_pair", "agent", "patient", "place"], ascending=[False, True, True, True])
    table = table[list(COLUMNS)].reset_index(drop=True)
    table.attrs = dict(events.attrs)
    return table


def _in_voice(found: pd.DataFrame, *, voice: str) -> pd.DataFrame:
    """Keep the deeds that are told in a voice."""
    if voice == ALL_VOICES:
        return found
    if voice == QUOTED:
        return found[found["voice"] != AUTHOR]
    if voice != AUTHOR and not found.empty and voice not in set(found["voice"]):
        known = ", ".join(sorted(set(found["voice"]) - {AUTHOR})) or "nobody"
        raise DiscourseError(
            f"table events, column voice: no deed between two actors is told by {voice!r}; choose "
            f"all, author, quoted, or one of those who are quoted with one ({known})"
        )
    return found[found["voice"] == voice]


def _sum_up(deeds: Sequence[Any], *, settings: Resampling) -> dict[str, Any]:
    """Count the deeds of one row and weigh their signs."""
    counts = Counter(deed.act for deed in deeds)
    signs: dict[tuple[str, int], list[float]] = {}
    for deed in deeds:
        if deed.act in _SIGNS:
            signs.setdefault((deed.article, deed.sentence), []).append(_SIGNS[deed.act])
    totals = np.array([sum(signs[place]) for place in sorted(signs)])
    many = np.array([float(len(signs[place])) for place in sorted(signs)])
    low = high = value = float("nan")
    if len(signs):
        value = float(totals.sum() / many.sum())
    if len(signs) >= FEWEST:
        drawn = draw_sentences(len(signs), settings=settings)
        low, high = interval(divide(drawn @ totals, drawn @ many))
    by_author = sum(deed.voice == AUTHOR for deed in deeds)
    return {
        "n": len(deeds),
        **{f"n_{act}": counts[act] for act in ACTS},
        "value": value,
        "low": low,
        "high": high,
        "n_sentences": len(signs),
        "n_author": by_author,
        "n_quoted": len(deeds) - by_author,
        **{act: count_deeds(deed.verb for deed in deeds if deed.act == act) for act in ACTS},
        "note": INSUFFICIENT if len(signs) < FEWEST else "",
    }


def count_deeds(verbs: Iterable[str]) -> str:
    """List verbs with their counts, the most frequent first.

    Examples
    --------
    >>> count_deeds(["kill", "warn", "kill"])
    'kill 2, warn'
    """
    counts = sorted(Counter(verbs).items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{verb} {n}" if n > 1 else verb for verb, n in counts)


def strongest(relations: pd.DataFrame, *, limit: int) -> Sequence[tuple[str, str]]:
    """Name the ordered pairs with most deeds, told as done or left open, at most `limit`.

    Ties in number go to the pair with more deeds told as done, then to the order of the table.
    """
    kept = relations[relations["told"] != DENIED]
    done = kept["n"].where(kept["told"] == DONE, 0)
    ranks = kept.assign(done=done).groupby(["agent", "patient"], sort=False)[["n", "done"]].sum()
    ranks = ranks.sort_values(["n", "done"], ascending=False, kind="stable")
    return [(str(agent), str(patient)) for agent, patient in ranks.index[:limit]]
