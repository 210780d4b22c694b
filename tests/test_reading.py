"""The annotated text shows what was found, and escapes what it shows."""

from __future__ import annotations

import re
from html import escape

import pandas as pd
import pytest

from helpers.actors import find_mentions
from helpers.analysis import Analysis, analyse
from helpers.corpus import make_article
from helpers.errors import DiscourseError
from helpers.reading import annotate
from helpers.style import signed


def strip_marks(html: str) -> str:
    """Take off what the page adds: superscript tags, then all other tags."""
    html = re.sub(r'<sup class="tag">[^<]*</sup>', "", html)
    html = re.sub(r'<span class="label">[^<]*</span> ', "", html)
    return re.sub(r"<[^>]+>", "", html)


def test_the_words_of_the_article_stand_unchanged(analysis: Analysis) -> None:
    shown = annotate(
        analysis.article,
        actors=analysis.actors,
        mentions=analysis.mentions,
        quotes=analysis.quotes,
        evidence=analysis.evidence,
        paragraphs=["7"],
    )
    text = analysis.paragraphs.set_index("label").loc["7", "text"]
    assert strip_marks(shown.html) == text
    assert shown._repr_html_() == f"<style>\n{shown.style}</style>\n{shown.html}"


def test_a_mention_names_its_actor_and_a_place_is_dotted(analysis: Analysis) -> None:
    shown = annotate(
        analysis.article, actors=analysis.actors, mentions=analysis.mentions, paragraphs=["1"]
    )
    assert 'title="Iran: demonym, patient, in the words of the author"' in shown.html
    assert re.search(r'class="mention ink-\d place" data-actor="syria"', shown.html)


@pytest.mark.parametrize("engine", ["analysis", "lexical_analysis"])
def test_a_cue_shows_its_weight_and_reason(engine: str, request: pytest.FixtureRequest) -> None:
    found: Analysis = request.getfixturevalue(engine)
    shown = annotate(found.article, actors=found.actors, evidence=found.evidence, paragraphs=["3"])
    [number] = found.paragraphs.loc[found.paragraphs["label"] == "3", "paragraph"]
    rows = found.evidence[found.evidence["paragraph"] == number].query("measure == 'stance'")
    labels = dict(zip(found.actors["actor"], found.actors["label"], strict=True))
    assert "turkey" in set(rows["actor"])
    for row in rows.itertuples():
        said = f"{labels[row.actor]} {signed(row.weight)} ({row.why})"
        assert escape(said) in shown.html


@pytest.mark.parametrize("measure", ["frame", "device"])
def test_other_measures_are_named_in_words(analysis: Analysis, measure: str) -> None:
    shown = annotate(
        analysis.article, actors=analysis.actors, evidence=analysis.evidence, measure=measure
    )
    labels = analysis.evidence.loc[analysis.evidence["measure"] == measure, "label"]
    assert all(label.replace("_", " ") in shown.html for label in set(labels))


def test_a_device_says_on_whom_it_works() -> None:
    article = make_article("Norway clearly lost. The sea is clearly calm.")
    analysis = analyse(article, engine="lexical")
    html = annotate(
        article, actors=analysis.actors, evidence=analysis.evidence, measure="device"
    ).html
    assert "booster +1.00 (listed as “clearly”), on Norway" in html
    assert html.count(", on Norway") == 1


def test_polarity_rates_whole_sentences_and_marks_nothing(analysis: Analysis) -> None:
    bare = annotate(analysis.article, actors=analysis.actors)
    rated = annotate(
        analysis.article, actors=analysis.actors, evidence=analysis.evidence, measure="polarity"
    )
    assert rated.html == bare.html


def test_markup_in_the_text_or_the_catalogue_stays_text(make_actors: object) -> None:
    article = make_article("Norway <script>alert(1)</script> attacked Sweden & “lied”.")
    analysis = analyse(article)
    actors = analysis.actors.assign(label=pd.Series('<b onclick="x">', index=analysis.actors.index))
    mentions = find_mentions(article.sentences, actors=actors)
    html = annotate(
        article,
        actors=actors,
        mentions=mentions,
        quotes=analysis.quotes,
        evidence=analysis.evidence,
    ).html
    assert "<script" not in html
    assert "<b onclick" not in html
    assert "&lt;script&gt;" in strip_marks(html)


def test_an_unknown_paragraph_or_measure_is_refused(analysis: Analysis) -> None:
    with pytest.raises(DiscourseError, match="no paragraph is labelled '99'; there are T, 1"):
        annotate(analysis.article, actors=analysis.actors, paragraphs=["99"])
    with pytest.raises(DiscourseError, match="no measure is called 'mood'"):
        annotate(analysis.article, actors=analysis.actors, measure="mood")
