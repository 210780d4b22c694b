"""Read test sentences in which [brackets] stand around the mentions."""

from __future__ import annotations

import re

from helpers.syntax import Item, mask_sentence
from helpers.text import plain_view

_MARKED = re.compile(r"\[([^\]]*)\]")


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Give a sentence without its brackets, and the spans that stood in them."""
    spans = [
        (match.start() - 2 * number, match.end() - 2 * number - 2)
        for number, match in enumerate(_MARKED.finditer(marked))
    ]
    return _MARKED.sub(r"\1", marked), spans


def mask(marked: str) -> list[Item]:
    """Mask and tag a sentence with brackets around its mentions."""
    text, spans = unmark(marked)
    return mask_sentence(plain_view(text), start=0, end=len(text), mentions=spans)
