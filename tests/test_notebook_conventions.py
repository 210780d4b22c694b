"""The notebooks keep to their conventions, as far as a machine can see."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from helpers.copies import list_targets
from helpers.exercise_cells import find_exercises, has_tag

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "notebooks"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.ipynb")))
MOST_MINUTES = 45
MOST_CELLS = 15
# Exercises whose answer no check looks at yet. Take each out once it has one.
UNCHECKED: list[str] = []
# Notebooks that still say that they take longer. Take each out once it does not.
STILL_LONG: list[str] = []
# Notebooks that promise more than four things. Take each out once it does not.
STILL_MANY_AIMS: list[str] = []
# One way to write each term: the pattern of another way, and the glossary's.
SPELLINGS = {
    r"\bKrippendorf(?!f)|krippendorff": "Krippendorff's alpha",
    r"Krippendorff.s Alpha": "Krippendorff's alpha",
    r"\bsentiments? (?:toward|towards|against)\b": "stance",
    r"\b(?:stance|attitude) towards\b": "stance toward",
    r"\bscare[- ]quotation|\bscare-quot|\bsneer quote": "scare quotes",
    r"\bleave[ -]one out\b|\bleave one-out\b|\bablation\b": "leave-one-out",
    r"\bmeta-phor|\bmetonymies\b": "metonym",
    r"\bnominalization": "nominalisation",
    r"\b(?:un)?favorab": "favourable",
    r"\breported speech\b|\bindirect quot": "indirect speech",
    r"\bpassivized\b|\bpassivised\b": "passivated",
    r"\bevidentialit(?:y|ies) marker": "evidential",
    r"\b(?:intensifiers?|amplifiers?)\b": "booster",
    r"\bhedgers?\b|\bdowntoners?\b": "hedge",
    r"\bcatalog\b|\bgazetteer\b": "catalogue",
    r"\bplace-holder|\bmask token": "placeholder",
    r"\bword-?lists?\b": "word list",
    r"\bco-?occurrence frame": "frame",
}

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
    assert [name[:3] for name in NAMES] == [f"{number:02d}-" for number in range(len(NAMES))]
    assert len(NAMES) >= 8
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not [name for name in NAMES if f"notebooks/{name}.ipynb" not in readme]


def test_no_heading_stands_twice(cells: list[dict[str, Any]]) -> None:
    headings = re.findall(r"^#+ .+$", prose_of(cells), re.MULTILINE)
    assert len(set(headings)) == len(headings), headings


def test_it_opens_with_a_question_and_what_one_will_learn(cells: list[dict[str, Any]]) -> None:
    first = source(cells[0])
    assert first.startswith("# ")
    assert "?" in first
    for word in ("minutes", "You should know", "You will be able to"):
        assert word in first


def test_it_promises_three_or_four_things() -> None:
    counts = {}
    for name in NAMES:
        aims = source(load(name)["cells"][0]).split("You will be able to")[1].split("\n- ")[0]
        counts[name] = len(re.findall(r"(?<!\*)\*\w[\w ]*\*(?!\*)", aims))
    odd = [name for name, count in counts.items() if count not in (3, 4)]
    assert odd == STILL_MANY_AIMS, "promise less; or take it out of STILL_MANY_AIMS"


def test_it_fits_into_a_lesson() -> None:
    minutes = {name: re.search(r"(\d+) minutes", source(load(name)["cells"][0])) for name in NAMES}
    long = [name for name, found in minutes.items() if not found or int(found[1]) > MOST_MINUTES]
    assert long == STILL_LONG, "shorten it; or take it out of STILL_LONG, if it is short now"


def test_all_imports_stand_in_the_first_code_cell(cells: list[dict[str, Any]]) -> None:
    codes = code_of(cells)
    kinds = (ast.Import, ast.ImportFrom)
    assert any(isinstance(node, kinds) for node in ast.parse(codes[0]).body)
    for code in codes[1:]:
        assert not any(isinstance(node, kinds) for node in ast.walk(ast.parse(code)))


def test_cells_are_few_and_short_and_define_nothing(cells: list[dict[str, Any]]) -> None:
    codes = code_of(cells)
    lengths = [len(code.strip().splitlines()) for code in codes]
    own = [c for c in cells if c["cell_type"] == "code" and not {"solution", "check"} & tags(c)]
    assert len(own) - 1 <= MOST_CELLS
    assert max(lengths) <= 12
    assert median(lengths) <= 5
    for code in codes:
        tree = ast.parse(code)  # also refuses magics and shell commands
        assert not any(isinstance(n, ast.FunctionDef | ast.ClassDef) for n in ast.walk(tree))
        assert not any(
            isinstance(n, ast.Assign) and isinstance(n.value, ast.Lambda) for n in ast.walk(tree)
        )


def tags(cell: dict[str, Any]) -> set[str]:
    return set(cell["metadata"].get("tags", []))


def test_only_known_tags_are_used(cells: list[dict[str, Any]]) -> None:
    assert set().union(*(tags(cell) for cell in cells)) <= {"solution", "check"}


def whole(name: str) -> Notebook:
    """Load a notebook with each source in one piece."""
    notebook = load(name)
    return {"cells": [{**cell, "source": source(cell)} for cell in notebook["cells"]]}


def test_each_exercise_has_a_check_except_those_listed() -> None:
    bare, numbers = [], {}
    for name in NAMES:
        places = find_exercises(whole(name), name=name)
        bare += [place.id for place in places if place.check is None]
        numbers[name] = [place.id[-1] for place in places]
    assert bare == UNCHECKED, "give it a check; or take it out of UNCHECKED, if it has one now"
    assert all(found == ["1", "2", "3"][: len(found)] for found in numbers.values()), numbers


def test_a_solution_gives_its_result_a_name_and_shows_it(name: str) -> None:
    notebook = whole(name)
    for place in find_exercises(notebook, name=name):
        if place.check is None:
            continue
        body = ast.parse(notebook["cells"][place.solution]["source"]).body
        named = [n for s in body if isinstance(s, ast.Assign) for n in s.targets]
        assert "answer" in [n.id for n in named if isinstance(n, ast.Name)], place.id
        assert ast.unparse(body[-1]) == "answer", place.id


def test_at_least_one_wrong_result_is_shown(cells: list[dict[str, Any]]) -> None:
    heading_or_bold = r"^#+ .*\bwrong\b|\*\*[^*\n]*\bwrong\b[^*\n]*\*\*"
    prose = prose_of(cells[1:])
    assert re.search(heading_or_bold, prose, re.IGNORECASE | re.MULTILINE)


def test_it_says_what_to_see_and_what_is_not_shown(cells: list[dict[str, Any]]) -> None:
    prose = prose_of(cells)
    assert prose.count("What you should see") == prose.count("What it does not show") >= 1


def test_it_is_committed_executed_in_order_without_an_error(cells: list[dict[str, Any]]) -> None:
    codes = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in codes] == list(range(1, len(codes) + 1))
    outputs = [output for cell in codes for output in cell["outputs"]]
    assert not [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"]


def test_every_picture_has_words(cells: list[dict[str, Any]]) -> None:
    for cell in cells:
        for output in cell.get("outputs", []):
            for kind in ("image/png", "image/jpeg", "image/svg+xml"):
                if kind in output.get("data", {}):
                    alt = output["metadata"][kind]["alt"]
                    assert len(alt.split()) >= 8
    prose = prose_of(cells)
    assert not re.findall(r"!\[\s*\]\(", prose)
    assert not [tag for tag in re.findall(r"<img[^>]*>", prose) if 'alt="' not in tag]


def test_every_figure_is_announced_and_limited(cells: list[dict[str, Any]]) -> None:
    for at, cell in enumerate(cells):
        if any("image/png" in output.get("data", {}) for output in cell.get("outputs", [])):
            if has_tag(cell, "solution"):
                continue
            assert "What you should see" in source(cells[at - 1])
            assert "What it does not show" in source(cells[at + 1])


def test_it_ends_with_summary_exercises_limits_and_references(cells: list[dict[str, Any]]) -> None:
    prose = prose_of(cells)
    places = [prose.index(f"## {h}") for h in ("Summary", "Your turn", "Limits", "References")]
    assert places == sorted(places)
    solutions = [cell for cell in cells if has_tag(cell, "solution")]
    assert 2 <= len(solutions) <= 3


def test_it_leads_to_its_neighbours(name: str, cells: list[dict[str, Any]]) -> None:
    last = source(cells[-1])
    at = NAMES.index(name)
    for neighbour in (NAMES[at - 1] if at else "", NAMES[at + 1] if at + 1 < len(NAMES) else ""):
        assert not neighbour or f"({neighbour}.ipynb)" in last


def test_every_link_resolves(cells: list[dict[str, Any]]) -> None:
    prose = prose_of(cells)
    for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)", prose):
        if target.startswith("http"):
            continue
        assert (FOLDER / target).exists(), target
        if anchor:
            page = (FOLDER / target).read_text(encoding="utf-8") if target else prose
            assert anchor.lower() in list_anchors(page), f"{target}#{anchor}"


def list_anchors(page: str) -> set[str]:
    """List the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+?)\s*$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_file_that_a_cell_reads_is_there(name: str) -> None:
    assert not [t for t in list_targets(whole(name)) if not (ROOT / t).exists()]


