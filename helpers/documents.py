"""Where does an article of a collection stand? A file, a member of a zip, a row or a number.

A `Source` is a place, not a text: plain, small, and the same in every process, so that a list of
them can be cut into parts that different machines read.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final
from zipfile import BadZipFile, ZipFile

from helpers.errors import CorpusError, DiscourseError

KINDS: Final = (
    "folder",
    "text",
    "page",
    "word",
    "rtf",
    "nexis",
    "pdf",
    "csv",
    "jsonl",
    "parquet",
    "zip",
    "other",
)
_SLUG: Final = 40
# 64 bits: among ten million places the chance that any two agree is below 0.000003.
_DIGITS: Final = 16


@dataclass(frozen=True)
class Source:
    """Hold the place of one article, or of a file that gives none.

    Attributes
    ----------
    path : str
        The file on disk, or the folder of an article that has one.
    root : str
        The folder from which names are told; they stay when it moves as a whole.
    kind : str
        What the file is, one of `KINDS`.
    member : str
        Name within a zip, that of its `article.txt` for the folder of an article; else empty.
    number : int
        Row of a table, line, or document of an export, as a reader counts them; 0 for a whole
        file.
    offset, length : int
        First byte and number of bytes of a row, where it has such.
    columns : tuple of pairs
        Fields and columns of a table that were given by hand.
    status : str
        Empty for what can be read, `skipped` for what is no article and not meant to be, `failed`
        for what was refused.
    reason : str
        Why it is skipped or refused, then a semicolon and what to do.
    """

    path: str
    root: str
    kind: str
    member: str = ""
    number: int = 0
    offset: int = -1
    length: int = 0
    columns: tuple[tuple[str, str], ...] = ()
    status: str = ""
    reason: str = ""

    @property
    def file(self) -> str:
        """The file's name as seen from the root, the same on every system.

        Examples
        --------
        >>> Source("/data/news/a.zip", "/data/news", "text", member="b/c.txt").file
        'a.zip/b/c.txt'
        """
        return os.fsencode(self._raw).decode("utf-8", "replace")

    @property
    def _raw(self) -> str:
        """The file's name, in which bytes that are no text are still told apart."""
        name = Path(os.path.relpath(self.path, self.root)).as_posix()
        name = f"{name}/{self.member}" if self.member else name
        name = name.removesuffix("/article.txt") if self.kind == "folder" and self.member else name
        # A Mac keeps accents apart from letters; that must not change what an article is called.
        return unicodedata.normalize("NFC", name)

    @property
    def place(self) -> str:
        """Where in the file it stands; empty for a whole file."""
        if not self.number:
            return ""
        what = {"jsonl": "line", "nexis": "document"}.get(self.kind, "row")
        return f"{what} {self.number}"

    @property
    def name(self) -> str:
        """File and place in words, for messages."""
        return f"{self.file}, {self.place}" if self.place else self.file

    @property
    def id(self) -> str:
        """Identifier of its article: the same on every machine, unique, safe as a file's name.

        Two names that differ only in how accents are written give the same; `find_sources` gives
        the first of them, and refuses the other by name.

        Examples
        --------
        >>> Source("/data/news/Été 1.txt", "/data/news", "text").id
        'ete-1-4f986a8e7b9f5dc5'
        >>> Source("/other/news/Été 1.txt", "/other/news", "text").id
        'ete-1-4f986a8e7b9f5dc5'
        """
        stem = Path(self.file).name
        stem = stem if self.kind == "folder" else stem.rpartition(".")[0] or stem
        identifier = make_identifier(stem, place=self._raw)
        return f"{identifier}-{self.number}" if self.number else identifier


def make_identifier(stem: str, *, place: str) -> str:
    """Make an identifier of a short name and a digest of the whole place.

    Examples
    --------
    >>> make_identifier("Harbour closed!", place="https://gazette.example/news/harbour")
    'harbour-closed-810ca4d312941b6d'
    """
    letters = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters)[:_SLUG].strip("-") or "unnamed"
    digest = hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{slug}-{digest[:_DIGITS]}"


def explain(error: Exception, source: Source) -> str:
    """Say why a source cannot be read: the reason, a semicolon, and what to do.

    The source's name, with which the messages of errors begin, is left out.
    """
    if isinstance(error, DiscourseError):
        message = str(error)
        for name in (source.name, source.file, source.path):
            message = message.removeprefix(f"{name}: ")
        return message
    if isinstance(error, MemoryError):
        return "does not fit into memory; cut it into smaller files"
    return (
        f"cannot be read ({type(error).__name__}: {' '.join(str(error).split())[:200]}); open it "
        "in the program that made it and save it anew"
    )


class Opener:
    """Open files and members of zips, one after the other; a zip stays open for its next member.

    Use it in a `with` statement, which closes what is open.
    """

    def __init__(self) -> None:
        self._zip: ZipFile | None = None
        self._path = ""

    def __enter__(self) -> Opener:
        return self

    def __exit__(self, *_: object) -> None:
        if self._zip is not None:
            self._zip.close()
        self._zip, self._path = None, ""

    def open_zip(self, path: str) -> ZipFile:
        """Open a zip, if it is not open already.

        Raises
        ------
        CorpusError
            If it is damaged or no zip.
        """
        if self._zip is None or self._path != path:
            self.__exit__()
            try:
                self._zip, self._path = ZipFile(path), path
            except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
                raise CorpusError(
                    f"{path}: is damaged or no zip file ({error}); make the zip anew"
                ) from error
        return self._zip

    @contextmanager
    def open(self, path: str, member: str = "") -> Iterator[IO[bytes]]:
        """Open a file or a member of a zip as a stream of bytes that can be sought in."""
        if not member:
            with Path(path).open("rb") as file:
                yield file
        else:
            with self.open_zip(path).open(member) as part:
                yield part

    def read(self, path: str, member: str, *, limit: int) -> bytes:
        """Read a file or a member whole.

        Raises
        ------
        CorpusError
            If it holds more bytes than the limit.
        """
        with self.open(path, member) as stream:
            raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise CorpusError(
                f"is larger than {limit:,} bytes, more than one article holds; cut it into one "
                "file an article"
            )
        return raw
