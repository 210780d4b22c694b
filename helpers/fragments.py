"""What does the inside of a web page say? Text with tags in; plain text out.

Data bases and feeds, and so cells of tables, hand on an article as the inside of its page: no
menu stands around it, and only its tags must go. A whole page is for `helpers.webpages`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from helpers.webpages import parse_markup

_BLOCKS: Final = frozenset(
    "p div section article h1 h2 h3 h4 h5 h6 ul ol li blockquote figure figcaption table tr pre "
    "hr br".split()
)
_WITHIN: Final = frozenset("a b em font i img small span strong sub sup u".split())
_TAG: Final = re.compile(
    rf"</?({'|'.join(sorted(_BLOCKS | _WITHIN, key=len, reverse=True))})(?:\s[^<>]*)?/?>", re.I
)
_OPENS: Final = {"br": "\n", "li": "\n- "} | {f"h{n}": "\n\n## " for n in range(1, 7)}
_CLOSES: Final = {"br": "", "li": ""}
_BLANK: Final = re.compile(r"\n\s*\n")


def has_tags(text: str) -> bool:
    """Tell the inside of a web page, with its tags, from plain text.

    Examples
    --------
    >>> has_tags("It is open.<br />All day."), has_tags("Let x < y and y > z.")
    (True, False)
    """
    return bool(_TAG.search(text))


def read_fragment(text: str) -> str:
    r"""Take the tags out of the inside of a web page; no words are left out but those of scripts.

    Parameters
    ----------
    text
        Text with tags.

    Returns
    -------
    str
        Its blocks, with blank lines between; headings have `##` before them, list items `-`.

    Examples
    --------
    >>> read_fragment("<p>It is <em>open</em>.</p><ul><li>All &amp; sundry<li>Day</ul>")
    'It is open.\n\n- All & sundry\n- Day'
    """
    plain = "".join(_pieces(text))
    plain = "\n".join(" ".join(line.split()) for line in plain.split("\n"))
    plain = re.sub(r"(?m)^(-|##)\n+", r"\1 ", plain)
    plain = re.sub(r"(?m)^(- .*)\n+(?=- )", r"\1\n", plain)
    return re.sub(r"\n{3,}", "\n\n", plain).strip()


def _pieces(text: str) -> Iterator[str]:
    from lxml import etree

    # Where no tag parts blocks, the text's own line breaks do.
    parted = any(found[1].lower() in _BLOCKS for found in _TAG.finditer(text))
    for event, element in etree.iterwalk(parse_markup(text), events=("start", "end")):
        begins, tag = event == "start", element.tag
        if tag in _BLOCKS:
            yield (_OPENS if begins else _CLOSES).get(tag, "\n\n")
        words = (element.text if begins else element.tail) or ""
        yield _flow(words) if parted else words


def _flow(words: str) -> str:
    """Take single line breaks for the spaces that they are on a page; keep blank lines."""
    return "\n\n".join(re.sub(r"\s+", " ", part) for part in _BLANK.split(words))
