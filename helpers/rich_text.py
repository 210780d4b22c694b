"""What does a rich text file say? Bytes of an .rtf in; its blocks of text out.

What was struck out as a tracked change, and footnotes, are not part of the running text; how many
there are is said.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

from helpers.errors import ArticleError
from helpers.packages import need_package

# Code pages that a file names by numbers which Python has no codec for.
_PAGES: Final = {
    "10000": "mac_roman",
    "10006": "mac_greek",
    "10007": "mac_cyrillic",
    "10029": "mac_latin2",
    "10081": "mac_turkish",
    "65001": "utf-8",
}
_PAGE: Final = re.compile(r"\\ansicpg(\d+)")
# The first letter after a number of Unicode is the one that old programs show in its place.
_HEX: Final = re.compile(r"(\\u-?\d+ ?\\'[0-9a-fA-F]{2})?((?:\\'[0-9a-fA-F]{2})*)")
# Fonts of these numbers have no code page of their own.
_NO_PAGE: Final = frozenset(("0", "1", "2", "77", "256"))
_TOKEN: Final = re.compile(r"\\([a-z]+)(-?\d+)? ?|\\'[0-9a-fA-F]{2}|\\[^a-z]|[{}]|[^\\{}]+", re.S)
_LETTERS: Final = frozenset(
    "u par line tab lquote rquote ldblquote rdblquote bullet endash emdash".split()
)


def read_rich_text(raw: bytes, *, place: str) -> tuple[list[str], tuple[str, ...]]:
    r"""Take the blocks of text out of a rich text file.

    Parameters
    ----------
    raw
        The file.
    place
        What to call it in messages.

    Returns
    -------
    list of str
        Its paragraphs, in order.
    tuple of str
        What was left out.

    Raises
    ------
    ArticleError
        If it is no rich text.
    PackageError
        If the package striprtf is not installed.

    Examples
    --------
    >>> read_rich_text(rb"{\rtf1\ansi The harbour\par It is {\b closed}.\par}", place="x.rtf")
    (['The harbour', 'It is closed.'], ())
    """
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise ArticleError(
            f"{place}: is no rich text, whatever its name says; open it in the program that made "
            "it and save it as .rtf or .docx"
        )
    striprtf = need_package("striprtf.striprtf", to="read rich text")
    # The format is made of ASCII; other letters stand in it as numbers.
    source, struck = _drop_deleted(_settle_page(raw.decode("latin-1")))
    text = striprtf.rtf_to_text(source, errors="replace")
    lines = (" ".join(line.split()) for line in re.split(r"[\n\f\v\u2028\u2029]", text))
    return [line for line in lines if line], tuple(_count_apart(source, struck))


def _settle_page(source: str) -> str:
    """Write letters as numbers of Unicode where the code page has no codec by its own number."""
    named = _PAGE.search(source)
    page = named[1] if named else "10000" if re.match(r"\s*{\\rtf\d*\s*\\mac\b", source) else ""
    if page in _PAGES:
        fonts = set(re.findall(r"\\fcharset(\d+)", source))
        if fonts <= _NO_PAGE:
            source = _HEX.sub(
                lambda run: (run[1] or "") + _write_letters(run[2], _PAGES[page]), source
            )
    elif page and not _is_page(page):
        source = _PAGE.sub(r"\\ansicpg1252", source)
    return source


def _is_page(number: str) -> bool:
    try:
        codecs.lookup(f"cp{number}")
    except LookupError:
        return False
    return True


def _write_letters(run: str, codec: str) -> str:
    raw = bytes.fromhex(run.replace("\\'", ""))
    try:
        letters = raw.decode(codec)
    except UnicodeDecodeError:
        letters = raw.decode("cp1252", "replace")
    return "".join(f"\\u{ord(letter)}?" for letter in letters)


def _drop_deleted(source: str) -> tuple[str, int]:
    """Take out what was struck out as a tracked change; give how many passages there were."""
    if r"\deleted" not in source:
        return source, 0
    kept: list[str] = []
    struck, stack, passages, goes_on = False, [False], 0, False
    for token in _TOKEN.finditer(source):
        word, number = token[1], token[2]
        if token[0] == "{":
            stack.append(struck)
        elif token[0] == "}":
            struck = stack.pop() if len(stack) > 1 else False
        elif word in ("deleted", "plain"):
            struck = word == "deleted" and number != "0"
        letters = word in _LETTERS or (word is None and token[0] not in "{}")
        if struck and letters:
            passages += not goes_on
        else:
            kept.append(token[0])
        goes_on = struck if letters else goes_on
    return "".join(kept), passages


def _count_apart(source: str, struck: int) -> Iterator[str]:
    endnotes = len(re.findall(r"\\footnote\s*\\ftnalt\b", source))
    footnotes = len(re.findall(r"\\footnote(?![a-z])", source)) - endnotes
    for number, what in (
        (struck, "tracked deletion"),
        (footnotes, "footnote"),
        (endnotes, "endnote"),
    ):
        if number:
            yield f"left out: {number} {what}{'s' * (number > 1)}"
