"""How do outlets differ on the same events? One row an article and actor in; differences out.

An outlet that covers an actor's failures will sound harsher than one that covers its successes,
even if both would tell each of them alike. Where two outlets tell the same event, what is left is
how they tell it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from helpers.clusters import (
    FEWEST_CLUSTERS,
    FEWEST_PAIRS,
    adjust_benjamini_hochberg,
    flip_signs,
    mean_of_clusters,
    salt_of,
    sample_means,
    widened_interval,
)
from helpers.contrasts import DIFFERS, NOT_SHOWN
from helpers.errors import DiscourseError
from helpers.resampling import INSUFFICIENT, Floats, Resampling, enough_draws

EVENTS: Final = "event one other actor value_one value_other difference n_one n_other".split()
DIFFERENCES: Final = (
    "one other actor difference low high p p_adjusted n_events raw from_tone from_choice note"
).split()


class Matched(NamedTuple):
    """Hold what `compare_matched` finds.

    Attributes
    ----------
    events : pandas.DataFrame
        One row per event, pair of outlets and actor that both judge on it: value_one, value_other
        (mean stance of each outlet's articles on the event), difference (the other less the one),
        n_one, n_other (articles).
    differences : pandas.DataFrame
        One row per pair and actor: difference (mean over the events), low, high (95 % interval), p,
        p_adjusted, n_events; raw (the difference of the plain means over all articles on these
        events), and the two parts that it is the sum of: from_tone (how the same event is told)
        and from_choice (how many articles are given to which event); note.
    """

    events: pd.DataFrame
    differences: pd.DataFrame


def match_events(units: pd.DataFrame, *, window: int | None = None) -> pd.DataFrame:
    """Keep the articles on events that two outlets or more tell.

    Parameters
    ----------
    units
        From `score_articles`, with the event of each article. Articles without one are left out.
    window
        How many days after the first report of its event an article still counts; all days where
        left out.

    Returns
    -------
    pandas.DataFrame
        The rows that are left.

    Raises
    ------
    DiscourseError
        If no event is told by two outlets.

    Notes
    -----
    What the same event is has to be said by whoever collects the articles, in a column `event`. It
    is not guessed from dates and likeness of words here: two outlets that word an event
    differently are just what is looked for, and would be missed.

    Examples
    --------
    >>> days = pd.to_datetime(["2031-01-06", "2031-01-08", "2031-02-01"])
    >>> units = pd.DataFrame({"outlet": ["a", "b", "b"], "event": "E1", "published": days})
    >>> len(match_events(units)), len(match_events(units, window=7))
    (3, 2)
    """
    kept = units[units["event"] != ""]
    if window is not None:
        first = kept.groupby("event")["published"].transform("min")
        kept = kept[kept["published"] <= first + pd.Timedelta(days=window)]
    told_by = kept.groupby("event")["outlet"].transform("nunique")
    kept = kept[told_by > 1]
    if kept.empty:
        raise DiscourseError(
            "no event is told by two outlets; give the articles on the same event the same word in "
            "the column event"
        )
    return kept


def compare_matched(
    units: pd.DataFrame,
    *,
    window: int | None = None,
    settings: Resampling | None = None,
) -> Matched:
    """Compare outlets two by two on the events that both tell.

    Parameters
    ----------
    units, window
        As for `match_events`.
    settings
        Number of samples and sign changes, seed, and from which p value on a difference counts.

    Returns
    -------
    Matched
        The differences by event, and their means with interval and test. Below 5 events there is
        no interval, and below 6 no test, for five that all point to one side happen by chance once
        in sixteen: insufficient evidence.

    Raises
    ------
    DiscourseError
        If no event is told by two outlets.

    Notes
    -----
    Events are the independent units here, each with one difference, however many articles it had.
    The interval draws events, widened for their small number (Hesterberg 2015); p is that of a test
    that changes signs (Fisher 1935), and p_adjusted makes up for the number of pairs and actors
    (Benjamini & Hochberg 1995). With v the mean and w the share of the readings that an outlet
    gives to an event, its plain mean is the sum of w x v over the events. The difference of two
    such sums is exactly that of (w₁ + w₂)/2 x (v₂ - v₁), the part of tone, and of
    (w₂ - w₁) x (v₁ + v₂)/2, that of choice (Kitagawa 1955).

    Examples
    --------
    >>> units = pd.DataFrame(
    ...     [(o, f"E{e}", "norway", v, 1.0) for e, v in enumerate([-1.0, -0.5, 0.0, 0.5, 1.0])
    ...      for o in ("a", "b") for _ in range(1 + (o == "a") * (e < 2))],
    ...     columns=["outlet", "event", "actor", "total", "count"],
    ... )
    >>> told = compare_matched(units).differences
    >>> told[["difference", "raw", "from_tone", "from_choice"]].round(2).values.tolist()
    [[0.0, 0.21, 0.0, 0.21]]
    """
    settings = settings or Resampling()
    kept = match_events(units, window=window)
    by_event: list[pd.DataFrame] = []
    differences: list[dict[str, Any]] = []
    pairs = list(_pairs(kept[kept["count"] > 0]))
    tested = sum(len(table) >= FEWEST_PAIRS for *_, table in pairs)
    often = enough_draws(tested, settings=settings)
    for one, other, actor, table in pairs:
        base = {"one": one, "other": other, "actor": actor}
        by_event.append(table.assign(**base))
        told = _summarise(table, settings=settings, salt=salt_of(one, other, actor))
        p = _test(table["difference"].to_numpy(dtype=float), settings=settings, often=often)
        differences.append({**base, **told, "p": p})
    found = pd.DataFrame(differences, columns=DIFFERENCES)
    found["p_adjusted"] = adjust_benjamini_hochberg(found["p"].tolist())
    verdict = np.where(found["p_adjusted"] <= settings.alpha, DIFFERS, NOT_SHOWN)
    found["note"] = np.where(found["p"].notna(), verdict, INSUFFICIENT)
    events = pd.concat(by_event, ignore_index=True) if by_event else pd.DataFrame(columns=EVENTS)
    return Matched(events=events[EVENTS], differences=found)


def _test(differences: Floats, *, settings: Resampling, often: Resampling) -> float:
    """Test a pair; what does not even pass by itself, with few sign changes, needs no more."""
    p = flip_signs(differences, settings=settings)
    return flip_signs(differences, settings=often) if p <= settings.alpha else p


def _pairs(units: pd.DataFrame) -> Iterator[tuple[str, str, str, pd.DataFrame]]:
    """Give each pair of outlets and actor with one row per event that both judge it on."""
    outlets = sorted(set(units["outlet"]))
    counted = units.assign(n=1)
    for actor, own in counted.groupby("actor"):
        # One table for each column, with a row an event and a column an outlet.
        wide = own.pivot_table(
            index="event", columns="outlet", values=["total", "count", "n"], aggfunc="sum"
        )
        told = set(own["outlet"])
        for one, other in combinations([name for name in outlets if name in told], 2):
            both = pd.DataFrame(
                {
                    f"{column}_{side}": wide[column, name]
                    for column in ("total", "count", "n")
                    for side, name in (("one", one), ("other", other))
                }
            ).dropna()
            if len(both):
                yield one, other, str(actor), _differ(both.reset_index())


def _differ(both: pd.DataFrame) -> pd.DataFrame:
    """Give the means of both outlets on each event, and the difference."""
    values = {side: both[f"total_{side}"] / both[f"count_{side}"] for side in ("one", "other")}
    counts = {f"n_{side}": both[f"n_{side}"].astype("int64") for side in ("one", "other")}
    return both.assign(
        value_one=values["one"],
        value_other=values["other"],
        difference=values["other"] - values["one"],
        **counts,
    )


def _summarise(table: pd.DataFrame, *, settings: Resampling, salt: int) -> dict[str, Any]:
    """Give mean, interval and test of the differences by event, and the parts of the raw one."""
    differences = table["difference"].to_numpy(dtype=float)
    n, each = len(differences), np.ones(len(differences))
    enough = n >= FEWEST_CLUSTERS
    samples = sample_means(differences, each, settings=settings, salt=salt) if enough else each
    low, high = widened_interval(samples, n=n)
    shares = [table[f"count_{side}"] / table[f"count_{side}"].sum() for side in ("one", "other")]
    middle = (table["value_one"] + table["value_other"]) / 2
    tone = float(((shares[0] + shares[1]) / 2 * table["difference"]).sum())
    choice = float(((shares[1] - shares[0]) * middle).sum())
    return {
        "difference": mean_of_clusters(differences, each),
        "low": low,
        "high": high,
        "n_events": n,
        "raw": tone + choice,
        "from_tone": tone,
        "from_choice": choice,
    }
