"""Are exercises found where they stand, and a broken layout told by its place?"""

from __future__ import annotations

from typing import Any

import pytest

from helpers.exercise_cells import LayoutError, Place, find_exercises, has_tag, list_unmet

CALL = 'check_answer(answer, exercise="01-{}")'


def text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def code(source: str, *tags: str, shown: str = "") -> dict[str, Any]:
    output = {"output_type": "display_data", "data": {"text/plain": shown}}
    return {
        "cell_type": "code",
        "source": source,
        "metadata": {"tags": list(tags)} if tags else {},
        "outputs": [output] if shown else [],
        "execution_count": 1,
    }


def notebook(*cells: dict[str, Any]) -> dict[str, Any]:
    return {"cells": list(cells)}


def checked(number: int, *, shown: str = "Right.") -> list[dict[str, Any]]:
    return [
        text(f"## Your turn\n\n**{number}.** Count."),
        code("answer = 3", "solution"),
        code(CALL.format(number), "check", shown=shown),
    ]


def test_exercises_are_found_with_and_without_a_check():
    made = notebook(text("# 1"), code("1"), *checked(1), text("**2.** Say."), code("2", "solution"))
    assert find_exercises(made, name="01-first") == [Place("01-1", 2, 3, 4), Place("01-2", 5, 6)]
    assert has_tag(made["cells"][3], "solution")
    assert find_exercises(notebook(text("# 1")), name="01-first") == []


def test_the_last_number_of_a_text_is_the_exercise_s():
    made = notebook(text("**1.** Read.\n\n**2.** Count."), code("answer = 3", "solution"))
    assert find_exercises(made, name="01-first") == [Place("01-2", 0, 1)]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([code("a", "check")], "cell 1: a check must follow its solution"),
        ([*checked(1), code("a", "check")], "cell 4: a check must follow its solution"),
        ([code("a", "solution")], "cell 1: a solution must follow the text"),
        ([text("Count."), code("a", "solution")], "cell 2: a solution must follow the text"),
        ([code("**1.**"), code("a", "solution")], "cell 2: a solution must follow the text"),
        (
            [*checked(1)[:2], *checked(2)[2:]],
            'cell 3: expected check_answer.answer, exercise="01-1',
        ),
        ([*checked(1)[:2], code("check()", "check")], "found 'check"),
    ],
)
def test_a_broken_layout_is_told_by_its_place(cells, words):
    with pytest.raises(LayoutError, match=f"01-first, .*{words}"):
        find_exercises(notebook(*cells), name="01-first")


def test_checks_that_refuse_their_solution_are_listed():
    made = notebook(*checked(1), *checked(2, shown="Not yet."), *checked(3, shown=""))
    assert list_unmet(made, name="01-first") == ["01-2", "01-3"]
