"""Does each number in a notebook's prose follow from the evidence? Prose and claims in.

A claim is a piece of a sentence whose numbers a test has computed anew, from the tables of the
analysis: `f"Security is present in {spell(n)} paragraphs"`. Each must stand in the prose as it is,
and outside the claims no number may be left, so that nobody can write a finding by hand and forget
it. What is a number but no finding (a definition, the label of a paragraph) is listed as `settled`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

WORDS: Final = tuple(
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty".split()
)
# "One" is left out: it is a pronoun more often than a number.
_NUMBER: Final = re.compile(
    r"\b(?:" + "|".join(WORDS[2:]) + r"|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
    r"|thousand|million|dozen|half|thirds?|quarters?|twice|thrice|double)\b|\d+(?:[.,]\d+)*",
    re.IGNORECASE,
)
# An ordinal is a place in a row, and so is "the third of them": only "a third", "two thirds" count.
_ORDINAL: Final = re.compile(r"\b(?:the|every|each) (?:third|quarter)s?\b", re.IGNORECASE)
_LEFT_OUT: Final = (
    re.compile(r"^## References$.*", re.MULTILINE | re.DOTALL),
    re.compile(r"^#+ .*$", re.MULTILINE),
    re.compile(r"^- \*\*(?:Time|Text):\*\*.*$", re.MULTILINE),
    re.compile(r"```.*?```", re.DOTALL),
    re.compile(r"`[^`\n]*`"),
    re.compile(r"\[[^\]]*\]\([^)]*\)"),
    # A source: "(Entman 1993)", "(after van Dijk 1998, chapter 4)".
    re.compile(r"\([^()]*\b(?:1[89]|20)\d\d[a-z]?\b[^()]*\)"),
    # The number before an exercise: "**2.** Add a frame".
    re.compile(r"^\*\*\d+\.\*\*", re.MULTILINE),
    re.compile(r"^\d+\. ", re.MULTILINE),
)


def read_prose(path: Path) -> str:
    """Return the markdown cells of a notebook, a blank line between two."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


def spell(number: int) -> str:
    """Write a count as the notebooks do: in a word up to twenty, from there on in digits."""
    return WORDS[number] if 0 <= number < len(WORDS) else f"{number:,}"


def list_faults(prose: str, *, claims: Iterable[str], settled: Iterable[str] = ()) -> list[str]:
    """List the claims that do not stand in the prose, and the numbers that no claim covers.

    Parameters
    ----------
    prose
        From `read_prose`.
    claims
        Pieces of sentences with their numbers computed; each must hold a number, in digits or in
        words. Where a line breaks does not matter, nor does `*`.
    settled
        Pieces of sentences whose numbers are no findings; they must stand in the prose as well.
    """
    text = _plain(prose)
    known = {_plain(claim): claim for claim in (*claims, *settled)}
    faults = [f"not in the prose: {told!r}" for piece, told in known.items() if piece not in text]
    rest = prose
    for pattern in _LEFT_OUT:
        rest = pattern.sub(" . ", rest)
    rest = _plain(rest)
    for piece in sorted(known, key=len, reverse=True):
        # A claim may hold what was left out above (a code span); it then hides nothing more.
        rest = rest.replace(piece, " . ")
        for pattern in _LEFT_OUT:
            piece = pattern.sub(" . ", piece)
        if _NUMBER.search(piece):
            rest = rest.replace(_plain(piece), " . ")
    rest = _ORDINAL.sub(" . ", rest)
    for number in _NUMBER.finditer(rest):
        around = rest[max(0, number.start() - 50) : number.end() + 50]
        faults.append(f"no claim covers {number[0]!r} in “…{around}…”")
    return faults


def assert_claims(path: Path, *, claims: Iterable[str], settled: Iterable[str] = ()) -> None:
    """Fail with every fault at once; see `list_faults`."""
    faults = list_faults(read_prose(path), claims=claims, settled=settled)
    assert not faults, "\n".join([f"{path.name}:", *faults])


def _plain(text: str) -> str:
    return " ".join(text.replace("*", "").split())
