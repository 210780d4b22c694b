"""How do outlets treat actors, and does it change over time? Evidence of many articles in.

Out: one row an article and actor (`score_articles`), and from these one row an outlet and actor
(`compare_outlets`), one a period (`score_over_time`), and the days from which on an outlet's tone
is another (`find_turns`). The independent units are articles: all intervals draw whole articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
import pandas as pd

from helpers.changepoints import CHANGE, NO_CHANGE, SHORTEST, Break, find_breaks
from helpers.clusters import (
    FEWEST_CLUSTERS,
    mean_of_clusters,
    salt_of,
    sample_means,
    widened_interval,
)
from helpers.errors import DiscourseError
from helpers.resampling import INSUFFICIENT, MOST_DRAWS, Floats, Resampling, enough_draws
from helpers.schema import ALL_VOICES, BORROWED, sure, voices_of

UNITS: Final = "article outlet published event actor value total count n_mentions".split()
OUTLETS: Final = "outlet actor value low high n_articles n_mentions note".split()
PERIODS: Final = ["period", *OUTLETS, "n_undated"]
TURNS: Final = (
    "outlet actor date before after difference low high p n_articles note n_undated"
).split()


def take_stances(
    evidence: pd.DataFrame, *, stance: str = "mean", voice: str = ALL_VOICES
) -> pd.DataFrame:
    """Keep the evidence of stance, each row with how much it counts.

    Parameters
    ----------
    evidence
        Table of the schema, of one article or of many.
    stance
        What is one reading: a mention (`mean`, neural engine) or all that a paragraph says of an
        actor (`sum`, lexical engine), as for `score_sentences`.
    voice
        Whose words: `all`, `author`, `quoted` or a speaker.

    Returns
    -------
    pandas.DataFrame
        The rows of stances that are not borrowed, with a column `count`: 1 for the first row of a
        reading, else 0. The sum of the weights by the sum of the counts is the mean stance of any
        set of articles.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> found = analyse(make_article("Norway lied. Norway broke its word."), engine="lexical")
    >>> int(take_stances(found.evidence, stance="sum")["count"].sum())
    1
    """
    spoken = [voice in voices_of(name) for name in evidence["voice"]]
    kept = (
        evidence["measure"].eq("stance") & evidence["label"].ne(BORROWED) & np.array(spoken, bool)
    )
    rows = evidence[kept]
    unit = 0 if stance == "sum" else rows["mention"].fillna(-1 - rows["evidence"])
    reading = rows[["article", "paragraph", "actor"]].assign(unit=unit)
    return rows.assign(count=(~reading.duplicated()).astype("int64"))


def score_articles(
    evidence: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    stance: str = "mean",
    voice: str = ALL_VOICES,
    events: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Add up the evidence of stance by article and actor.

    Parameters
    ----------
    evidence, mentions, articles
        Tables of the schema, those of many articles one under the other. Each article needs an
        outlet; `articles` may have a column `event`.
    stance, voice
        What is one reading, and whose words; see `take_stances`.
    events
        Which event each article is about, by article; left out, the column `event`.

    Returns
    -------
    pandas.DataFrame
        One row per article and actor that it names: article, outlet, published (missing where
        the day is not known), event (empty for none), actor, value (mean stance; missing where it
        is named and not judged), total, count (the sum of the readings and their number),
        n_mentions.

    Raises
    ------
    DiscourseError
        If an article has no outlet, stands twice, or is not in the table of articles.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> article = make_article("Norway lied to Sweden.", metadata={"outlet": "The Fjord"})
    >>> found = analyse(article, engine="lexical")
    >>> tables = {"articles": article.articles, "mentions": found.mentions}
    >>> told = score_articles(found.evidence, **tables, stance="sum")
    >>> told[["outlet", "actor", "count", "n_mentions"]].values.tolist()
    [['The Fjord', 'norway', 1, 1], ['The Fjord', 'sweden', 1, 1]]
    """
    about = _describe(articles, events=events)
    rows = take_stances(evidence, stance=stance, voice=voice)
    sums = rows.groupby(["article", "actor"])[["weight", "count"]].sum()
    named = sure(mentions)
    spoken = [voice in voices_of(name) for name in named["voice"]]
    named = named[np.array(spoken, bool) & named["role"].ne("place")]
    counts = named.groupby(["article", "actor"]).size().rename("n_mentions")
    table = (
        sums.join(counts, how="outer").rename(columns={"weight": "total"}).fillna(0).reset_index()
    )
    lost = sorted(set(table["article"]) - set(about["article"]))
    if lost:
        raise DiscourseError(
            f"evidence of {lost[0]!r}: the table of articles has no such article; give the tables "
            "of the same articles"
        )
    table = about.merge(table, on="article")
    table[["count", "n_mentions"]] = table[["count", "n_mentions"]].astype("int64")
    table["value"] = table["total"] / table["count"].where(table["count"] > 0)
    return table[UNITS].sort_values(["published", "article", "actor"], ignore_index=True)


def _describe(articles: pd.DataFrame, *, events: Mapping[str, str] | None) -> pd.DataFrame:
    """Give article, outlet, published and event, once it is sure that they can be told apart."""
    twice = articles.loc[articles["article"].duplicated(), "article"]
    if len(twice):
        raise DiscourseError(
            f"articles: {twice.iloc[0]!r} stands twice; each needs a name of its own"
        )
    bare = articles.loc[articles["outlet"].fillna("").str.strip() == "", "article"]
    if len(bare):
        raise DiscourseError(
            f"articles: {len(bare)} have no outlet, the first is {bare.iloc[0]!r}; fill the column "
            "outlet, or leave them out"
        )
    if events is not None:
        event = articles["article"].map(dict(events))
    else:
        event = articles["event"] if "event" in articles else pd.Series("", index=articles.index)
    return pd.DataFrame(
        {
            "article": articles["article"],
            "outlet": articles["outlet"],
            "published": _read_days(articles["published"]),
            "event": event.fillna("").astype(str),
        }
    )


