"""How do outlets treat actors? Evidence of many articles in.

Out: one row an article and actor (`score_articles`), and from these one row an outlet and actor
(`compare_outlets`). The independent units are articles: all intervals draw whole articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from helpers.clusters import (
    FEWEST_CLUSTERS,
    mean_of_clusters,
    salt_of,
    sample_means,
    widened_interval,
)
from helpers.errors import DiscourseError
from helpers.resampling import INSUFFICIENT, Resampling
from helpers.schema import ALL_VOICES, BORROWED, sure, voices_of

UNITS: Final = "article outlet published event actor value total count n_mentions".split()
OUTLETS: Final = "outlet actor value low high n_articles n_mentions note".split()


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
        event = articles["article"].map(lambda name: events.get(name, ""))
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
    for outlet, actor, cell in each_cell(units):
        told = mean_of_articles(cell, settings, salt=salt_of(outlet, actor))
        rows.append({"outlet": outlet, "actor": actor, **told})
    return pd.DataFrame(rows, columns=OUTLETS)


def each_cell(units: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Give each outlet and actor with its articles; all pairs, in the order of their names."""
    found = dict(iter(units.groupby(["outlet", "actor"])))
    for outlet in sorted(set(units["outlet"])):
        for actor in sorted(set(units["actor"])):
            yield outlet, actor, found.get((outlet, actor), units.iloc[:0])


def add_up_articles(cell: pd.DataFrame) -> tuple[Any, Any]:
    """Give the sums and the counts of the readings, article by article."""
    return cell["total"].to_numpy(dtype=float), cell["count"].to_numpy(dtype=float)


def mean_of_articles(cell: pd.DataFrame, settings: Resampling, *, salt: int) -> dict[str, Any]:
    """Give mean, interval and counts of some articles of one outlet on one actor."""
    # In one order whatever that of the rows, since samples are drawn by place.
    judging = cell[cell["count"] > 0].sort_values("article")
    totals, counts = add_up_articles(judging)
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
