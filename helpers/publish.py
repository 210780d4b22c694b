"""Which files does an analysis leave behind? An analysis in; tables, figures and a page out.

Used by the command line and by the main job alike, so that both give the same files.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from helpers.analysis import Analysis, analyse
from helpers.citation import cite_figure
from helpers.comparison import compare_articles
from helpers.corpus import load_article
from helpers.export import clean_name, export_figure, export_table, remove_figure
from helpers.files import write_whole
from helpers.neural_stance import NeuralSettings
from helpers.plans import Plan
from helpers.plots import (
    plot_comparison,
    plot_curves,
    plot_devices,
    plot_frame_actors,
    plot_frames,
    plot_network,
    plot_polarity_against_stance,
    plot_salience,
    plot_sensitivity,
    plot_shift,
    plot_square,
    plot_stance,
    plot_stance_lines,
    plot_voices,
)
from helpers.presets import Preset, find_preset
from helpers.report import render_report
from helpers.shape import Shape, Square, measure_shape, tables_of
from helpers.shift import Shift
from helpers.style import Picture
from helpers.summary import summarise_actors

# By which rule a figure was chosen, by whether lead and end are compared.
SHIFT_RULES: Final = {
    True: (
        "Chosen by rule: lead against end (the first and the last fifth of the words), for the "
        "actor with most sentences of evidence that has three of them on either side."
    ),
    False: (
        "Chosen by rule: no actor has three sentences of evidence in both the first and the last "
        "fifth of the words, so these are the two paragraphs that differ most for the actor with "
        "most evidence. That they differ proves nothing, since they were picked for it."
    ),
}
SQUARE_RULE: Final = (
    "Chosen by rule: the two blocs mentioned most, “us” being the one that the text takes more "
    "favourably. Who is us is yours to say: call the blocs us and them in the catalogue."
)
# Figures that a text may have nothing for.
OPTIONAL: Final = ("shift", "square")
ENGINE_RULE: Final = "The neural engine is not asked here, since its reading takes longer."


def draw_figures(
    analysis: Analysis, *, shape: Shape | None = None, preset: str | Preset = "screen"
) -> list[Picture]:
    """Draw every figure of an analysis, each with a note of how it was measured.

    Parameters
    ----------
    analysis
        From `analyse`.
    shape
        From `measure_shape`; measured here where left out.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    list of Picture
        In the order of the report page. The shift and the square are left out where the text has
        nothing to compare; `shape.notes` says so.
    """
    shape = shape or measure_shape(analysis)
    page = find_preset(preset)
    paragraphs, actors, scores = analysis.paragraphs, analysis.actors, analysis.scores
    pictures = [
        plot_stance(scores, paragraphs=paragraphs, actors=actors, preset=page),
        plot_stance_lines(scores, paragraphs=paragraphs, actors=actors, preset=page),
        _draw_curves(shape, "stance", analysis=analysis, page=page),
        plot_polarity_against_stance(scores, actors=actors, preset=page),
        plot_salience(
            analysis.mentions,
            paragraphs=paragraphs,
            actors=actors,
            dispersion=shape.dispersion,
            preset=page,
        ),
        plot_network(shape.relations, actors=actors, preset=page),
        plot_voices(analysis.quotes, paragraphs=paragraphs, actors=actors, preset=page),
        plot_frames(scores, paragraphs=paragraphs, preset=page),
        _draw_curves(shape, "frame", analysis=analysis, page=page),
        plot_frame_actors(shape.frame_actors, actors=actors, preset=page),
        plot_devices(analysis.evidence, paragraphs=paragraphs, preset=page),
    ]
    if shape.shift is not None:
        pictures.append(_draw_shift(shape.shift, actors=actors, page=page))
    if shape.square is not None:
        pictures.append(_draw_square(shape.square, page=page))
    pictures.append(_draw_sensitivity(shape, engine=analysis.settings["engine"], page=page))
    for picture in pictures:
        picture.data.attrs.update({"text": analysis.article.id}, **analysis.settings)
        picture.citation = cite_figure(
            picture.title, articles=analysis.article.articles, settings=analysis.settings
        )
    return pictures


def _draw_curves(shape: Shape, measure: str, *, analysis: Analysis, page: Preset) -> Picture:
    picture = plot_curves(
        shape.curves[shape.curves["measure"] == measure].reset_index(drop=True),
        paragraphs=analysis.paragraphs,
        actors=analysis.actors,
        changes=shape.changes[shape.changes["measure"] == measure],
        preset=page,
    )
    # The same files for every text, whatever there is to see in it.
    picture.name = f"curves-{measure}"
    return picture


def _draw_shift(shift: Shift, *, actors: pd.DataFrame, page: Preset) -> Picture:
    labels = dict(zip(actors["actor"], actors["label"], strict=True))
    picture = plot_shift(shift, actor=labels[shift.actor], preset=page)
    picture.name = "shift"
    picture.caption += f" {SHIFT_RULES[shift.one == 'lead']}"
    return picture


def _draw_square(square: Square, *, page: Preset) -> Picture:
    named = {} if square.us == "us" else {"us": square.us, "them": square.them}
    picture = plot_square(square.items, preset=page, **named)
    if square.oriented:
        picture.caption += f" {SQUARE_RULE}"
    return picture


def _draw_sensitivity(shape: Shape, *, engine: str, page: Preset) -> Picture:
    picture = plot_sensitivity(shape.sensitivity, preset=page)
    if engine == "lexical":
        picture.caption += f" {ENGINE_RULE}"
    return picture


def publish_tables(analysis: Analysis, *, out: Path, shape: Shape | None = None) -> list[Path]:
    """Write the tables of an analysis as CSV, and how they were measured beside them.

    Parameters
    ----------
    analysis
        From `analyse`.
    out
        Folder to write to; made if it is not there.
    shape
        From `measure_shape`; measured here where left out.

    Returns
    -------
    list
        The files: articles, paragraphs, sentences, quotes, actors, mentions, unresolved, events,
        evidence, scores, those of `shape.tables_of`, summary (one row per actor) and settings,
        each a .csv.
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
        **tables_of(shape or measure_shape(analysis)),
        "summary": summarise_actors(analysis.scores, actors=analysis.actors),
        "settings": pd.DataFrame(analysis.settings.items(), columns=["setting", "value"]),
    }
    return [export_table(frame, path=out / f"{name}.csv") for name, frame in tables.items()]


