"""The rows behind a cell are those that its score counts."""

from __future__ import annotations

import pytest

from helpers.analysis import Analysis
from helpers.schema import iterate
from helpers.selection import select_evidence, select_scores


def test_every_score_counts_the_rows_that_are_selected(lexical_analysis: Analysis) -> None:
    found = lexical_analysis
    labels = found.paragraphs.set_index("paragraph")["label"]
    scores = found.scores[found.scores["n_evidence"] > 0]
    for row in iterate(scores.iloc[::7]):
        place = {
            "measure": row.measure,
            "label": "" if row.measure == "stance" else row.label,
            "actor": row.actor,
            "voice": row.voice,
            "paragraph": labels[row.paragraph],
        }
        assert len(select_evidence(found, **place)) == row.n_evidence, place
        assert select_scores(found, **place)["value"].tolist() == [row.value]


@pytest.mark.parametrize("paragraph", ["", "99"])
def test_no_paragraph_gives_no_row(lexical_analysis: Analysis, paragraph: str) -> None:
    place = {"measure": "stance", "actor": "us", "paragraph": paragraph}
    assert select_evidence(lexical_analysis, **place).empty
    assert select_scores(lexical_analysis, **place).empty
