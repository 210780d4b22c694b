"""Speech, scare quotes or a term? A quotation and the words before it in; its kind out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from helpers.quotemarks import Span
from helpers.text import count_words

_INTRODUCED: Final = re.compile(
    r"(?:known as|called|calls|termed|terms|dubbed|named|entitled|titled|nicknamed|aka|branded|"
    r"labell?ed|phrase|terms?|words?|slogan|notion of|concept of|idea of)\s*,?\s*$",
    re.IGNORECASE,
)
_SO_CALLED: Final = re.compile(r"(?:so-called|self-styled|supposed|alleged)\s*$", re.IGNORECASE)
_TERMINAL: Final = re.compile(r"[.!?…,][\"')\]]*$")
_MARKS: Final = "“”„«»\"‘’'`‹›\n "
# Words that a title does not capitalise; told by list, since a name may be as short as they are.
_SMALL_WORDS: Final = frozenset("a an the and or of for in on at to by with from de la al".split())


def tell_kind(
    view: str, span: Span, *, home: int, cued: bool, names: Sequence[tuple[int, int]] = ()
) -> str:
    """Tell what a quotation is.

    Parameters
    ----------
    view
        The article in `plain_view`.
    span
        The quotation.
    home
        Where its block begins.
    cued
        Whether a reporting cue stands beside it.
    names
        Spans of the actors' names inside the quotation; each counts as one word.

    Returns
    -------
    str
        speech, scare or term.

    Examples
    --------
    >>> tell_kind('Their "reform" failed.', Span(6, 14, 0, True, False), home=0, cued=False)
    'scare'
    """
    content = view[span.start : span.end].strip(_MARKS)
    n_words = count_words(content)
    n_words -= sum(max(0, count_words(view[first:last]) - 1) for first, last in names)
    lead = view[max(home, span.start - 60) : span.start]
    whole = content[:1].isupper() and bool(_TERMINAL.search(content)) and n_words > 1
    if _SO_CALLED.search(lead):
        return "scare"
    if _INTRODUCED.search(lead) and n_words <= 6 and not whole:
        return "term"
    if cued or span.repaired or n_words >= 7 or whole:
        return "speech"
    weighty = [word for word in content.split() if word.lower() not in _SMALL_WORDS]
    titled = bool(weighty) and all(word[:1].isupper() for word in weighty)
    if (titled and n_words > 1) or n_words > 3:
        return "term"
    return "scare"
