"""How do several texts tell the same events? Analyses in; tables with one row a text out.

Stance toward each actor and bloc, frames, voices and the ideological square, text beside text,
with intervals, and the differences between texts with a test. The texts need one engine and
catalogues that agree on who is who and on which side.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from helpers.analysis import Analysis
from helpers.contrasts import DIFFERS, NOT_SHOWN
from helpers.corners import compare_square, keep_voice
from helpers.errors import DiscourseError
from helpers.resampling import FEWEST, INSUFFICIENT, Resampling, adjust_holm, interval
from helpers.schema import ALL_VOICES, FRAMES, iterate, sure
from helpers.square import THEM, US, find_square
from helpers.voice_shares import VOICES, share_voices
from helpers.wholes import NAN, Whole, contrast_wholes, mean_of, summarise_whole, take_whole

STANCES: Final = "article actor label bloc value low high n_sentences n_mentions note".split()
BLOCS: Final = "article bloc value low high n_sentences note".split()
RATES: Final = "article frame value low high n_sentences note".split()
ARTICLES: Final = "article title n_words n_sentences n_cells neutral size".split()
SQUARES: Final = (
    "article gap gap_low gap_high n_told sided selection selection_low selection_high "
    "selection_p emphasis emphasis_low emphasis_high emphasis_p n note"
).split()
NAMED_IN: Final = {"stance": "actor", "frame": "label"}
DIFFERENCES: Final = (
    "measure label actor one other value_one value_other difference low high p p_holm n_one "
    "n_other note"
).split()


class Comparison(NamedTuple):
    """Hold what `compare_articles` finds, a table each.

    Attributes
    ----------
    articles : pandas.DataFrame
        One row per text: title, n_words, n_sentences, n_cells (actor by paragraph with a stance),
        neutral (share of the cells labelled neutral), size (mean of the cells' `own` stance,
        whatever its sign).
    stances : pandas.DataFrame
        One row per text and actor: label, bloc, value (mean `own` stance over the text), low, high
        (95 % interval), n_sentences, n_mentions, note. Missing where the text says nothing of it.
    blocs : pandas.DataFrame
        The same per text and bloc, all its actors together.
    frames : pandas.DataFrame
        One row per text and frame: its weight per 100 words, low, high, n_sentences, note.
    voices : pandas.DataFrame
        One row per text and speaker, the author among them: share of the words in quotation marks
        (`direct`) and in indirect speech (`indirect`); those of the author are what is left.
    squares : pandas.DataFrame
        One row per text: gap (mean stance toward us less that toward them) with interval, n_told
        (mentions of both with a stance), sided (share of them that take a side), and what
        `compare_square` says. Empty where no sides were given.
    differences : pandas.DataFrame
        One row per pair of texts and actor, or frame, as `compare_sides` gives them.
    """

    articles: pd.DataFrame
    stances: pd.DataFrame
    blocs: pd.DataFrame
    frames: pd.DataFrame
    voices: pd.DataFrame
    squares: pd.DataFrame
    differences: pd.DataFrame


def compare_articles(
    analyses: Sequence[Analysis],
    *,
    us: str | Collection[str] = (),
    them: str | Collection[str] | None = None,
    voice: str = ALL_VOICES,
    settings: Resampling | None = None,
) -> Comparison:
    r"""Set several texts side by side.

    Parameters
    ----------
    analyses
        From `analyse`, two or more, of different articles, by one engine.
    us, them
        Names of blocs for the square, as for `find_square`; no square where `us` is left out.
    voice
        Whose words: `all`, `author`, `quoted`, or a speaker. Voices and `articles` are of the
        whole text always.
    settings
        Number of samples, seed, and from which p value on a difference counts as found.

    Returns
    -------
    Comparison
        Its tables; texts in the order given, actors in that of the catalogues.

    Raises
    ------
    DiscourseError
        If there are fewer than two texts, two of one name, several engines, or an actor that has
        one label or bloc in one catalogue and another in the next.

    Notes
    -----
    Stances are `own` ones: nothing is borrowed from the rest of a text. Intervals resample
    sentences; p values of differences are permutation tests, and `p_holm` makes up for the number
    of actors, or frames, of a pair of texts (Holm 1979). Below 3 sentences with evidence in a text
    there is a value and no interval: insufficient evidence. What a text leaves out is seen by the
    rows that are missing; why it does, no number tells.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> texts = {"a": "Norway lied to Sweden.", "b": "Norway met Sweden on Monday."}
    >>> found = [analyse(make_article(t, identifier=n), engine="lexical") for n, t in texts.items()]
    >>> table = compare_articles(found).stances
    >>> table[["article", "actor", "n_sentences", "note"]].values.tolist()[:2]
    [['a', 'norway', 1, 'insufficient evidence'], ['a', 'sweden', 1, 'insufficient evidence']]
    """
    settings = settings or Resampling()
    cast = _join_casts(analyses)
    texts = [
        take_whole(analysis, voice=voice, settings=settings, place=place)
        for place, analysis in enumerate(analyses)
    ]
    squares = [
        _square(analysis, text, us=us, them=them, voice=voice)
        for analysis, text in zip(analyses, texts, strict=True)
        if us
    ]
    return Comparison(
        articles=pd.DataFrame([_describe(a) for a in analyses], columns=ARTICLES),
        stances=pd.DataFrame(
            [
                row
                for a, text in zip(analyses, texts, strict=True)
                for row in _stances(a, text, cast)
            ],
            columns=STANCES,
        ),
        blocs=pd.DataFrame(_blocs(texts, cast), columns=BLOCS),
        frames=pd.DataFrame(_frames(texts), columns=RATES),
        voices=pd.DataFrame([row for a in analyses for row in share_voices(a)], columns=VOICES),
        squares=pd.DataFrame(squares, columns=SQUARES),
        differences=_differences(texts, cast, settings=settings),
    )


def _join_casts(analyses: Sequence[Analysis]) -> pd.DataFrame:
    """Give one row an actor, over all catalogues, once it is sure that they agree."""
    names = [analysis.article.id for analysis in analyses]
    if len(names) < 2:
        raise DiscourseError(f"a comparison needs two texts or more, found {len(names)}")
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise DiscourseError(
            f"two texts are called {twice[0]!r}; give make_article another identifier"
        )
    engines = {analysis.settings["engine"] for analysis in analyses}
    if len(engines) > 1:
        raise DiscourseError(
            f"the texts were read by different engines ({', '.join(sorted(engines))}); analyse "
            "all with the same one"
        )
    casts = [a.actors.drop_duplicates("actor").assign(article=a.article.id) for a in analyses]
    everyone = pd.concat(casts, ignore_index=True)
    for column in ("label", "bloc"):
        several = everyone.groupby("actor")[column].nunique() > 1
        if bool(several.any()):
            actor = str(several.index[several][0])
            rows = everyone[everyone["actor"] == actor]
            told = ", ".join(f"{row[column]!r} in {row['article']}" for _, row in rows.iterrows())
            raise DiscourseError(
                f"actor {actor!r}, column {column}: {told}; give it one in all catalogues "
                "(actors.csv)"
            )
    return everyone.drop_duplicates("actor").set_index("actor", drop=False)


def _describe(analysis: Analysis) -> dict[str, Any]:
    scores = analysis.scores
    cells = scores[
        (scores["measure"] == "stance") & (scores["voice"] == ALL_VOICES) & scores["value"].notna()
    ]
    return {
        "article": analysis.article.id,
        "title": analysis.article.articles["title"].iloc[0],
        "n_words": int(analysis.sentences["n_words"].sum()),
        "n_sentences": len(analysis.sentences),
        "n_cells": len(cells),
        "neutral": float((cells["label"] == "neutral").mean()),
        "size": float(cells["own"].abs().mean()),
    }


def _stances(analysis: Analysis, text: Whole, cast: pd.DataFrame) -> Iterator[dict[str, Any]]:
    named = sure(analysis.mentions)["actor"].value_counts()
    for row in iterate(cast):
        yield {
            "article": text.name,
            "actor": row.actor,
            "label": row.label,
            "bloc": row.bloc,
            **summarise_whole(text, text.gather("stance", [row.actor])),
            "n_mentions": int(named.get(row.actor, 0)),
        }


def _blocs(texts: Sequence[Whole], cast: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for text in texts:
        for bloc in (bloc for bloc in cast["bloc"].unique() if bloc):
            members = cast.index[cast["bloc"] == bloc]
            yield {
                "article": text.name,
                "bloc": bloc,
                **summarise_whole(text, text.gather("stance", members)),
            }


def _frame_names(texts: Sequence[Whole]) -> list[str]:
    """List the frames, the reader's own after those that are always there."""
    found = {name for text in texts for measure, name in text.parts if measure == "frame"}
    return [*FRAMES, *sorted(found - set(FRAMES))]


