"""How do figures and tables leave the notebooks, the same each time and safe to open?

In: a `Picture`, or any table. Out: for a figure, PNG, SVG, PDF, its data as CSV and its words as
text, with a line that says how to cite it; for a table, CSV that a spreadsheet does not take for
formulas and that reads back as it was.

No file carries a date or a program's version, so that a second run gives the same bytes. Each is
written beside its place and then moved there, so that no reader ever meets half a file.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

import pandas as pd

from helpers.citation import cite_figure
from helpers.errors import DiscourseError
from helpers.files import write_whole
from helpers.sheets import csv_from_table, table_from_csv
from helpers.style import Picture

FORMATS: Final = ("png", "svg", "pdf")
# The words beside a figure of an analysis say by which version it was measured.
OURS: Final = re.compile(r"^version of discourse-notebooks: ", re.MULTILINE)
LONGEST_NAME: Final = 80
# Windows keeps these names for devices, whatever follows the dot.
RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")


def clean_name(text: str) -> str:
    """Turn a text into the stem of a file name that every system accepts.

    Parameters
    ----------
    text
        Any text; accents are dropped and everything but a-z and 0-9 becomes a hyphen.

    Returns
    -------
    str
        At most 80 characters of a-z, 0-9 and single hyphens. A text without any such letter is
        named by a digest of itself, so that two such texts do not share a name.

    Examples
    --------
    >>> clean_name("Stance: the Ministry's view (Été 2018)"), clean_name("../../con")
    ('stance-the-ministry-s-view-ete-2018', 'con-file')
    """
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:LONGEST_NAME].strip("-")
    if not name:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return f"unnamed-{digest[:8]}"
    return f"{name}-file" if RESERVED.fullmatch(name) else name


def check_formats(formats: str | Sequence[str]) -> tuple[str, ...]:
    """Give the formats of a figure, or refuse one that is not known.

    Examples
    --------
    >>> check_formats("png"), check_formats(["svg", "pdf"])
    (('png',), ('svg', 'pdf'))
    """
    formats = (formats,) if isinstance(formats, str) else tuple(formats)
    unknown = [form for form in formats if form not in FORMATS]
    if unknown:
        raise DiscourseError(
            f"format {unknown[0]!r} is not known; choose among {', '.join(FORMATS)} "
            "(the data as CSV and the words as text are written in any case)"
        )
    return formats


def export_figure(
    picture: Picture, *, out: Path | str, formats: str | Sequence[str] = FORMATS
) -> list[Path]:
    """Write a figure as PNG, SVG and PDF, with its data and its words.

    Parameters
    ----------
    picture
        The figure.
    out
        Folder to write to; made if it is not there.
    formats
        Which of png, svg and pdf; data and words are written in any case.

    Returns
    -------
    list
        The files written: .png (300 dots an inch; on slides 1920 wide), .svg (text as text), .pdf
        (fonts embedded), .csv (the data) and .txt (title, caption, alternative text, how to cite
        the figure, and how it was measured if the data says so).

    Raises
    ------
    DiscourseError
        If a format is unknown, or a file cannot be written there.
    """
    formats = check_formats(formats)
    stem = Path(out) / clean_name(picture.name)
    words = [picture.title, f"Caption: {picture.caption}", f"Alternative text: {picture.alt}"]
    known = {str(key): str(value) for key, value in picture.data.attrs.items()}
    words.append(f"Cite as: {picture.citation or cite_figure(picture.title, settings=known)}")
    words += [f"{key}: {value}" for key, value in known.items()]
    draw = {
        "png": lambda: picture.png(dpi=picture.resolution),
        "svg": lambda: _svg(picture),
        "pdf": lambda: _saved(picture, "pdf"),
    }
    parts = {
        **{f".{form}": draw[form]() for form in FORMATS if form in formats},
        ".csv": csv_from_table(picture.data).encode("utf-8"),
        ".txt": "\n\n".join([*words, ""]).rstrip("\n").encode("utf-8") + b"\n",
    }
    return [write_whole(stem.with_suffix(suffix), content) for suffix, content in parts.items()]


def remove_figure(name: str, *, out: Path) -> list[Path]:
    """Remove what `export_figure` wrote of a figure in an earlier run.

    Parameters
    ----------
    name
        The figure's name.
    out
        Folder that it was written to.

    Returns
    -------
    list
        The files removed. Where the words beside a figure do not say that this project measured
        it, its files are somebody's own, and none is touched.

    Raises
    ------
    DiscourseError
        If a file cannot be removed.
    """
    stem = out / clean_name(name)
    words = stem.with_suffix(".txt")
    if not words.is_file() or not OURS.search(words.read_text("utf-8", errors="replace")):
        return []
    files = [stem.with_suffix(f".{suffix}") for suffix in (*FORMATS, "csv", "txt")]
    gone = [file for file in files if file.is_file()]
    try:
        for file in gone:
            file.unlink()
    except OSError as error:
        raise DiscourseError(
            f"{stem}: the figure of an earlier run cannot be removed ({error.strerror}); close "
            "its files where they are open, or delete them yourself"
        ) from error
    return gone


def _saved(picture: Picture, form: str) -> bytes:
    """Render a figure as SVG or PDF without date or version."""
    about: dict[str, dict[str, Any]] = {
        "svg": {"Date": None, "Creator": None, "Title": picture.title},
        "pdf": {
            "CreationDate": None,
            "Creator": None,
            "Producer": None,
            "Title": picture.title,
            "Subject": picture.alt,
        },
    }
    buffer = io.BytesIO()
    picture.savefig(buffer, format=form, metadata=about[form])
    return buffer.getvalue()


def _svg(picture: Picture) -> bytes:
    """Render a figure as SVG that a screen reader announces with its alternative text."""
    drawing = _saved(picture, "svg").decode("utf-8")
    about = f"</title>\n <desc>{escape(picture.alt, quote=False)}</desc>"
    drawing = drawing.replace("</title>", about, 1).replace("<svg ", '<svg role="img" ', 1)
    return drawing.encode("utf-8")


def export_table(frame: pd.DataFrame, *, path: Path) -> Path:
    """Write a table as CSV: UTF-8, one line feed a row, safe to open in a spreadsheet.

    Parameters
    ----------
    frame
        Any table; its index is not written.
    path
        File to write.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    DiscourseError
        If the file cannot be written, or a text holds half a character (a lone surrogate).

    Notes
    -----
    A text that begins with ``= + - @``, their full-width forms, a tab, a line break or an
    apostrophe gets an apostrophe before it; `import_table` takes it off again. Numbers are never
    touched; fractions keep six significant digits.
    """
    try:
        content = csv_from_table(frame).encode("utf-8")
    except UnicodeEncodeError as error:
        raise DiscourseError(
            f"{path.name}: {error.object[error.start : error.end]!r} is half a character and "
            "cannot be written as UTF-8; load the text with load_article, which refuses such files"
        ) from error
    return write_whole(path, content)


def import_table(path: Path, *, table: str) -> pd.DataFrame:
    """Read a table of the project back from its CSV.

    Parameters
    ----------
    path
        File that `export_table` wrote; one that a spreadsheet saved again is read as well.
    table
        Name of the table, a key of `schema.ALL_TABLES`.

    Returns
    -------
    pandas.DataFrame
        The table with the columns and dtypes of the schema, guards taken off.

    Raises
    ------
    DiscourseError
        If the file cannot be read, or does not hold that table.
    """
    try:
        # A spreadsheet may have added a byte order mark.
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DiscourseError(
            f"{path}: cannot be read as UTF-8 text ({error}); expected a CSV of {table}, as "
            "export_table writes it"
        ) from error
    return table_from_csv(text, table=table, source=str(path))
