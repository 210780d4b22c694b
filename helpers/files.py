"""How is a file written so that nobody ever meets half of it? Content in; a whole file out."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from helpers.errors import DiscourseError


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
