"""Make a series of sentences by hand, so that a reader can check each answer by eye."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.series import COLUMNS


def make_series(
    values: Sequence[float | None],
    *,
    counts: Sequence[float] | None = None,
    actor: str = "north",
    measure: str = "stance",
    label: str = "",
    voices: Sequence[str] | None = None,
    per_paragraph: int = 4,
) -> pd.DataFrame:
    """One sentence a value, equally long, four to a paragraph, the first a title; None is silent.

    For a silent sentence a row of another actor stands, so that the sentence is there.
    """
    rows = []
    for i, value in enumerate(values):
        paragraph = 0 if i == 0 else 1 + (i - 1) // per_paragraph
        count = counts[i] if counts is not None else 1.0
        voice = voices[i] if voices is not None else "author"
        told = value is not None
        base = {
            "article": "made-up",
            "paragraph": paragraph,
            "sentence": i,
            "where": "T" if i == 0 else str(paragraph),
            "headline": i == 0,
            "position": (i + 0.5) / len(values),
            "measure": measure,
            "label": label,
            "actor": actor if told else "somebody else",
            "total": count * value if value is not None else 0.0,
            "count": count,
            "n_evidence": int(bool(value)) if measure in ("frame", "device") else 1,
        }
        rows += [base | {"voice": name} for name in ("all", voice)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
