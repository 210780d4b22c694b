"""Check the sums: hand-computed values, missing ones, labels, voices and intervals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.analysis import Analysis
from helpers.corpus import Article, make_article
from helpers.schema import DEVICES, FRAMES, make_table
from helpers.scores import ScoreSettings, score_evidence, stance_label

TEXT = "First one here. Second one here. Third one here.\n\nOnly one sentence stands here."
ACTORS = make_table(
    "actors",
    [
        {"actor": a, "label": a, "kind": "state", "bloc": "", "alias": a, "form": "name"}
        for a in ("zenda", "hentzau")
    ],
)


def evidence_of(article: Article, *rows: dict[str, Any]) -> pd.DataFrame:
    """Evidence rows; each names its sentence and what differs from a plain stance row."""
    sentences = article.sentences.set_index("sentence")
    made = []
    for number, row in enumerate(rows):
        home = sentences.loc[row["sentence"]]
        made.append(
            {
                "article": article.id,
                "paragraph": int(home["paragraph"]),
                "evidence": number,
                "measure": "stance",
                "label": "",
                "cue": home["text"],
                "start": int(home["start"]),
                "end": int(home["end"]),
                "mention": None,
                "actor": "zenda",
                "voice": "author",
                "why": "",
            }
            | row
        )
    return make_table("evidence", made)


def score(
    *rows: dict[str, Any],
    mentions: pd.DataFrame | None = None,
    settings: ScoreSettings | None = None,
) -> pd.DataFrame:
    article = make_article(TEXT)
    return score_evidence(
        evidence_of(article, *rows),
        paragraphs=article.paragraphs,
        sentences=article.sentences,
        mentions=make_table("mentions", []) if mentions is None else mentions,
        actors=ACTORS,
        settings=settings,
    )


def pick(scores: pd.DataFrame, **wanted: Any) -> pd.Series:
    found = scores
    for column, value in ({"paragraph": 0, "voice": "all"} | wanted).items():
        found = found[found[column] == value]
    assert len(found) == 1, found
    return found.iloc[0]


# ---------------------------------------------------------------- values by hand


@pytest.mark.parametrize(
    ("weights", "mean", "total", "label"),
    [
        ([0.5], 0.5, 0.5, "favourable"),
        ([-0.5], -0.5, -0.5, "unfavourable"),
        ([0.5, 0.25, 0.0], 0.25, 0.75, "favourable"),
        ([-0.8, 0.2], -0.3, -0.6, "unfavourable"),
        ([0.5, -0.5], 0.0, 0.0, "neutral"),  # opposite cues cancel; that is not silence
        ([0.05], 0.05, 0.05, "neutral"),
    ],
)
def test_stance_is_the_mean_or_the_sum_of_the_weights(
    weights: list[float], mean: float, total: float, label: str
) -> None:
    rows = [{"sentence": i % 3, "weight": w} for i, w in enumerate(weights)]
    for how, value in (("mean", mean), ("sum", total)):
        scores = score(*rows, settings=ScoreSettings(stance=how))
        row = pick(scores, measure="stance", actor="zenda")
        assert row["value"] == pytest.approx(value)
        assert (row["label"], row["n_evidence"]) == (label, len(weights))


def test_polarity_is_the_mean() -> None:
    rows = [
        {"sentence": i, "weight": w, "measure": "polarity", "label": "vader", "actor": ""}
        for i, w in enumerate((0.5, -0.1, 0.2))
    ]
    row = pick(score(*rows), measure="polarity", label="vader", actor="")
    assert row["value"] == pytest.approx(0.2)


def test_a_frame_saturates() -> None:
    rows = [
        {"sentence": 0, "weight": w, "measure": "frame", "label": "conflict", "actor": ""}
        for w in (0.6, 0.4)
    ]
    scores = score(*rows)
    assert pick(scores, measure="frame", label="conflict")["value"] == 0.5  # 1 / 2: just present
    assert np.isnan(pick(scores, measure="frame", label="legality")["value"])


def test_a_device_is_counted() -> None:
    rows = [
        {"sentence": i, "weight": 1.0, "measure": "device", "label": "hedge", "actor": ""}
        for i in (0, 0, 2)
    ]
    assert pick(score(*rows), measure="device", label="hedge")["value"] == 3


def test_a_device_counts_for_its_paragraph_and_for_the_actor_it_works_on() -> None:
    device = {"weight": 1.0, "measure": "device", "label": "hedge"}
    scores = score(
        *(device | {"sentence": i, "actor": actor} for i, actor in enumerate(("a", "a", "")))
    )
    assert pick(scores, measure="device", label="hedge", actor="")["value"] == 3
    assert pick(scores, measure="device", label="hedge", actor="a")["value"] == 2
    single = scores[(scores["measure"] == "device") & (scores["actor"] != "")]
    assert set(single["actor"]) == {"a"}  # no empty rows for the others
    assert single["value"].notna().all()


def test_without_evidence_the_value_is_missing() -> None:
    scores = score()
    assert scores["value"].isna().all()
    assert scores[["low", "high"]].isna().all(axis=None)
    assert (scores["n_evidence"] == 0).all()
    assert (scores.loc[scores["measure"] == "stance", "label"] == "").all()


def test_the_grid_has_every_combination_for_the_three_whole_voices() -> None:
    scores = score()
    assert sorted(set(scores["voice"])) == ["all", "author", "quoted"]
    each = 2 + 2 * 3 + len(FRAMES) + len(DEVICES)  # stance, polarity, frames, devices
    assert len(scores) == 2 * 3 * each  # paragraphs, voices
    keys = ["paragraph", "voice", "measure", "label", "actor"]
    assert not scores[scores["measure"] != "stance"].duplicated(keys).any()


def test_a_frame_of_one_s_own_is_in_the_grid() -> None:
    row = {"sentence": 0, "weight": 1.0, "measure": "frame", "label": "football", "actor": ""}
    scores = score(row)
    assert pick(scores, measure="frame", label="football")["value"] == 0.5
    assert np.isnan(pick(scores, measure="frame", label="football", paragraph=1)["value"])


def test_paragraphs_that_are_not_measured_have_no_score() -> None:
    article = make_article("It rained on and on here.\n\nIt rained.\n\nBy Ann Other")
    scores = score_evidence(
        make_table("evidence", []),
        paragraphs=article.paragraphs,
        sentences=article.sentences,
        mentions=make_table("mentions", []),
        actors=ACTORS,
    )
    assert sorted(set(scores["paragraph"])) == [0, 1]


# ---------------------------------------------------------------- labels


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (None, ""),
        (float("nan"), ""),
        (0.0, "neutral"),
        (0.0999, "neutral"),
        (-0.0999, "neutral"),
        (0.1, "neutral"),
        (-0.1, "neutral"),
        (0.1001, "favourable"),
        (-0.1001, "unfavourable"),
        (1.0, "favourable"),
    ],
)
def test_labels_at_a_threshold_of_a_tenth(value: float | None, label: str) -> None:
    assert stance_label(value, low=-0.1, high=0.1) == label


def test_the_default_thresholds_agree() -> None:
    settings = ScoreSettings()
    assert stance_label(settings.high * 1.01) == "favourable"
    assert stance_label(settings.low * 1.01) == "unfavourable"
    assert stance_label(settings.high) == stance_label(settings.low) == "neutral"


def test_the_threshold_can_be_set() -> None:
    row = {"sentence": 0, "weight": 0.5}
    strict = score(row, settings=ScoreSettings(low=-0.6, high=0.6))
    assert pick(strict, measure="stance", actor="zenda")["label"] == "neutral"


# ---------------------------------------------------------------- voices


def test_voices_add_up() -> None:
    scores = score(
        {"sentence": 0, "weight": -0.5},
        {"sentence": 0, "weight": 0.25, "voice": "rudolf"},
        {"sentence": 1, "weight": 0.25, "voice": "rudolf"},
        {"sentence": 2, "weight": 0.5, "voice": "sources"},
    )
    stance = scores[(scores["paragraph"] == 0) & (scores["actor"] == "zenda")]
    stance = stance[stance["measure"] == "stance"].set_index("voice")
    assert stance["n_evidence"].to_dict() == {
        "all": 4,
        "author": 1,
        "quoted": 3,
        "rudolf": 2,
        "sources": 1,
    }
    assert stance["value"].to_dict() == pytest.approx(
        {"all": 0.125, "author": -0.5, "quoted": 1 / 3, "rudolf": 0.25, "sources": 0.5}
    )


def test_a_speaker_has_rows_only_where_there_is_evidence() -> None:
    scores = score({"sentence": 0, "weight": 0.25, "voice": "rudolf"})
    assert len(scores[scores["voice"] == "rudolf"]) == 1


def test_voices_of_the_article_add_up(analysis: Analysis) -> None:
    keys = ["paragraph", "actor", "measure"]
    # What a device does to an actor is counted in the row of its paragraph already.
    twice = (analysis.scores["measure"] == "device") & (analysis.scores["actor"] != "")
    scores = analysis.scores[~twice].assign(
        label=analysis.scores["label"].where(analysis.scores["measure"] != "stance", "")
    )
    counts = scores.pivot_table(
        index=[*keys, "label"], columns="voice", values="n_evidence", aggfunc="sum", fill_value=0
    )
    speakers = counts.drop(columns=["all", "author", "quoted"]).sum(axis=1)
    assert (counts["all"] == counts["author"] + counts["quoted"]).all()
    # Narrative roles are told for the author and for all speakers together.
    each = counts.index.get_level_values("measure") != "narrative"
    assert (counts["quoted"] == speakers)[each].all()
    assert counts["all"].sum() == len(analysis.evidence)


def test_mentions_are_counted_by_voice_and_places_are_not(
    make_actors: Callable[..., pd.DataFrame],
) -> None:
    base = {
        "article": "article",
        "paragraph": 0,
        "sentence": 0,
        "start": 0,
        "end": 5,
        "surface": "First",
        "form": "name",
    }
    rows = [
        {"actor": "zenda", "role": "agent", "voice": "author"},
        {"actor": "zenda", "role": "other", "voice": "rudolf"},
        {"actor": "hentzau", "role": "patient", "voice": "author"},
        {"actor": "zenda", "role": "place", "voice": "author"},
    ]
    sure = {"name_end": 5, "confidence": 1.0}
    mentions = make_table(
        "mentions", [base | sure | {"mention": i} | r for i, r in enumerate(rows)]
    )
    scores = score(mentions=mentions)
    assert [
        pick(scores, measure="stance", actor=actor, voice=voice)["n_mentions"]
        for actor, voice in [
            ("zenda", "all"),
            ("zenda", "author"),
            ("zenda", "quoted"),
            ("hentzau", "all"),
        ]
    ] == [2, 1, 1, 1]
    whole = pick(scores, measure="frame", label="conflict")
    assert whole["n_mentions"] == 3  # of any actor


# ---------------------------------------------------------------- intervals


def test_an_interval_lies_around_the_value_and_within_the_extremes() -> None:
    rows = [{"sentence": i, "weight": w} for i, w in enumerate((-0.5, 0.2, 0.5))]
    row = pick(score(*rows), measure="stance", actor="zenda")
    assert row["low"] <= row["value"] <= row["high"]
    # No sample can go beyond three times the worst or the best sentence.
    assert row["low"] >= -1.5 / 2.0
    assert row["high"] <= 1.5 / 2.0
    assert row["low"] < row["high"]


def test_sentences_that_agree_leave_no_doubt_about_the_mean() -> None:
    rows = [
        {"sentence": i, "weight": 0.3, "measure": "polarity", "label": "vader", "actor": ""}
        for i in range(3)
    ]
    row = pick(score(*rows), measure="polarity", label="vader", actor="")
    assert (row["low"], row["value"], row["high"]) == pytest.approx((0.3, 0.3, 0.3))


def test_samples_without_evidence_are_left_out() -> None:
    # The one sentence with a cue is missing from many samples; none of them counts as 0.
    total = ScoreSettings(stance="sum")
    scores = score({"sentence": 0, "weight": 0.3}, settings=total)
    row = pick(scores, measure="stance", actor="zenda")
    assert row["low"] == pytest.approx(0.3)
    assert row["high"] > 0.3  # drawn twice or thrice it weighs more
    row = pick(score({"sentence": 0, "weight": 0.3}), measure="stance", actor="zenda")
    assert row["low"] == row["high"] == pytest.approx(0.3)


def test_a_paragraph_of_one_sentence_has_no_interval() -> None:
    row = pick(score({"sentence": 3, "weight": 0.5}), measure="stance", actor="zenda", paragraph=1)
    assert row["value"] == 0.5
    assert np.isnan(row["low"])
    assert np.isnan(row["high"])


def test_intervals_depend_on_the_seed_alone() -> None:
    rows = [{"sentence": i, "weight": w} for i, w in enumerate((-0.5, 0.2, 0.5))]
    first = score(*rows, settings=ScoreSettings(draws=50, seed=1))
    assert_frame_equal(first, score(*rows, settings=ScoreSettings(draws=50, seed=1)))
    others = [score(*rows, settings=ScoreSettings(draws=5, seed=seed)) for seed in range(2, 8)]
    lows = {pick(other, measure="stance", actor="zenda")["low"] for other in others}
    assert len(lows) > 1
    values = {pick(other, measure="stance", actor="zenda")["value"] for other in others}
    assert len(values) == 1


def test_an_interval_can_be_worked_out_again(lexical_analysis: Analysis) -> None:
    """Sample the sentences of one paragraph anew, with another generator."""
    analysis = lexical_analysis
    evidence, scores = analysis.evidence, analysis.scores
    rows = scores[
        (scores["measure"] == "stance")
        & (scores["voice"] == "all")
        & (scores["low"] > -1)
        & (scores["high"] < 1)
    ]
    row = rows.sort_values("n_evidence").iloc[-1]
    sentences = analysis.sentences.loc[
        analysis.sentences["paragraph"] == row["paragraph"], "sentence"
    ].tolist()
    own = evidence[(evidence["measure"] == "stance") & (evidence["actor"] == row["actor"])]
    weights = {s: own.loc[own["sentence"] == s, "weight"].sum() for s in sentences}
    known = {s for s in sentences if (own["sentence"] == s).any()}
    generator = np.random.default_rng(7)
    values = []
    for _ in range(4000):
        sample = generator.choice(sentences, len(sentences))
        if known & set(sample):
            total = sum(weights[s] for s in sample)
            values.append(min(1.0, max(-1.0, total)))
    low, high = np.percentile(values, [2.5, 97.5])
    assert (row["low"], row["high"]) == pytest.approx((low, high), abs=0.08)


def test_a_mean_takes_a_mention_once_however_many_rows_it_has() -> None:
    scores = score(
        {"sentence": 0, "weight": 0.5, "mention": 0},
        {"sentence": 0, "weight": -0.1, "mention": 0},
        {"sentence": 1, "weight": 0.2, "mention": 1},
        settings=ScoreSettings(stance="mean"),
    )
    row = pick(scores, measure="stance", actor="zenda")
    assert row["value"] == pytest.approx((0.5 - 0.1 + 0.2) / 2)
    assert row["n_evidence"] == 3


def test_what_is_borrowed_is_told_apart() -> None:
    scores = score(
        {"sentence": 0, "weight": 0.3, "mention": 0},
        {"sentence": 0, "weight": 0.1, "mention": 0, "label": "borrowed"},
        settings=ScoreSettings(stance="mean"),
    )
    row = pick(scores, measure="stance", actor="zenda")
    assert (row["value"], row["own"], row["borrowed"]) == pytest.approx((0.4, 0.3, 0.25))


@pytest.mark.parametrize("how", ["sum", "mean"])
def test_no_part_of_a_cell_goes_beyond_the_scale(how: str) -> None:
    # What one voice adds is set off by another; alone it would be more than a stance can be.
    scores = score(
        {"sentence": 0, "weight": -1.75, "mention": 0},
        {"sentence": 1, "weight": 1.25, "mention": 1, "voice": "rudolf"},
        settings=ScoreSettings(stance=how),
    )
    value = {"sum": -0.5, "mean": -0.25}[how]
    for voice, expected in (("all", value), ("author", -1.0), ("rudolf", 1.0), ("quoted", 1.0)):
        row = pick(scores, measure="stance", actor="zenda", voice=voice)
        assert (row["value"], row["own"]) == pytest.approx((expected, expected))
        assert -1 <= row["low"] <= row["high"] <= 1