def _read_days(published: pd.Series[Any]) -> pd.Series[Any]:
    """Read the days; a year or a month alone is no day, and is not made the first one of it."""
    text = published.astype("string").fillna("")
    full = text.str.fullmatch(r"\d{4}-\d{2}-\d{2}([T ].*)?").astype(bool)
    return pd.to_datetime(text.str[:10].where(full), errors="coerce", format="%Y-%m-%d")


def compare_outlets(units: pd.DataFrame, *, settings: Resampling | None = None) -> pd.DataFrame:
    """Give the mean stance of each outlet toward each actor, with an interval.

    Parameters
    ----------
    units
        From `score_articles`.
    settings
        Number of samples and seed.

    Returns
    -------
    pandas.DataFrame
        One row per outlet and actor, also where the outlet never names it: outlet, actor, value
        (mean over its readings), low, high (95 % interval), n_articles (that judge it), n_mentions,
        note ("insufficient evidence" below 5 articles, which then have no interval).

    Notes
    -----
    Articles are drawn, with all their paragraphs (Cameron, Gelbach & Miller 2008): to draw
    paragraphs would take those of one article for independent, and give intervals that are too
    narrow. What an outlet prints again is no new article either; `drop_reprints` takes it out.
    Intervals take outlets for independent, which they are not where both print the same agency's
    texts. A difference between two outlets may come from the events that they choose to cover;
    `compare_matched` takes the two apart.

    Examples
    --------
    >>> days = pd.date_range("2031-01-06", periods=6)
    >>> units = pd.DataFrame(
    ...     {"article": list("abcdef"), "outlet": "The Fjord", "published": days, "event": "",
    ...      "actor": "norway", "total": [-0.5, -0.2, -0.4, 0.1, -0.3, -0.5], "count": 1,
    ...      "n_mentions": 2}
    ... )
    >>> compare_outlets(units).round(2).values.tolist()
    [['The Fjord', 'norway', -0.3, -0.5, -0.02, 6, 12, '']]
    """
    settings = settings or Resampling()
    rows = []
    for outlet, actor, cell in _cells(units):
        told = _mean(cell, settings, salt=salt_of(outlet, actor))
        rows.append({"outlet": outlet, "actor": actor, **told})
    return pd.DataFrame(rows, columns=OUTLETS)


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
    for outlet, actor, cell in _cells(units.assign(at=number_of)):
        undated = _count_undated(cell)
        for number, period in enumerate(periods):
            base = {"period": period, "outlet": outlet, "actor": actor, "n_undated": undated}
            salt = salt_of(outlet, actor, f"{period:%Y-%m-%d}")
            rows.append({**base, **_mean(cell[cell["at"] == number], settings, salt=salt)})
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
    cells = list(_cells(judging))
    searched = sum(int(cell["published"].count()) >= SHORTEST for _, _, cell in cells)
    rows: list[dict[str, Any]] = []
    for outlet, actor, whole in cells:
        cell = whole.dropna(subset=["published"])
        base = {"outlet": outlet, "actor": actor, "n_articles": len(cell)}
        base["n_undated"] = _count_undated(whole)
        totals, counts = _arrays(cell)
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


def _cells(units: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Give each outlet and actor with its articles; all pairs, in the order of their names."""
    found = dict(iter(units.groupby(["outlet", "actor"])))
    for outlet in sorted(set(units["outlet"])):
        for actor in sorted(set(units["actor"])):
            yield outlet, actor, found.get((outlet, actor), units.iloc[:0])


def _count_undated(cell: pd.DataFrame) -> int:
    return int((cell["published"].isna() & (cell["count"] > 0)).sum())


def _arrays(cell: pd.DataFrame) -> tuple[Any, Any]:
    return cell["total"].to_numpy(dtype=float), cell["count"].to_numpy(dtype=float)


def _mean(cell: pd.DataFrame, settings: Resampling, *, salt: int) -> dict[str, Any]:
    """Give mean, interval and counts of some articles of one outlet on one actor."""
    # In one order whatever that of the rows, since samples are drawn by place.
    judging = cell[cell["count"] > 0].sort_values("article")
    totals, counts = _arrays(judging)
    n = len(judging)
    enough = n >= FEWEST_CLUSTERS
    samples = sample_means(totals, counts, settings=settings, salt=salt) if enough else counts
    low, high = widened_interval(samples, n=n)
    return {
        "value": mean_of_clusters(totals, counts),
        "low": low,
        "high": high,
        "n_articles": n,
        "n_mentions": int(cell["n_mentions"].sum()),
        "note": "" if enough else INSUFFICIENT,
    }


def _contrast(
    one: pd.DataFrame, other: pd.DataFrame, *, settings: Resampling, salt: int
) -> dict[str, float]:
    """Give the means of two sets of articles and their difference with its interval."""
    samples, means = [], []
    for number, side in enumerate((one, other)):
        totals, counts = _arrays(side)
        means.append(mean_of_clusters(totals, counts))
        samples.append(sample_means(totals, counts, settings=settings, salt=salt + number))
    low, high = widened_interval(samples[1] - samples[0], n=min(len(one), len(other)))
    return {
        "before": means[0],
        "after": means[1],
        "difference": means[1] - means[0],
        "low": low,
        "high": high,
    }
