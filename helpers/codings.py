"""What is there to code in an article, and in which form are codes kept? An article in; cells out.

All codes have one format, whether clicked or typed: a row is one decision of one coder, with the
columns coder, paragraph (the label: T, 1, 8.1), actor, measure, label and code.

========  ==================  ==================  ==========================
measure   actor               label               code
========  ==================  ==================  ==========================
stance    of the catalogue    empty               -1, 0, 1, or none
frame     empty               one of the frames   1 present, 0 absent
device    empty               one of the devices  1 present, 0 absent
========  ==================  ==================  ==========================

A cell without a row is not coded yet; `none` says that the coder looked and found nothing to go on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from helpers.actors import find_mentions
from helpers.catalogue import load_actors
from helpers.corpus import Article, load_article
from helpers.errors import CodingError
from helpers.schema import DEVICES, FRAMES, MEASURED_KINDS, iterate, sure

COLUMNS: Final = ("coder", "paragraph", "actor", "measure", "label", "code")
LABELS: Final[Mapping[str, tuple[str, ...]]] = {"stance": (), "frame": FRAMES, "device": DEVICES}
NOTHING: Final = "none"
STANCE_CODES: Final = {
    "-1": "-1",
    "0": "0",
    "1": "1",
    "+1": "1",
    "unfavourable": "-1",
    "neutral": "0",
    "favourable": "1",
    NOTHING: NOTHING,
}
PRESENCE_CODES: Final = {"0": "0", "1": "1", "absent": "0", "present": "1"}
# Files of the project beside which no reader's own may be laid.
KEPT: Final = ("reference", "coder-a", "coder-b", "resolved", "machine")


class Cell(NamedTuple):
    """Name one decision: the paragraph's label, the measure, and the actor or the label."""

    paragraph: str
    measure: str
    actor: str
    label: str


Codes = dict[Cell, str]


@dataclass(frozen=True)
class Task:
    """Hold what there is to code in an article.

    Attributes
    ----------
    article, actors
        The text and its catalogue.
    blocks : pandas.DataFrame
        The paragraphs to code, in order.
    mentions : pandas.DataFrame
        The names by which actors stand in them.
    cells : tuple of Cell
        Every decision, in the order of the text: stances, frames, devices.
    """

    article: Article
    actors: pd.DataFrame
    blocks: pd.DataFrame
    mentions: pd.DataFrame
    cells: tuple[Cell, ...] = field(repr=False)


def make_task(article: Article | Path | str, *, actors: pd.DataFrame | None = None) -> Task:
    """List what there is to code: each actor named in a paragraph, each frame, each device.

    Parameters
    ----------
    article
        An article, or the folder that it lies in.
    actors
        The catalogue; the one in the article's folder if left out.

    Returns
    -------
    Task
        No score takes part: which actors stand in a paragraph is told by their names alone.
    """
    found = article if isinstance(article, Article) else load_article(article)
    if actors is None:
        actors = load_actors(folder_of(found))
    measured = found.paragraphs["kind"].isin(MEASURED_KINDS) & (found.paragraphs["label"] != "")
    blocks = found.paragraphs[measured].sort_values("start", ignore_index=True)
    mentions = sure(find_mentions(found.sentences, actors=actors))
    mentions = mentions[mentions["paragraph"].isin(blocks["paragraph"])].reset_index(drop=True)
    cells: list[Cell] = []
    for block in iterate(blocks):
        named = mentions.loc[mentions["paragraph"] == block.paragraph].sort_values("start")
        cells += [Cell(block.label, "stance", str(a), "") for a in pd.unique(named["actor"])]
        cells += [Cell(block.label, m, "", x) for m in ("frame", "device") for x in LABELS[m]]
    return Task(found, actors, blocks, mentions, tuple(cells))


def folder_of(article: Article) -> Path:
    """Give the folder of an article, or say that it has none."""
    if article.path is None:
        raise CodingError(
            f"article {article.id}: it lies in no folder, so that there is no place for codes; "
            "make a folder with article.txt and actors.csv and load it with load_article"
        )
    return article.path if article.path.is_dir() else article.path.parent


def codes_as_csv(codes: Mapping[Cell, str], *, coder: str, order: Sequence[Cell]) -> str:
    """Write one coder's codes as CSV, in the order of the text."""
    cells = (cell for cell in order if cell in codes)
    who = guard(coder)
    return write_rows((who, c.paragraph, c.actor, c.measure, c.label, codes[c]) for c in cells)


def write_rows(rows: Iterable[Sequence[str]], *, more: Sequence[str] = ()) -> str:
    """Write rows of codes as CSV, under the columns of every coding and some more."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*COLUMNS, *more])
    writer.writerows(rows)
    return stream.getvalue()


def tabulate(codes: Mapping[Cell, str], *, coder: str, task: Task) -> pd.DataFrame:
    """Lay codes out as a tidy table, in the order of the text."""
    number = dict(zip(task.blocks["label"], task.blocks["paragraph"], strict=True))
    rows: list[dict[str, Any]] = [
        {
            "coder": coder,
            "paragraph": number[cell.paragraph],
            "actor": cell.actor,
            "measure": cell.measure,
            "label": cell.label,
            "code": float("nan") if codes[cell] == NOTHING else float(codes[cell]),
        }
        for cell in task.cells
        if cell in codes
    ]
    dtypes = {"paragraph": "int64", "code": "float64"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {name: dtypes.get(name, "str") for name in COLUMNS}
    )


def guard(text: str) -> str:
    """Keep a spreadsheet from running a text as a formula."""
    return f"'{text}" if text[:1] in "=+-@'" and text else text
