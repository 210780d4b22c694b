"""How do the four corners of the square compare, and could it be chance? Items in; tables out.

From the mentions of `find_square`: counts and emphasis of each corner with intervals, and a
permutation test in which the sides are dealt out anew to the actors.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.schema import ALL_VOICES, AUTHOR, QUOTED
from helpers.square import CORNERS, SIGNS, US

DRAWS: Final = 1000
SEED: Final = 2018
# Mentions that a corner needs for an index, and ways to deal out the sides that a test needs.
LEAST: Final = 3
LEAST_DEALS: Final = 20
EXACT: Final = 20_000
THIN: Final = "insufficient evidence"

Floats = npt.NDArray[np.float64]


class SquareTest(NamedTuple):
    """Hold what the permutation test says.

    `selection` is the share of mentions in the corners that the square would fill (our good and
    their bad), `emphasis` the mean emphasis there less that in the other two; each with a 95 %
    interval over sentences and the share of deals that give as much or more (one-sided). A p that
    cannot be had is NaN and `note` says why; `deals` counts the deals, `exact` says whether they
    were all.
    """

    selection: float
    selection_low: float
    selection_high: float
    selection_p: float
    emphasis: float
    emphasis_low: float
    emphasis_high: float
    emphasis_p: float
    n: int
    n_actors: int
    deals: int
    exact: bool
    note: str


def keep_voice(items: pd.DataFrame, *, voice: str = ALL_VOICES) -> pd.DataFrame:
    """Keep the mentions in the words of the author, of those quoted, or of all."""
    if voice == ALL_VOICES:
        return items
    if voice == QUOTED:
        return items[items["voice"] != AUTHOR]
    return items[items["voice"] == voice]


def score_square(
    items: pd.DataFrame, *, voice: str = ALL_VOICES, draws: int = DRAWS, seed: int = SEED
) -> pd.DataFrame:
    """Count each corner and give its emphasis.

    Parameters
    ----------
    items
        From `find_square`.
    voice
        all, author, quoted or a speaker.
    draws, seed
        Bootstrap samples of the sentences, and their seed.

    Returns
    -------
    pandas.DataFrame
        Four rows. `n` is the number of mentions, `expected` what it would be if good and bad fell
        alike on both sides, `share` of the side's mentions that take a stance. `emphasis` is the
        mean index less that of all mentions that take a stance, so that above 0 is emphasised and
        below 0 mitigated; `low` and `high` its 95 % interval; then the mean of each sign as it is;
        `emphasised` and `mitigated` count mentions above and below the mean of all. `note` says
        "insufficient evidence" where a corner has fewer than three mentions; its emphasis is then
        missing.
    """
    taken = keep_voice(items, voice=voice)
    taken = taken[taken["corner"] != ""]
    centre = float(taken["emphasis"].mean()) if len(taken) else 0.0
    samples = dict(zip(CORNERS, _resample(taken, draws=draws, seed=seed), strict=True))
    rows: list[dict[str, Any]] = []
    for corner in CORNERS:
        own = taken[taken["corner"] == corner]
        whose, what = corner.split()
        side = int(taken["corner"].str.startswith(whose).sum())
        kind = int(taken["corner"].str.endswith(what).sum())
        thin = len(own) < LEAST
        low, high = samples[corner]
        missing = float("nan")
        rows.append(
            {
                "corner": corner,
                "n": len(own),
                "expected": side * kind / len(taken) if len(taken) else missing,
                "share": len(own) / side if side else missing,
                "emphasis": missing if thin else float(own["emphasis"].mean()) - centre,
                "low": missing if thin else low,
                "high": missing if thin else high,
                **{sign: missing if thin else float(own[sign].mean()) for sign in SIGNS},
                "emphasised": int((own["emphasis"] > centre).sum()),
                "mitigated": int((own["emphasis"] < centre).sum()),
                "note": THIN if thin else "",
            }
        )
    made = pd.DataFrame(rows)
    made.attrs = dict(items.attrs)
    return made


def _resample(taken: pd.DataFrame, *, draws: int, seed: int) -> Iterator[tuple[float, float]]:
    """Give the interval of each corner's emphasis less that of all, over samples of sentences."""
    sums, counts = _by_sentence(taken)
    if len(sums) < 2:
        yield from [(float("nan"), float("nan"))] * len(CORNERS)
        return
    drawn = _draw(len(sums), draws=draws, seed=seed)
    total, number = drawn @ sums, drawn @ counts
    centre = total.sum(axis=1) / number.sum(axis=1)
    for k in range(len(CORNERS)):
        there = number[:, k] > 0
        values = total[there, k] / number[there, k] - centre[there]
        yield _interval(values)


def _by_sentence(taken: pd.DataFrame) -> tuple[Floats, Floats]:
    """Add up the emphasis, and count, by sentence (rows) and corner (columns)."""
    homes = {number: place for place, number in enumerate(sorted(set(taken["sentence"])))}
    sums = np.zeros((len(homes), len(CORNERS)))
    counts = np.zeros((len(homes), len(CORNERS)))
    for home, corner, value in zip(
        taken["sentence"], taken["corner"], taken["emphasis"], strict=True
    ):
        sums[homes[home], CORNERS.index(corner)] += value
        counts[homes[home], CORNERS.index(corner)] += 1
    return sums, counts


