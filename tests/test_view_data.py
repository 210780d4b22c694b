"""What the view is sent equals the tables, and each of its scores follows from its rows."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from view_cases import make_harmful, unpack

from helpers.analysis import Analysis
from helpers.distribution import score_curve
from helpers.schema import AUTHOR
from helpers.style import visible
from helpers.view_curves import list_curves
from helpers.view_data import Data, list_labels, list_voices, make_view_data, pack

KEYS = ["paragraph", "voice", "measure", "label", "actor"]


@pytest.fixture(scope="module")
def data(lexical_analysis: Analysis) -> Data:
    return make_view_data(lexical_analysis)


def test_the_evidence_is_that_of_the_table(data: Data, lexical_analysis: Analysis) -> None:
    sent = unpack(data["evidence"], data).sort_values("id", ignore_index=True)
    table = lexical_analysis.evidence
    named = {actor["id"] for actor in data["actors"]} | {""}
    table = table[table["actor"].isin(named)].reset_index(drop=True)
    assert sent["id"].tolist() == table["evidence"].tolist()
    for name in ("measure", "label", "actor", "voice"):
        assert sent[name].tolist() == table[name].tolist(), name
    assert sent["why"].tolist() == table["why"].map(visible).tolist()
    assert sent["cue"].tolist() == table["cue"].map(visible).tolist()
    assert np.allclose(sent["weight"], table["weight"], atol=1e-6)
    labels = lexical_analysis.paragraphs.set_index("paragraph")["label"]
    assert sent["paragraph"].tolist() == table["paragraph"].map(labels).tolist()
    words = [data["words"][data["sentences"][s]] for s in sent["sentence"]]
    texts = lexical_analysis.sentences.set_index("sentence")["text"]
    assert words == table["sentence"].map(texts).map(visible).tolist()


def test_every_score_with_evidence_is_sent(data: Data, lexical_analysis: Analysis) -> None:
    sent = unpack(data["cells"], data).set_index(KEYS)
    table = lexical_analysis.scores
    table = table[table["n_evidence"] > 0]
    labels = lexical_analysis.paragraphs.set_index("paragraph")["label"]
    table = table.assign(
        paragraph=table["paragraph"].map(labels),
        label=table["label"].where(table["measure"] != "stance", ""),
    ).set_index(KEYS)
    assert set(sent[sent["evidence"] > 0].index) == set(table.index)
    sent = sent.loc[table.index]
    for name in ("value", "low", "high", "own", "borrowed"):
        assert np.allclose(
            sent[name].astype(float), table[name].astype(float), atol=1e-6, equal_nan=True
        ), name
    assert sent["mentions"].tolist() == table["n_mentions"].tolist()


def redo(measure: str, rows: pd.DataFrame, *, unit: str) -> float:
    """Make the score of its rows, as a reader would by hand."""
    total = rows["weight"].sum()
    if measure == "stance":
        mentions = rows["mention"].nunique() if unit == "mean" else 1
        return float(np.clip(total / mentions, -1, 1))
    if measure == "polarity":
        return float(rows["weight"].mean())
    return float(total / (total + 1) if measure == "frame" else total)


@pytest.mark.parametrize("engine", ["lexical", "neural"])
def test_every_score_can_be_made_of_the_rows_that_are_sent(engine: str) -> None:
    analysis = make_harmful(engine)
    data = make_view_data(analysis)
    rows = unpack(data["evidence"], data)
    cells = unpack(data["cells"], data)
    assert set(cells["measure"]) == {"stance", "polarity", "frame", "device", "narrative"}
    for cell in cells[cells["evidence"] > 0].itertuples():
        here = rows[(rows["paragraph"] == cell.paragraph) & (rows["measure"] == cell.measure)]
        if cell.voice == "quoted":
            here = here[here["voice"] != AUTHOR]
        elif cell.voice != "all":
            here = here[here["voice"] == cell.voice]
        if cell.actor or cell.measure != "device":
            here = here[here["actor"] == cell.actor]
        own = here if cell.measure == "stance" else here[here["label"] == cell.label]
        if cell.measure == "narrative":
            powers = np.exp(here.groupby("label")["weight"].sum() / here["mention"].nunique())
            value = powers[cell.label] / powers.sum()
        else:
            value = redo(cell.measure, own, unit=data["unit"])
        assert len(own) == cell.evidence
        assert value == pytest.approx(cell.value, abs=1e-4), cell


def test_what_harms_is_sent_as_text_on_one_line() -> None:
    data = make_view_data(make_harmful())
    labels = {actor["label"] for actor in data["actors"]}
    assert any("</script>" in label for label in labels)  # Text, to be escaped by `write_data`.
    assert not any(c in text for text in [*labels, *data["words"]] for c in "\u2028\x07\n")


def test_all_of_it_is_plain_json(data: Data) -> None:
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_the_named_actors_alone_are_sent_in_the_order_of_blocs(data: Data) -> None:
    blocs = [actor["bloc"] for actor in data["actors"]]
    assert blocs == sorted(blocs, key=blocs.index)
    assert data["start"] == data["actors"][0]["id"] == "us"
    assert "nato" not in {actor["id"] for actor in data["actors"]}


def test_a_speaker_who_is_an_actor_goes_by_the_actor_s_name(lexical_analysis: Analysis) -> None:
    told = {voice["id"]: voice["label"] for voice in make_view_data(lexical_analysis)["voices"]}
    assert told["author"] == "the author's own words"
    labels = dict(
        zip(lexical_analysis.actors["actor"], lexical_analysis.actors["label"], strict=True)
    )
    speakers = [voice for voice in told if voice in labels]
    assert speakers
    assert [told[v] for v in speakers] == [f"the words of “{labels[v]}”" for v in speakers]


def test_voices_and_labels_are_those_of_the_scores(lexical_analysis: Analysis) -> None:
    assert list_voices(lexical_analysis)[:3] == ["all", "author", "quoted"]
    assert set(list_voices(lexical_analysis)) == set(lexical_analysis.scores["voice"])
    assert list_labels(lexical_analysis, measure="stance") == []
    assert list_labels(lexical_analysis, measure="narrative") == ["hero", "villain", "victim"]
    assert "hedge" in list_labels(lexical_analysis, measure="device")


def test_a_column_is_packed_only_where_that_is_shorter() -> None:
    assert pack([]) == []
    assert pack([1, 1]) == [1, 1]
    assert pack([7] * 5) == {"runs": [7, 5]}


@pytest.mark.parametrize("measure", ["stance", "frame", "device", "polarity"])
def test_the_curves_are_those_of_the_table(lexical_analysis: Analysis, measure: str) -> None:
    curves = list_curves(lexical_analysis, measure=measure, voice="all")
    assert curves
    table = score_curve(lexical_analysis.series, measure=measure)
    told = table.dropna(subset=["value"])
    assert {(label, actor) for _, _, label, actor in (c["key"] for c in curves)} <= set(
        zip(told["label"], told["actor"], strict=True)
    )
    for curve in curves:
        _, _, label, actor = curve["key"]
        rows = table[(table["label"] == label) & (table["actor"] == actor)].iloc[::2]
        known = rows["value"].notna().to_numpy()
        sent = {
            first + i: values
            for first, *columns in curve["runs"]
            for i, values in enumerate(zip(*columns, strict=True))
        }
        assert sorted(sent) == np.flatnonzero(known).tolist()
        expected = rows.loc[known, ["value", "low", "high"]].to_numpy()
        assert np.abs(np.array(list(sent.values())) / 100 - expected).max() <= 0.005 + 1e-9


def test_a_measure_without_a_course_has_no_curve(lexical_analysis: Analysis) -> None:
    assert list_curves(lexical_analysis, measure="narrative", voice="all") == []
