"""Does each sentence add what its evidence says, and is each word counted for its voice?"""

from __future__ import annotations

from itertools import chain

import numpy as np
import pandas as pd
import pytest
from sentences import make_series

from helpers.analysis import Analysis, analyse
from helpers.corpus import make_article
from helpers.errors import DiscourseError
from helpers.schema import make_table
from helpers.series import COLUMNS, count_evidence, score_sentences
from helpers.sides import SIDES, Side, choose_side, take_measure, take_side

TEXT = """The council bombs and lies

Ruritania bombed the school. “Ruritania is generous,” said the sources. It rained.

Freedonia helped the pupils. The court of Freedonia is honest and kind."""


@pytest.fixture(scope="module")
def short(make_actors) -> Analysis:  # type: ignore[no-untyped-def]
    return analyse(make_article(TEXT), actors=make_actors(), engine="lexical")


@pytest.mark.parametrize("engine", ["analysis", "lexical_analysis"])
def test_a_paragraph_s_sentences_add_up_to_its_own_score(
    engine: str, request: pytest.FixtureRequest
) -> None:
    found: Analysis = request.getfixturevalue(engine)
    sums = found.series.groupby(["measure", "voice", "paragraph", "actor"])[
        ["total", "count"]
    ].sum()
    told = found.scores[found.scores["own"].notna()]
    assert len(told) > 50
    for row in told.to_dict("records"):
        total, count = sums.loc[("stance", row["voice"], row["paragraph"], row["actor"])]
        # Parts of a cell may go beyond 1, and `scores` keeps them within it.
        assert np.clip(total / count, -1, 1) == pytest.approx(row["own"], abs=1e-9)


def test_polarity_and_rates_add_up_to_the_evidence(lexical_analysis: Analysis) -> None:
    series, evidence = lexical_analysis.series, lexical_analysis.evidence
    for (measure, label), rows in evidence.groupby(["measure", "label"]):
        if measure in ("stance", "narrative"):  # chances and means, which do not add up
            continue
        mine = series[
            (series["measure"] == measure) & (series["label"] == label) & (series["voice"] == "all")
        ]
        assert mine["total"].sum() == pytest.approx(rows["weight"].sum())
        assert mine["n_evidence"].sum() == len(rows)


def test_every_word_is_counted_once_for_its_voice(lexical_analysis: Analysis) -> None:
    series = lexical_analysis.series
    rate = series[(series["measure"] == "frame") & (series["label"] == "conflict")]
    words = (100 * rate.groupby("voice")["count"].sum()).round(6)
    assert words["all"] == lexical_analysis.sentences["n_words"].sum()
    assert words["author"] + words["quoted"] == pytest.approx(words["all"])
    speakers = words.drop(["all", "author", "quoted"])
    assert 0 < speakers.sum() <= words["quoted"] + 1e-6


def test_positions_run_from_headline_to_end(short: Analysis) -> None:
    places = short.series.drop_duplicates("sentence").sort_values("sentence")
    assert places["position"].is_monotonic_increasing
    assert places["headline"].tolist() == [True, False, False, False, False, False]
    assert places["where"].tolist() == ["T", "1", "1", "1", "2", "2"]
    # 5 words of 26 in the headline, so that its middle stands at 2.5.
    assert places["position"].iloc[0] == pytest.approx(2.5 / short.sentences["n_words"].sum())


def test_silence_has_no_row_in_stance_and_a_zero_in_rates(short: Analysis) -> None:
    series = short.series[short.series["voice"] == "all"]
    stance = series[series["measure"] == "stance"]
    assert set(stance["actor"]) == {"ruritania", "freedonia"}
    rained = series[series["sentence"] == 3]
    assert rained[rained["measure"] == "stance"].empty
    assert (rained[rained["measure"] == "frame"]["total"] == 0).all()
    assert (rained[rained["measure"] == "frame"]["count"] == 0.02).all()


def test_the_lexical_engine_s_paragraph_stands_at_one_sentence(short: Analysis) -> None:
    series = short.series
    stance = series[(series["measure"] == "stance") & (series["voice"] == "all")]
    assert not stance.duplicated(["paragraph", "actor"]).any()
    assert (stance["count"] == 1).all()


