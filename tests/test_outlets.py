"""Do the tables of outlets add up, count articles as units, and say where there is too little?"""

from __future__ import annotations

import tracemalloc

import numpy as np
import pandas as pd
import pytest
from outlet_tables import Row, make_newsroom, make_units

from helpers import resampling
from helpers.analysis import Analysis, analyse
from helpers.changepoints import find_breaks
from helpers.clusters import sample_means
from helpers.corpus import make_article
from helpers.errors import DiscourseError, EngineError
from helpers.many import ManyStances, find_many_stances
from helpers.outlet_time import find_turns, score_over_time
from helpers.outlets import compare_outlets, score_articles, take_stances
from helpers.resampling import Resampling
from helpers.schema import AUTHOR, QUOTED

QUICK = Resampling(draws=199)
TEXTS = {
    "one": "Norway lied to Sweden.\n\n“Sweden broke its word,” Norway said. Norway helped no one.",
    "two": "Norway saved a Swedish ship.\n\nSweden thanked Norway for its help.",
    "three": "It rained in Denmark.",
}


@pytest.fixture(scope="module")
def analyses() -> list[Analysis]:
    return [
        analyse(
            make_article(
                text,
                identifier=name,
                metadata={"outlet": f"Paper {len(name) % 2}", "published": "2031-01-06"},
            ),
            engine="lexical",
        )
        for name, text in TEXTS.items()
    ]


@pytest.fixture(scope="module")
def tables(analyses: list[Analysis]) -> dict[str, pd.DataFrame]:
    return {
        "evidence": pd.concat([a.evidence for a in analyses], ignore_index=True),
        "mentions": pd.concat([a.mentions for a in analyses], ignore_index=True),
        "articles": pd.concat([a.article.articles for a in analyses], ignore_index=True),
    }


def score(tables: dict[str, pd.DataFrame], **options: object) -> pd.DataFrame:
    about = {"articles": tables["articles"], "mentions": tables["mentions"], "stance": "sum"}
    return score_articles(tables["evidence"], **(about | options))


# --- articles ---


def test_an_article_has_the_mean_that_its_own_series_has(
    analyses: list[Analysis], tables: dict[str, pd.DataFrame]
) -> None:
    for voice in ("all", AUTHOR, QUOTED):
        units = score(tables, voice=voice).set_index(["article", "actor"])
        for found in analyses:
            series = found.series
            kept = series[(series["measure"] == "stance") & (series["voice"] == voice)]
            sums = kept.groupby("actor")[["total", "count"]].sum()
            for actor, row in sums.iterrows():
                told = units.loc[(found.article.id, actor)]
                assert told["total"] == pytest.approx(row["total"])
                assert told["count"] == row["count"]


def test_with_mentions_as_readings_each_counts_once(tables: dict[str, pd.DataFrame]) -> None:
    rows = take_stances(tables["evidence"], stance="mean")
    named = rows.dropna(subset=["mention"])
    assert rows["count"].sum() >= named.groupby("article")["mention"].nunique().sum()
    one = take_stances(tables["evidence"], stance="sum")
    assert one["count"].sum() == len(one[["article", "paragraph", "actor"]].drop_duplicates())


def test_an_actor_that_is_named_and_not_judged_has_a_row_without_a_value(
    tables: dict[str, pd.DataFrame],
) -> None:
    bare = tables | {"evidence": tables["evidence"].iloc[:0]}
    units = score(bare)
    assert len(units)
    assert units["value"].isna().all()
    assert (units["n_mentions"] > 0).all()


def test_events_come_from_a_column_or_a_dictionary(tables: dict[str, pd.DataFrame]) -> None:
    assert set(score(tables)["event"]) == {""}
    given = score(tables, events={"one": "E1", "two": "E1"})
    assert set(given["event"]) == {"E1"}
    column = tables | {"articles": tables["articles"].assign(event=["E1", "E2", np.nan])}
    assert set(score(column)["event"]) == {"E1", "E2"}


def test_what_cannot_be_told_apart_is_refused(tables: dict[str, pd.DataFrame]) -> None:
    articles = tables["articles"]
    with pytest.raises(DiscourseError, match="'one' stands twice"):
        score(tables, articles=pd.concat([articles, articles.iloc[:1]]))
    with pytest.raises(DiscourseError, match="1 have no outlet, the first is 'two'"):
        score(tables, articles=articles.assign(outlet=["A", " ", "B"]))
    with pytest.raises(DiscourseError, match="no such article"):
        score(tables, articles=articles.iloc[2:])


def test_a_date_that_is_none_is_missing(tables: dict[str, pd.DataFrame]) -> None:
    odd = tables["articles"].assign(published=["2031-01-06", "last week", ""])
    assert score(tables, articles=odd)["published"].notna().sum() == 2
    part = tables["articles"].assign(published=["2018", "2018-03", "2018-03-09T10:00:00Z"])
    days = score(tables, articles=part).drop_duplicates("article").set_index("article")["published"]
    assert days["one"] is pd.NaT, "a year is no day"
    assert days["two"] is pd.NaT, "a month is no day"
    bare = score(tables, articles=odd.assign(published=""))
    assert bare["published"].isna().all()
    with pytest.raises(DiscourseError, match="no article has a date"):
        score_over_time(bare)


# --- many articles at once ---


