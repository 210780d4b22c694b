"""What does a rich text file say? Bytes of an .rtf in; its blocks of text out."""

from __future__ import annotations

import re

from helpers.errors import ArticleError
from helpers.packages import need_package


def read_rich_text(raw: bytes, *, place: str) -> list[str]:
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

    Raises
    ------
    ArticleError
        If it is no rich text.
    PackageError
        If the package striprtf is not installed.

    Examples
    --------
    >>> read_rich_text(rb"{\rtf1\ansi The harbour\par It is {\b closed}.\par}", place="x.rtf")
    ['The harbour', 'It is closed.']
    """
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise ArticleError(
            f"{place}: is no rich text, whatever its name says; open it in the program that made "
            "it and save it as .rtf or .docx"
        )
    striprtf = need_package("striprtf.striprtf", to="read rich text")
    # The format is made of ASCII; other letters stand in it as numbers.
    text = striprtf.rtf_to_text(raw.decode("latin-1"), errors="replace")
    lines = (" ".join(line.split()) for line in re.split(r"[\n\f\v\u2028\u2029]", text))
    return [line for line in lines if line]
