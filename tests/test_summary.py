"""What an article says as a whole agrees with its parts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from helpers.analysis import Analysis
from helpers.resampling import Resampling
from helpers.summary import measure_wholes, summarise_actors
from helpers.wholes import summarise_whole, take_whole


def test_an_actor_s_mean_is_weighted_by_mentions(analysis: Analysis) -> None:
    summary = summarise_actors(analysis.scores, actors=analysis.actors).set_index("actor")
    rows = analysis.scores.query(
        "actor == 'turkey' and measure == 'stance' and voice == 'all' and n_evidence > 0"
    )
    expected = (rows["value"] * rows["n_mentions"]).sum() / rows["n_mentions"].sum()
    assert summary.loc["turkey", "stance"] == pytest.approx(expected)
    assert summary.loc["turkey", "evidence"] == rows["n_evidence"].sum()


def without_stance(analysis: Analysis, actor: str) -> Analysis:
    """Take away what was found of one actor's stance, as if none of its mentions were read."""
    scores = analysis.scores.copy()
    gone = (scores["actor"] == actor) & (scores["measure"] == "stance")
    scores.loc[gone, ["value", "low", "high", "own", "borrowed"]] = np.nan
    scores.loc[gone, "n_evidence"] = 0
    return replace(analysis, scores=scores)


def test_an_actor_without_evidence_has_no_mean(analysis: Analysis) -> None:
    scores = without_stance(analysis, "china").scores
    summary = summarise_actors(scores, actors=analysis.actors).set_index("actor")
    assert summary["stance"].isna().sum() == 1
    assert np.isnan(summary.loc["china", "stance"])
    assert summary.loc["china", "mentions"] == 1


@pytest.mark.parametrize("measure", ["stance", "frame"])
def test_wholes_are_those_that_texts_are_compared_by(analysis: Analysis, measure: str) -> None:
    settings = Resampling(draws=99)
    table = measure_wholes(analysis.series, measure=measure, settings=settings)
    text = take_whole(analysis, settings=settings)
    for row in table.to_dict("records"):
        other = summarise_whole(text, text.gather(measure, [row["name"]]))
        assert row["value"] == pytest.approx(other["value"])
        if row["note"] == "":
            assert (row["low"], row["high"]) == pytest.approx((other["low"], other["high"]))
            assert row["low"] <= row["value"] <= row["high"]


def test_devices_are_counted_of_whomever(analysis: Analysis) -> None:
    table = measure_wholes(analysis.series, measure="device").set_index("name")
    rows = analysis.evidence.query("measure == 'device'")["label"].value_counts()
    assert table["n_evidence"].to_dict() == rows.to_dict()
    thin = table[table["n_sentences"] < 3]
    assert (thin["note"] == "insufficient evidence").all()
    assert thin["low"].isna().all()
