"""How is a file read and written whole? Path in, bytes out; content in, a whole file out.

Before a command writes, `check_output` and `check_folder` see that nothing of the user's is lost.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from helpers.errors import ArticleError, DiscourseError

_LONG_PATH: Final = 300


def read_bytes(file: Path, *, limit: int) -> bytes:
    """Read a file whole, if it is not too large.

    Parameters
    ----------
    file
        The file.
    limit
        The most bytes that it may have.

    Raises
    ------
    ArticleError
        If it is not there, cannot be read, or is larger.
    """
    try:
        size = file.stat().st_size
        raw = file.read_bytes() if size <= limit else b""
    except FileNotFoundError:
        raise ArticleError(f"{file}: there is no such file; check the name and folder") from None
    except OSError as error:
        raise ArticleError(f"{file}: cannot be read ({error.strerror or error})") from error
    if size > limit:
        raise ArticleError(
            f"{file}: {size:,} bytes is more than one article holds ({limit:,} at most); "
            "cut it into one file an article"
        )
    return raw


def check_output(path: Path, *, sources: Iterable[Path] = (), force: bool = False) -> None:
    """Refuse to write over what is read from, or over a file that is there.

    Parameters
    ----------
    path
        The file that is to be written.
    sources
        What is read from: files, or folders, in which nothing may be written either.
    force
        Whether a file that is there may be written over. What is read from never is.

    Raises
    ------
    DiscourseError
        If it is a source, lies within one, is a folder, or is there already without `force`.
    """
    for source in sources:
        if is_same_place(path, source):
            raise DiscourseError(
                f"{path}: is what is read from, and would be lost; choose another name"
            )
        if source.is_dir() and path.resolve().is_relative_to(source.resolve()):
            raise DiscourseError(
                f"{path}: lies within {source}, which is read from; choose a place beside it"
            )
    if path.is_dir():
        raise DiscourseError(f"{path}: is a folder; give the name of a file")
    # An empty file, such as a program makes to reserve a name, holds nothing that could be lost.
    if path.exists() and path.stat().st_size and not force:
        raise DiscourseError(
            f"{path}: is there already and may hold your own edits; choose another name, or "
            "give --force to write over it"
        )


def check_folder(out: Path, *, sources: Iterable[Path] = (), force: bool = False) -> None:
    """Refuse a folder of results in which something else would be written over.

    Parameters
    ----------
    out
        The folder that is to be written to.
    sources
        The files that are read from.
    force
        Whether tables may be written over that no earlier run wrote. Sources never are.

    Raises
    ------
    DiscourseError
        If it is a file, holds a source where results are written, or holds tables, a report or
        figures without the `settings.csv` of an earlier run.
    """
    if out.exists() and not out.is_dir():
        raise DiscourseError(f"{out}: is a file; give the name of a folder for the results")
    for source in sources:
        folder = source.parent
        beside = is_same_place(folder, out) and (
            source.suffix.lower() == ".csv" or source.name.lower() == "report.html"
        )
        if source.exists() and (beside or is_same_place(folder, out / "figures")):
            raise DiscourseError(
                f"{out}: holds {source.name}, which is read from and would be written over; "
                "choose another folder"
            )
    if force or _is_earlier_run(out):
        return
    there = [*sorted(out.glob("*.csv")), out / "report.html", out / "figures"]
    for path in there:
        if path.exists():
            raise DiscourseError(
                f"{path}: is there already, and no earlier run wrote it; choose another folder, "
                "or give --force to write into this one"
            )


def _is_earlier_run(out: Path) -> bool:
    try:
        with (out / "settings.csv").open(encoding="utf-8-sig") as file:
            return file.readline().strip() == "setting,value"
    except (OSError, UnicodeDecodeError):
        return False


def is_same_place(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to one file or folder, by whatever names or links."""
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return one.resolve() == other.resolve()


def shorten(path: Path) -> str:
    """Give a path for a message; a whole text that was given in place of one is cut.

    Examples
    --------
    >>> shorten(Path("The bridge is open. " * 20))
    'The bridge is open. The bridge is open. The bridge is open. …'
    """
    text = str(path)
    return text if len(text) <= _LONG_PATH else f"{text[:60].rstrip()} …"


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write a file beside its place and move it there in one step.

    Parameters
    ----------
    path
        The file to write; its folder is made where need be. A file that already holds the
        content is left alone.
    content
        What it shall hold; text is written as UTF-8, line ends as they are.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    DiscourseError
        If it cannot be written there; the old file, if any, is untouched.
    """
    raw = content.encode("utf-8") if isinstance(content, str) else content
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if path.is_file() and path.read_bytes() == raw:
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(raw)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        remedy = "make room on the disk" if full else "choose a folder that you may write to"
        raise DiscourseError(f"{path}: cannot be written ({error.strerror}); {remedy}") from error
    return path
