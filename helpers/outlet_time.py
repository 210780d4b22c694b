"""How does an outlet's tone change over time? Evidence of many articles in.

Out: one row a period, outlet and actor (`score_over_time`), and the days from which on an outlet's
tone is another (`find_turns`). As in `outlets`, all intervals draw whole articles.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pandas as pd

from helpers.changepoints import CHANGE, NO_CHANGE, SHORTEST, Break, describe_change, find_breaks
from helpers.clusters import mean_of_clusters, salt_of, sample_means, widened_interval
from helpers.errors import DiscourseError
from helpers.outlets import OUTLETS, add_up_articles, each_cell, mean_of_articles
from helpers.resampling import INSUFFICIENT, MOST_DRAWS, Floats, Resampling, enough_draws

PERIODS: Final = ["period", *OUTLETS, "n_undated"]
TURNS: Final = (
    "outlet actor date before after difference low high p n_articles note n_undated"
).split()


def score_over_time(
    units: pd.DataFrame, *, freq: str = "28D", settings: Resampling | None = None
) -> pd.DataFrame:
    """Give the mean stance of each outlet toward each actor in each period.

    Parameters
    ----------
    units
        From `score_articles`; articles without a day are left out, and counted.
    freq
        Length of a period, as pandas writes it: `7D`, `28D`, `MS` (calendar months), `QS`. Days are
        counted from the first article.
    settings
        Number of samples and seed.

    Returns
    -------
    pandas.DataFrame
        One row per period, outlet and actor, also where nothing was published: period (its first
        day), the columns of `compare_outlets`, and n_undated (articles of that outlet that judge
        the actor and were left out, since no day is known).

    Raises
    ------
    DiscourseError
        If no article has a date, or pandas knows no such period.

    Examples
    --------
    >>> units = pd.DataFrame(
    ...     {"article": ["a", "b"], "outlet": "The Fjord", "event": "", "actor": "norway",
    ...      "published": pd.to_datetime(["2031-01-06", "2031-03-03"]), "total": [0.5, -0.5],
    ...      "count": 1, "n_mentions": 1}
    ... )
    >>> told = score_over_time(units)
    >>> told["period"].dt.day.tolist(), told["value"].tolist(), told["n_articles"].tolist()
    ([6, 3, 3], [0.5, nan, -0.5], [1, 0, 1])
    """
    settings = settings or Resampling()
    dated = units.dropna(subset=["published"])
    if dated.empty:
        raise DiscourseError("no article has a date; fill the column published, as 2031-01-06")
    periods = _periods(dated["published"], freq=freq)
    at = periods.searchsorted(dated["published"], side="right") - 1
    rows: list[dict[str, Any]] = []
    number_of = pd.Series(at, index=dated.index).reindex(units.index, fill_value=-1)
    for outlet, actor, cell in each_cell(units.assign(at=number_of)):
        undated = _count_undated(cell)
        for number, period in enumerate(periods):
            base = {"period": period, "outlet": outlet, "actor": actor, "n_undated": undated}
            salt = salt_of(outlet, actor, f"{period:%Y-%m-%d}")
            told = mean_of_articles(cell[cell["at"] == number], settings, salt=salt)
            rows.append({**base, **told})
    return pd.DataFrame(rows, columns=PERIODS).sort_values(
        ["period", "outlet", "actor"], ignore_index=True, kind="stable"
    )


def _periods(days: pd.Series[Any], *, freq: str) -> pd.DatetimeIndex:
    try:
        step = pd.tseries.frequencies.to_offset(freq)
        first = step.rollback(days.min().normalize())
        return pd.date_range(first, days.max(), freq=step)
    except ValueError as error:
        raise DiscourseError(
            f"no period is called {freq!r}; write 7D, 28D, MS (months) or QS (quarters)"
        ) from error


def find_turns(units: pd.DataFrame, *, settings: Resampling | None = None) -> pd.DataFrame:
    """Look for the days from which on an outlet's stance toward an actor is another.

    Parameters
    ----------
    units
        From `score_articles`; articles without a day, or that do not judge, are left out.
    settings
        Least number of permutations, seed, and the p value up to which a change counts as found.

    Returns
    -------
    pandas.DataFrame
        For each outlet and actor one row per change found, or one that says "no change found" or
        "insufficient evidence" (below 10 articles, or with more searches than permutations can
        tell apart: 5,000 at a level of 0.05): outlet, actor, date (of the first article
        after it), before, after (means), difference, low, high (95 % interval), p, n_articles,
        note, n_undated (articles left out, since no day is known).

    Notes
    -----
    As `find_changes`, with articles in the place of sentences, in the order of their days (CUSUM;
    Page 1954). The level is divided by the number of outlets and actors that are searched
    (Bonferroni), and so many permutations are drawn that a p value can be below it. Each search
    pays for trying every day. Articles of one day and event are
    alike, and outlets follow events: before a turn is told as a change of heart, look at what
    happened that week, and at whether the other outlets turn as well.
    """
    settings = settings or Resampling()
    judging = units[units["count"] > 0].sort_values(["published", "article"])
    cells = list(each_cell(judging))
    searched = sum(int(cell["published"].count()) >= SHORTEST for _, _, cell in cells)
    rows: list[dict[str, Any]] = []
    for outlet, actor, whole in cells:
        cell = whole.dropna(subset=["published"])
        base = {"outlet": outlet, "actor": actor, "n_articles": len(cell)}
        base["n_undated"] = _count_undated(whole)
        totals, counts = add_up_articles(cell)
        breaks = _search(totals, counts, settings=settings, searched=max(searched, 1))
        if not breaks:
            enough = len(cell) >= SHORTEST and searched <= MOST_DRAWS * settings.alpha
            rows.append({**base, "note": NO_CHANGE if enough else INSUFFICIENT})
        edges = [0, *(found.at for found in breaks), len(cell)]
        for number, found in enumerate(breaks):
            sides = cell.iloc[edges[number] : found.at], cell.iloc[found.at : edges[number + 2]]
            rows.append(
                {
                    **base,
                    "date": cell["published"].iloc[found.at],
                    **_contrast(
                        *sides, settings=settings, salt=salt_of(outlet, actor, str(number))
                    ),
                    "p": found.p,
                    "note": CHANGE,
                }
            )
    turns = pd.DataFrame(rows, columns=TURNS)
    return turns.assign(date=pd.to_datetime(turns["date"]))


def _search(totals: Floats, counts: Floats, *, settings: Resampling, searched: int) -> list[Break]:
    """Look for changes at the level divided by the number of searches."""
    strict = enough_draws(searched, settings=settings)
    # What is not even found at the plain level, with few permutations, needs no more of them.
    if strict.draws > settings.draws and not find_breaks(totals, counts, settings=settings):
        return []
    return find_breaks(totals, counts, settings=replace(strict, alpha=settings.alpha / searched))


def _count_undated(cell: pd.DataFrame) -> int:
    return int((cell["published"].isna() & (cell["count"] > 0)).sum())


def _contrast(
    one: pd.DataFrame, other: pd.DataFrame, *, settings: Resampling, salt: int
) -> dict[str, float]:
    """Give the means of two sets of articles and their difference with its interval."""
    samples, means = [], []
    for number, side in enumerate((one, other)):
        totals, counts = add_up_articles(side)
        means.append(mean_of_clusters(totals, counts))
        samples.append(sample_means(totals, counts, settings=settings, salt=salt + number))
    bounds = widened_interval(samples[1] - samples[0], n=min(len(one), len(other)))
    return describe_change(means[0], means[1], bounds=bounds)
