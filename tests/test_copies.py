"""Do students get no solutions, does the key keep them, and does nbgrader understand both?"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from test_exercise_cells import checked, code, notebook, text

from helpers.copies import (
    ROLES,
    is_untouched,
    list_targets,
    make_copy,
    move_paths,
    seal,
    way_up,
)
from helpers.exercise_cells import find_exercises
from helpers.exercises import bundled_exercises
from helpers.notebooks import read_notebook

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# What nbgrader's schema (version 3) permits, and which of it every marked cell must have.
PERMITTED = {
    "schema_version",
    "grade",
    "grade_id",
    "locked",
    "solution",
    "task",
    "points",
    "checksum",
    "cell_type",
}
REQUIRED = {"schema_version", "grade", "locked", "solution"}


def assert_understood_by_nbgrader(cells: list[dict[str, Any]]) -> None:
    """Hold cells to the rules of nbgrader's cell metadata, schema version 3."""
    marked = [
        (cell, cell["metadata"]["nbgrader"]) for cell in cells if "nbgrader" in cell["metadata"]
    ]
    names = [marks["grade_id"] for _, marks in marked]
    assert len(set(names)) == len(names), "grade_id must be unique in a notebook"
    for cell, marks in marked:
        assert REQUIRED <= set(marks) <= PERMITTED
        assert marks["schema_version"] == 3
        assert all(isinstance(marks[key], bool) for key in ("grade", "locked", "solution", "task"))
        assert re.fullmatch(r"[a-zA-Z0-9_\-]+", marks["grade_id"])
        assert ("points" in marks) == marks["grade"], "points belong to graded cells only"
        assert marks.get("points", 0) >= 0
        assert marks["cell_type"] == cell["cell_type"]
        if cell["cell_type"] == "markdown":
            assert marks["grade"] == marks["solution"], "a text is graded by hand or not at all"


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem[:2])
def path(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_a_student_s_copy_holds_no_line_of_a_solution_and_no_output(path: Path) -> None:
    source = read_notebook(path)
    made = make_copy(source, name=path.stem, role="students")
    whole = json.dumps(made, ensure_ascii=False)
    lessons = "\n".join(
        cell["source"] for cell in source["cells"] if "solution" not in str(cell["metadata"])
    )
    for place in find_exercises(source, name=path.stem):
        for line in source["cells"][place.solution]["source"].splitlines():
            own = json.dumps(line.strip(), ensure_ascii=False)[1:-1]
            if len(own) > 8 and line.strip() not in lessons:
                assert own not in whole, own
        stub = made["cells"][place.solution]["source"]
        assert stub.splitlines()[-2:] == ["answer = ...", "answer"]
        compile(stub, "stub", "exec")
    codes = [cell for cell in made["cells"] if cell["cell_type"] == "code"]
    assert not [cell for cell in codes if cell["outputs"] or cell["execution_count"]]
    kept = [cell["id"] for cell in made["cells"]]
    assert kept == [cell["id"] for cell in source["cells"]]


def test_the_key_keeps_solutions_and_outputs_and_notes_points_and_hints(path: Path) -> None:
    source = read_notebook(path)
    made = make_copy(source, name=path.stem, role="instructor")
    for place in find_exercises(source, name=path.stem):
        key, own = made["cells"][place.solution], source["cells"][place.solution]
        assert key["source"].endswith(own["source"])
        assert key["outputs"] == own["outputs"]
        assert key["source"].startswith(f"# Key to exercise {place.id}. Points: ")
        if place.check is not None:
            for hint in bundled_exercises()[place.id].hints:
                assert hint in key["source"]


@pytest.mark.parametrize("role", ROLES)
def test_both_copies_are_valid_and_understood_by_nbgrader(path: Path, role: Any) -> None:
    made = seal(make_copy(read_notebook(path), name=path.stem, role=role), role=role)
    nbformat.validate(nbformat.from_dict(made))
    assert_understood_by_nbgrader(made["cells"])


def test_each_kind_of_cell_has_its_marks() -> None:
    bare = [text("**2.** Say."), code("2", "solution")]
    made = make_copy(notebook_whole(*checked(1), *bare), name="01-first", role="students")
    marks = [cell["metadata"]["nbgrader"] for cell in made["cells"]]
    told = [(m["grade"], m["solution"], m["locked"], m.get("points")) for m in marks]
    assert told == [
        (False, False, True, None),
        (False, True, False, None),
        (True, False, True, 1),
        (False, False, True, None),
        (True, True, False, 1),
    ]
    assert made["cells"][2]["metadata"]["editable"] is False
    key = make_copy(notebook_whole(*bare), name="01-first", role="instructor")
    assert "Points: 1, given by hand." in key["cells"][1]["source"]


def notebook_whole(*cells: dict[str, Any]) -> dict[str, Any]:
    named = [{**cell, "id": f"c{at}"} for at, cell in enumerate(cells)]
    return {**notebook(*named), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def test_a_copy_changes_nothing_in_its_source() -> None:
    source = notebook_whole(*checked(1))
    before = json.dumps(source)
    move_paths(seal(make_copy(source, name="01-a", role="students"), role="students"), up="..")
    assert json.dumps(source) == before


def test_paths_lead_to_the_project_from_elsewhere(tmp_path: Path) -> None:
    source = "load('../corpus') [a](../docs/a.md) `../x` [b](01-b.ipynb) a../b \"../../c\""
    moved = move_paths(notebook(text(source)), up="../..")["cells"][0]["source"]
    assert moved == (
        "load('../../corpus') [a](../../docs/a.md) `../../x` [b](01-b.ipynb) a../b \"../../../c\""
    )
    assert way_up(tmp_path / "classroom" / "students", root=tmp_path) == "../.."
    assert way_up(tmp_path.parent / "out", root=tmp_path) == f"../{tmp_path.name}"


def test_what_a_reader_put_into_the_project_is_not_carried_to_others() -> None:
    source = 'load("../my-article.txt", "../my-articles/ferry", "../corpus/idlib-2018")'
    assert list_targets(notebook(code(source))) == ["corpus/idlib-2018"]


def test_on_another_drive_the_way_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", refuse)
    assert way_up(tmp_path / "a", root=tmp_path) == tmp_path.as_posix()
    moved = move_paths(notebook(text("(../a)")), up="C:\\x")
    assert moved["cells"][0]["source"] == "(C:\\x/a)"


def test_work_in_a_copy_is_seen() -> None:
    made = seal(
        make_copy(notebook_whole(*checked(1)), name="01-a", role="students"), role="students"
    )
    assert is_untouched(made)
    saved = json.loads(json.dumps(made))
    saved["cells"][0]["source"] = saved["cells"][0]["source"].splitlines(keepends=True)
    saved["cells"][1]["metadata"]["scrolled"] = True
    assert is_untouched(saved), "JupyterLab saves lines, and notes of its own"
    answered = json.loads(json.dumps(made))
    answered["cells"][1]["source"] = "answer = 4"
    run = json.loads(json.dumps(made))
    run["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "Not yet."}]
    for touched in (answered, run, {}, {"metadata": {}}, {"metadata": {"discourse": {}}}):
        assert not is_untouched(touched)
    damaged = json.loads(json.dumps(made))
    del damaged["cells"]
    assert not is_untouched(damaged)
