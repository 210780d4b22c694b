"""What is an archive made of, and is it still? Places of its texts in; their list, in digests, out.

A run goes on only with the texts that it began with, and each of its chunks holds the same texts
whoever measures it. So an archive is listed before it is measured, and looked at again after.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from helpers.documents import Source
from helpers.errors import BatchError

CHUNK: Final = 100
Numbered = tuple[int, list[Source]]


class Listing(NamedTuple):
    """Hold what an archive was when a run began.

    Attributes
    ----------
    sources : int
        How many texts it has.
    digest : str
        SHA-256 of their list and of the files that hold them.
    chunks : tuple of str
        SHA-256 of the list of texts of each chunk.
    """

    sources: int
    digest: str
    chunks: tuple[str, ...]


def fingerprint(sources: Iterable[Source], *, size: int = CHUNK) -> Listing:
    """Count the texts of an archive and digest their list, and the files that hold them.

    Parameters
    ----------
    sources
        From `find_sources`. A file that is not read, such as a pipe, is not opened here either.
    size
        How many texts make a chunk.
    """
    digest, count, last, chunks = hashlib.sha256(), 0, "", []
    for _, part in cut(sources, size):
        chunks.append(_digest_list(part))
        digest.update(chunks[-1].encode())
        count += len(part)
        for source in part:
            if source.path != last and not source.status:
                last = source.path
                digest.update(_digest_files(Path(last)))
    return Listing(count, digest.hexdigest(), tuple(chunks))


def _digest_list(part: list[Source]) -> str:
    told = [(one.file, one.place, one.kind, one.status, one.columns) for one in part]
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def check_listed(cuts: Iterable[Numbered], listing: Listing, *, corpus: Path) -> Iterator[Numbered]:
    """Hand the chunks on as long as they are those that were listed when the run began.

    Chunks are numbered by place: were a text added or gone since, others would move into its
    chunk, and be measured twice or never.

    Parameters
    ----------
    cuts
        From `cut`.
    listing
        From `fingerprint`, made with chunks of the same size.
    corpus
        The folder or file of the archive, for the message.

    Raises
    ------
    BatchError
        At the first chunk that holds other texts than were listed, or if one is missing or new.
    """
    listed = iter(listing.chunks)
    for number, part in cuts:
        if _digest_list(part) != next(listed, None):
            break
        yield number, part
    else:
        if next(listed, None) is None:
            return
    raise BatchError(
        f"{corpus}: files were added, renamed or taken away while the archive was measured; when "
        "it stands still, give the same command again (what is done is kept if the archive is as "
        "it was; else add --fresh)"
    )


def _digest_files(path: Path) -> bytes:
    digest = hashlib.sha256()
    files = [path / "article.txt", path / "article.toml"] if path.is_dir() else [path]
    for file in files:
        try:
            with file.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
        except OSError as error:
            # What cannot be read now may be readable the next time: then it is another archive.
            digest.update(type(error).__name__.encode())
    return digest.digest()


def cut(sources: Iterable[Source], size: int) -> Iterator[Numbered]:
    """Cut the list of texts into chunks of `size`, numbered from 0, whoever works on them."""
    sources, number = iter(sources), 0
    while part := list(islice(sources, size)):
        yield number, part
        number += 1
