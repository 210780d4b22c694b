"""Does each check accept its solution, refuse wrong answers, help, and give nothing away?"""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from helpers import checking
from helpers.checking import Verdict, WrongAnswerError, check_answer
from helpers.exercise_cells import find_exercises
from helpers.exercises import PROPERTY, bundled_exercises
from helpers.notebooks import read_notebook

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
EXERCISES = bundled_exercises()
# For each exercise, answers that somebody may well give and that are not right.
WRONG: dict[str, list[Any]] = {
    "00-1": ["uses chemical arms", "chemical bombs", "retaking Idlib", "Syria", 2.03, -2.03],
    "00-2": [0.64, -0.79, -1.42, -0.6, -0.63, -0.65, "-0.64", [-0.64]],
    "00-3": ["Norway accused Sweden of lying.", "It rained.", "Norway exists.", 3, ["Norway"]],
    "01-1": [3, ["1", "2", "8"], [1, 2], "1, 2, 7", ["1", "2", "7", "8"], [1, 3, 9]],
    "01-2": [3, 11, ["U.S.", "9/11"], ["U", "S", "9", "11"], ["The U.S.", "9/11", "wasn’t"]],
    "02-1": [4, ["5", "10", "15", "19"], [5, 10, 14], ["US"], "5, 8.1, 10, 14", [5, 8, 10, 14]],
    "02-2": ["Moscow bombed Ankara.", "It rained.", "Moscow bombed Ankara. Ankara was bombed.", 3],
    "02-3": [
        "Hezbollah has spoken. The group left.",
        ["Hezbollah has fought Israel.", "It rained."],
        ["Hezbollah has fought Hamas. The group left."] * 2,
        ["Hezbollah has fought Israel. The group was praised by Iran."] * 2,
        [1, 2],
    ],
    "03-1": ["We will build", "“We will build the bridge,” said", "the president of Freedonia", 1],
    "03-2": ["The king said that it rained.", "It rained.", ["said", "denied"], "“Go,” he said."],
    "03-3": [4, ["us", "israel", "syria"], ["us", "russia"], "russia", ["United States", "Israel"]],
    "04-1": [-2.44, 0.81, -0.8, -0.82, -0.77, "−0.81", [-0.81]],
    "04-2": ["Ruritania burned the village.", "How generous!", "Freedonia is brave.", 1.0],
    "04-3": [
        [0] * 12,
        pd.DataFrame({"code": [0] * 12}),
        pd.DataFrame({"coded": [0], "estimate": [0], "low": [0], "high": [0], "n_coded": [11]}),
        pd.DataFrame({"coded": [4], "estimate": [4], "low": [3], "high": [5], "n_coded": [12]}),
        pd.DataFrame(columns=["coded", "estimate", "low", "high", "n_coded"]),
    ],
    "05-1": [
        3,
        "imminent, postpone, wait",
        ["wait", "postpone"],
        ["imminent", "postpone", "wait", "hurry"],
        ["deadline", "imminent", "postpone", "time is running out", "wait", "hurry"],
        ["urgency"],
    ],
    "05-2": ["strategy", ["strategy", "conflict"], ["conflict"], 1, ["strategy", "morality"]],
    "06-1": [
        6,
        ["remains", "cease", "retaking", "still", "already"],
        ["aware that", "remains", "cease", "retaking", "still", "already", "continue"],
        ["aware", "remains", "cease", "retaking", "still", "already"],
        "retaking",
    ],
    "06-2": [3, 2, 4, 6, 5.5, "5", [5]],
    "06-3": [1, 2, "none", "0", [0], 0.5],
    "07-1": ["attack", "conflict", "(rest)", ["retaking"], "battle", -0.02],
    "07-2": [0.37, 0.76, 24, 0.2, 0.25, "0.24"],
    "07-3": ["us", "iran", "syria", "jihadists", ["russia"], 1.0],
    "08-1": [10, "9", "2", "T", ["10"], 8],
    "08-2": [0.4, 0.1, -0.4, 1.0, "0.0", [0.0]],
    "08-3": [28, 30, 12, "29", 0.29, [29]],
    "09-1": [1, 2, 4, 5, "3", [3]],
    "09-2": ["Harbour Board", "Tarn", "Line", ["Tarn Line"], "Skerrin", 1],
    "09-3": [1, 0, "T", "2", "3", ["1"], -1.0],
    "10-1": [0.28, 0.08, 0.9, 1.0, "0.92", 92],
    "10-2": ["right", "willing", ".", "kesria", ["denied"], 0.04],
    "10-3": [10, 12, 5, 6, "8", [8]],
}
NEVER = [
    None,
    ...,
    float("nan"),
    pd.NA,
    "",
    "   ",
    [],
    {},
    True,
    object(),
    "I do not know",
    -17,
    {1},
]
CODED = pd.DataFrame({"coded": [0], "estimate": [0], "low": [-1], "high": [1], "n_coded": [12]})


