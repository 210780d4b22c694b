"""The report page says what the tables say, and nothing of the text can run in it."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from helpers.analysis import Analysis, analyse
from helpers.corpus import make_article
from helpers.publish import draw_figures
from helpers.report import render_report, summarise_actors, write_summary


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


def test_the_sentences_of_the_summary_carry_their_numbers(analysis: Analysis) -> None:
    lines = write_summary(without_stance(analysis, "china"))
    named = (analysis.mentions["role"] != "place").sum()
    assert f"named {named} times" in lines[0]
    assert "Named without any cue that tells a stance: China." in lines
    assert not any("without any cue" in line for line in write_summary(analysis))


def test_the_page_loads_nothing_and_describes_every_picture(analysis: Analysis) -> None:
    pictures = draw_figures(analysis)
    page = render_report(analysis, pictures=pictures)
    assert "default-src 'none'" in page
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)
    assert page.count("<img ") == len(pictures)
    assert not re.search(r'alt=""', page)
    assert len(page) < 3_000_000


def test_a_text_full_of_markup_renders_as_text() -> None:
    article = make_article(
        "<img src=x onerror=alert(1)>\n\n"
        "Norway said “<script>alert('x')</script> is a lie & a <b>trap</b>”. Sweden attacked it."
    )
    analysis = analyse(article)
    page = render_report(analysis, pictures=[])
    assert "<script" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
