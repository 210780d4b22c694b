"""Where do the paragraphs of a text end that lost its shape? Broken lines in; paragraphs out.

A text that is copied from a page, a PDF or a mail has lost its shape: lines are broken at a
column, paragraphs have no blank line between them, and the page's menu stands above the headline.
This step gives it one paragraph a block again and says what it changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from helpers.blocks import find_blocks
from helpers.decoding import clean
from helpers.naming import is_common
from helpers.text import count_words

_END: Final = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_ITEM: Final = re.compile(r"(?:\d{1,2}[.)]|[-*•–‣])\s+\S")
_HYPHEN: Final = re.compile(r"(\w+)[-\u2010]$")
# Lines that were broken at a column are about as long as it, and none much longer.
_COLUMN: Final = (30, 110)
_MENU_WORDS: Final = 3


def tidy_paste(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Give a pasted text one paragraph a block, with a blank line between them.

    Parameters
    ----------
    text
        As it was copied.

    Returns
    -------
    str
        The text anew.
    tuple of str
        What was changed.

    Notes
    -----
    Lines count as broken at a column where none is longer than 110 characters and half of the
    long ones or more stop in mid-sentence. Then a paragraph ends at a blank line, or, where there
    is none or where every line has one, at a short line that ends a sentence. Where paragraphs
    end with full lines two of them may become one; look at the table of paragraphs.

    Examples
    --------
    >>> text = "The harbour was closed on Monday by the govern-\nment of the island, which gave no"
    >>> text += "\nreason.\n\nNobody on the quay had been asked, and nobody was."
    >>> print(tidy_paste(text)[0])
    The harbour was closed on Monday by the government of the island, which gave no reason.
    <BLANKLINE>
    Nobody on the quay had been asked, and nobody was.
    <BLANKLINE>
    """
    text, seen = clean(text)
    notes = list(seen)
    lines = [line.strip() for line in re.split(r"[\n\f\v\x85\u2028\u2029]", text)]
    lines, menu = _drop_menu(lines)
    if menu:
        notes.append(f"left out above the text: {', '.join(menu)}")
    groups = _group(lines)
    if _is_broken([line for group in groups for line in group]):
        blocks = [" ".join(_unhyphen(block)) for block in _join(groups)]
        notes.append(
            f"{sum(map(len, groups))} lines broken at a column were joined to {len(blocks)} "
            "paragraphs; check where they begin and end"
        )
        return "\n\n".join(blocks) + "\n", tuple(notes)
    if len(groups) == 1 and len(groups[0]) > 1:
        notes.append(f"no blank lines: each of the {len(groups[0])} lines counts as a paragraph")
    return "\n\n".join(map(_separate, groups)) + "\n", tuple(notes)


def _drop_menu(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the short lines of a menu above the headline from the text.

    One short line alone may be a headline; two or more, of up to three words, are a menu.
    """
    first = next(
        (k for k, line in enumerate(lines) if count_words(line) > 8 or _END.search(line)), 0
    )
    above = [line for line in lines[:first] if line]
    kinds = {text: find_blocks(text)[0].kind for text in set(above)}
    menu = [
        line for line in above if count_words(line) <= _MENU_WORDS or kinds[line] == "boilerplate"
    ]
    # The last of them stands where a headline stands, if nothing longer does.
    if menu and len(menu) == len(above) and kinds[menu[-1]] != "boilerplate":
        menu.pop()
    if len(menu) < 2 and not any(kinds[line] == "boilerplate" for line in menu):
        return list(lines), []
    kept = [line for line in above if line not in menu]
    return [part for line in kept for part in (line, "")] + list(lines[first:]), menu


def _group(lines: Sequence[str]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in lines:
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _is_broken(lines: Sequence[str]) -> bool:
    """Tell lines broken at a column from paragraphs of one line each."""
    low, high = _COLUMN
    if len(lines) < 3 or max(map(len, lines)) > high:
        return False
    full = [line for line in lines[:-1] if len(line) >= low]
    return bool(full) and sum(not _END.search(line) for line in full) * 2 >= len(full)


def _join(groups: Sequence[list[str]]) -> list[list[str]]:
    """Bring the lines of each paragraph together."""
    alone = sum(len(group) == 1 for group in groups)
    if len(groups) > 1 and alone * 2 <= len(groups):
        return [part for group in groups for part in _part_items(group)]
    # No blank lines, or one after every line: a short line that ends a sentence ends a paragraph.
    lines = [line for group in groups for line in group]
    width = median(sorted(map(len, lines))[len(lines) // 2 :])
    blocks: list[list[str]] = [[]]
    for number, line in enumerate(lines):
        blocks[-1].append(line)
        opens = not number and len(lines) > 1 and lines[1][:1].isupper()
        headline = opens and len(line) < 0.8 * width and not _END.search(line)
        if headline or (_END.search(line) and len(line) < 0.85 * width):
            blocks.append([])
    return [block for block in blocks if block]


def _part_items(group: Sequence[str]) -> list[list[str]]:
    """Let each item of a list stand alone."""
    parts: list[list[str]] = []
    for line in group:
        if not parts or _ITEM.match(line):
            parts.append([])
        parts[-1].append(line)
    return parts


def _unhyphen(lines: Sequence[str]) -> list[str]:
    """Join a word that was parted at a line's end, where the whole is an English word."""
    out: list[str] = []
    for line in lines:
        before = _HYPHEN.search(out[-1]) if out else None
        after = re.match(r"[a-z]+", line)
        if before and after:
            whole = before.group(1) + after.group()
            stem = out[-1][: before.start()] + (
                before.group(1) if is_common(whole) else before.group()
            )
            out[-1] = stem + line
        else:
            out.append(line)
    return out


def _separate(group: Sequence[str]) -> str:
    """Put a blank line after each line of a block, but not between the items of a list."""
    text = group[0]
    for before, line in pairwise(group):
        text += ("\n" if _ITEM.match(before) and _ITEM.match(line) else "\n\n") + line
    return text