def test_mentions_count_once_whatever_their_number_of_rows() -> None:
    rows = make_table(
        "evidence",
        [
            {
                "article": "t",
                "paragraph": 0,
                "sentence": sentence,
                "evidence": i,
                "measure": "stance",
                "label": label,
                "cue": "x",
                "start": 0,
                "end": 1,
                "weight": weight,
                "mention": mention,
                "actor": "north",
                "voice": "author",
                "why": "",
            }
            for i, (sentence, label, weight, mention) in enumerate(
                [(0, "", 0.5, 7), (0, "", -0.1, 7), (1, "", 0.2, 8), (1, "borrowed", 0.4, 8)]
            )
        ],
    )
    own = count_evidence(rows, stance="mean")
    assert own[["weight", "count"]].values.tolist() == [[0.5, 1], [-0.1, 0], [0.2, 1]]
    assert count_evidence(rows, stance="mean", pooled=True)["weight"].sum() == pytest.approx(1.0)
    one = count_evidence(rows, stance="sum")
    assert one["count"].tolist() == [1, 0, 0]
    assert set(one["sentence"]) == {0}


def test_pooled_values_hold_the_loan(lexical_analysis: Analysis) -> None:
    found = lexical_analysis
    pooled = score_sentences(
        found.evidence,
        sentences=found.sentences,
        paragraphs=found.paragraphs,
        stance="sum",
        pooled=True,
    )
    assert list(pooled.columns) == list(COLUMNS)
    rows = pooled[(pooled["measure"] == "stance") & (pooled["voice"] == "all")]
    value = rows.groupby(["paragraph", "actor"])["total"].sum()
    told = found.scores.query("measure == 'stance' and voice == 'all' and n_evidence > 0")
    expected = told.set_index(["paragraph", "actor"])["value"]
    assert np.allclose(value.sort_index(), expected.sort_index())


def test_a_cue_credited_to_two_actors_is_one_cue(short: Analysis) -> None:
    frames = short.evidence[short.evidence["measure"] == "frame"]
    twice = pd.concat([short.evidence, frames.assign(actor="ruritania")], ignore_index=True)
    twice["evidence"] = range(len(twice))
    again = score_sentences(
        twice,
        sentences=short.sentences,
        paragraphs=short.paragraphs,
        quotes=short.quotes,
        stance="sum",
    )
    pd.testing.assert_frame_equal(again, short.series)


def test_tables_are_left_as_they_were(short: Analysis) -> None:
    before = short.evidence.copy()
    _ = short.series
    pd.testing.assert_frame_equal(short.evidence, before)


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ("whole", list(range(10))),
        ("headline", [0]),
        ("body", list(range(1, 10))),
        ("lead", [0, 1]),
        ("end", [8, 9]),
        ("paragraph 1", [1, 2, 3, 4]),
        ("quoted", []),
        ("sources", [9]),
        (Side("middle", first=0.4, last=0.6), [4, 5]),
        (Side("two", paragraphs=("T", "2")), [0, 5, 6, 7, 8]),
        (Side("said at the end", voice="sources", first=0.5), [9]),
    ],
)
def test_sides(side: Side | str, expected: list[int]) -> None:
    series = make_series([0.1] * 10, voices=["author"] * 9 + ["sources"])
    chosen = choose_side(side, series=series)
    assert take_side(series, side=chosen)["sentence"].tolist() == expected


def test_neighbouring_stretches_share_no_sentence() -> None:
    series = make_series([0.1] * 11)
    parts = [Side(str(i), first=i / 5, last=(i + 1) / 5) for i in range(5)]
    found = [take_side(series, side=part)["sentence"].tolist() for part in parts]
    assert sorted(chain(*found)) == list(range(11))


def test_an_unknown_side_is_refused_with_those_that_there_are() -> None:
    series = make_series([0.1] * 3, voices=["author", "author", "sources"])
    for word in ("paragraph 9", "middle"):
        with pytest.raises(DiscourseError, match=f"'{word}'; there are whole, .* voices sources"):
            choose_side(word, series=series)
    assert set(SIDES) >= {"headline", "body", "lead", "end", "author", "quoted"}


def test_an_unknown_measure_actor_or_label_is_refused() -> None:
    series = make_series([0.1] * 3)
    with pytest.raises(DiscourseError, match="no measure 'frame'; there are stance"):
        take_measure(series, measure="frame")
    with pytest.raises(DiscourseError, match="no actor 'south' has evidence; there are north"):
        take_measure(series, measure="stance", actor="south")
    with pytest.raises(DiscourseError, match="no label 'x' has evidence; there are none"):
        take_measure(series, measure="stance", label=["x"])
