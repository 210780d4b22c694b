"""Which frames does a whole article carry? Rows {doc_id, text} in; predictions out.

A frame of an article is not the sum of those of its paragraphs: coders of whole articles mark what
the story is about. So the weights here were fitted to articles (`training/fit_articles.py`): a
logistic regression on the words of an article and on how much our own cues say of each frame. Each
weight is a row of `lexicons/article-frames.csv`, and a value is one sum that can be redone by hand.
"""

from __future__ import annotations

import csv
import math
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from helpers.cues import FOLDER
from helpers.errors import DiscourseError, LexiconError
from helpers.evaluation import read_texts
from helpers.framing import find_frames
from helpers.schema import FRAMES
from helpers.text import find_tokens, plain_view

Row = dict[str, Any]
# The five generic frames, by the letters under which narrative-framing codes them.
CODED: Final[dict[str, str]] = {
    "CO": "conflict",
    "EC": "economic",
    "HI": "human_interest",
    "MO": "morality",
    "RE": "responsibility",
}
FILE: Final = FOLDER / "article-frames.csv"
COLUMNS: Final = ("frame", "kind", "feature", "weight")
PRESENT: Final = 0.5


class FrameAgreement(NamedTuple):
    """Hold how predicted frames agree with coded ones.

    `f1` gives the F1 of "present" by frame, `both` the mean of the F1 of present and of absent
    over the frames; the last two are the macro-F1 of answers that read nothing.
    """

    n: int
    f1: dict[str, float]
    both: float
    accuracy: float
    exact: float
    majority: float
    always: float

    @property
    def macro(self) -> float:
        """Give the mean F1 of "present"."""
        return sum(self.f1.values()) / len(self.f1)


class FrameEvaluation(NamedTuple):
    """Hold predictions, one object a row, and how they agree; `agreement` is missing uncoded."""

    predictions: list[Row]
    agreement: FrameAgreement | None
    seconds: float


def describe_article(text: str) -> dict[tuple[str, str], float]:
    """Turn an article into the features that carry the weights.

    Parameters
    ----------
    text
        The whole article.

    Returns
    -------
    dict
        By kind and feature: for a word, 1 + ln(times said), divided by the square root of the
        number of different words; for each of our frames, a tenth of the square root of the sum of
        its cues' weights; for ("intercept", ""), 1. Only words in small letters count, so that no
        name does.

    Examples
    --------
    >>> found = describe_article("The tax was cut, and the tax on Mars was raised.")
    >>> round(found["word", "tax"], 3), ("word", "mars") in found
    (0.691, False)
    """
    view = plain_view(text)
    words = Counter(
        token.lower
        for token in find_tokens(view)
        if len(token.lower) > 2 and token.lower.isalpha() and view[token.start].islower()
    )
    size = math.sqrt(max(1, len(words)))
    found = {("word", word): (1 + math.log(times)) / size for word, times in words.items()}
    _, sentences, mentions = read_texts([text], aliases={})
    cues = find_frames(sentences, mentions=mentions)
    sums = cues.groupby("label")["weight"].sum()
    found |= {("frame", frame): 0.1 * math.sqrt(sums.get(frame, 0.0)) for frame in FRAMES}
    return found | {("intercept", ""): 1.0}


@cache
def load_weights(path: Path | None = None) -> dict[str, dict[tuple[str, str], float]]:
    """Load the weights by frame; those that come with the project where left out.

    Raises
    ------
    LexiconError
        Naming the file and the line that cannot be read.
    """
    file = path or FILE
    weights: dict[str, dict[tuple[str, str], float]] = {}
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise LexiconError(f"{file}: expected the columns {','.join(COLUMNS)}")
            for row in reader:
                key = (row["kind"], row["feature"])
                weights.setdefault(row["frame"], {})[key] = float(row["weight"])
    except OSError as error:
        raise LexiconError(f"{file}: cannot be read ({error.strerror or error})") from error
    except ValueError as error:
        raise LexiconError(f"{file}, line {reader.line_num}: {error}; write a number") from error
    return weights


def rate_article(text: str, *, weights: Mapping[str, Mapping[tuple[str, str], float]]) -> Row:
    """Give each frame its value in [0, 1], present from 0.5.

    Parameters
    ----------
    text
        The whole article.
    weights
        From `load_weights`.
    """
    found = describe_article(text)
    sums = {
        frame: sum(weight * found.get(key, 0.0) for key, weight in table.items())
        for frame, table in weights.items()
    }
    return {frame: 1 / (1 + math.exp(-total)) for frame, total in sums.items()}


