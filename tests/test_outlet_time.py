"""Are turns found where they are, and is every article counted in its period?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from outlet_tables import Row, make_newsroom, make_units

from helpers import outlet_time, resampling
from helpers.errors import DiscourseError
from helpers.outlet_time import find_turns, score_over_time
from helpers.resampling import Resampling

QUICK = Resampling(draws=199)


def test_what_has_no_day_is_counted() -> None:
    units = make_newsroom(2, 2)
    cell = units[(units["count"] > 0) & (units["outlet"] == units["outlet"].iloc[0])]
    cell = cell[cell["actor"] == "a0"]
    bare = units.assign(
        published=units["published"].mask(units["article"].isin(cell["article"][:3]))
    )
    for told in (score_over_time(bare, settings=QUICK), find_turns(bare, settings=QUICK)):
        lost = told.groupby(["outlet", "actor"])["n_undated"].agg(["min", "max"])
        own = (cell["outlet"].iloc[0], "a0")
        assert lost.loc[own].tolist() == [3, 3]
        assert lost.drop(own).to_numpy().sum() == 0


def test_periods_cover_all_days_and_every_article_once() -> None:
    units = make_newsroom(2, 2)
    for freq, n in (("28D", 6), ("MS", 6), ("QS", 2)):
        table = score_over_time(units, freq=freq, settings=QUICK)
        assert len(table) == 2 * 2 * n
        assert table["n_articles"].sum() == (units["count"] > 0).sum()
    with pytest.raises(DiscourseError, match="no period is called 'moon'"):
        score_over_time(units, freq="moon")


def test_a_turn_is_found_where_it_is_and_none_where_there_is_none() -> None:
    draw = np.random.default_rng(1)
    rows: list[Row] = []
    for day in range(1, 29):
        for outlet, value in (("A", 0.4 if day < 15 else -0.4), ("B", 0.1)):
            noisy = float(np.clip(value + draw.normal(0, 0.2), -1, 1))
            rows.append((outlet, "", f"2031-01-{day:02d}", "x", noisy, 2))
    rows += [("C", "", "2031-01-01", "x", 0.5, 1)] * 3
    turns = find_turns(make_units(rows), settings=QUICK).set_index("outlet")
    assert turns.loc["A", "note"] == "change"
    assert abs((turns.loc["A", "date"] - pd.Timestamp("2031-01-15")).days) <= 1
    assert turns.loc["A", "before"] > 0.2 > -0.2 > turns.loc["A", "after"]
    assert turns.loc["A", "high"] < 0
    assert turns.loc["B", "note"] == "no change found"
    assert turns.loc["C", "note"] == "insufficient evidence"


def make_steps(n: int) -> pd.DataFrame:
    """Lines of 60 articles, each with a step that nobody can miss."""
    days = pd.date_range("2031-01-01", periods=60).strftime("%Y-%m-%d")
    return make_units(
        [
            (f"outlet {line}", "", day, "x", 0.9 if place < 30 else -0.9, 1)
            for line in range(n)
            for place, day in enumerate(days)
        ]
    )


def test_among_many_lines_a_plain_step_is_found() -> None:
    turns = find_turns(make_steps(30), settings=Resampling(draws=199))
    assert (turns["note"] == "change").all()
    assert turns["p"].max() <= 0.05 / 30


def test_more_lines_than_permutations_can_tell_apart_are_not_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (outlet_time, resampling):
        monkeypatch.setattr(module, "MOST_DRAWS", 99)
    turns = find_turns(make_steps(6), settings=Resampling(draws=99))
    assert (turns["note"] == "insufficient evidence").all()
    assert (find_turns(make_steps(4), settings=Resampling(draws=99))["note"] == "change").all()


def test_a_search_is_paid_for() -> None:
    draw = np.random.default_rng(2)
    found = []
    for seed in range(20):
        rows: list[Row] = [
            (outlet, "", f"2031-01-{day:02d}", "x", float(draw.normal(0, 0.3)), 1)
            for outlet in "ABCD"
            for day in range(1, 21)
        ]
        turns = find_turns(make_units(rows), settings=Resampling(draws=199, seed=seed))
        found.append((turns["note"] == "change").any())
    assert np.mean(found) <= 0.2
