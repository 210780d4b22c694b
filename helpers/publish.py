"""Which files does an analysis leave behind? An analysis in; tables, figures and a page out.

Used by the command line and by the main job alike, so that both give the same files.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.analysis import Analysis, analyse
from helpers.comparison import compare_articles
from helpers.corpus import load_article
from helpers.export import export_figure, export_table
from helpers.files import write_whole
from helpers.frame_actors import find_frame_actors, score_frame_actors
from helpers.neural_stance import NeuralSettings
from helpers.plans import Plan
from helpers.plots import (
    plot_comparison,
    plot_devices,
    plot_frame_actors,
    plot_frames,
    plot_polarity_against_stance,
    plot_salience,
    plot_stance,
    plot_stance_lines,
    plot_voices,
)
from helpers.report import render_report, summarise_actors
from helpers.style import Picture


def attach_frames(analysis: Analysis) -> pd.DataFrame:
    """Find to whom the frames of an analysis attach; see `find_frame_actors`."""
    return find_frame_actors(
        analysis.evidence,
        sentences=analysis.sentences,
        events=analysis.events,
        quotes=analysis.quotes,
    )


def draw_figures(analysis: Analysis) -> list[Picture]:
    """Draw every figure of an analysis, each with a note of how it was measured."""
    paragraphs, actors, scores = analysis.paragraphs, analysis.actors, analysis.scores
    attachments = score_frame_actors(attach_frames(analysis))
    pictures = [
        plot_stance(scores, paragraphs=paragraphs, actors=actors),
        plot_stance_lines(scores, paragraphs=paragraphs, actors=actors),
        plot_polarity_against_stance(scores, actors=actors),
        plot_salience(analysis.mentions, paragraphs=paragraphs, actors=actors),
        plot_voices(analysis.quotes, paragraphs=paragraphs, actors=actors),
        plot_frames(scores, paragraphs=paragraphs),
        plot_frame_actors(attachments, actors=actors),
        plot_devices(analysis.evidence, paragraphs=paragraphs),
    ]
    for picture in pictures:
        picture.data.attrs.update({"text": analysis.article.id}, **analysis.settings)
    return pictures


def publish_tables(analysis: Analysis, *, out: Path) -> list[Path]:
    """Write the tables of an analysis as CSV, and how they were measured beside them.

    Parameters
    ----------
    analysis
        From `analyse`.
    out
        Folder to write to; made if it is not there.

    Returns
    -------
    list
        The files: articles, paragraphs, sentences, quotes, actors, mentions, unresolved, events,
        evidence, scores, frame_actors (see `score_frame_actors`), summary (one row per actor)
        and settings, each a .csv.
    """
    tables = {
        "articles": analysis.article.articles,
        "paragraphs": analysis.paragraphs,
        "sentences": analysis.sentences,
        "quotes": analysis.quotes,
        "actors": analysis.actors,
        "mentions": analysis.mentions,
        "unresolved": analysis.unresolved,
        "events": analysis.events,
        "evidence": analysis.evidence,
        "scores": analysis.scores,
        "frame_actors": score_frame_actors(attach_frames(analysis)),
        "summary": summarise_actors(analysis.scores, actors=analysis.actors),
        "settings": pd.DataFrame(analysis.settings.items(), columns=["setting", "value"]),
    }
    return [export_table(frame, path=out / f"{name}.csv") for name, frame in tables.items()]


def publish(analysis: Analysis, *, out: Path, figures: Path | None = None) -> list[Path]:
    """Write tables, figures and the report page of an analysis.

    Parameters
    ----------
    analysis
        From `analyse`.
    out
        Folder for the tables and the page; made if it is not there.
    figures
        Folder for the figures; `figures/` inside `out` where left out.

    Returns
    -------
    list
        All files written.

    Raises
    ------
    DiscourseError
        If a file cannot be written there.
    """
    pictures = draw_figures(analysis)
    files = publish_tables(analysis, out=out)
    for picture in pictures:
        files += export_figure(picture, out=figures or out / "figures")
    return [*files, write_whole(out / "report.html", render_report(analysis, pictures=pictures))]


def export_article(folder: Path, *, out: Path) -> list[Path]:
    """Analyse an article of the corpus and write its figures, tables and report.

    Parameters
    ----------
    folder
        The article's folder.
    out
        Folder for the figures; tables go into `tables/` inside it, with the report beside them.
    """
    return publish(analyse(load_article(folder)), out=out / "tables", figures=out)


def export_comparison(plan: Plan, *, out: Path) -> list[Path]:
    """Compare texts of the corpus and write the figure and the tables.

    Parameters
    ----------
    plan
        From `load_plans`.
    out
        Folder for the figure; the tables of `Comparison` go into `tables/` inside it.

    Notes
    -----
    Single phrases are not told apart: the stances are the same without, and cost a fifth.
    """
    read = NeuralSettings(explained=False)
    texts = [analyse(load_article(folder), neural=read) for folder in plan.articles]
    found = compare_articles(texts, us=plan.us, them=plan.them or None)
    picture = plot_comparison(found, names=plan.names)
    own = "SHA-256 of the text"
    about = {f"{own} {text.article.id}": text.settings[own] for text in texts}
    shared = {name: value for name, value in texts[0].settings.items() if name != own}
    picture.data.attrs.update(about, **shared)
    files = export_figure(picture, out=out)
    for name, table in found._asdict().items():
        files.append(export_table(table, path=out / "tables" / f"{name}.csv"))
    return files
