"""What did the analysis find, on one page? An analysis and its figures in; HTML out.

The page is self-contained: no script, nothing loaded from anywhere, all text escaped.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.analysis import Analysis
from helpers.reading import annotate
from helpers.schema import ALL_VOICES, AUTHOR, MEASURED_KINDS, QUOTED, iterate
from helpers.style import Picture, signed

_TEMPLATES: Final = Path(__file__).with_name("templates")


def summarise_actors(scores: pd.DataFrame, *, actors: pd.DataFrame) -> pd.DataFrame:
    """Say for each actor how the article as a whole treats it.

    Parameters
    ----------
    scores, actors
        Tables of the schema.

    Returns
    -------
    pandas.DataFrame
        One row per actor that is mentioned, columns actor, label, bloc, mentions, paragraphs (with
        evidence), evidence, textblob and vader (mean polarity), stance, author and quoted (mean
        stance over paragraphs, weighted by mentions, in all voices, the author's and speakers');
        most mentioned first. A missing value means that there is no evidence.
    """
    rows: list[dict[str, Any]] = []
    for actor in iterate(actors.drop_duplicates("actor")):
        own = scores[scores["actor"] == actor.actor]
        stance = own[(own["measure"] == "stance") & (own["voice"] == ALL_VOICES)]
        if not stance["n_mentions"].sum():
            continue
        row: dict[str, Any] = {
            "actor": actor.actor,
            "label": actor.label,
            "bloc": actor.bloc,
            "mentions": int(stance["n_mentions"].sum()),
            "paragraphs": int((stance["n_evidence"] > 0).sum()),
            "evidence": int(stance["n_evidence"].sum()),
        }
        for name in ("textblob", "vader"):
            polarity = own[(own["measure"] == "polarity") & (own["label"] == name)]
            row[name] = _weighted_mean(polarity[polarity["voice"] == ALL_VOICES])
        for name, voice in (("stance", ALL_VOICES), ("author", AUTHOR), ("quoted", QUOTED)):
            row[name] = _weighted_mean(own[(own["measure"] == "stance") & (own["voice"] == voice)])
        rows.append(row)
    names = "actor label bloc mentions paragraphs evidence textblob vader stance author quoted"
    summary = pd.DataFrame(rows, columns=names.split())
    return summary.sort_values(["mentions", "actor"], ascending=[False, True], ignore_index=True)


def _weighted_mean(rows: pd.DataFrame) -> float:
    told = rows[rows["n_evidence"] > 0]
    weights = told["n_mentions"].clip(lower=1)
    return float((told["value"] * weights).sum() / weights.sum()) if len(told) else float("nan")


def write_summary(analysis: Analysis) -> list[str]:
    """Put the main findings into sentences, each with its number.

    Parameters
    ----------
    analysis
        From `analyse`.
    """
    mentions = analysis.mentions[analysis.mentions["role"] != "place"]
    measured = analysis.paragraphs[analysis.paragraphs["kind"].isin(MEASURED_KINDS)]
    summary = summarise_actors(analysis.scores, actors=analysis.actors)
    body = int(measured["n_words"].sum())
    speech = analysis.quotes[analysis.quotes["kind"] == "speech"]
    lines = [
        f"The text has {body:,} words in {len(measured)} paragraphs; its actors are named "
        f"{len(mentions)} times, and {len(speech)} quotations of speech stand in it."
    ]
    told = summary.dropna(subset=["stance"]).sort_values("stance")
    enough = told[told["evidence"] >= 3]
    if len(enough) > 1:
        worst, best = enough.iloc[0], enough.iloc[-1]
        lines.append(
            f"Of the actors with at least three cues, {worst['label']} is treated least favourably "
            f"({signed(worst['stance'])} from {worst['evidence']} cues) and {best['label']} most "
            f"({signed(best['stance'])} from {best['evidence']} cues)."
        )
    silent = summary[summary["evidence"] == 0]["label"].tolist()
    if silent:
        lines.append(f"Named without any cue that tells a stance: {', '.join(silent)}.")
    frames = analysis.scores[
        (analysis.scores["measure"] == "frame")
        & (analysis.scores["voice"] == ALL_VOICES)
        & (analysis.scores["value"] >= 0.5)
    ]["label"].value_counts()
    if len(frames):
        top = [
            f"{str(label).replace('_', ' ')} ({n} of {len(measured)} paragraphs)"
            for label, n in sorted(frames.items(), key=lambda item: (-item[1], str(item[0])))[:3]
        ]
        lines.append(f"The frames present most often: {', '.join(top)}.")
    return lines


def render_report(
    analysis: Analysis, *, pictures: Sequence[Picture], notes: Sequence[str] = ()
) -> str:
    """Render the report page.

    Parameters
    ----------
    analysis
        From `analyse`.
    pictures
        The figures to show, in order.
    notes
        What is not shown, and why; one paragraph each, below the figures.

    Returns
    -------
    str
        A whole HTML page.
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    summary = summarise_actors(analysis.scores, actors=analysis.actors)
    stance = annotate(
        analysis.article,
        actors=analysis.actors,
        mentions=analysis.mentions,
        quotes=analysis.quotes,
        evidence=analysis.evidence,
    )
    return environment.get_template("report.html.j2").render(
        about=analysis.article.articles.iloc[0].to_dict(),
        lines=write_summary(analysis),
        pictures=[
            {
                "title": picture.title,
                "caption": picture.caption,
                "alt": picture.alt,
                "png": b64encode(picture.png()).decode("ascii"),
            }
            for picture in pictures
        ],
        notes=list(notes),
        actors=[
            {key: _cell(value) for key, value in row.items()} for row in summary.to_dict("records")
        ],
        text=stance.html,
        settings=analysis.settings,
    )


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return "no evidence" if pd.isna(value) else signed(value)
    return str(value)
