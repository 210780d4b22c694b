"""Does the text dwell on our good and their bad, and pass over our bad and their good?

Mentions with their stance in; the ideological square out (van Dijk 1998). Who is "us" and who is
"them" is the analyst's to say, in the column `bloc` of the actors; `propose_blocs` offers a first
guess. Each mention that is taken well or badly falls into one of four corners, and five plain
signs say whether it is emphasised there or mitigated.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from helpers.errors import DiscourseError
from helpers.narrative import FAVOURABLE, UNFAVOURABLE, read_stances
from helpers.schema import AUTHOR, MEASURED_KINDS, group_rows, iterate
from helpers.text import plain_view

US: Final = "us"
THEM: Final = "them"
UNDECIDED: Final = "undecided"
CORNERS: Final = ("our good", "our bad", "their good", "their bad")
SIGNS: Final = ("position", "length", "firmness", "agency", "speaker")
COLUMNS: Final = (
    "article",
    "paragraph",
    "sentence",
    "mention",
    "actor",
    "start",
    "end",
    "surface",
    "voice",
    "side",
    "stance",
    "corner",
    *SIGNS,
    "emphasis",
)
# Of the devices, those that close a claim down, open it up, or hide who did it.
_FIRM: Final = {"booster": 1, "hedge": -1}
_HIDING: Final = ("agentless_passive", "nominalisation")
_BREAK: Final = re.compile(r"[;:()]|\s[-–—]+\s|—|,?\s\b(?:but|while|whereas|although|though|yet)\b")


def propose_blocs(
    evidence: pd.DataFrame,
    *,
    mentions: pd.DataFrame,
    actors: pd.DataFrame,
    low: float = UNFAVOURABLE,
    high: float = FAVOURABLE,
    least: int = 2,
    engine_stance: str = "mean",
) -> pd.DataFrame:
    """Propose who is "us" and who "them": by the sign of the stance over the whole article.

    Parameters
    ----------
    evidence, mentions, actors
        Tables of the schema; evidence with that of stance.
    low, high
        A mean stance below the first puts an actor among "them", above the second among "us".
    least
        Mentions with a stance that an actor needs; else it is undecided.
    engine_stance
        How the engine's rows make a stance: `mean` (neural) or `sum` (lexical).

    Returns
    -------
    pandas.DataFrame
        The catalogue with `bloc` us, them or undecided, for `find_square`. Its `attrs` say
        `proposed`, so that what comes of it is marked as resting on a proposal.

    Notes
    -----
    The proposal is made from stance, so how good and bad fall on the two sides tells nothing new
    then: `compare_square` tests the emphasis alone.

    Examples
    --------
    >>> from helpers.catalogue import load_actors
    >>> from helpers.schema import make_table
    >>> proposed = propose_blocs(make_table("evidence", []), mentions=make_table("mentions", []),
    ...                          actors=load_actors())
    >>> set(proposed["bloc"])
    {'undecided'}
    """
    told = read_stances(evidence, mentions=mentions, stance=engine_stance)
    values: dict[str, list[float]] = {}
    for row in iterate(mentions):
        if row.mention in told:
            values.setdefault(row.actor, []).append(told[row.mention])
    blocs = {}
    for actor, own in values.items():
        mean = float(np.mean(own))
        if len(own) >= least and not low <= mean <= high:
            blocs[actor] = US if mean > high else THEM
    sides = [blocs.get(actor, UNDECIDED) for actor in actors["actor"]]
    made = actors.assign(bloc=pd.Series(sides, index=actors.index, dtype="str"))
    made.attrs = {**actors.attrs, "proposed": True}
    return made


def find_square(
    mentions: pd.DataFrame,
    *,
    paragraphs: pd.DataFrame,
    sentences: pd.DataFrame,
    actors: pd.DataFrame,
    events: pd.DataFrame,
    evidence: pd.DataFrame,
    us: str | Collection[str],
    them: str | Collection[str] | None = None,
    low: float = UNFAVOURABLE,
    high: float = FAVOURABLE,
    engine_stance: str = "mean",
) -> pd.DataFrame:
    """Put each mention of us and them into its corner, with the signs of emphasis.

    Parameters
    ----------
    mentions, paragraphs, sentences, actors, events, evidence
        Tables of the schema, of one article; evidence with that of stance and of devices.
    us, them
        Names of blocs, one or several; of `them`, all other blocs (but undecided) where left out.
    low, high
        A mention's stance below the first is bad, above the second good.
    engine_stance
        How the engine's rows make a stance: `mean` (neural) or `sum` (lexical).

    Returns
    -------
    pandas.DataFrame
        One row per mention of either side that has a stance. `side` is us or them; `corner` our
        good, our bad, their good or their bad, empty where the mention takes no side. The signs:
        `position` 1 in the headline or the lead, else 0; `length` from -1 (in the article's
        shortest sentence) to 1 (in its longest), by rank; `firmness` 1 with a booster in the
        clause, -1 with a hedge; `agency` 1 where it is named as doing something (active), -1 where
        it does so in a by-phrase or a noun, or its clause hides who does; `speaker` -1 in
        quotation, else 0. `emphasis` is their mean, in [-0.6, 0.8]. `attrs` keep `proposed`.

    Raises
    ------
    DiscourseError
        If no actor belongs to one of the sides, or a bloc to both.

    Notes
    -----
    After the moves of the square in van Dijk (1998): headline and lead, detail, boosters and
    hedges, active and passive, in one's own voice or another's. All signs weigh alike; that is a
    choice, so they are kept side by side in the table.
    """
    sides = _take_sides(actors, us, them)
    told = read_stances(evidence, mentions=mentions, stance=engine_stance)
    spans = {row.sentence: row for row in iterate(sentences)}
    high_up = _high_places(paragraphs)
    ranks = _rank_lengths(paragraphs, sentences)
    devices = group_rows(evidence[evidence["measure"] == "device"], by="sentence")
    agency = _read_agency(events)
    rows: list[dict[str, Any]] = []
    for row in iterate(mentions):
        side = sides.get(row.actor)
        if side is None or row.mention not in told:
            continue
        value = told[row.mention]
        sentence = spans[row.sentence]
        inside = _in_clause(row, sentence, devices.get(row.sentence, ()))
        doing = agency.get(row.mention, 0)
        if not doing and any(label in _HIDING for label in inside):
            doing = -1
        signs = {
            "position": float(row.paragraph in high_up),
            "length": ranks[row.sentence],
            "firmness": float(np.sign(sum(_FIRM.get(label, 0) for label in inside))),
            "agency": float(doing),
            "speaker": 0.0 if row.voice == AUTHOR else -1.0,
        }
        corner = ""
        if not low <= value <= high:
            owner, good = ("our", value > high) if side == US else ("their", value > high)
            corner = f"{owner} {'good' if good else 'bad'}"
        rows.append(
            {
                **{name: getattr(row, name) for name in COLUMNS[:9]},
                "side": side,
                "stance": value,
                "corner": corner,
                **signs,
                "emphasis": float(np.mean(list(signs.values()))),
            }
        )
    made = pd.DataFrame(rows, columns=list(COLUMNS))
    made.attrs["proposed"] = bool(actors.attrs.get("proposed", False))
    return made


def _names(blocs: str | Collection[str]) -> set[str]:
    return {blocs} if isinstance(blocs, str) else set(blocs)


def _take_sides(
    actors: pd.DataFrame, us: str | Collection[str], them: str | Collection[str] | None
) -> dict[str, str]:
    """Say of each actor of a bloc on which side it is."""
    known = set(actors["bloc"]) - {"", UNDECIDED}
    ours = _names(us)
    theirs = known - ours if them is None else _names(them)
    if ours & theirs:
        raise DiscourseError(f"the bloc {min(ours & theirs)!r} is given as us and as them; choose")
    for name, blocs in (("us", ours), ("them", theirs)):
        if not blocs & known:
            asked = ", ".join(sorted(blocs)) or "no bloc"
            raise DiscourseError(
                f"no actor belongs to {name} ({asked}); the column bloc of the actors has "
                f"{', '.join(sorted(known)) or 'no bloc'}; fill it in, or use propose_blocs"
            )
    return {
        str(actor): US if bloc in ours else THEM
        for actor, bloc in zip(actors["actor"], actors["bloc"], strict=True)
        if bloc in ours | theirs
    }


def _high_places(paragraphs: pd.DataFrame) -> set[int]:
    """List the headline and the lead, which is the first paragraph of the body."""
    measured = paragraphs[paragraphs["kind"].isin(MEASURED_KINDS)].sort_values("start")
    titles = measured.loc[measured["kind"] == "title", "paragraph"]
    body = measured.loc[measured["kind"] == "body", "paragraph"]
    return {int(number) for number in (*titles, *body[:1])}


def _rank_lengths(paragraphs: pd.DataFrame, sentences: pd.DataFrame) -> dict[int, float]:
    """Rank the measured sentences by length, from -1 to 1; equals share their mean rank."""
    measured = paragraphs.loc[paragraphs["kind"].isin(MEASURED_KINDS), "paragraph"]
    kept = sentences[sentences["paragraph"].isin(measured)]
    spread = max(len(kept) - 1, 1)
    ranks = kept["n_words"].rank(method="average") - 1
    middle = (len(kept) - 1) / 2
    return {
        int(number): float(2 * (rank - middle) / spread)
        for number, rank in zip(kept["sentence"], ranks, strict=True)
    }


def _read_agency(events: pd.DataFrame) -> dict[int, int]:
    """Say of each mention that does something whether it stands first or is put behind."""
    found: dict[int, int] = {}
    for event in iterate(events):
        if not pd.isna(event.agent_mention):
            value = 1 if event.construction == "active" else -1
            found[int(event.agent_mention)] = max(found.get(int(event.agent_mention), -1), value)
    return found


def _in_clause(mention: Any, sentence: Any, devices: Sequence[Any]) -> list[str]:
    """List the devices between the two breaks (; : but while ...) that enclose a mention."""
    view = plain_view(sentence.text)
    at = mention.start - sentence.start
    cuts = [cut.start() for cut in _BREAK.finditer(view)]
    first = max((cut for cut in cuts if cut < at), default=-1) + sentence.start
    last = min((cut for cut in cuts if cut >= at), default=len(view)) + sentence.start
    return [device.label for device in devices if first <= device.start < last]
