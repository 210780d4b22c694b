"""Which chunks of an archive are done? Tables of a chunk in; files on disk, whole or not there.

Each table is a folder of Parquet files, one a chunk: `scores/part-000012.parquet`. A chunk counts
as done from the moment when its record stands in `commits/`: it is written last, in one step, and
holds the number of rows and the SHA-256 of each file. Whatever has no record is as if it had never
been written.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from helpers.errors import BatchError
from helpers.files import write_whole
from helpers.parquet import ARCHIVE_TABLES

COMMITS: Final = "commits"
RUN: Final = "run.json"
# Tables with one file in all: the catalogue, and which articles are copies. All others have one
# file a chunk.
WHOLE: Final = ("actors", "duplicates")
CHUNKED: Final = tuple(name for name in ARCHIVE_TABLES if name not in WHOLE)
_PART: Final = re.compile(r"\.?part-(\d{6,})\.(?:parquet|json)(?:\.\d+)?")
_RUN: Final = re.compile(r"\.?run\.json(?:\.\d+)?")


@dataclass(frozen=True)
class FileRecord:
    """Hold what was written into one file: its rows, its bytes and their SHA-256."""

    rows: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Commit:
    """Hold the record of one finished chunk.

    Attributes
    ----------
    chunk : int
        Its number.
    sources, articles, failures : int
        How many places there were, articles were measured and places gave none.
    files : dict
        One `FileRecord` a table.
    """

    chunk: int
    sources: int
    articles: int
    failures: int
    files: dict[str, FileRecord]


def place_part(folder: Path, table: str, chunk: int) -> Path:
    """Say where the file of a table and a chunk lies."""
    return folder / table / f"part-{chunk:06}.parquet"


def commit_part(
    folder: Path, tables: Mapping[str, tuple[int, bytes]], *, chunk: int, sources: int
) -> Commit:
    """Write the files of a chunk and then its record.

    Parameters
    ----------
    folder
        Where the run is kept.
    tables
        Number of rows and Parquet file of each of `CHUNKED`.
    chunk
        Its number.
    sources
        How many texts it was made of.

    Raises
    ------
    DiscourseError
        If a file cannot be written; the chunk then does not count.
    """
    files = {}
    for name in CHUNKED:
        rows, content = tables[name]
        write_whole(place_part(folder, name, chunk), content)
        files[name] = FileRecord(rows, len(content), hashlib.sha256(content).hexdigest())
    commit = Commit(chunk, sources, files["articles"].rows, files["failures"].rows, files)
    record = json.dumps(asdict(commit), indent=1, sort_keys=True)
    write_whole(folder / COMMITS / f"part-{chunk:06}.json", record + "\n")
    return commit


def list_commits(folder: Path) -> Iterator[Commit]:
    """Read the records of finished chunks, in order; one that is damaged is as if not there."""
    for file in sorted((folder / COMMITS).glob("part-*.json"), key=_number):
        if _PART.fullmatch(file.name):
            with suppress(OSError, ValueError, TypeError, KeyError):
                yield _read(json.loads(file.read_text(encoding="utf-8")))


def _number(file: Path) -> int:
    found = _PART.fullmatch(file.name)
    return int(found[1]) if found else -1


def _read(record: dict[str, Any]) -> Commit:
    files = {name: FileRecord(**record["files"][name]) for name in CHUNKED}
    return Commit(**{**record, "files": files})


def count_rows(folder: Path) -> dict[str, int]:
    """Count the rows that finished chunks have in each table, from their records alone."""
    rows = dict.fromkeys(CHUNKED, 0)
    for commit in list_commits(folder):
        for name, file in commit.files.items():
            rows[name] += file.rows
    return rows


def is_whole(folder: Path, commit: Commit) -> bool:
    """Tell whether each file of a finished chunk holds what its record says."""
    for name, noted in commit.files.items():
        try:
            with place_part(folder, name, commit.chunk).open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return False
        if found != noted.sha256:
            return False
    return True


def find_done(folder: Path) -> dict[int, Commit]:
    """Check all finished chunks against their files, and take away what belongs to none of them.

    Returns
    -------
    dict
        From the number of each finished chunk to its record.
    """
    done = {c.chunk: c for c in list_commits(folder) if is_whole(folder, c)}
    for file in list(_own_files(folder)):
        if _number(file) not in done or file.name.startswith("."):
            _remove(file)
    return done


def clear_run(folder: Path) -> None:
    """Take away what a run wrote into a folder, and nothing else.

    The records go first and `run.json` last: should this be interrupted, what is left counts as not
    done. Where there is no `run.json`, nobody knows whose files they are, and none is touched.

    Raises
    ------
    BatchError
        If `run.json` is not that of a run.
    """
    if not (folder / RUN).is_file():
        return
    if not _is_ours(folder):
        raise BatchError(
            f"{folder / RUN}: was not written by this program, so that nothing here is taken away; "
            "choose another folder with --out"
        )
    for file in sorted(_own_files(folder), key=lambda file: file.parent.name != COMMITS):
        _remove(file)
    for name in WHOLE:
        for file in [*(folder / name).glob("part-*"), *(folder / name).glob(".part-*")]:
            if _PART.fullmatch(file.name):
                _remove(file)
    for file in [folder / RUN, *folder.glob(f".{RUN}.*")]:
        if _RUN.fullmatch(file.name):
            _remove(file)
    for name in (COMMITS, *ARCHIVE_TABLES):
        with suppress(OSError):
            (folder / name).rmdir()


def _is_ours(folder: Path) -> bool:
    """Tell whether `run.json` is that of a run; a damaged one is, if records stand beside it."""
    try:
        record = json.loads((folder / RUN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return (folder / COMMITS).is_dir()
    return isinstance(record, dict) and {"sources", "digest", "chunk", "settings"} <= set(record)


def _own_files(folder: Path) -> Iterator[Path]:
    """Find files that carry the names of a run's parts, finished or not."""
    for name in (COMMITS, *CHUNKED):
        for pattern in ("part-*", ".part-*"):
            for file in (folder / name).glob(pattern):
                if _PART.fullmatch(file.name) and file.is_file():
                    yield file


def holds_parts(folder: Path) -> bool:
    """Tell whether a folder holds files that carry the names of a run's parts."""
    return next(_own_files(folder), None) is not None


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise BatchError(
            f"{file}: cannot be removed ({error.strerror}); close the programs that have it open, "
            "or choose another folder with --out"
        ) from error
