"""Do the words of a shift add up to the difference, exactly and for every measure?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import Analysis, analyse
from helpers.corpus import make_article
from helpers.errors import DiscourseError
from helpers.resampling import Resampling
from helpers.schema import make_table
from helpers.shift import REST, Shift, explain_shift
from helpers.sides import Side

FEW = Resampling(draws=49)
CUES = ("lie", "help", "bomb", "be kind")


def adds_up(shift: Shift) -> bool:
    parts = shift.words[["from_use", "from_weight"]].sum(axis=1)
    return bool(
        abs(shift.words["contribution"].sum() - shift.difference) < 1e-9
        and np.allclose(parts, shift.words["contribution"])
    )


@pytest.fixture(scope="module")
def empty(make_actors) -> Analysis:  # type: ignore[no-untyped-def]
    """Two paragraphs of three sentences each, whose evidence a test replaces by its own."""
    paragraph = "Ruritania met Freedonia there. " * 3
    text = f"{paragraph.strip()}\n\n{paragraph.strip()}"
    return analyse(make_article(text), actors=make_actors(), engine="lexical")


def with_evidence(
    found: Analysis, rows: list[tuple[int, str, float]], *, engine: str = "neural"
) -> Analysis:
    """Put stance evidence in: sentence, cue and weight, each credited to Ruritania there."""
    mentions = found.mentions[found.mentions["actor"] == "ruritania"].set_index("sentence")
    starts = found.sentences.set_index("sentence")
    evidence = [
        {
            "article": found.article.id,
            "paragraph": starts.loc[sentence, "paragraph"],
            "sentence": sentence,
            "evidence": i,
            "measure": "stance",
            "label": "",
            "cue": cue,
            "start": starts.loc[sentence, "start"] + (0 if cue == REST else 10),
            "end": starts.loc[sentence, "start"] + 14,
            "weight": weight,
            "mention": mentions.loc[sentence, "mention"],
            "actor": "ruritania",
            "voice": "author",
            "why": "made up",
        }
        for i, (sentence, cue, weight) in enumerate(rows)
    ]
    return replace(
        found,
        evidence=make_table("evidence", evidence),
        settings={**found.settings, "engine": engine},
    )


def explain(found: Analysis, **more: object) -> Shift:
    sides = {"one": "paragraph 1", "other": "paragraph 2", "actor": "ruritania", **more}
    return explain_shift(found, settings=FEW, **sides)  # type: ignore[arg-type]


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from((*CUES, REST)), st.floats(-1, 1)),
        min_size=1,
        max_size=25,
    ),
    st.sampled_from(["neural", "lexical"]),
)
@settings(max_examples=60)
def test_whatever_the_evidence_the_words_add_up(
    empty: Analysis, rows: list[tuple[int, str, float]], engine: str
) -> None:
    shift = explain(with_evidence(empty, rows, engine=engine))
    if shift.words.empty:
        assert np.isnan(shift.difference)
    else:
        assert adds_up(shift)
        assert shift.difference == pytest.approx(shift.value_other - shift.value_one)


def test_a_shift_that_one_can_do_by_hand(empty: Analysis) -> None:
    # Paragraph 1: mentions at -0.3 and 0, mean -0.15. Paragraph 2: -0.6 and +0.2, mean -0.2.
    rows = [(0, "lie", -0.3), (1, "help", 0.0), (3, "lie", -0.6), (4, "help", 0.2)]
    shift = explain(with_evidence(empty, rows))
    assert shift.value_one == pytest.approx(-0.15)
    assert shift.value_other == pytest.approx(-0.2)
    words = shift.words.set_index("cue")
    # Each stands once in two mentions on either side: all comes from weight.
    assert words.loc["lie", "contribution"] == pytest.approx(-0.15)
    assert words.loc["help", "contribution"] == pytest.approx(0.1)
    assert words["from_use"].tolist() == [0, 0]
    assert words.index.tolist() == ["lie", "help"]


def test_a_word_that_one_side_lacks_comes_from_use(empty: Analysis) -> None:
    shift = explain(with_evidence(empty, [(0, "help", 0.4), (3, "bomb", -0.8)]))
    words = shift.words.set_index("cue")
    assert words.loc["bomb", ["uses_one", "uses_other"]].tolist() == [0, 1]
    assert np.isnan(words.loc["bomb", "weight_one"])
    assert words.loc["bomb", "from_use"] == pytest.approx(-0.8)
    assert words.loc["help", "contribution"] == pytest.approx(-0.4)
    assert words["from_weight"].tolist() == [0, 0]


def test_what_rests_on_no_word_comes_last_and_names_nobody(empty: Analysis) -> None:
    shift = explain(with_evidence(empty, [(0, REST, 0.9), (0, "lie", -0.1), (3, "lie", -0.2)]))
    assert shift.words["cue"].tolist() == ["lie", REST]
    assert adds_up(shift)


def test_few_sentences_have_no_interval_and_three_have_one(empty: Analysis) -> None:
    rows = [(i, "lie", -0.1 * i) for i in range(6)]
    shift = explain(with_evidence(empty, rows))
    assert shift.note == ""
    assert shift.low <= shift.difference <= shift.high
    assert shift.words["low"].notna().all()
    few = explain(with_evidence(empty, rows[:-1]))
    assert few.note == "insufficient evidence"
    assert np.isnan(few.low)
    assert few.words["low"].isna().all()
    assert adds_up(few)


def test_a_side_without_evidence_has_no_words(empty: Analysis) -> None:
    shift = explain(with_evidence(empty, [(0, "lie", -0.5)]))
    assert shift.words.empty
    assert np.isnan(shift.difference)
    assert shift.n_other == 0


@pytest.mark.parametrize(
    ("measure", "label", "actor"),
    [
        ("stance", "", "us"),
        ("stance", "", "syria"),
        ("polarity", "vader", "us"),
        ("polarity", "textblob", ""),
        ("frame", "conflict", ""),
        ("frame", "strategy", ""),
        ("device", "hedge", ""),
    ],
)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lead", "end"),
        ("author", "quoted"),
        ("paragraph 2", "paragraph 7"),
        (Side("first half", last=0.5), Side("second half", first=0.5)),
    ],
)
def test_the_real_article_adds_up(
    lexical_analysis: Analysis, measure: str, label: str, actor: str, one: Side, other: Side
) -> None:
    shift = explain_shift(
        lexical_analysis,
        one=one,
        other=other,
        measure=measure,
        label=label,
        actor=actor,
        settings=FEW,
    )
    assert (shift.words.empty and shift.value_one == shift.value_other == 0) or adds_up(shift)
    assert not shift.words.duplicated("cue").any()


def test_the_neural_engine_s_words_add_up(analysis: Analysis) -> None:
    for one, other in (("lead", "end"), ("author", "quoted"), ("paragraph 2", "paragraph 7")):
        shift = explain_shift(analysis, one=one, other=other, actor="us", settings=FEW)
        assert len(shift.words) > 1
        assert adds_up(shift)


def test_two_texts(make_actors) -> None:  # type: ignore[no-untyped-def]
    actors = make_actors()
    texts = [
        analyse(make_article(text), actors=actors, engine="lexical")
        for text in (
            "Ruritania bombed the school. The court of Ruritania lied.",
            "Ruritania helped the school. Rain fell. The pupils thanked Ruritania.",
        )
    ]
    shift = explain_shift(*texts, one="whole", other="whole", actor="ruritania", settings=FEW)
    assert adds_up(shift)
    assert shift.difference > 0
    same = explain_shift(texts[0], texts[0], one="whole", other="whole", actor="ruritania")
    assert same.difference == 0


def test_two_engines_are_refused(empty: Analysis) -> None:
    other = with_evidence(empty, [(0, "lie", 0.1)])
    with pytest.raises(DiscourseError, match=r"different engines \(lexical, neural\)"):
        explain_shift(empty, other, one="whole", other="whole", actor="ruritania")


def test_tables_are_left_as_they_were(lexical_analysis: Analysis) -> None:
    before = lexical_analysis.evidence.copy()
    explain_shift(lexical_analysis, one="lead", other="end", actor="us", settings=FEW)
    pd.testing.assert_frame_equal(lexical_analysis.evidence, before)
