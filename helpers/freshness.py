"""Tell whether a generated file still follows from what it was made from.

In: the files that a job reads and the files that it wrote. Out: a record of their digests, one
small JSON file a job, and the answer to "must this job run again?". A job is fresh when its inputs
have the digest that was recorded and everything it wrote is still there as it was written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from helpers.files import write_whole

SKIPPED_FOLDERS = ("__pycache__",)


def digest_text(text: str) -> str:
    """Return the SHA-256 digest of a text.

    Examples
    --------
    >>> digest_text("Three states deny it.")[:12]
    '7ab40b38aef3'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def digest_files(paths: Iterable[Path], *, root: Path) -> str:
    """Return one digest of the names and the bytes of files, folders walked to the bottom.

    Parameters
    ----------
    paths
        Files or folders. Hidden files, bytecode and what does not exist are left out.
    root
        The folder that names are told from, so that a project that was moved keeps its digest.
    """
    lines = []
    for file in sorted({found for path in paths for found in _walk(path)}):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        lines.append(f"{content} {file.relative_to(root).as_posix()}")
    return digest_text("\n".join(lines))


def _walk(path: Path) -> Iterable[Path]:
    if path.is_dir():
        for child in path.iterdir():
            if child.name not in SKIPPED_FOLDERS and not child.name.startswith("."):
                yield from _walk(child)
    elif path.is_file():
        yield path


def is_fresh(record: Path, *, inputs: str, root: Path) -> bool:
    """Say whether a job's inputs and everything that it wrote are as its record has them.

    Parameters
    ----------
    record
        The file that `write_record` made; a missing or damaged one means "not fresh".
    inputs
        The digest of what the job reads now.
    root
        The folder that the names in the record are told from.
    """
    try:
        known = json.loads(record.read_text(encoding="utf-8"))
        same = known["inputs"] == inputs
        outputs = dict(known["outputs"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return same and all(
        digest_files([root / name], root=root) == digest for name, digest in outputs.items()
    )


def write_record(record: Path, *, inputs: str, outputs: Iterable[Path], root: Path) -> None:
    """Note what a job read and wrote; call it only when the job is done.

    Parameters
    ----------
    record
        The file to write; its folder is made where need be.
    inputs
        The digest of what the job read, taken before it ran.
    outputs
        The files that it wrote.
    root
        The folder that names are told from.
    """
    made = {p.relative_to(root).as_posix(): digest_files([p], root=root) for p in outputs}
    write_whole(record, json.dumps({"inputs": inputs, "outputs": made}, indent=1, sort_keys=True))
