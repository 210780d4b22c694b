"""Settle the two codings of the article in `corpus/` into a reference, and say how far they agree.

Usage: python benchmarks/reference.py

In: coder-a.csv, coder-b.csv and resolved.csv (a code and a reason for each decision on which they
differ). Out, beside them: reference.csv and README.md. It stops where a difference is not settled,
or something is settled on which they do not differ.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from helpers.coder_comparison import compare_codings
from helpers.coding_sheets import load_coding, read_codes
from helpers.codings import Cell, Task, codes_as_csv, make_task
from helpers.files import write_whole
from helpers.reliability import measure_reliability

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "corpus" / "idlib-2018"
FOLDER = ARTICLE / "coding"
CODERS = ("coder-a", "coder-b")


def settle(task: Task) -> dict[Cell, str]:
    """Take what both coders say, and what was settled where they differ."""
    first, second = (read_codes(FOLDER / f"{name}.csv", task=task)[1] for name in CODERS)
    with (FOLDER / "resolved.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    settled = {Cell(r["paragraph"], r["measure"], r["actor"], r["label"]): r["code"] for r in rows}
    differ = {cell for cell in task.cells if first[cell] != second[cell]}
    if differ != set(settled):
        raise SystemExit(f"resolved.csv: mend the rows for {sorted(differ ^ set(settled))}")
    return first | settled


def tables(codings: pd.DataFrame) -> tuple[str, str]:
    """Write the agreement of the two coders, by measure and by category, as Markdown."""
    measures = [
        "| measure | decisions | the same | alpha | 95 % interval | differ |",
        "|---|---|---|---|---|---|",
    ]
    for row in measure_reliability(codings).to_dict("records"):
        differ = round(row["n_units"] * (1 - row["same"]))
        measures.append(
            f"| {row['measure']} ({row['level']}) | {row['n_units']} | {row['same']:.1%} | "
            f"{row['alpha']:.3f} | {row['low']:.3f} to {row['high']:.3f} | {differ} |"
        )
    labels = ["| measure | category | a | b | both | F1 | alpha |", "|---|---|---|---|---|---|---|"]
    for row in compare_codings(codings, one=CODERS[0], other=CODERS[1]).to_dict("records"):
        f1, alpha = ("–" if pd.isna(row[x]) else f"{row[x]:.2f}" for x in ("f1", "alpha"))
        labels.append(
            f"| {row['measure']} | {row['label'].replace('_', ' ')} | {row['n_one']} | "
            f"{row['n_other']} | {row['n_both']} | {f1} | {alpha} |"
        )
    return "\n".join(measures), "\n".join(labels)


def main() -> None:
    """Write the reference and its page."""
    task = make_task(ARTICLE)
    codes = settle(task)
    csv_text = codes_as_csv(codes, coder="reference", order=task.cells)
    write_whole(FOLDER / "reference.csv", csv_text)
    codings = pd.concat([load_coding(FOLDER / f"{name}.csv", task=task) for name in CODERS])
    measures, labels = tables(codings)
    print(measures, labels, sep="\n\n")
    page = (ROOT / "benchmarks" / "reference.md.in").read_text(encoding="utf-8")
    write_whole(FOLDER / "README.md", page.format(measures=measures, labels=labels))


if __name__ == "__main__":
    main()
