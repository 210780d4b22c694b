"""When are two answers to an exercise the same? An answer in; its canonical forms out.

An answer is a count, a number, a text, a list, a set or a table. Its canonical form is one line of
text in which nothing is left that does not matter: the case and the outer punctuation of a text,
the digits of a number behind the last place that was asked for, the order of a set.
"""

from __future__ import annotations

import itertools
import math
import numbers
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias, get_args

import numpy as np
import pandas as pd

from helpers.errors import DiscourseError

Kind: TypeAlias = Literal["count", "number", "text", "list", "set", "table"]
KINDS: Final[tuple[str, ...]] = get_args(Kind)
# A value this near to a border, as a share of the last place, may be rounded either way.
SLACK: Final = 0.1
MOST_ITEMS: Final = 1_000
MOST_FORMS: Final = 64
_OUTER: Final = " \t\n\"'.,;:!?()[]{}…*_`"
_PLAIN: Final = str.maketrans("‘’‚‛“”„‟«»‐‑‒–—−", '\'\'\'\'""""""------')
_ITEMS: Final = "\x1f"


class UnfitAnswerError(DiscourseError):
    """Report an answer that cannot be right, whatever the solution: another type, or nothing."""


def list_forms(answer: object, *, kind: Kind, places: int | None = None) -> list[str]:
    """List the canonical forms of an answer, the likeliest first.

    Parameters
    ----------
    answer
        What a student or a solution gives. Series, arrays and indexes are taken for lists;
        NumPy's numbers for plain ones.
    kind
        What is asked for. `count` is a whole number, exact; a `list` has an order, a `set` none;
        a `table` is a table, a series or a dictionary, its rows and columns in any order.
    places
        Decimal places to which numbers must agree. In a list, a set or a table without places,
        each item counts as a text, so that the label 4 is the same as "4".

    Returns
    -------
    list of str
        One form; more where a number lies at the border between two roundings, so that the last
        digit of a machine does not decide.

    Raises
    ------
    UnfitAnswerError
        If the answer is of another kind, is missing, or holds a missing value.

    Examples
    --------
    >>> list_forms("  “Chemical Weapons” ", kind="text")
    ['text:chemical weapons']
    >>> list_forms(["syria", "Iran"], kind="set") == list_forms({"Iran", "Syria"}, kind="set")
    True
    >>> list_forms(-0.8137, kind="number", places=2), list_forms(0.445, kind="number", places=2)
    (['number:-0.81'], ['number:0.45', 'number:0.44'])
    """
    _refuse_missing(answer)
    if kind in ("list", "set", "table"):
        labels, items = _read_table(answer) if kind == "table" else ((), _read_items(answer, kind))
        each = [_forms_of(item, places=places) for item in items]
        chosen = itertools.islice(itertools.product(*each), MOST_FORMS)
        forms = [_join(choice, labels=labels, ordered=kind == "list") for choice in chosen]
    elif kind == "text":
        forms = [_plain_text(answer)]
    else:
        number = _read_number(answer)
        if kind == "count" and number != round(number):
            raise UnfitAnswerError("A whole number is asked for, and this one has decimals.")
        forms = _round_forms(number, places=0 if kind == "count" else places or 0)
    return list(dict.fromkeys(f"{kind}:{form}" for form in forms))


def _refuse_missing(value: object) -> None:
    if value is None or value is pd.NA or value is pd.NaT:
        raise UnfitAnswerError("There is no value yet.")


def _read_number(value: object) -> float:
    if isinstance(value, bool | np.bool_) or not isinstance(value, numbers.Real):
        raise UnfitAnswerError(f"A number is asked for, and this is {_name_kind(value)}.")
    number = float(value)
    if not math.isfinite(number):
        raise UnfitAnswerError("A number is asked for, and this one is missing or infinite.")
    return number


def _round_forms(number: float, *, places: int) -> list[str]:
    step = SLACK * 10.0**-places
    rounded = [round(number + shift, places) for shift in (0, -step, step)]
    return list(dict.fromkeys(f"{value + 0.0:.{places}f}" for value in rounded))


def _plain_text(value: object) -> str:
    if not isinstance(value, str):
        raise UnfitAnswerError(f"A text is asked for, and this is {_name_kind(value)}.")
    # Normalised first: that turns some dots and spaces into plain ones.
    plain = unicodedata.normalize("NFKC", value).translate(_PLAIN).casefold()
    plain = re.sub(r"\s+", " ", plain).strip(_OUTER)
    if not plain:
        raise UnfitAnswerError("The text is empty.")
    return plain


def _forms_of(item: object, *, places: int | None) -> list[str]:
    """List the forms of one item of a list, a set or a table."""
    _refuse_missing(item)
    if isinstance(item, numbers.Real) and not isinstance(item, bool | np.bool_):
        number = _read_number(item)
        if places is not None:
            return _round_forms(number, places=places)
        return [f"{number:g}"]
    if isinstance(item, bool | np.bool_):
        return [str(bool(item)).lower()]
    return [_plain_text(item)]


def _read_items(answer: object, kind: Kind) -> Sequence[object]:
    if isinstance(answer, pd.Series | pd.Index | np.ndarray):
        items = list(answer.tolist())
    elif isinstance(answer, list | tuple):
        items = list(answer)
    elif kind == "set" and isinstance(answer, Collection) and not isinstance(answer, str | bytes):
        if isinstance(answer, Mapping | pd.DataFrame):
            raise UnfitAnswerError(f"A list is asked for, and this is {_name_kind(answer)}.")
        items = list(answer)
    else:
        raise UnfitAnswerError(f"A list is asked for, and this is {_name_kind(answer)}.")
    return _refuse_many(items)


def _refuse_many(items: list[object]) -> list[object]:
    if not items:
        raise UnfitAnswerError("It is empty.")
    if len(items) > MOST_ITEMS:
        raise UnfitAnswerError(f"It has {len(items):,} items, and fewer are asked for.")
    return items


def _read_table(answer: object) -> tuple[Sequence[str], Sequence[object]]:
    """Take a table apart into the names of its cells and what is in them."""
    if isinstance(answer, pd.DataFrame):
        cells: dict[Any, Any] = {
            (column, row): value
            for column in answer.columns
            for row, value in answer[column].items()
        }
    elif isinstance(answer, pd.Series):
        cells = dict(answer.items())
    elif isinstance(answer, Mapping):
        cells = dict(answer)
    else:
        raise UnfitAnswerError(f"A table is asked for, and this is {_name_kind(answer)}.")
    return [_label(key) for key in cells], _refuse_many(list(cells.values()))


def _label(key: object) -> str:
    parts: Iterable[object] = key if isinstance(key, tuple) else (key,)
    return " / ".join(_label(part) if isinstance(part, tuple) else str(part) for part in parts)


def _join(choice: Sequence[str], *, labels: Sequence[str], ordered: bool) -> str:
    if labels:
        pairs = zip(labels, choice, strict=True)
        return _ITEMS.join(sorted(f"{label.casefold()}={form}" for label, form in pairs))
    return _ITEMS.join(choice if ordered else sorted(set(choice)))


def _name_kind(value: object) -> str:
    """Name a type for somebody who has never programmed."""
    if isinstance(value, bool | np.bool_):
        return "True or False"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, numbers.Number):
        return "a number"
    if isinstance(value, pd.DataFrame):
        return "a table"
    if isinstance(value, list | tuple | set | frozenset | pd.Series | pd.Index | np.ndarray):
        return "a list"
    return f"something else ({type(value).__name__})"
