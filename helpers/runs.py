"""May this run go on where an earlier one ended? Settings of both in; yes, or what differs.

A run writes down what it was made of (`run.json`): the texts, the catalogue, the engine, its
settings, word lists and versions. Tables of two different runs never get into one folder.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Final

from helpers.chunk_files import RUN, holds_parts
from helpers.errors import BatchError
from helpers.files import write_whole

FORMAT: Final = 1
_LOCK: Final = ".run.lock"


@dataclass(frozen=True)
class Run:
    """Hold what a run is made of.

    Attributes
    ----------
    corpus : str
        Name of the folder or file of the texts.
    sources : int
        How many texts there are.
    digest : str
        SHA-256 of the list of texts and of their files.
    chunk : int
        How many texts go into one file.
    settings : dict
        How it is measured; see `Analysis.settings`.
    format : int
        Of the folder; another number means another layout.
    """

    corpus: str
    sources: int
    digest: str
    chunk: int
    settings: dict[str, str]
    format: int = FORMAT


def load_run(folder: Path) -> Run | None:
    """Read what an earlier run wrote down; None where there was none.

    Raises
    ------
    BatchError
        If the file is damaged or of another layout.
    """
    file = folder / RUN
    try:
        record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if record.get("format") == FORMAT:
            return Run(**record)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise BatchError(f"{file}: cannot be read ({error}); {_REMEDY}") from error
    raise BatchError(f"{file}: was written by another version of this program; {_REMEDY}")


_REMEDY: Final = (
    "start anew with --fresh, which takes away what the earlier run wrote and nothing else, or "
    "choose another folder with --out"
)


def begin_run(run: Run, *, folder: Path) -> bool:
    """Write down what a run is made of, or find that it goes on with an earlier one.

    Parameters
    ----------
    run
        What it is made of.
    folder
        Where its tables go.

    Returns
    -------
    bool
        Whether an earlier run is gone on with.

    Raises
    ------
    BatchError
        If the folder holds tables of a run that was made of something else; the message names
        what differs.
    """
    before = load_run(folder)
    if before is None:
        if holds_parts(folder):
            raise BatchError(
                f"{folder}: holds files called as the tables of a run are, but no {RUN} that says "
                "how they were made; choose another folder with --out, or take them away yourself"
            )
        record = json.dumps(asdict(run), indent=1, ensure_ascii=False)
        write_whole(folder / RUN, record + "\n")
        return False
    different = list(_compare(before, run))
    if different:
        raise BatchError(
            f"{folder}: holds a run that was made of something else ({'; '.join(different)}). "
            f"Give the same texts and settings to go on with it; or {_REMEDY}"
        )
    return True


def _compare(before: Run, now: Run) -> Iterator[str]:
    """Name what differs, in words; at most three of the settings."""
    if before.corpus != now.corpus:
        yield f"texts: then {before.corpus}, now {now.corpus}"
    elif before.sources != now.sources:
        yield f"number of texts: then {before.sources:,}, now {now.sources:,}"
    elif before.digest != now.digest:
        yield "texts: some were changed, renamed or replaced"
    if before.chunk != now.chunk:
        yield f"texts a chunk: then {before.chunk}, now {now.chunk}"
    yield from compare_settings(before.settings, now.settings)


def compare_settings(
    one: dict[str, str], other: dict[str, str], *, names: tuple[str, str] = ("then", "now")
) -> list[str]:
    """Name the settings that differ, three at most, with both values in short.

    Examples
    --------
    >>> compare_settings({"engine": "lexical"}, {"engine": "neural"})
    ['engine: then lexical, now neural']
    """
    keys = [key for key in one | other if one.get(key) != other.get(key)]
    told = [
        f"{key}: {names[0]} {_short(one.get(key))}, {names[1]} {_short(other.get(key))}"
        for key in keys
    ]
    return told[:3] + ([f"and {len(told) - 3} more"] if len(told) > 3 else [])


def _short(value: str | None) -> str:
    if value is None:
        return "none"
    return f"{value[:12]}..." if len(value) == 64 and value.isalnum() else value


# What systems say where another process holds the lock; Windows says the last.
_HELD: Final = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)


@contextmanager
def hold_folder(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder for as long as this one writes into it.

    The system gives the lock back when the process ends, however it ends.

    Raises
    ------
    BatchError
        If another run holds the folder, or it cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = (folder / _LOCK).open("a+b")
    except OSError as error:
        raise BatchError(
            f"{folder}: cannot be written to ({error.strerror}); choose another folder with --out"
        ) from error
    with stream:
        try:
            _lock(stream)
        except OSError as error:
            if error.errno not in _HELD:
                raise BatchError(
                    f"{folder}: lies on a disk that cannot keep two runs apart ({error.strerror}); "
                    "choose a folder on a disk of this machine with --out"
                ) from error
            raise BatchError(
                f"{folder}: another run is writing into this folder; wait for its end, or choose "
                "another folder with --out"
            ) from None
        yield


def _lock(stream: IO[bytes]) -> None:
    if os.name == "nt":  # pragma: no cover
        import msvcrt

        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
