"""Is an answer right? An answer in; "Right." or "Not yet." with a hint out, never the solution.

The last cell of each exercise calls `check_answer`. What it returns shows itself in a notebook.
Where nbgrader grades a class's copies, a wrong answer raises: that is what costs points there.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from html import escape
from typing import Final

from helpers.answers import UnfitAnswerError
from helpers.errors import DiscourseError
from helpers.exercises import PROPERTY, Exercise, digest_answers, find_exercise
from helpers.properties import PROPERTIES

RIGHT: Final = "Right."
OPEN: Final = "Right, as far as a machine can tell."
UNANSWERED: Final = (
    "Not answered yet. Put your answer in the cell above, in place of the three dots, run that "
    "cell, and then run this one."
)
_NEXT: Final = " Another answer that is not right brings the next hint."
_GRADER: Final = "NBGRADER_EXECUTION"
# The answers that were not right, by exercise: each new one brings the next hint.
_tried: dict[str, list[str]] = {}


class WrongAnswerError(DiscourseError):
    """Report a wrong answer to nbgrader, which takes an error for no points."""


@dataclass(frozen=True, repr=False)
class Verdict:
    """Hold what a check says of an answer; a notebook shows it as a line of text.

    Attributes
    ----------
    right : bool
        Whether the answer is right.
    message : str
        The line that is shown.
    """

    right: bool
    message: str

    def __repr__(self) -> str:
        """Return the line as plain text."""
        return self.message

    def _repr_html_(self) -> str:
        colour, mark = ("#2f6f8f", "✓") if self.right else ("#8a3a00", "○")
        style = f"border-left:4px solid {colour};padding:0.2em 0.8em;max-width:46em;"
        return f'<div style="{style}"><b aria-hidden="true">{mark}</b> {escape(self.message)}</div>'

    def _ipython_display_(self) -> None:
        # Shown, and not returned as a result: nbgrader takes a result for a number of points.
        from IPython.display import display

        shown = {"text/plain": repr(self), "text/html": self._repr_html_()}
        display(shown, raw=True)  # type: ignore[no-untyped-call]


def check_answer(answer: object, *, exercise: str) -> Verdict:
    """Say whether an answer is right, and if not, give a hint.

    Parameters
    ----------
    answer
        What the cell above made: a number, a text, a list or a table.
    exercise
        The notebook's and the exercise's number, such as `04-1`.

    Returns
    -------
    Verdict
        "Right." or "Not yet." with a hint. A second wrong answer, if it is another one, brings the
        second hint, where there is one.

    Raises
    ------
    ExerciseError
        If there is no such exercise.
    WrongAnswerError
        If the answer is not right and nbgrader runs the notebook to grade it.

    Examples
    --------
    >>> check_answer("eight", exercise="01-1")
    Not yet. A list is asked for, and this is a text.
    """
    known = find_exercise(exercise)
    try:
        verdict = _judge(answer, known)
    except UnfitAnswerError as unfit:
        verdict = Verdict(False, f"Not yet. {unfit}")
    if not verdict.right and os.environ.get(_GRADER) in ("autograde", "validate"):
        raise WrongAnswerError(verdict.message)
    return verdict


def _judge(answer: object, exercise: Exercise) -> Verdict:
    if answer is ...:
        return Verdict(False, UNANSWERED)
    if exercise.kind == PROPERTY:
        remark = PROPERTIES[exercise.property](answer)
        return Verdict(False, f"Not yet. {remark}{_hint(answer, exercise)}") if remark else _open()
    if exercise.digest in digest_answers(answer, exercise=exercise):
        return Verdict(True, RIGHT)
    return Verdict(False, f"Not yet.{_hint(answer, exercise)}")


def _open() -> Verdict:
    return Verdict(True, OPEN)


def _hint(answer: object, exercise: Exercise) -> str:
    """Return the next hint, or the last one once all have been given."""
    tried, this = _tried.setdefault(exercise.id, []), repr(answer)[:500]
    if this not in tried:
        tried.append(this)
    at = min(tried.index(this), len(exercise.hints) - 1)
    more = _NEXT if at + 1 < len(exercise.hints) else ""
    return f" Hint: {exercise.hints[at]}{more}"
