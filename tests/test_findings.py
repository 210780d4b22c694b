"""Each sentence of the summary carries the numbers of a table, and says how sure they are."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from test_summary import without_stance

from helpers import findings
from helpers.analysis import Analysis, analyse
from helpers.corpus import make_article
from helpers.findings import Line, write_summary
from helpers.resampling import Resampling
from helpers.shape import Shape, measure_shape
from helpers.style import signed
from helpers.summary import measure_wholes


def of(lines: list[Line], topic: str) -> str:
    return " ".join(line.text for line in lines if line.topic == topic)


def test_the_text_is_counted(analysis: Analysis) -> None:
    told = of(write_summary(analysis), "Text")
    places = (analysis.mentions["role"] == "place").sum()
    assert f"mentioned {len(analysis.mentions)} times ({places} of them as mere places)" in told
    assert places > 0
    bare = replace(analysis, mentions=analysis.mentions.query("role != 'place'"))
    assert "as mere places" not in of(write_summary(bare), "Text")


def test_mentions_are_counted_as_salience_counts_them(
    lexical_analysis: Analysis, lexical_shape: Shape
) -> None:
    lines = write_summary(lexical_analysis, shape=lexical_shape)
    assert f"mentioned {lexical_shape.dispersion['n_mentions'].sum()} times" in of(lines, "Text")


def test_an_interval_that_is_printed_with_a_0_keeps_to_no_side(
    analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(low: float, high: float) -> str:
        row = {"name": "us", "value": 0.2, "low": low, "high": high, "note": ""}
        monkeypatch.setattr(
            findings, "measure_wholes", lambda *_, measure: pd.DataFrame([row | {"n_evidence": 3}])
        )
        return of(write_summary(analysis), "Stance")

    assert "keep to one side of 0." in told(0.004, 0.4)
    assert "keeps to one side of 0 for United States (+0.20)" in told(0.006, 0.4)
    assert "keeps to one side of 0 for United States (+0.20)" in told(-0.4, -0.006)
    assert "keep to one side of 0." in told(-0.4, -0.004)


def test_frames_with_too_little_evidence_are_others_only_beside_some() -> None:
    found = analyse(make_article("Norway fears a war."), engine="lexical")
    told = of(write_summary(found), "Frames")
    assert told.startswith("Insufficient evidence for ")
    assert "other" not in told


def test_paragraphs_that_were_picked_are_said_to_be_picked(
    lexical_analysis: Analysis, lexical_shape: Shape
) -> None:
    assert lexical_shape.shift is not None
    assert lexical_shape.shift.one == "lead"
    assert "picked" not in of(write_summary(lexical_analysis, shape=lexical_shape), "Difference")
    found = analyse(
        make_article("Norway betrayed Sweden.\n\nNorway helped Sweden."), engine="lexical"
    )
    lines = write_summary(found, shape=measure_shape(found, settings=Resampling(draws=9)))
    assert "these two were picked since they differ most" in of(lines, "Difference")


def test_actors_without_a_cue_are_named(analysis: Analysis) -> None:
    silent = "Named without any cue that tells a stance: China."
    assert silent in of(write_summary(without_stance(analysis, "china")), "Stance")
    assert "without any cue" not in of(write_summary(analysis), "Stance")


def test_each_actor_is_told_with_an_interval_or_said_to_be_thin(analysis: Analysis) -> None:
    told = of(write_summary(analysis), "Stance")
    wholes = measure_wholes(analysis.series, measure="stance").set_index("name")
    labels = dict(zip(analysis.actors["actor"], analysis.actors["label"], strict=True))
    us = wholes.loc["us"]
    worst = f"{signed(us['value'])} [{signed(us['low'])}, {signed(us['high'])}]"
    assert f"United States is treated least favourably, {worst}" in told
    thin = told[told.index("Insufficient evidence for") :]
    for name, row in wholes.iterrows():
        assert (labels[name] in thin) == (row["note"] != "")


def test_every_part_of_the_shape_has_a_sentence(
    lexical_analysis: Analysis, lexical_shape: Shape
) -> None:
    lines = write_summary(lexical_analysis, shape=lexical_shape)
    topics = "Text Stance Voices Frames Devices Salience Changes Difference Square Sensitivity"
    assert list(dict.fromkeys(line.topic for line in lines)) == topics.split()
    assert all(line.text.endswith(".") and line.target for line in lines)
    assert lexical_shape.shift is not None
    assert signed(lexical_shape.shift.difference) in of(lines, "Difference")
    assert lexical_shape.square is not None
    assert signed(lexical_shape.square.test.emphasis) in of(lines, "Square")
    bare = write_summary(lexical_analysis)
    assert {line.topic for line in bare} == set(topics.split()[:5])


def test_a_change_is_told_with_its_place_and_its_p(
    lexical_analysis: Analysis, lexical_shape: Shape
) -> None:
    row = {
        "measure": "frame", "label": "human_interest", "actor": "", "voice": "all", "where": "4",
        "position": 0.3, "before": 1.0, "after": 2.0, "difference": 1.0, "low": 0.5, "high": 1.5,
        "p": 0.001, "p_holm": 0.004, "n_sentences": 9, "note": "change",
    }  # fmt: skip
    stance = row | {"measure": "stance", "label": "", "actor": "us"}
    made = replace(lexical_shape, changes=pd.DataFrame([row, stance]))
    told = of(write_summary(lexical_analysis, shape=made), "Changes")
    assert "The rate of the frame human interest changes at paragraph 4: from +1.00" in told
    assert "The stance toward United States changes at paragraph 4" in told
    assert "Of 2 stances and frames that were followed through the text, 2 change by" in told
    again = replace(lexical_shape, changes=pd.DataFrame([row, stance, stance | {"where": "9"}]))
    told = of(write_summary(lexical_analysis, shape=again), "Changes")
    assert "Of 2 stances and frames" in told, "a stance that changes twice is one stance"
    assert "[+0.50, +1.50], p = 0.004" in told


def test_a_square_says_on_which_side_the_interval_lies(
    lexical_analysis: Analysis, lexical_shape: Shape
) -> None:
    assert lexical_shape.square is not None

    def told(**numbers: float) -> str:
        assert lexical_shape.square is not None
        test = lexical_shape.square.test._replace(**numbers)
        square = replace(lexical_shape.square, test=test, oriented=False)
        return of(
            write_summary(lexical_analysis, shape=replace(lexical_shape, square=square)), "Square"
        )

    assert "dwelt upon more than" in told(emphasis=0.2, emphasis_low=0.1, emphasis_high=0.3)
    assert "dwelt upon less than" in told(emphasis=-0.2, emphasis_low=-0.3, emphasis_high=-0.1)
    assert "no difference is shown" in told(emphasis=0.1, emphasis_low=-0.1, emphasis_high=0.3)
    assert "no difference is shown" in told(emphasis_low=0.004, emphasis_high=0.3)
    assert "p =" not in told(emphasis_p=float("nan"))
    assert told(emphasis=float("nan")).endswith("insufficient evidence.")
    # One sentence alone has an emphasis and no interval.
    nan = float("nan")
    said = told(emphasis=0.2, emphasis_low=nan, emphasis_high=nan)
    assert said.endswith("insufficient evidence.")


def test_findings_are_parted_by_whether_they_survive(
    lexical_analysis: Analysis, lexical_shape: Shape
) -> None:
    rows = [
        {"finding": finding, "variant": variant, "survives": survives}
        for finding, answers in (
            ("A below 0", ["yes"] * 3),
            ("B below 0", ["yes", "no", "yes"]),
            ("C below 0", ["yes", "yes", "insufficient evidence"]),
            ("D below 0", ["yes", "no", "insufficient evidence"]),
            ("E below 0", ["yes", "insufficient evidence", "not touched"]),
        )
        for variant, survives in zip(["as measured", "one", "two"], answers, strict=True)
    ]
    made = replace(lexical_shape, sensitivity=pd.DataFrame(rows))
    told = of(write_summary(lexical_analysis, shape=made), "Sensitivity")
    thin = "insufficient evidence in 1 more"
    assert (
        "Survives in every other way to measure that can tell: A below 0 (2 of 2); "
        f"C below 0 (1 of 1, {thin})." in told
    )
    assert f"Does not survive in every one: B below 0 (1 of 2); D below 0 (0 of 1, {thin})." in told
    assert "Insufficient evidence in every other way to measure: E below 0." in told


def test_a_text_with_little_in_it_says_so() -> None:
    found = analyse(make_article("Norway waits."), engine="lexical")
    lines = write_summary(found, shape=measure_shape(found, settings=Resampling(draws=9)))
    assert of(lines, "Voices") == "Nobody but the author speaks."
    assert of(lines, "Devices") == "No device was found."
    assert "Insufficient evidence for Norway." in of(lines, "Stance")
    assert "1 paragraph;" in of(lines, "Text")
    assert of(lines, "Difference") == of(lines, "Square") == ""


def test_two_stretches_too_short_for_an_interval_are_said_to_be_so() -> None:
    found = analyse(
        make_article("Norway betrayed Sweden.\n\nNorway helped Sweden."), engine="lexical"
    )
    lines = write_summary(found, shape=measure_shape(found, settings=Resampling(draws=9)))
    assert "insufficient evidence for an interval" in of(lines, "Difference")