def list_solutions() -> dict[str, Any]:
    """Read the answers that the executed notebooks show."""
    answers: dict[str, Any] = {}
    for path in NOTEBOOKS:
        cells = read_notebook(path)["cells"]
        for place in find_exercises({"cells": cells}, name=path.stem):
            if place.check is not None:
                shown = [o for o in cells[place.solution]["outputs"] if "execution_count" in o]
                answers[place.id] = shown[-1]["data"]["text/plain"] if shown else "None"
    return answers


SOLUTIONS = list_solutions()


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_tried", {})
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


def read_answer(name: str) -> Any:
    return CODED if name == "04-3" else ast.literal_eval(SOLUTIONS[name])


def test_every_exercise_of_the_store_stands_in_a_notebook_and_is_tried_here() -> None:
    assert set(SOLUTIONS) == set(EXERCISES), "write a check cell, or take the entry out"
    assert set(WRONG) == set(EXERCISES), "list wrong answers for each exercise"
    assert min(len(answers) for answers in WRONG.values()) >= 4


@pytest.mark.parametrize("name", EXERCISES)
def test_a_check_accepts_the_answer_that_its_notebook_shows(name: str) -> None:
    verdict = check_answer(read_answer(name), exercise=name)
    assert verdict.right, f"{name}: {verdict}; python -m helpers.classroom --record --only {name}"
    assert verdict.message.startswith("Right")


@pytest.mark.parametrize("name", EXERCISES)
def test_a_check_refuses_wrong_answers_and_gives_nothing_away(name: str) -> None:
    for answer in [*WRONG[name], *NEVER]:
        verdict = check_answer(answer, exercise=name)
        assert not verdict.right, (name, answer)
        assert verdict.message.startswith(("Not yet.", "Not answered yet.")), verdict
        if EXERCISES[name].kind != PROPERTY:
            right = read_answer(name)
            secrets = [str(right)[1:-1] if isinstance(right, list) else right]
            assert not any(str(secret).lower() in verdict.message.lower() for secret in secrets)


def test_no_hint_holds_the_answer() -> None:
    for name, exercise in EXERCISES.items():
        if exercise.kind in ("text", "number", "count"):
            assert not [h for h in exercise.hints if str(read_answer(name)).lower() in h.lower()]


@pytest.mark.parametrize(
    "other", [["7", "1", "2"], [1, 2, 7], ("1", "2", "7"), pd.Series([1, 2, 7])]
)
def test_other_ways_to_write_the_answer_are_accepted(other: object) -> None:
    assert check_answer(other, exercise="01-1").right


def test_another_wrong_answer_brings_the_next_hint_and_the_same_one_does_not() -> None:
    hints = EXERCISES["01-1"].hints
    seen = [
        check_answer(answer, exercise="01-1").message for answer in (["1"], ["1"], ["2"], ["3"])
    ]
    assert [next(at for at, hint in enumerate(hints) if hint in text) for text in seen] == [
        0,
        0,
        1,
        1,
    ]
    assert "next hint" in seen[0]
    assert "next hint" not in seen[2]
    assert hints[0] in check_answer(["1"], exercise="01-1").message


def test_the_three_dots_are_no_try() -> None:
    assert "in place of the three dots" in check_answer(..., exercise="01-1").message
    assert not checking._tried


@pytest.mark.parametrize("mode", ["autograde", "validate"])
def test_nbgrader_hears_of_a_wrong_answer_by_an_error(
    monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", mode)
    assert check_answer([1, 2, 7], exercise="01-1").right
    for answer in ([1, 2, 8], "eight", ...):
        with pytest.raises(WrongAnswerError, match=r"^Not "):
            check_answer(answer, exercise="01-1")


def test_a_verdict_is_shown_and_escaped_and_is_not_a_result() -> None:
    verdict = Verdict(False, "Not yet. <b>")
    InteractiveShell.instance()
    with capture_output() as captured:
        verdict._ipython_display_()
    [output] = captured.outputs
    assert output.data["text/plain"] == repr(verdict) == "Not yet. <b>"
    assert "&lt;b&gt;" in output.data["text/html"]
    assert "○" in output.data["text/html"]
    assert "✓" in Verdict(True, "Right.")._repr_html_()
    InteractiveShell.clear_instance()


def test_the_solutions_are_all_checked_as_right_in_the_executed_notebooks() -> None:
    for path in NOTEBOOKS:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if "check" in cell["metadata"].get("tags", []):
                [output] = cell["outputs"]
                assert "".join(output["data"]["text/plain"]).startswith("Right"), path.name
