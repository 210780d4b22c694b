"""Are changes found where there are any, and how often where there are none?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sentences import make_series

from helpers.changepoints import SHORTEST, find_breaks, find_changes
from helpers.resampling import Resampling

FEW = Resampling(draws=199)
# What docs/measures.md says of the test, in shares of made-up sequences of 30 sentences.
ALARMS, ALIKE, POWER_1, POWER_2 = 0.05, 0.43, 0.5, 0.97


def share_found(rng: np.random.Generator, *, step: float, alike: float = 0.0, n: int = 30) -> float:
    """Give the share of made-up sequences in which a change is found.

    The second half is `step` standard deviations higher; each sentence takes over `alike` of the
    one before.
    """
    found = []
    for _ in range(300):
        noise = rng.normal(size=n)
        for i in range(1, n):
            noise[i] = alike * noise[i - 1] + np.sqrt(1 - alike**2) * noise[i]
        values = noise + step * (np.arange(n) >= n // 2)
        found.append(bool(find_breaks(values, np.ones(n), settings=FEW)))
    return float(np.mean(found))


def test_false_alarms_are_as_rare_as_promised() -> None:
    assert share_found(np.random.default_rng(1), step=0) == pytest.approx(ALARMS, abs=0.03)


def test_neighbours_that_are_alike_make_false_alarms_frequent() -> None:
    # A weakness of the test, which the docs tell.
    share = share_found(np.random.default_rng(2), step=0, alike=0.5)
    assert share == pytest.approx(ALIKE, abs=0.1)


def test_power() -> None:
    assert share_found(np.random.default_rng(3), step=1) == pytest.approx(POWER_1, abs=0.1)
    assert share_found(np.random.default_rng(4), step=2) == pytest.approx(POWER_2, abs=0.04)


def test_a_change_is_found_at_its_place() -> None:
    series = make_series([0.5, 0.4] * 10 + [-0.6, -0.5] * 10)
    [row] = find_changes(series).to_dict("records")
    assert row["note"] == "change"
    assert row["position"] == pytest.approx(20.5 / 40)
    assert row["where"] == "5"
    assert row["before"] == pytest.approx(0.45)
    assert row["after"] == pytest.approx(-0.55)
    assert row["low"] < row["difference"] < row["high"] < 0
    assert row["p"] == row["p_holm"] < 0.01


def test_two_changes_are_found_in_order() -> None:
    series = make_series([0.0, 0.1] * 8 + [0.8, 0.9] * 8 + [-0.8, -0.9] * 8)
    rows = find_changes(series)
    assert rows["position"].round(2).tolist() == [0.34, 0.68]
    assert rows["after"].round(2).tolist() == [0.85, -0.85]


def test_no_change_is_an_answer() -> None:
    [row] = find_changes(make_series([0.3, -0.3] * 15)).to_dict("records")
    assert row["note"] == "no change found"
    assert row["p"] > 0.05
    assert np.isnan(row["position"])


@pytest.mark.parametrize(
    ("n", "note"), [(SHORTEST - 1, "insufficient evidence"), (SHORTEST, "change")]
)
def test_few_sentences_are_not_searched(n: int, note: str) -> None:
    values = [0.0] * (n // 2) + [1.0] * (n - n // 2)
    series = make_series([*values, None, None])
    rows = find_changes(series, actor="north")
    assert rows["note"].tolist() == [note]
    assert find_breaks(np.zeros(SHORTEST - 1), np.ones(SHORTEST - 1)) == []


def test_sentences_weigh_by_their_counts() -> None:
    # The sentences far off hardly count, and so make no change.
    values, counts = [0.1, 0.2] * 10 + [9.0] * 3, [1.0] * 20 + [1e-6] * 3
    assert find_breaks(np.array(values) * counts, np.array(counts)) == []
    assert find_breaks(np.array(values), np.ones(23)) != []


def test_many_actors_are_paid_for() -> None:
    one = make_series([0.0, 0.2] * 8 + [0.1, 0.4] * 8, actor="north")
    alone = find_changes(one).iloc[0]
    calm = [make_series([0.3, -0.3] * 16, actor=f"other {i}") for i in range(6)]
    rows = find_changes(pd.concat([one, *calm])).set_index("actor")
    assert rows.loc["north", "p_holm"] == pytest.approx(min(1, 7 * alone["p"]))
    assert alone["note"] == "change"
    assert rows.loc["north", "note"] == "no change found"


def test_frames_change_too() -> None:
    series = make_series([0] * 20 + [8, 0, 9, 8] * 5, measure="frame", actor="", label="legality")
    [row] = find_changes(series, measure="frame").to_dict("records")
    assert row["note"] == "change"
    rare = make_series([0] * 38 + [8, 8], measure="frame", actor="", label="legality")
    assert find_changes(rare, measure="frame")["note"].tolist() == ["insufficient evidence"]


def test_the_real_article_gives_the_same_twice(lexical_analysis) -> None:  # type: ignore[no-untyped-def]
    series = lexical_analysis.series
    before = series.copy()
    once, again = (find_changes(series, measure="frame") for _ in range(2))
    pd.testing.assert_frame_equal(once, again)
    pd.testing.assert_frame_equal(series, before)
    assert set(once["label"]) >= {"conflict", "strategy"}
