"""A small invented article with something to code, and makers of codings of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from helpers.codings import COLUMNS, Task, make_task

TEXT = """Ruritania fears the winter

By A Reporter

Ruritania accused Freedonia of greed. "Freedonia must pay <now> & at once," said Rudolf.

- Freedonia shut the pass.

The Mountain League waits, and nobody knows for what.
"""
CATALOGUE = """actor,label,kind,bloc,alias,form
ruritania,Ruritania,state,,Ruritania,name
ruritania,Ruritania,state,,Rudolf,leader
freedonia,Freedonia,state,,Freedonia,name
league,"Mountain <League> & friends",armed_group,,Mountain League,name
"""


def lay_article(folder: Path) -> Path:
    """Write the article into a folder of its own."""
    place = folder / "winter"
    place.mkdir()
    (place / "article.txt").write_text(TEXT, encoding="utf-8")
    (place / "actors.csv").write_text(CATALOGUE, encoding="utf-8")
    return place


def small_task(folder: Path) -> Task:
    """Give what there is to code in it."""
    return make_task(lay_article(folder))


def coding_of(coder: str, codes: Mapping[tuple[int, str, str], float]) -> pd.DataFrame:
    """Make a coding from `{(paragraph, measure, actor or label): code}`."""
    rows = [
        (coder, p, x if m == "stance" else "", m, "" if m == "stance" else x, float(code))
        for (p, m, x), code in codes.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))
