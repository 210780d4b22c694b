"""The margin says what the scores say, of every actor that a paragraph names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from helpers.analysis import Analysis
from helpers.margins import NO_WIDTH, PLACE, THIN, note_stances
from helpers.stance import SMALLER
from helpers.style import signed


@pytest.mark.parametrize("engine", ["analysis", "lexical_analysis"])
def test_every_actor_named_has_a_note_that_agrees_with_its_score(
    engine: str, request: pytest.FixtureRequest
) -> None:
    found: Analysis = request.getfixturevalue(engine)
    notes = note_stances(found)
    named = set(zip(found.mentions["paragraph"], found.mentions["actor"], strict=True))
    assert {(number, note.actor) for number, own in notes.items() for note in own} == named
    cells = found.scores.query("measure == 'stance' and voice == 'all'")
    cells = cells.set_index(["paragraph", "actor"])
    for number, own in notes.items():
        for note in own:
            cell = cells.loc[(number, note.actor)]
            if note.value is None:
                assert pd.isna(cell["value"])
                assert note.verdict in (PLACE, THIN)
                assert not note.reasons
            else:
                assert (note.value, note.verdict) == (cell["value"], cell["label"])
                assert note.reasons[0].startswith(
                    "one mention" if cell["n_mentions"] == 1 else f"{cell['n_mentions']} mentions"
                )


def test_actors_stand_in_the_order_of_the_text(analysis: Analysis) -> None:
    number = analysis.paragraphs.set_index("label").loc["1", "paragraph"]
    order = [note.actor for note in note_stances(analysis)[number]]
    assert order == ["israel", "iran", "syria", "us", "iraq"]


def test_no_value_is_said_to_be_too_little_evidence(analysis: Analysis) -> None:
    scores = analysis.scores.copy()
    gone = (scores["actor"] == "us") & (scores["measure"] == "stance")
    scores.loc[gone, "value"] = np.nan
    notes = note_stances(replace(analysis, scores=scores))
    verdicts = {note.verdict for own in notes.values() for note in own if note.actor == "us"}
    assert verdicts == {THIN}


def test_a_loan_and_an_interval_are_told(analysis: Analysis) -> None:
    reasons = {
        (number, note.actor): note.reasons
        for number, own in note_stances(analysis).items()
        for note in own
    }
    cells = analysis.scores.query("measure == 'stance' and voice == 'all' and n_evidence > 0")
    for cell in cells.itertuples():
        first = reasons[cell.paragraph, cell.actor][0]
        assert ("more than half of it is borrowed" in first) == (cell.borrowed >= 0.5)
        width = pd.notna(cell.low) and signed(cell.low) != signed(cell.high)
        assert ("95 % interval" in first) == width
        assert ("one sentence only" in first) == pd.isna(cell.low)
        assert (NO_WIDTH in first) == (pd.notna(cell.low) and not width)
    assert (cells["low"].isna()).any()


def test_small_clues_stand_once_and_not_among_the_phrases(lexical_analysis: Analysis) -> None:
    rows = lexical_analysis.evidence.query("measure == 'stance' and why == @SMALLER")
    sums = rows.groupby(["paragraph", "actor"])["weight"].agg(["sum", "size"])
    assert (sums["size"] > 1).any()
    notes = note_stances(lexical_analysis)
    for (number, actor), row in sums.iterrows():
        [note] = [note for note in notes[number] if note.actor == actor]
        told = [reason for reason in note.reasons if SMALLER in reason]
        assert told == [f"{signed(row['sum'])} of {SMALLER}, over all its mentions"]


def test_phrases_come_first_and_the_rest_in_one_sum(analysis: Analysis) -> None:
    number = analysis.paragraphs.set_index("label").loc["3", "paragraph"]
    [turkey] = [note for note in note_stances(analysis)[number] if note.actor == "turkey"]
    assert turkey.reasons[1].startswith("“positive environment” +2.23")
    rows = analysis.evidence.query(
        "measure == 'stance' and actor == 'turkey' and paragraph == @number"
    )
    rest = rows.loc[rows["why"].str.startswith("the rest of the passage"), "weight"].sum()
    assert turkey.reasons[-1] == f"{signed(rest)} that no phrase explains, over all its mentions"