def evaluate_frames(rows: Sequence[Row]) -> FrameEvaluation:
    """Say which of the five generic frames each article carries.

    Parameters
    ----------
    rows
        Objects with doc_id, text and, where coded, frames: for CO, EC, HI, MO and RE, "True" or
        "False" (Frermann and others 2023, *Conflicts, villains, resolutions*).

    Returns
    -------
    FrameEvaluation
        Predictions are objects with doc_id, frames (as the codes are written) and values.

    Raises
    ------
    DiscourseError
        If a row's frames are not written so.
    """
    began = time.perf_counter()
    weights = load_weights()
    predictions = []
    pairs: list[tuple[dict[str, bool], dict[str, bool]]] = []
    for row in rows:
        values = rate_article(row["text"], weights=weights)
        told = {code: values[frame] >= PRESENT for code, frame in CODED.items()}
        predictions.append(
            {
                "doc_id": row["doc_id"],
                "frames": {code: str(present) for code, present in told.items()},
                "values": {code: round(values[frame], 4) for code, frame in CODED.items()},
            }
        )
        if row.get("frames"):
            pairs.append((_read_codes(row), told))
    return FrameEvaluation(
        predictions, _compare(pairs) if pairs else None, time.perf_counter() - began
    )


def _read_codes(row: Row) -> dict[str, bool]:
    codes = row["frames"]
    if not isinstance(codes, dict) or any(
        str(codes.get(code)).lower() not in ("true", "false") for code in CODED
    ):
        raise DiscourseError(
            f"{row['doc_id']}: frames is {codes!r}; expected True or False for each of "
            f"{', '.join(CODED)}"
        )
    return {code: str(codes[code]).lower() == "true" for code in CODED}


def _compare(pairs: Sequence[tuple[dict[str, bool], dict[str, bool]]]) -> FrameAgreement:
    n = len(pairs)
    coded = {code: [codes[code] for codes, _ in pairs] for code in CODED}
    told = {code: [answer[code] for _, answer in pairs] for code in CODED}
    f1 = {code: f1_of(coded[code], told[code]) for code in CODED}
    absent = {
        code: f1_of([not c for c in coded[code]], [not t for t in told[code]]) for code in CODED
    }
    same = [codes[code] == answer[code] for codes, answer in pairs for code in CODED]
    most = {code: [2 * sum(coded[code]) > n] * n for code in CODED}
    return FrameAgreement(
        n=n,
        f1=f1,
        both=sum((f1[code] + absent[code]) / 2 for code in CODED) / len(CODED),
        accuracy=sum(same) / len(same),
        exact=sum(codes == answer for codes, answer in pairs) / n,
        majority=sum(f1_of(coded[code], most[code]) for code in CODED) / len(CODED),
        always=sum(f1_of(coded[code], [True] * n) for code in CODED) / len(CODED),
    )


def f1_of(coded: Sequence[bool], told: Sequence[bool]) -> float:
    """Give the F1 of "present": 0 where it is neither coded nor told.

    Examples
    --------
    >>> f1_of([True, True, False], [True, False, False])
    0.6666666666666666
    """
    hits = sum(c and t for c, t in zip(coded, told, strict=True))
    total = sum(coded) + sum(told)
    return 2 * hits / total if total else 0.0


def describe_frames(found: FrameEvaluation) -> str:
    """Put an evaluation into lines of text for the command line."""
    lines = [
        f"articles          {len(found.predictions):,}",
        f"seconds           {found.seconds:.1f}",
    ]
    told = found.agreement
    if told is None:
        return "\n".join([*lines, "no codes in the rows: nothing to compare with"])
    by_frame = ", ".join(f"{CODED[code]} {f1:.3f}" for code, f1 in told.f1.items())
    return "\n".join(
        [
            *lines,
            f"n with codes      {told.n:,}",
            f"macro-F1          {told.macro:.3f} (present)",
            f"                  {told.both:.3f} (mean of present and absent)",
            f"F1 by frame       {by_frame}",
            f"accuracy          {told.accuracy:.3f} of frames, {told.exact:.3f} of articles",
            f"macro-F1 of the majority answer {told.majority:.3f}, of always present "
            f"{told.always:.3f}",
        ]
    )