def _frames(texts: Sequence[Whole]) -> Iterator[dict[str, Any]]:
    for text in texts:
        for frame in _frame_names(texts):
            row = {"article": text.name, "frame": frame}
            yield {**row, **summarise_whole(text, text.gather("frame", [frame]))}


def _square(
    analysis: Analysis,
    text: Whole,
    *,
    us: str | Collection[str],
    them: str | Collection[str] | None,
    voice: str,
) -> dict[str, Any]:
    """Give the square of one text, and the gap between the stances toward us and them."""
    items = find_square(
        analysis.mentions,
        paragraphs=analysis.paragraphs,
        sentences=analysis.sentences,
        actors=analysis.actors,
        events=analysis.events,
        evidence=analysis.evidence,
        us=us,
        them=them,
        engine_stance=analysis.stance_unit,
    )
    test = compare_square(items, voice=voice)._asdict()
    spoken = keep_voice(items, voice=voice)
    sides = [
        text.gather("stance", set(spoken.loc[spoken["side"] == side, "actor"]))
        for side in (US, THEM)
    ]
    enough = min(int(side.told.sum()) for side in sides) >= FEWEST
    samples = text.sample(sides[0]) - text.sample(sides[1])
    low, high = interval(samples) if enough else (NAN, NAN)
    return {
        "article": text.name,
        "gap": mean_of(sides[0]) - mean_of(sides[1]),
        "gap_low": low,
        "gap_high": high,
        "n_told": len(spoken),
        "sided": float((spoken["corner"] != "").mean()) if len(spoken) else NAN,
        **{name: test[name] for name in SQUARES if name in test},
    }


def _differences(
    texts: Sequence[Whole], cast: pd.DataFrame, *, settings: Resampling
) -> pd.DataFrame:
    tables = []
    for one, other in combinations(texts, 2):
        for measure, names in (("stance", list(cast.index)), ("frame", _frame_names(texts))):
            rows = []
            for name in names:
                first, second = (text.gather(measure, [name]) for text in (one, other))
                if first.told.any() and second.told.any():
                    found = contrast_wholes(one, other, columns=(first, second), settings=settings)
                    what = {"label": "", "actor": "", NAMED_IN[measure]: name}
                    where = {"one": one.name, "other": other.name}
                    rows.append({"measure": measure, **what, **where, **found})
            table = pd.DataFrame(rows, columns=DIFFERENCES)
            table["p_holm"] = adjust_holm(table["p"].tolist())
            tables.append(table)
    joined = pd.concat([table for table in tables if len(table)] or tables, ignore_index=True)
    verdict = np.where(joined["p_holm"] <= settings.alpha, DIFFERS, NOT_SHOWN)
    joined["note"] = np.where(joined["p"].notna(), verdict, INSUFFICIENT)
    return joined
