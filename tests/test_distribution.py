"""Do curves go where the sentences go, and stay open where there is nothing?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sentences import make_series

from helpers.distribution import score_curve
from helpers.errors import DiscourseError
from helpers.resampling import Resampling

FEW = Resampling(draws=199)


def test_a_level_text_gives_a_level_curve_without_a_band() -> None:
    curve = score_curve(make_series([-0.4] * 30), settings=FEW)
    assert len(curve) == 101
    assert np.allclose(curve[["value", "low", "high"]], -0.4)


def test_a_rise_is_seen_and_flattened_at_the_ends() -> None:
    curve = score_curve(make_series(list(np.linspace(-1, 1, 40))), settings=FEW)
    assert curve["value"].is_monotonic_increasing
    assert curve["value"].iloc[50] == pytest.approx(0, abs=0.02)
    assert -1 < curve["value"].iloc[0] < -0.8
    assert (curve["low"] <= curve["value"] + 1e-9).all()
    assert (curve["value"] <= curve["high"] + 1e-9).all()


def test_a_value_is_the_weighted_mean_that_one_can_do_by_hand() -> None:
    series = make_series([1.0, 0.0, 0.0, -1.0], counts=[2, 1, 1, 1])
    curve = score_curve(series, reach=0.5, settings=FEW).set_index("position")
    # At 0.5 the sentences stand at 0.125, 0.375, 0.625 and 0.875: weights 1 - (0.375/0.5)^2 and
    # 1 - (0.125/0.5)^2.
    far, near = 1 - 0.75**2, 1 - 0.25**2
    expected = (far * 2 * 1.0 - far) / (far * 2 + near + near + far)
    assert curve.loc[0.5, "value"] == pytest.approx(expected)


def test_a_gap_stays_open_and_is_not_neutral() -> None:
    values = [-0.5] * 10 + [None] * 20 + [-0.5] * 10
    curve = score_curve(make_series(values), actor="north", reach=0.1, settings=FEW)
    middle = curve[curve["position"].between(0.36, 0.64)]
    assert middle[["value", "low", "high"]].isna().all().all()
    assert set(middle["note"]) == {"insufficient evidence"}
    assert np.allclose(curve["value"].dropna(), -0.5)


def test_two_sentences_are_too_few_and_three_are_enough() -> None:
    for told, enough in ((2, False), (3, True)):
        series = make_series([0.5] * told + [None] * (10 - told))
        curve = score_curve(series, actor="north", reach=1.1, settings=FEW)
        assert curve["value"].notna().any() == enough
        assert curve["n_sentences"].max() == told


def test_a_rate_is_zero_where_its_words_are_lacking_but_needs_three_cues() -> None:
    frame = {"measure": "frame", "actor": "", "label": "legality"}
    rare = make_series([0, 5, 0, 0, 5] + [0] * 15, **frame)
    assert score_curve(rare, measure="frame", settings=FEW)["value"].isna().all()
    more = make_series([5, 5, 5] + [0] * 17, **frame)
    curve = score_curve(more, measure="frame", settings=FEW)
    assert curve["value"].iloc[-1] == 0
    assert curve["value"].iloc[0] > 3


def test_the_band_holds_the_truth_about_as_often_as_promised() -> None:
    rng = np.random.default_rng(3)
    held = []
    for _ in range(150):
        series = make_series(list(rng.normal(0.2, 0.5, size=60)))
        curve = score_curve(series, settings=Resampling(draws=199, seed=int(rng.integers(1e6))))
        row = curve.iloc[50]
        held.append(row["low"] <= 0.2 <= row["high"])
    assert 0.85 <= np.mean(held) <= 0.99


def test_the_same_series_gives_the_same_curve_and_stays_as_it_was() -> None:
    series = make_series(list(np.sin(np.arange(20.0))))
    before = series.copy()
    pd.testing.assert_frame_equal(
        score_curve(series, settings=FEW), score_curve(series, settings=FEW)
    )
    pd.testing.assert_frame_equal(series, before)


def test_a_voice_without_evidence_gives_no_curve() -> None:
    series = make_series([0.1] * 5)
    assert score_curve(series, voice="quoted").empty
    with pytest.raises(DiscourseError, match="no actor 'south'"):
        score_curve(series, actor="south")
