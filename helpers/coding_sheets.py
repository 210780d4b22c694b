"""Are the codes in a coder's file sound? A CSV in; codes, a tidy table, or every fault out.

A file may come from the coding desk or from a spreadsheet, whose habits are known: semicolons,
decimal commas, `1.0`, a byte order mark. What cannot be used is named, row by row.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from helpers.cells import read_cells
from helpers.codings import (
    COLUMNS,
    LABELS,
    PRESENCE_CODES,
    STANCE_CODES,
    Cell,
    Codes,
    Task,
    guard,
    make_task,
    tabulate,
    write_rows,
)
from helpers.corpus import Article
from helpers.errors import CodingError
from helpers.files import write_whole
from helpers.schema import iterate


def read_codes(path: Path, *, task: Task) -> tuple[str, Codes]:
    """Read one coder's file and check every row.

    Parameters
    ----------
    path
        A CSV with the columns of `COLUMNS`, parted by commas or semicolons; further columns are
        passed over.
    task
        From `make_task`.

    Returns
    -------
    tuple
        The coder, and the code of each cell that has one. Where a paragraph has a code for one
        frame, its other frames that stand in the file without a code are absent; so too devices.

    Raises
    ------
    CodingError
        Naming the file and the line of every row that cannot be used, and why.
    """
    rows = read_cells(path, columns=COLUMNS, error=CodingError)
    reader = _Reader(path, cells=frozenset(task.cells), labels=frozenset(task.blocks["label"]))
    for line, row in rows:
        reader.take(line, row)
    if reader.faults:
        raise CodingError("\n".join(reader.faults))
    if len(reader.coders) > 1:
        raise CodingError(
            f"{path}: holds codes of {' and '.join(sorted(reader.coders))}; give each coder a file"
        )
    return next(iter(reader.coders), path.stem), reader.finish()


class _Reader:
    """Take the rows of a file one by one and keep what is wrong with each."""

    def __init__(self, path: Path, *, cells: frozenset[Cell], labels: frozenset[str]) -> None:
        self.path, self.cells, self.labels = path, cells, labels
        self.actors = {cell.actor for cell in cells if cell.actor}
        self.codes: Codes = {}
        self.blank: list[Cell] = []
        self.lines: dict[Cell, int] = {}
        self.coders: set[str] = set()
        self.faults: list[str] = []

    def take(self, line: int, row: Mapping[str, str]) -> None:
        """Take one row, or note why it cannot be used."""
        label = row["paragraph"]
        if label not in self.labels and label.replace(",", ".") in self.labels:
            label = label.replace(",", ".")  # A spreadsheet with decimal commas.
        cell = Cell(label, row["measure"].lower(), row["actor"], row["label"].lower())
        told = self._fault(cell, row["code"], row["paragraph"])
        if told:
            self.faults.append(f"{self.path}, line {line}: {told}")
            return
        if row["coder"]:
            self.coders.add(row["coder"])
        if not row["code"]:
            self.blank.append(cell)
            return
        if cell in self.lines:
            what = f"{cell.actor or cell.label} in {cell.paragraph}"
            self.faults.append(
                f"{self.path}, line {line}: {what} is coded in line {self.lines[cell]} already; "
                "delete one of the two"
            )
            return
        self.lines[cell] = line
        self.codes[cell] = codes_of(cell.measure)[_plain(row["code"])]

    def _fault(self, cell: Cell, code: str, written: str) -> str:
        """Say what is wrong with a row; empty if nothing."""
        if cell.paragraph not in self.labels:
            return (
                f"no paragraph is labelled {written!r}; labels are T, 1, 2, 8.1 and so on (a "
                "spreadsheet may have made a date of it: set the column to text)"
            )
        if cell.measure not in LABELS:
            return f"measure is {cell.measure!r}; expected {', '.join(LABELS)}"
        if cell.measure == "stance" and cell.actor not in self.actors:
            return f"no actor is called {cell.actor!r}; there are {', '.join(sorted(self.actors))}"
        if cell.measure != "stance" and cell.label not in LABELS[cell.measure]:
            known = ", ".join(LABELS[cell.measure])
            return f"no {cell.measure} is called {cell.label!r}; there are {known}"
        if cell not in self.cells:
            if cell.measure == "stance" and not cell.label:
                return f"{cell.actor} is not named in paragraph {cell.paragraph}"
            return f"a {cell.measure} has no {'label' if cell.measure == 'stance' else 'actor'}"
        if code and _plain(code) not in codes_of(cell.measure):
            expected = "-1, 0, 1 or none" if cell.measure == "stance" else "1 or 0"
            return f"{cell.measure} is {code!r}; expected {expected}"
        return ""

    def finish(self) -> Codes:
        """Give the codes; what stands open beside a marked frame or device is absent."""
        begun = {(c.paragraph, c.measure) for c in self.codes if c.measure != "stance"}
        rest = (c for c in self.blank if (c.paragraph, c.measure) in begun)
        return {**dict.fromkeys(rest, "0"), **self.codes}


def codes_of(measure: str) -> Mapping[str, str]:
    """Give the ways to write a code, and what each stands for."""
    return STANCE_CODES if measure == "stance" else PRESENCE_CODES


def _plain(code: str) -> str:
    """Bring a code as people and spreadsheets write it to one form."""
    told = code.strip().lower().replace("\u2212", "-").replace(",", ".")
    return told[:-2] if told.endswith(".0") else told


def load_coding(path: Path | str, *, task: Task) -> pd.DataFrame:
    """Load one coder's codes as a tidy table.

    Parameters
    ----------
    path
        The file, clicked (`code_article`) or typed (`export_coding_template`).
    task
        From `make_task`: what there is to code.

    Returns
    -------
    pandas.DataFrame
        One row per coded cell, columns coder, paragraph (running number), actor, measure, label
        and code (-1, 0, 1; missing where the coder found no evidence of a stance).

    Raises
    ------
    CodingError
        Naming the file and the line of every row that cannot be used, or if there is no code.
    """
    path = Path(path)
    coder, codes = read_codes(path, task=task)
    if not codes:
        raise CodingError(f"{path}: holds no code; fill in the column code")
    return tabulate(codes, coder=coder, task=task)


def load_codings(folder: Path | str, *, task: Task) -> pd.DataFrame:
    """Load the codes of all coders whose files lie in a folder.

    Parameters
    ----------
    folder
        Such as corpus/ARTICLE/coding.
    task
        From `make_task`.

    Returns
    -------
    pandas.DataFrame
        The tables of `load_coding` one after the other, in the order of the files' names. The list
        of settled disagreements (resolved.csv) is no coding and is passed over.

    Raises
    ------
    CodingError
        If a file cannot be used, two files name one coder, or there is none.
    """
    paths = [p for p in sorted(Path(folder).glob("*.csv")) if p.stem != "resolved"]
    tables: dict[str, pd.DataFrame] = {}
    for path in paths:
        table = load_coding(path, task=task)
        coder = str(table["coder"].iloc[0])
        if coder in tables:
            raise CodingError(f"{path}: another file in this folder holds codes of {coder!r} too")
        tables[coder] = table
    if not tables:
        raise CodingError(f"{folder}: holds no coding; code the article with code_article first")
    return pd.concat(tables.values(), ignore_index=True)


def export_coding_template(
    article: Article | Path | str,
    *,
    coder: str,
    path: Path | str,
    actors: pd.DataFrame | None = None,
) -> Path:
    """Write a CSV in which one codes an article in a spreadsheet.

    Parameters
    ----------
    article, actors
        As for `make_task`.
    coder
        Your name.
    path
        The file to write, such as corpus/ARTICLE/coding/ann.csv. One that is there is never
        written over.

    Returns
    -------
    pathlib.Path
        The file: one row a decision, the column code open. Two columns more, `hint` and `text`,
        say what to fill in and show the paragraph.

    Raises
    ------
    CodingError
        If the file is there already.
    """
    path = Path(path)
    if path.exists():
        raise CodingError(
            f"{path}: is there already and may hold codes; choose another name, or move it away"
        )
    task = make_task(article, actors=actors)
    names = dict(zip(task.actors["actor"], task.actors["label"], strict=True))
    texts = {b.label: guard(" ".join(b.text.split())) for b in iterate(task.blocks)}
    rows = []
    for cell in task.cells:
        hint = (
            f"stance toward {names[cell.actor]}: -1, 0, 1 or none"
            if cell.measure == "stance"
            else f"{cell.measure} {cell.label.replace('_', ' ')}: 1 if present"
        )
        row = (guard(coder), cell.paragraph, cell.actor, cell.measure, cell.label, "")
        rows.append([*row, hint, texts.pop(cell.paragraph, "")])
    return write_whole(path, write_rows(rows, more=("hint", "text")))
