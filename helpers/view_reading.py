"""Where in the text stands what a cell rests on? An analysis in; HTML, or the same as a tree, out.

The text carries the cues of every measure, each with the numbers of its rows, and shows none: the
script of the view lights up those of one cell at a time. A page takes the HTML. The explorer takes
the same as a tree of a few known tags, since its script makes no HTML from text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from typing import Any, Final

from helpers.analysis import Analysis
from helpers.marks import Mark, mark_mentions, mark_quotes
from helpers.reading import language_of, write_block
from helpers.scales import measured_blocks
from helpers.schema import iterate

# What a tree may hold; `view.js` knows the same tags.
TAGS: Final = ("div", "p", "span", "sup", "br")
VOID: Final = ("br",)
# A node is a text, or [tag, attributes, child, ...].
Tree = list[Any]


def write_reading(analysis: Analysis, *, anchor: str = "") -> str:
    """Write the text with its mentions, quotations and the cues of every measure.

    Parameters
    ----------
    analysis
        From `analyse`.
    anchor
        Put before the id of each paragraph; a page that shows a text twice needs another one.

    Returns
    -------
    str
        HTML as `annotate` writes it, the cues without words beside them. Polarity rates whole
        sentences, and has no marks.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> found = analyse(make_article("Norway clearly lost."), engine="lexical")
    >>> 'class="cue cue-device" data-rows=' in write_reading(found)
    True
    """
    marks: dict[int, list[Mark]] = defaultdict(list)
    mentions = analysis.mentions
    named = mark_mentions(mentions, actors=analysis.actors)
    for paragraph, mark in zip(mentions["paragraph"], named, strict=True):
        # The name beside the words would be in the way of the weights; the title says it.
        marks[paragraph].append(mark._replace(tag=""))
    for paragraph, mark in _cues(analysis):
        marks[paragraph].append(mark)
    quotes = mark_quotes(analysis.quotes)
    text = analysis.article.text
    blocks = (
        write_block(row, text=text, marks=[*marks[row.paragraph], *quotes], anchor=anchor)
        for row in iterate(measured_blocks(analysis.paragraphs))
    )
    language = escape(language_of(analysis.article))
    return f'<div class="reading" lang="{language}">{"".join(blocks)}</div>'


def _cues(analysis: Analysis) -> Iterator[tuple[int, Mark]]:
    """Make one mark of all rows of a measure on the same words."""
    cues: dict[tuple[int, str, int, int], list[str]] = defaultdict(list)
    for row in iterate(analysis.evidence):
        if row.measure != "polarity":
            cues[row.paragraph, row.measure, row.start, row.end].append(str(row.evidence))
    for (paragraph, measure, start, end), rows in cues.items():
        data = (("rows", " ".join(rows)),)
        yield paragraph, Mark(start, end, "cue", f"cue cue-{measure}", data, "", "")


def make_tree(html: str) -> Tree:
    """Turn the HTML of a reading into a tree, without ids and without anything unknown.

    Raises
    ------
    ValueError
        If a tag is in it that a reading does not have.

    Examples
    --------
    >>> make_tree('<div class="reading">No <span title="">&lt;b&gt;</span></div>')
    ['div', {'class': 'reading'}, 'No ', ['span', {}, '<b>']]
    """
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return list(builder.open[0][2])


class _Builder(HTMLParser):
    """Keep the elements that are open, the outermost a root that is thrown away."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[Tree] = [["div", {}]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise ValueError(f"a reading holds no <{tag}>; it may hold {', '.join(TAGS)}")
        # Two explorers in one notebook would have the same ids.
        kept = {name: value for name, value in attrs if value and name != "id"}
        node: Tree = [tag, {n: v for n, v in kept.items() if not n.startswith(("on", "style"))}]
        self.open[-1].append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].append(data)
