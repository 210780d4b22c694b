"""The notebooks keep to their conventions, as far as a machine can see."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from statistics import median
from typing import Any

import pytest

FOLDER = Path(__file__).parent.parent / "notebooks"
NAMES = (
    "00-start-here",
    "01-read-the-article",
    "02-who-is-in-the-story",
    "03-who-gets-to-speak",
    "04-how-each-actor-is-judged",
    "05-which-frames",
    "06-how-firmly-it-is-said",
    "07-the-shape-of-the-rhetoric",
    "09-your-own-article",
)

Notebook = dict[str, Any]


def load(name: str) -> Notebook:
    loaded: Notebook = json.loads((FOLDER / f"{name}.ipynb").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def cells(name: str) -> list[dict[str, Any]]:
    return list(load(name)["cells"])


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def code_of(cells: list[dict[str, Any]]) -> list[str]:
    return [source(cell) for cell in cells if cell["cell_type"] == "code"]


def prose_of(cells: list[dict[str, Any]]) -> str:
    return "\n\n".join(source(cell) for cell in cells if cell["cell_type"] == "markdown")


def test_no_notebook_is_left_out() -> None:
    assert tuple(sorted(path.stem for path in FOLDER.glob("*.ipynb"))) == NAMES


def test_no_heading_stands_twice(cells: list[dict[str, Any]]) -> None:
    headings = re.findall(r"^#+ .+$", prose_of(cells), re.MULTILINE)
    assert len(set(headings)) == len(headings), headings


def test_it_opens_with_a_question_and_what_one_will_learn(cells: list[dict[str, Any]]) -> None:
    first = source(cells[0])
    assert first.startswith("# ")
    assert "?" in first
    for word in ("minutes", "You should know", "You will be able to"):
        assert word in first


def test_all_imports_stand_in_the_first_code_cell(cells: list[dict[str, Any]]) -> None:
    codes = code_of(cells)
    kinds = (ast.Import, ast.ImportFrom)
    assert any(isinstance(node, kinds) for node in ast.parse(codes[0]).body)
    for code in codes[1:]:
        assert not any(isinstance(node, kinds) for node in ast.walk(ast.parse(code)))


def test_cells_are_few_and_short_and_define_nothing(cells: list[dict[str, Any]]) -> None:
    codes = code_of(cells)
    lengths = [len(code.strip().splitlines()) for code in codes]
    own = [c for c in cells if c["cell_type"] == "code" and "solution" not in tags(c)]
    assert len(own) - 1 <= 15
    assert max(lengths) <= 12
    assert median(lengths) <= 5
    for code in codes:
        tree = ast.parse(code)  # also refuses magics and shell commands
        assert not any(isinstance(n, ast.FunctionDef | ast.ClassDef) for n in ast.walk(tree))
        assert not any(
            isinstance(n, ast.Assign) and isinstance(n.value, ast.Lambda) for n in ast.walk(tree)
        )


def tags(cell: dict[str, Any]) -> list[str]:
    return list(cell["metadata"].get("tags", []))


def test_it_is_committed_executed_in_order_without_an_error(cells: list[dict[str, Any]]) -> None:
    codes = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in codes] == list(range(1, len(codes) + 1))
    outputs = [output for cell in codes for output in cell["outputs"]]
    assert not [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"]


def test_every_picture_has_words(cells: list[dict[str, Any]]) -> None:
    for cell in cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                alt = output["metadata"]["image/png"]["alt"]
                assert len(alt.split()) >= 8


def test_every_figure_is_announced_and_limited(cells: list[dict[str, Any]]) -> None:
    for at, cell in enumerate(cells):
        if any("image/png" in output.get("data", {}) for output in cell.get("outputs", [])):
            if "solution" in tags(cell):
                continue
            assert "What you should see" in source(cells[at - 1])
            assert "What it does not show" in source(cells[at + 1])


def test_it_ends_with_summary_exercises_limits_and_references(cells: list[dict[str, Any]]) -> None:
    prose = prose_of(cells)
    places = [prose.index(f"## {h}") for h in ("Summary", "Your turn", "Limits", "References")]
    assert places == sorted(places)
    solutions = [cell for cell in cells if "solution" in tags(cell)]
    assert 2 <= len(solutions) <= 3


def test_it_leads_to_its_neighbours(name: str, cells: list[dict[str, Any]]) -> None:
    last = source(cells[-1])
    at = NAMES.index(name)
    for neighbour in (NAMES[at - 1] if at else "", NAMES[at + 1] if at + 1 < len(NAMES) else ""):
        assert not neighbour or f"({neighbour}.ipynb)" in last


def test_every_link_resolves(cells: list[dict[str, Any]]) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", prose_of(cells)):
        if not target.startswith("http"):
            assert (FOLDER / target).exists(), target


def test_no_address_of_this_machine_is_in_it(name: str) -> None:
    text = (FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")
    assert not re.search(r"/(?:root|home|Users|tmp)/|[A-Z]:\\\\", text)