def test_many_articles_are_read_as_one_is(
    analyses: list[Analysis], tables: dict[str, pd.DataFrame]
) -> None:
    actors = pd.concat([a.actors for a in analyses]).drop_duplicates(ignore_index=True)
    found = find_many_stances([a.article for a in analyses], actors=actors)
    assert isinstance(found, ManyStances)
    assert found.stance == "sum"
    mine = score_articles(
        found.evidence, articles=found.articles, mentions=found.mentions, stance="sum"
    )
    whole = score(tables)
    both = mine.merge(whole, on=["article", "actor"], suffixes=("", "_whole"))
    judged = both[both["count_whole"] > 0]
    assert len(judged) == (whole["count"] > 0).sum()
    assert np.allclose(judged["value"], judged["value_whole"])
    assert (judged["n_mentions"] == judged["n_mentions_whole"]).all()


def test_many_articles_by_the_neural_engine(make_actors: object) -> None:
    pytest.importorskip("onnxruntime")
    actors = make_actors({"norway": {"Norway": "name"}, "sweden": {"Sweden": "name"}})  # type: ignore[operator]
    article = make_article("Norway lied to Sweden.")
    found = find_many_stances([article], actors=actors, engine="neural")
    assert found.stance == "mean"
    assert set(found.evidence["actor"]) == {"norway", "sweden"}


def test_many_articles_need_an_engine_and_articles(make_actors: object) -> None:
    actors = make_actors({"norway": {"Norway": "name"}})  # type: ignore[operator]
    with pytest.raises(EngineError, match="no stance engine is called 'vader'"):
        find_many_stances([make_article("Norway lied.")], actors=actors, engine="vader")
    with pytest.raises(DiscourseError, match="no article was given"):
        find_many_stances([], actors=actors)
    german = make_article("Norwegen hat gelogen.", metadata={"language": "de"})
    with pytest.raises(DiscourseError, match="German"):
        find_many_stances([german], actors=actors)


# --- outlets ---


def test_a_mean_counts_readings_and_an_interval_articles() -> None:
    rows: list[Row] = [("A", "", f"2031-01-{day:02d}", "x", 0.1 * day, day) for day in range(1, 7)]
    told = compare_outlets(make_units(rows), settings=QUICK).iloc[0]
    assert told["value"] == pytest.approx(0.1 * sum(d * d for d in range(1, 7)) / 21)
    assert told["low"] < told["value"] < told["high"]
    assert (told["n_articles"], told["n_mentions"], told["note"]) == (6, 27, "")
    few = compare_outlets(make_units(rows[:4]), settings=QUICK).iloc[0]
    assert few["note"] == "insufficient evidence"
    assert np.isnan(few["low"])
    assert few["value"] == pytest.approx(0.1 * 30 / 10)


def test_every_outlet_has_a_row_for_every_actor() -> None:
    units = make_newsroom(3, 8)
    table = compare_outlets(units, settings=QUICK)
    assert len(table) == 3 * 8
    silent = table[table["n_articles"] == 0]
    assert len(silent)
    assert silent["value"].isna().all()
    assert (silent["note"] == "insufficient evidence").all()


def test_the_order_of_articles_does_not_matter() -> None:
    units = make_newsroom(2, 3)
    mixed = units.sample(frac=1, random_state=1)
    straight = compare_outlets(units, settings=QUICK)
    turned = compare_outlets(mixed, settings=QUICK)
    pd.testing.assert_frame_equal(straight, turned)
    pd.testing.assert_frame_equal(
        score_over_time(units, settings=QUICK), score_over_time(mixed, settings=QUICK)
    )


def test_an_interval_does_not_depend_on_the_other_cells() -> None:
    units = make_newsroom(3, 3)
    whole = compare_outlets(units, settings=QUICK).set_index(["outlet", "actor"])
    for outlet, actor in whole.dropna().index[-2:]:
        alone = units[(units["outlet"] == outlet) & (units["actor"] == actor)]
        told = compare_outlets(alone, settings=QUICK).iloc[0]
        assert (told["low"], told["high"]) == tuple(whole.loc[(outlet, actor), ["low", "high"]])
    periods = score_over_time(units, settings=QUICK)
    fewer = score_over_time(units[units["actor"] != "a0"], settings=QUICK)
    kept = periods[periods["actor"] != "a0"].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, fewer)


@pytest.mark.parametrize("n", [120, 20_000])
def test_drawing_in_blocks_changes_nothing(monkeypatch: pytest.MonkeyPatch, n: int) -> None:
    draw = np.random.default_rng(4)
    totals, counts = draw.normal(size=n), np.ones(n)
    few = Resampling(draws=19)
    if n > 1000:
        monkeypatch.setattr(resampling, "BLOCK", 20 * n)
    whole = sample_means(totals, counts, settings=few), find_breaks(totals, counts, settings=few)
    monkeypatch.setattr(resampling, "BLOCK", 2 * n)
    parts = sample_means(totals, counts, settings=few), find_breaks(totals, counts, settings=few)
    assert np.allclose(whole[0], parts[0], rtol=0, atol=1e-12)
    assert whole[1] == parts[1]


def test_many_articles_need_little_memory() -> None:
    rows = 8000
    units = pd.DataFrame(
        {
            "article": [f"a{i}" for i in range(rows)],
            "outlet": "A",
            "published": pd.Timestamp("2031-01-06"),
            "event": "",
            "actor": "x",
            "total": np.random.default_rng(0).normal(size=rows),
            "count": 1,
            "n_mentions": 1,
        }
    )
    for ask in (compare_outlets, find_turns):
        tracemalloc.start()
        ask(units, settings=Resampling(draws=399))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        # All samples at once would be 3.2 million numbers, several times over.
        assert most < 40e6, ask
