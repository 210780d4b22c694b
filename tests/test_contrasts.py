"""Are differences found where there are any, and not where there is too little?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sentences import make_series

from helpers.contrasts import compare_sides
from helpers.errors import DiscourseError
from helpers.resampling import Resampling

FEW = Resampling(draws=199)


def test_lead_and_end_that_differ() -> None:
    series = make_series([-0.6, -0.5] * 5 + [0.0] * 30 + [0.5, 0.6] * 5)
    row = compare_sides(series, one="lead", other="end").iloc[0]
    assert row["difference"] == pytest.approx(1.1)
    assert 1.0 < row["low"] <= row["high"] < 1.2
    assert row["p_holm"] < 0.01
    assert row["note"] == "differs"
    assert (row["n_one"], row["n_other"]) == (10, 10)


def test_sides_that_do_not_differ_are_said_not_to_be_shown_to() -> None:
    row = compare_sides(make_series([0.3, -0.3] * 25), one="lead", other="end").iloc[0]
    assert row["difference"] == pytest.approx(0)
    assert row["note"] == "no difference shown"


def test_a_headline_of_one_sentence_has_a_value_and_no_test() -> None:
    row = compare_sides(make_series([-1.0] + [0.5] * 20), one="headline", other="body").iloc[0]
    assert row["difference"] == pytest.approx(1.5)
    assert row[["low", "high", "p", "p_holm"]].isna().all()
    assert row["note"] == "insufficient evidence"


@pytest.mark.parametrize(("n", "note"), [(2, "insufficient evidence"), (3, "differs")])
def test_three_sentences_a_side_are_the_least(n: int, note: str) -> None:
    voices = ["sources"] * n + ["author"] * 20
    series = make_series([1.0] * n + [-1.0] * 20, voices=voices)
    row = compare_sides(series, one="author", other="sources").iloc[0]
    assert row["n_other"] == n
    assert row["note"] == note


def test_a_mean_weighs_sentences_by_their_counts() -> None:
    series = make_series([0.0, 1.0, 0.0, 0.0], counts=[1, 3, 1, 1], per_paragraph=1)
    row = compare_sides(series, one="body", other="headline").iloc[0]
    assert row["value_one"] == pytest.approx(3 / 5)


def test_an_actor_on_one_side_only_has_no_difference() -> None:
    series = make_series([0.5] * 10 + [None] * 30)
    rows = compare_sides(series, one="lead", other="end").set_index("actor")
    assert np.isnan(rows.loc["north", "value_other"])
    assert np.isnan(rows.loc["north", "difference"])
    assert rows.loc["north", "note"] == "insufficient evidence"


def test_many_rows_are_paid_for() -> None:
    one = make_series([0.0] * 6 + [0.1] * 24 + [0.4, 0.5, 0.4, 0.0, 0.5, 0.4])
    alone = compare_sides(one, one="lead", other="end").iloc[0]
    others = [make_series([0.3, -0.3] * 18, actor=f"other {i}") for i in range(5)]
    many = compare_sides(pd.concat([one, *others]), one="lead", other="end").set_index("actor")
    assert many.loc["north", "p"] == alone["p"]
    assert many.loc["north", "p_holm"] == pytest.approx(6 * alone["p"])


def test_a_rate_needs_cues_on_the_two_sides_together() -> None:
    rare = make_series([5, 0, 0, 0, 0, 5] + [0] * 14, measure="frame", actor="", label="legality")
    row = compare_sides(rare, one="lead", other="end", measure="frame").iloc[0]
    assert row["value_one"] == pytest.approx(1.25)
    assert row["note"] == "insufficient evidence"


def test_sides_that_share_sentences_are_refused() -> None:
    with pytest.raises(DiscourseError, match="headline and lead share 1 sentences"):
        compare_sides(make_series([0.1] * 20), one="headline", other="lead")


def test_nothing_in_common_with_the_voice_gives_no_row() -> None:
    found = compare_sides(make_series([0.1] * 20), one="lead", other="end", voice="quoted")
    assert found.empty
    assert "note" in found


def test_intervals_hold_the_true_difference_about_as_often_as_promised() -> None:
    rng = np.random.default_rng(11)
    held = []
    for _ in range(150):
        values = np.r_[rng.normal(0, 0.4, 25), rng.normal(0.5, 0.4, 25)]
        series = make_series(list(values), voices=["author"] * 25 + ["sources"] * 25)
        row = compare_sides(series, one="author", other="sources", settings=FEW).iloc[0]
        held.append(row["low"] <= 0.5 <= row["high"])
    assert 0.85 <= np.mean(held) <= 0.99
