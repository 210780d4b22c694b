"""Which tables does the report page show? An analysis and its shape in; cells ready to print out.

Each cell knows what it prints, by what it is sorted and where it leads; the page and its script
decide the rest. Numbers are the ones of the CSV files, which each table names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from helpers.analysis import Analysis
from helpers.close_reading import stance_class
from helpers.marks import clean_words, label_actors
from helpers.scales import measured_blocks
from helpers.schema import ALL_VOICES, DEVICE_FAMILIES, iterate
from helpers.shape import Shape
from helpers.style import signed
from helpers.summary import measure_wholes, summarise_actors

NOTHING = "–"


class Cell(NamedTuple):
    """Hold one cell: its words, by what it sorts (empty: last), where it leads, and its class."""

    text: str
    key: str = ""
    target: str = ""
    look: str = ""


@dataclass(frozen=True)
class Table:
    """Hold one table of the page; the first cell of each row is its head."""

    id: str
    title: str
    note: str
    file: str
    heads: tuple[str, ...]
    numbers: tuple[bool, ...]
    rows: list[list[Cell]]
    look: str = ""


def make_tables(analysis: Analysis, *, shape: Shape | None = None) -> list[Table]:
    """Make the tables of the report.

    Parameters
    ----------
    analysis
        From `analyse`.
    shape
        From `measure_shape`; without it the tables of the distribution are left out.

    Returns
    -------
    list of Table
        Stance by actor, frames, devices, and with a shape where actors are mentioned, changes and
        sensitivity; those without rows are left out.
    """
    labels = label_actors(analysis.actors)
    tables = [
        _tabulate_stance(analysis),
        _tabulate_rates(analysis, "frame"),
        _tabulate_rates(analysis, "device"),
    ]
    if shape is not None:
        tables += [
            _tabulate_mentions(shape, labels),
            _tabulate_changes(shape, labels),
            _tabulate_sensitivity(shape),
        ]
    return [table for table in tables if table.rows]


def tabulate_cells(analysis: Analysis) -> Table:
    """Make the table of actors by paragraphs, each cell a link to the words that it rests on."""
    blocks = measured_blocks(analysis.paragraphs)
    scores = analysis.scores
    stance = scores[(scores["measure"] == "stance") & (scores["voice"] == ALL_VOICES)]
    cells = {(row.actor, row.paragraph): row for row in iterate(stance)}
    labels = label_actors(analysis.actors)
    named = [
        actor
        for actor in dict.fromkeys(analysis.actors["actor"])
        if any(key[0] == actor and cell.n_mentions for key, cell in cells.items())
    ]
    rows = [
        [
            _words(labels[actor]),
            *(
                _stance_cell(cells.get((actor, row.paragraph)), where=row.label)
                for row in iterate(blocks)
            ),
        ]
        for actor in named
    ]
    return Table(
        id="table-cells",
        title="Stance toward each actor, paragraph by paragraph",
        note=(
            "A number leads to its paragraph. Blank: not named as an actor, or too little evidence."
        ),
        file="scores.csv",
        heads=("Actor", *map(clean_words, blocks["label"])),
        numbers=(False, *(True for _ in range(len(blocks)))),
        rows=rows,
        look="cells",
    )


def _stance_cell(cell: Any, *, where: str) -> Cell:
    if cell is None or pd.isna(cell.value):
        return Cell("")
    return Cell(
        signed(cell.value, places=1),
        key=f"{cell.value:.6f}",
        target=f"p-{where}",
        look=stance_class(cell.value),
    )


def _tabulate_stance(analysis: Analysis) -> Table:
    summary = summarise_actors(analysis.scores, actors=analysis.actors)
    wholes = measure_wholes(analysis.series, measure="stance").set_index("name")
    rows = []
    for row in iterate(summary):
        own: Mapping[Any, Any] = wholes.loc[row.actor] if row.actor in wholes.index else {}
        rows.append(
            [
                _words(row.label),
                _words(row.bloc),
                _number(row.mentions, "{:d}"),
                _signed(row.stance),
                _signed(own.get("value")),
                _signed(own.get("low")),
                _signed(own.get("high")),
                _signed(row.author),
                _signed(row.quoted),
                _signed(row.textblob),
                _signed(row.vader),
            ]
        )
    heads = "Actor,Bloc,Judged mentions,Stance,Own stance,Low,High,Author,Quoted,TextBlob,VADER"
    return Table(
        id="table-stance",
        title="Stance by actor",
        note=(
            "Stance is the mean over the article, weighted by mentions, with what a paragraph "
            "borrows from the others; own stance is without, with its 95 % interval (low, high) "
            "where at least three sentences tell something. A mention that is a mere place is not "
            "judged. Author and quoted part the stance by "
            "voice. TextBlob and VADER rate the mood of the sentences that name the actor, which "
            "is something else."
        ),
        file="summary.csv",
        heads=tuple(heads.split(",")),
        numbers=(False, False, *[True] * 9),
        rows=rows,
    )


def _tabulate_rates(analysis: Analysis, measure: str) -> Table:
    wholes = measure_wholes(analysis.series, measure=measure)
    families = {device: family for family, devices in DEVICE_FAMILIES.items() for device in devices}
    device = measure == "device"
    rows = [
        [
            _words(row.name.replace("_", " ")),
            *([_words(families.get(row.name, ""))] if device else []),
            _number(row.n_evidence, "{:d}"),
            _number(row.n_sentences, "{:d}"),
            _number(row.value, "{:.2f}"),
            _number(row.low, "{:.2f}"),
            _number(row.high, "{:.2f}"),
            _words(row.note),
        ]
        for row in iterate(wholes.sort_values("value", ascending=False, kind="stable"))
    ]
    unit = "weight of its cues" if measure == "frame" else "number"
    return Table(
        id=f"table-{measure}",
        title=f"{measure.capitalize()}s in the text",
        note=f"Per 100 words: {unit} per 100 words of the text, with its 95 % interval.",
        file="evidence.csv",
        heads=(
            measure.capitalize(),
            *(["Family"] if device else []),
            *("Cues", "Sentences", "Per 100 words", "Low", "High", "Note"),
        ),
        numbers=(False, *([False] if device else []), *[True] * 5, False),
        rows=rows,
    )


def _tabulate_mentions(shape: Shape, labels: Mapping[str, str]) -> Table:
    rows = [
        [
            _words(labels.get(row.actor, row.actor)),
            _number(row.n_mentions, "{:d}"),
            _number(row.first, "{:.0%}"),
            _number(row.last, "{:.0%}"),
            _number(row.dp_norm, "{:.2f}"),
            _number(row.low, "{:.2f}"),
            _number(row.high, "{:.2f}"),
            _words(row.note),
        ]
        for row in iterate(shape.dispersion)
    ]
    return Table(
        id="table-mentions",
        title="Where actors are mentioned",
        note=(
            "First and last mention as a share of the text. DP is the deviation of proportions "
            "(Gries 2008), 0 for even, 1 for bunched, with its 95 % interval."
        ),
        file="dispersion.csv",
        heads=("Actor", "Mentions", "First", "Last", "DP", "Low", "High", "Note"),
        numbers=(False, *[True] * 6, False),
        rows=rows,
    )


def _tabulate_changes(shape: Shape, labels: Mapping[str, str]) -> Table:
    rows = []
    for row in iterate(shape.changes):
        where = "" if pd.isna(row.where) else str(row.where)
        name = labels.get(row.actor) or row.label.replace("_", " ")
        rows.append(
            [
                _words(f"{row.measure}: {name}"),
                Cell(where, where, target=f"p-{where}") if where else Cell(NOTHING),
                _signed(row.before),
                _signed(row.after),
                _signed(row.difference),
                _signed(row.low),
                _signed(row.high),
                _number(row.p_holm, "{:.3f}"),
                _words(row.note),
            ]
        )
    heads = "Measure,Paragraph,Before,After,Difference,Low,High,p,Note"
    return Table(
        id="table-changes",
        title="Changes in the course of the text",
        note=(
            "Whether a stance or a frame changes at one place more than chance would make it; p is "
            "corrected for the number of tests (Holm 1979)."
        ),
        file="changes.csv",
        heads=tuple(heads.split(",")),
        # Labels of paragraphs are words to a sorter: 8.2 stands before 8.10, and H1 has a place.
        numbers=(False, False, *[True] * 6, False),
        rows=rows,
    )


def _tabulate_sensitivity(shape: Shape) -> Table:
    rows = [
        [
            _words(row.finding),
            _words(row.variant),
            _signed(row.margin),
            _signed(row.low),
            _signed(row.high),
            _words(row.survives),
            _words("yes" if row.firm else "no"),
        ]
        for row in iterate(shape.sensitivity)
    ]
    heads = "Finding,Measured otherwise,Margin,Low,High,Holds,Firmly"
    return Table(
        id="table-sensitivity",
        title="What survives another way to measure",
        note=(
            "Margin: by how much the finding holds; below 0 it is the other way round. Firmly: "
            "the 95 % interval keeps to one side of 0."
        ),
        file="sensitivity.csv",
        heads=tuple(heads.split(",")),
        numbers=(False, False, True, True, True, False, False),
        rows=rows,
    )


def _words(text: str) -> Cell:
    words = clean_words(text)
    return Cell(words or NOTHING, words.casefold())


def _signed(value: float | None) -> Cell:
    if value is None or pd.isna(value):
        return Cell(NOTHING)
    return Cell(signed(value), f"{value:.6f}")


def _number(value: float, form: str) -> Cell:
    return Cell(NOTHING) if pd.isna(value) else Cell(form.format(value), f"{value:.6f}")


def iterate_widths(table: Table) -> Iterator[tuple[str, bool]]:
    """Yield each head of a table and whether its column holds numbers."""
    return zip(table.heads, table.numbers, strict=True)
