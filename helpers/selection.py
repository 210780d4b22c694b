"""Which rows does one cell of a measure rest on? An analysis and a place in; rows of tables out.

A place is what a reader chooses: a measure, an actor or a label, a voice and a paragraph. The
explorer, the view and the tables mean the same cell by it.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers.analysis import Analysis
from helpers.schema import ALL_VOICES, AUTHOR, QUOTED

# Measures whose scores stand under a label and no actor; a device may have an actor besides.
UNOWNED: Final = ("frame",)


def select_evidence(
    analysis: Analysis,
    *,
    measure: str,
    paragraph: str,
    label: str = "",
    actor: str = "",
    voice: str = ALL_VOICES,
) -> pd.DataFrame:
    """Keep the rows of evidence that a cell's score is made of.

    Parameters
    ----------
    analysis
        From `analyse`.
    measure, label, actor, voice
        As in the table of scores. Stance has no label. A frame has no actor; a device without an
        actor is that of the paragraph, on whomever it works.
    paragraph
        Its label, such as T or 8.1.

    Returns
    -------
    pandas.DataFrame
        Rows of `evidence`, in the order of the text.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> found = analyse(make_article("It was a brutal, brutal war with Norway."), engine="lexical")
    >>> rows = select_evidence(found, measure="device", label="attitude", paragraph="1")
    >>> len(rows) == select_scores(
    ...     found, measure="device", label="attitude", paragraph="1"
    ... )["value"].item()
    True
    """
    rows = analysis.evidence
    keep = (rows["measure"] == measure) & rows["paragraph"].isin(_numbers(analysis, paragraph))
    if measure != "stance":
        keep &= rows["label"] == label
    if measure not in UNOWNED and (actor or measure != "device"):
        keep &= rows["actor"] == actor
    if voice == QUOTED:
        keep &= rows["voice"] != AUTHOR
    elif voice != ALL_VOICES:
        keep &= rows["voice"] == voice
    return rows[keep].sort_values("evidence")


def select_scores(
    analysis: Analysis,
    *,
    measure: str,
    paragraph: str,
    label: str = "",
    actor: str = "",
    voice: str = ALL_VOICES,
) -> pd.DataFrame:
    """Keep the row of the table of scores that a cell shows; the parameters are the same.

    Returns
    -------
    pandas.DataFrame
        One row of `scores`, or none where the cell is no cell of the table.
    """
    rows = analysis.scores
    keep = (rows["measure"] == measure) & rows["paragraph"].isin(_numbers(analysis, paragraph))
    keep &= rows["voice"] == voice
    keep &= rows["actor"] == ("" if measure in UNOWNED else actor)
    if measure != "stance":
        keep &= rows["label"] == label
    return rows[keep]


def _numbers(analysis: Analysis, paragraph: str) -> list[int]:
    blocks = analysis.paragraphs
    return blocks.loc[(blocks["label"] == paragraph) & (paragraph != ""), "paragraph"].tolist()