def test_each_term_is_spelt_in_one_way(name: str, cells: list[dict[str, Any]]) -> None:
    prose = prose_of(cells).split("## References")[0]
    prose = re.sub(r"`[^`]*`|\]\([^)]*\)", " ", prose)  # code and addresses are not prose
    found = {t: r for p, r in SPELLINGS.items() for t in re.findall(p, prose)}
    assert not found, f"{name}: write the right-hand one: {found}"


def test_the_spellings_are_the_glossary_s() -> None:
    page = ROOT / "docs" / "glossary.md"
    if not page.exists():
        pytest.skip("there is no glossary yet")
    text = page.read_text(encoding="utf-8")
    terms = re.findall(r"^#{2,} (.+?)\s*$|^\*\*(.+?)\*\*", text, re.MULTILINE)
    known = {(one or other).lower() for one, other in terms}
    text = text.lower()
    for right in set(SPELLINGS.values()):
        assert right.lower() in known or right.lower() in text, f"not in the glossary: {right}"


def test_no_address_of_this_machine_is_in_it(name: str) -> None:
    text = (FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")
    assert not re.search(r"/(?:root|home|Users|tmp)/|[A-Z]:\\\\", text)


@pytest.mark.parametrize(
    "place", ["README.md", "docs/teaching.md", "notebooks/00-start-here.ipynb"]
)
def test_every_notebook_is_on_the_map(place: str) -> None:
    text = (ROOT / place).read_text(encoding="utf-8")
    others = [name for name in NAMES if name not in place]
    assert [name for name in others if f"{name}.ipynb" not in text] == []


def test_the_map_gives_each_notebook_s_own_question() -> None:
    notebook = load("00-start-here")
    shown = "".join("".join(cell["source"]) for cell in notebook["cells"])
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in NAMES:
        head = "".join(load(name)["cells"][0]["source"])
        question = re.search(r"^\*\*(.+)\*\*$", head, flags=re.MULTILINE)
        assert question, name
        assert f"| {question[1]} |" in shown, name
        assert f"| {question[1]} |" in readme, name
