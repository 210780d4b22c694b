"""Where are the exercises of a notebook? A notebook in; its exercises with their cells out.

An exercise is a text cell in which a paragraph begins with its number (`**1.**`), then a code cell
tagged `solution`, which gives its result the name `answer`, then, where the answer can be checked,
a code cell tagged `check`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from helpers.errors import DiscourseError
from helpers.notebooks import Notebook

SOLUTION: Final = "solution"
CHECK: Final = "check"
_NUMBER: Final = re.compile(r"^\*\*(\d)\.\*\*", re.MULTILINE)
_CALL: Final = re.compile(r"^check_answer\(answer, exercise=\"(\d\d-\d)\"\)$")


class LayoutError(DiscourseError):
    """Report a notebook whose exercises do not have the form that the copies are made from."""


@dataclass(frozen=True)
class Place:
    """Hold where an exercise stands in a notebook.

    Attributes
    ----------
    id : str
        Notebook and number, such as `04-1`.
    prompt, solution : int
        The places of its text cell and of its solution among the cells, from 0.
    check : int or None
        The place of its check; None if its answer is not checked.
    """

    id: str
    prompt: int
    solution: int
    check: int | None = None


def has_tag(cell: dict[str, Any], tag: str) -> bool:
    """Say whether a cell has a tag.

    Examples
    --------
    >>> has_tag({"metadata": {"tags": ["check"]}}, CHECK), has_tag({"metadata": {}}, CHECK)
    (True, False)
    """
    return tag in cell["metadata"].get("tags", [])


def find_exercises(notebook: Notebook, *, name: str) -> list[Place]:
    """List the exercises of a notebook in their order.

    Parameters
    ----------
    notebook
        As `helpers.notebooks.read_notebook` returns it.
    name
        The stem of its file, which begins with its number.

    Raises
    ------
    LayoutError
        If a solution does not stand right behind the text of its exercise, a check not right
        behind its solution, or a check asks for another exercise than its own.
    """
    cells = notebook["cells"]
    places = []
    for at, cell in enumerate(cells):
        if has_tag(cell, CHECK) and (at == 0 or not has_tag(cells[at - 1], SOLUTION)):
            raise LayoutError(f"{name}, cell {at + 1}: a check must follow its solution.")
        if not has_tag(cell, SOLUTION):
            continue
        before = cells[at - 1] if at else {"cell_type": "none", "source": ""}
        numbers = _NUMBER.findall(before["source"]) if before["cell_type"] == "markdown" else []
        if not numbers:
            raise LayoutError(
                f"{name}, cell {at + 1}: a solution must follow the text of its exercise, a cell "
                "in which a paragraph begins with **1.** (or 2, 3)."
            )
        own = f"{name[:2]}-{numbers[-1]}"
        checked = at + 1 < len(cells) and has_tag(cells[at + 1], CHECK)
        if checked:
            _compare_call(cells[at + 1]["source"], own=own, where=f"{name}, cell {at + 2}")
        places.append(Place(own, at - 1, at, at + 1 if checked else None))
    return places


def _compare_call(source: str, *, own: str, where: str) -> None:
    call = _CALL.match(source.strip())
    if not call or call[1] != own:
        raise LayoutError(
            f'{where}: expected check_answer(answer, exercise="{own}"), found {source.strip()!r}.'
        )


def list_unmet(notebook: Notebook, *, name: str) -> list[str]:
    """List the exercises whose check, as executed, does not accept the solution before it.

    Parameters
    ----------
    notebook
        An executed notebook, as `helpers.notebooks.read_notebook` returns it.
    name
        The stem of its file.

    Returns
    -------
    list of str
        The ids; exercises without a check are left out.

    Raises
    ------
    LayoutError
        As `find_exercises` does.
    """
    unmet = []
    for place in find_exercises(notebook, name=name):
        if place.check is not None:
            shown = [output.get("data", {}) for output in notebook["cells"][place.check]["outputs"]]
            if not any(data.get("text/plain", "").startswith("Right") for data in shown):
                unmet.append(place.id)
    return unmet