def _draw(size: int, *, draws: int, seed: int) -> Floats:
    generator = np.random.default_rng(seed)
    shares = np.full(size, 1 / size)
    return generator.multinomial(size, shares, size=draws).astype(np.float64)


def _interval(values: Floats) -> tuple[float, float]:
    kept = np.sort(values[~np.isnan(values)])
    if not len(kept):
        return float("nan"), float("nan")
    low, high = (float(kept[round(share * (len(kept) - 1))]) for share in (0.025, 0.975))
    return low, high


def compare_square(
    items: pd.DataFrame, *, voice: str = ALL_VOICES, draws: int = DRAWS, seed: int = SEED
) -> SquareTest:
    """Test whether the square's own corners are fuller, and more emphasised, than by chance.

    Parameters
    ----------
    items
        From `find_square`.
    voice
        all, author, quoted or a speaker.
    draws, seed
        Bootstrap samples and random deals, and their seed.

    Returns
    -------
    SquareTest
        Swapping the two sides turns `selection` into 1 less it, and `emphasis` into its negative.

    Notes
    -----
    The sides are dealt out anew to the actors that take part, as many to each side as before: all
    deals where there are up to 20,000, else as many as `draws`, drawn at random. With fewer than
    20 deals no p below 0.05 could come out, and none is given. Where the sides were proposed from
    stance, the p of the selection would be circular, and is not given.
    """
    taken = keep_voice(items, voice=voice)
    taken = taken[taken["corner"] != ""]
    names = sorted(set(taken["actor"]))
    ours = [name in set(taken.loc[taken["side"] == US, "actor"]) for name in names]
    table = _by_actor(taken, names)
    selection, emphasis = _statistics(table, np.array(ours, dtype=bool)[None, :])
    sums, counts = _by_sentence(taken)
    low_high = [(float("nan"), float("nan"))] * 2
    if len(sums) > 1:
        drawn = _draw(len(sums), draws=draws, seed=seed)
        shares, gaps = _compare(drawn @ sums, drawn @ counts)
        low_high = [_interval(shares), _interval(gaps)]
    deals, exact = _deal(len(names), sum(ours), draws=draws, seed=seed)
    p_selection = p_emphasis = float("nan")
    notes = []
    if len(deals) < LEAST_DEALS:
        notes.append(f"{THIN}: {len(names)} actors can be dealt in {len(deals)} ways only")
    else:
        shares, gaps = _statistics(table, deals)
        p_selection = _p(shares, float(selection[0]), exact=exact)
        p_emphasis = _p(gaps, float(emphasis[0]), exact=exact)
    if items.attrs.get("proposed"):
        p_selection = float("nan")
        notes.append("the sides were proposed from stance, so the selection is not tested")
    return SquareTest(
        float(selection[0]),
        *low_high[0],
        p_selection,
        float(emphasis[0]),
        *low_high[1],
        p_emphasis,
        n=len(taken),
        n_actors=len(names),
        deals=len(deals),
        exact=exact,
        note="; ".join(notes),
    )


def _by_actor(taken: pd.DataFrame, names: list[str]) -> Floats:
    """Count good and bad, and add up the emphasis of both: one row an actor."""
    table = np.zeros((len(names), 4))
    for actor, corner, value in zip(
        taken["actor"], taken["corner"], taken["emphasis"], strict=True
    ):
        bad = int(corner.endswith("bad"))
        table[names.index(actor), bad] += 1
        table[names.index(actor), 2 + bad] += value
    return table


def _statistics(table: Floats, ours: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Give selection and emphasis of each deal (a row of `ours`)."""
    us = ours.astype(np.float64) @ table
    them = (~ours).astype(np.float64) @ table
    counts = np.stack([us[:, 0], us[:, 1], them[:, 0], them[:, 1]], axis=1)
    sums = np.stack([us[:, 2], us[:, 3], them[:, 2], them[:, 3]], axis=1)
    return _compare(sums, counts)


def _compare(sums: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Set our good and their bad (first and last) against the two between them."""
    told, told_sum = counts[:, [0, 3]].sum(axis=1), sums[:, [0, 3]].sum(axis=1)
    other, other_sum = counts[:, [1, 2]].sum(axis=1), sums[:, [1, 2]].sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return told / (told + other), told_sum / told - other_sum / other


def _deal(size: int, ours: int, *, draws: int, seed: int) -> tuple[npt.NDArray[np.bool_], bool]:
    """List the ways to deal out the sides, or draw some of them."""
    if math.comb(size, ours) <= EXACT:
        deals = np.zeros((math.comb(size, ours), size), dtype=bool)
        for row, chosen in enumerate(combinations(range(size), ours)):
            deals[row, list(chosen)] = True
        return deals, True
    generator = np.random.default_rng(seed)
    order = generator.random((draws, size)).argsort(axis=1)
    return order < ours, False


def _p(values: Floats, seen: float, *, exact: bool) -> float:
    """Give the share of deals with as much or more; the deal that is there counts as one."""
    kept = values[~np.isnan(values)]
    if np.isnan(seen) or not len(kept):
        return float("nan")
    more = float(np.sum(kept >= seen - 1e-12))
    return more / len(kept) if exact else (more + 1) / (len(kept) + 1)
