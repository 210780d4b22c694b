"""The project's own coding of the article is what its page says that it is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from helpers.coding_sheets import load_codings, read_codes
from helpers.codings import Cell, Task, make_task
from helpers.reliability import measure_reliability
from helpers.schema import FRAMES

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "corpus" / "idlib-2018" / "coding"
DEV = ROOT / "training" / "dev"


@pytest.fixture(scope="module")
def task() -> Task:
    return make_task(ROOT / "corpus" / "idlib-2018")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def codes_of(name: str, task: Task) -> dict[Cell, str]:
    coder, codes = read_codes(FOLDER / f"{name}.csv", task=task)
    assert coder == name
    return codes


@pytest.mark.parametrize("name", ["coder-a", "coder-b", "reference"])
def test_every_decision_is_made(name: str, task: Task) -> None:
    assert set(codes_of(name, task)) == set(task.cells)


def test_what_differs_is_settled_with_a_reason_and_nothing_else_is(task: Task) -> None:
    a, b, reference = (codes_of(name, task) for name in ("coder-a", "coder-b", "reference"))
    settled = {
        Cell(r["paragraph"], r["measure"], r["actor"], r["label"]): r
        for r in rows_of(FOLDER / "resolved.csv")
    }
    assert set(settled) == {cell for cell in task.cells if a[cell] != b[cell]}
    for cell, row in settled.items():
        assert row["code"] == reference[cell]
        assert row["code"] in (a[cell], b[cell])
        assert len(row["reason"].split()) >= 5
    assert all(reference[cell] == a[cell] for cell in task.cells if cell not in settled)


@pytest.mark.parametrize(("name", "column"), [("coder-a", "coder1"), ("coder-b", "coder2")])
def test_stances_are_those_of_the_development_set(name: str, column: str, task: Task) -> None:
    labels = task.blocks["label"].tolist()
    codes = codes_of(name, task)
    rows = [row for row in rows_of(DEV / "codes.csv") if row["doc"] == "idlib"]
    assert len(rows) == sum(cell.measure == "stance" for cell in task.cells)
    for row in rows:
        assert codes[Cell(labels[int(row["p"])], "stance", row["actor"], "")] == row[column]


@pytest.mark.parametrize("letter", ["a", "b"])
def test_frames_are_those_of_the_development_set(letter: str, task: Task) -> None:
    labels = task.blocks["label"].tolist()
    codes = codes_of(f"coder-{letter}", task)
    rows = [r for r in rows_of(DEV / "frame-codes.csv") if r["doc_id"] == task.article.id]
    for row in (r for r in rows if r["coder"] == letter):
        seen = set(row["frames"].split())
        for frame in FRAMES:
            code = codes[Cell(labels[int(row["paragraph"])], "frame", "", frame)]
            assert code == str(int(frame in seen))


def test_the_page_has_the_alphas_of_today(task: Task) -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "not by people" in page
    found = measure_reliability(load_codings(FOLDER, task=task), coders=["coder-a", "coder-b"])
    for row in found.to_dict("records"):
        assert (
            f"| {row['measure']} ({row['level']}) | {row['n_units']} | {row['same']:.1%} | "
            f"{row['alpha']:.3f} | {row['low']:.3f} to {row['high']:.3f} |"
        ) in page


def test_the_class_can_lay_its_files_beside_them(task: Task) -> None:
    codings = load_codings(FOLDER, task=task)
    assert {"coder-a", "coder-b", "reference"} <= set(codings["coder"])
