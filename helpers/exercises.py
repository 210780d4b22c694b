"""Which exercises are there, and what is the digest of each answer? A file in; a store out.

`helpers/exercises.toml` has one table an exercise: what kind of answer is asked for, hints, points,
and a digest of the answer's canonical form. The answer itself is nowhere in it. The digest is slow
to compute, so that trying answers one by one takes time; whoever has the notebooks with their
solutions can of course read them there. People write kind, hints and points; the digests are
written by a command (see `helpers.recording`).
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from helpers.answers import KINDS, Kind, list_forms
from helpers.errors import DiscourseError

STORE: Final = Path(__file__).with_name("exercises.toml")
PROPERTY: Final = "property"
_KEYS: Final = {"kind", "places", "points", "hints", "property", "digest"}
_HEADER: Final = re.compile(r'^\["(\d\d-\d)"\]\s*$')


class ExerciseError(DiscourseError):
    """Report an exercise that is not in the store, or a store that cannot be used."""


@dataclass(frozen=True)
class Exercise:
    """Hold what is known of one exercise.

    Attributes
    ----------
    id : str
        Notebook and number, such as `04-1`.
    kind : str
        A kind of `helpers.answers`, or `property` where many answers are right.
    hints : tuple of str
        What to tell after the first wrong answer, after the second, and so on.
    points : float
        What it is worth when a class is graded.
    places : int or None
        Decimal places to which numbers must agree.
    property : str
        The function of `helpers.properties` that an open answer must satisfy.
    digest : str
        The hashed answer; empty until it is recorded.
    """

    id: str
    kind: str
    hints: tuple[str, ...]
    points: float = 1
    places: int | None = None
    property: str = ""
    digest: str = ""


def load_exercises(path: Path = STORE) -> dict[str, Exercise]:
    """Load the store.

    Parameters
    ----------
    path
        A TOML file with one table an exercise, named by its id.

    Raises
    ------
    ExerciseError
        If it is missing or broken, or an entry has a key or a kind that is not known, no hint, or
        a property in place of an answer (or the other way round).
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ExerciseError(f"{path.name}: cannot be read ({error}); restore the file") from error
    return {name: _read_entry(name, table, file=path.name) for name, table in tables.items()}


def _read_entry(name: str, table: dict[str, Any], *, file: str) -> Exercise:
    where = f'{file}, ["{name}"]'
    unknown = set(table) - _KEYS
    if unknown:
        raise ExerciseError(f"{where}: unknown {', '.join(sorted(unknown))}; correct the name")
    if table.get("kind") not in (*KINDS, PROPERTY):
        known = ", ".join((*KINDS, PROPERTY))
        raise ExerciseError(f"{where}: kind is {table.get('kind')!r}, expected one of {known}")
    if not table.get("hints"):
        raise ExerciseError(f"{where}: has no hints; write at least one")
    if (table["kind"] == PROPERTY) != ("property" in table):
        raise ExerciseError(f"{where}: an open exercise, and only that, names its property")
    return Exercise(name, **{**table, "hints": tuple(table["hints"])})


@cache
def bundled_exercises() -> dict[str, Exercise]:
    """Return the store that comes with the package, read once."""
    return load_exercises()


def find_exercise(name: str) -> Exercise:
    """Return an exercise by its id.

    Raises
    ------
    ExerciseError
        If the store has none of that name.
    """
    try:
        return bundled_exercises()[name]
    except KeyError:
        raise ExerciseError(
            f"There is no exercise {name!r} in {STORE.name}; known are "
            f"{', '.join(sorted(bundled_exercises()))}."
        ) from None


def digest_form(form: str, *, exercise: str) -> str:
    """Hash a canonical form, slowly and for this exercise alone.

    Parameters
    ----------
    form
        One of `helpers.answers.list_forms`.
    exercise
        The id, which salts the hash: the same answer to two exercises has two digests.

    Notes
    -----
    scrypt (Percival and Josefsson 2016, RFC 7914) with 8 MB of memory. The answer to an exercise
    has little to hide, often a number below a hundred; the hash keeps an answer from being read by
    accident, and does not withstand somebody who is set on finding it.
    """
    salt = f"discourse-notebooks {exercise}".encode()
    raw = form.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(raw, salt=salt, n=2**13, r=8, p=1, dklen=16).hex()


def digest_answers(answer: object, *, exercise: Exercise) -> list[str]:
    """Return the digests under which an answer may be stored, the likeliest first.

    Raises
    ------
    UnfitAnswerError
        If the answer is of another kind than is asked for.
    """
    forms = list_forms(answer, kind=cast(Kind, exercise.kind), places=exercise.places)
    return [digest_form(form, exercise=exercise.id) for form in forms]


def put_digests(text: str, *, digests: dict[str, str]) -> str:
    r"""Write digests into the text of a store and leave everything else as it is.

    Parameters
    ----------
    text
        The store.
    digests
        A digest for each exercise to change.

    Examples
    --------
    >>> print(put_digests('["04-1"]\nkind = "count"\nhints = ["a"]', digests={"04-1": "ff"}))
    ["04-1"]
    kind = "count"
    digest = "ff"
    hints = ["a"]
    """
    lines, now = [], ""
    for line in text.splitlines(keepends=True):
        header = _HEADER.match(line)
        now = header[1] if header else now
        if line.startswith("digest = ") and now in digests:
            continue
        lines.append(line)
        if line.startswith("kind = ") and now in digests:
            lines.append(f'digest = "{digests[now]}"\n')
    return "".join(lines)
