"""What do students get, and what does the instructor keep? A source notebook in; two copies out.

In a student's copy each solution is an empty answer cell, and no cell has an output. The
instructor's key keeps solutions and outputs, and notes points and hints above each solution. Both
carry the metadata by which nbgrader knows answers, tests and points, so that the key can be put
into nbgrader's folder `source` as it is.
"""

from __future__ import annotations

import copy
import os
import re
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from helpers.exercise_cells import Place, find_exercises
from helpers.exercises import PROPERTY, Exercise, find_exercise
from helpers.notebooks import Notebook, digest_source, tidy_notebook

Role: TypeAlias = Literal["students", "instructor"]
ROLES: Final[tuple[Role, ...]] = ("students", "instructor")
SCHEMA_VERSION: Final = 3
MARK: Final = "discourse"
UNCHECKED_POINTS: Final = 1
STUB: Final = """\
# Exercise {number}: write your answer in place of the three dots; it may take several lines.
answer = ...
answer"""
_KINDS: Final = {
    "count": "a whole number",
    "number": "a number",
    "text": "a text",
    "list": "a list, in order",
    "set": "a list, in any order",
    "table": "a table",
    PROPERTY: "open",
}
_UPWARD: Final = re.compile(r"(?<=[\"'(`])\.\./")
_TARGET: Final = re.compile(r"(?<=[\"'(`])\.\./([^\"'()`#\s]+)")
# Where a reader puts texts of one's own, which belong to nobody else.
_OWN: Final = ("my-article.txt", "my-articles/")


def make_copy(notebook: Notebook, *, name: str, role: Role) -> Notebook:
    """Make a student's copy or an instructor's key of a notebook.

    Parameters
    ----------
    notebook
        The source, as `helpers.notebooks.read_notebook` returns it.
    name
        The stem of its file.
    role
        `students` or `instructor`.

    Returns
    -------
    dict
        A new notebook of format 4.5.

    Raises
    ------
    LayoutError
        If an exercise does not have the form that copies are made from.
    ExerciseError
        If a check asks for an exercise that is not in the store.

    Notes
    -----
    nbgrader's cell metadata, schema version 3 (nbgrader documentation, "JSON Metadata Format"):
    an answer that is checked is a solution and not graded, its check is graded and locked; an
    answer without a check is both solution and graded, which means "by hand"; the text of an
    exercise is locked.
    """
    made = tidy_notebook(notebook)
    for cell in made["cells"]:
        if role == "students" and cell["cell_type"] == "code":
            cell["execution_count"], cell["outputs"] = None, []
    for place in find_exercises(notebook, name=name):
        known = find_exercise(place.id) if place.check is not None else None
        _write_exercise(made["cells"], place, exercise=known, role=role)
    return made


def _write_exercise(
    cells: list[dict[str, Any]], place: Place, *, exercise: Exercise | None, role: Role
) -> None:
    solution = cells[place.solution]
    if role == "students":
        solution["source"] = STUB.format(number=place.id[-1])
    else:
        solution["source"] = "\n".join([*_note(place, exercise), solution["source"]])
    _mark(cells[place.prompt], f"text-{place.id}", locked=True)
    if place.check is None or exercise is None:
        _mark(solution, f"answer-{place.id}", solution=True, points=UNCHECKED_POINTS)
    else:
        _mark(solution, f"answer-{place.id}", solution=True)
        _mark(cells[place.check], f"check-{place.id}", locked=True, points=exercise.points)
        cells[place.check]["metadata"].update(editable=False, deletable=False)
    solution["metadata"]["deletable"] = False


def _note(place: Place, exercise: Exercise | None) -> list[str]:
    """Return the comment lines that the key has above a solution."""
    if exercise is None:
        return [f"# Key to exercise {place.id}. Points: {UNCHECKED_POINTS}, given by hand.", "#"]
    kind = _KINDS[exercise.kind]
    if exercise.places:
        kind += f", to {exercise.places} decimal places"
    lines = [f"# Key to exercise {place.id}. Points: {exercise.points:g}. The answer is {kind}."]
    hints = enumerate(exercise.hints, start=1)
    return [*lines, *(f"# Hint {at}: {hint}" for at, hint in hints), "#"]


def _mark(
    cell: dict[str, Any],
    grade_id: str,
    *,
    solution: bool = False,
    locked: bool = False,
    points: float | None = None,
) -> None:
    """Put nbgrader's metadata on a cell; one with points is graded."""
    marks: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": locked,
        "solution": solution,
        "task": False,
        "cell_type": cell["cell_type"],
    }
    if points is not None:
        marks["points"] = points
    cell["metadata"]["nbgrader"] = marks


def move_paths(notebook: Notebook, *, up: str) -> Notebook:
    """Return a copy whose `../` leads to the project's folder from another place.

    Parameters
    ----------
    notebook
        A notebook that lies in a folder of the project.
    up
        The way from the new place to the project's folder, such as `../..`.

    Examples
    --------
    >>> cell = {"cell_type": "code", "source": 'load_article("../corpus/idlib-2018")'}
    >>> move_paths({"cells": [cell]}, up="../..")["cells"][0]["source"]
    'load_article("../../corpus/idlib-2018")'
    """
    moved = copy.deepcopy(notebook)
    for cell in moved["cells"]:
        cell["source"] = _UPWARD.sub(f"{up}/".replace("\\", r"\\"), cell["source"])
    return moved


def list_targets(notebook: Notebook) -> list[str]:
    """List what a notebook reads or links to in the project's folder, told from there.

    The reader's own texts, in `my-articles/`, are left out: they are not for others' copies.

    Examples
    --------
    >>> cell = {"source": 'load_article("../corpus/idlib-2018")  # [terms](../docs/codebook.md#a)'}
    >>> list_targets({"cells": [cell]})
    ['corpus/idlib-2018', 'docs/codebook.md']
    """
    sources = [cell["source"] for cell in notebook["cells"]]
    targets = {target for source in sources for target in _TARGET.findall(source)}
    return sorted(target for target in targets if not target.startswith(_OWN))


def way_up(folder: Path, *, root: Path) -> str:
    """Return the way from a folder to the project's, relative where that is possible.

    Parameters
    ----------
    folder
        Where a copy is to lie; it need not exist yet.
    root
        The project's folder.

    Returns
    -------
    str
        A path with forward slashes; a whole one if the two are on different drives.
    """
    try:
        way = os.path.relpath(root.resolve(), folder.resolve())
    except ValueError:  # on another drive
        return root.resolve().as_posix()
    return Path(way).as_posix()


def seal(notebook: Notebook, *, role: Role) -> Notebook:
    """Return a copy that carries a digest of itself, so that work in it can be told later.

    Parameters
    ----------
    notebook
        A finished copy.
    role
        Whose copy it is; noted beside the digest.
    """
    sealed = copy.deepcopy(notebook)
    sealed["metadata"][MARK] = {"copy": role, "digest": digest_source(tidy_notebook(sealed))}
    return sealed


def is_untouched(notebook: Notebook) -> bool:
    """Say whether a copy, read from its file, is as it was written and never was run by a student.

    A file without a seal counts as touched: somebody else's work, perhaps.
    """
    mark = notebook.get("metadata", {}).get(MARK)
    if not isinstance(mark, dict):
        return False
    try:
        same = bool(mark["digest"] == digest_source(tidy_notebook(notebook)))
        run = any(cell.get("outputs") for cell in notebook["cells"])
        return same and (mark["copy"] == "instructor" or not run)
    except (KeyError, TypeError, AttributeError):
        return False
