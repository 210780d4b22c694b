"""How is a file read and written whole? Path in, bytes out; content in, a whole file out."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from helpers.errors import ArticleError, DiscourseError


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
        raise DiscourseError(
            f"{path}: cannot be written ({error.strerror}); choose a folder that you may write to"
        ) from error
    return path