def publish(
    analysis: Analysis,
    *,
    out: Path,
    figures: Path | None = None,
    presets: Sequence[str | Preset] = (),
) -> list[Path]:
    """Write tables, figures and the report page of an analysis.

    A shift or square of an earlier run into the same folder is removed where this text has none.

    Parameters
    ----------
    analysis
        From `analyse`.
    out
        Folder for the tables and the page; made if it is not there.
    figures
        Folder for the figures; `figures/` inside `out` where left out.
    presets
        Pages for which the figures are drawn as well, each into a folder of its name beside them.

    Returns
    -------
    list
        All files written.

    Raises
    ------
    DiscourseError
        If a preset is unknown, or a file cannot be written there.
    """
    pages = [find_preset(name) for name in presets]
    shape = measure_shape(analysis)
    pictures = draw_figures(analysis, shape=shape)
    files = publish_tables(analysis, out=out, shape=shape)
    place = figures or out / "figures"
    drawn = {place: pictures} | {
        place / clean_name(preset.name): draw_figures(analysis, shape=shape, preset=preset)
        for preset in pages
    }
    for folder, made in drawn.items():
        for picture in made:
            files += export_figure(picture, out=folder)
        for name in set(OPTIONAL) - {picture.name for picture in made}:
            remove_figure(name, out=folder)
    page = render_report(analysis, pictures=pictures, shape=shape, notes=shape.notes)
    return [*files, write_whole(out / "report.html", page)]


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
    picture.citation = cite_figure(
        picture.title,
        articles=pd.concat([text.article.articles for text in texts], ignore_index=True),
        settings=shared,
    )
    files = export_figure(picture, out=out)
    for name, table in found._asdict().items():
        files.append(export_table(table, path=out / "tables" / f"{name}.csv"))
    return files
