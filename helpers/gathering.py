"""What do the articles of a collection say? Their places in; articles, or why there is none, out.

Any part of the places that `find_sources` gives can be read by itself, here or on another
machine, at a cost that grows with the part: a row is read from its own place. One document that
cannot be read stops nothing.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import IO

from helpers.article_columns import choose_columns, read_row
from helpers.corpus import Article, load_article, make_article, parse_metadata
from helpers.documents import Opener, Source, explain
from helpers.errors import ArticleError, CorpusError
from helpers.language import name_language, tell_language
from helpers.parquet_files import open_parquet
from helpers.readers import limit_of, read_documents
from helpers.row_files import read_csv_row, read_json_layout, read_json_row, read_layout
from helpers.webpages import Page

Reader = Callable[[Source], Page]
# What the system says where a document may well be read at another time.
_PASSING = frozenset(
    code
    for name in ("EAGAIN", "EINTR", "EIO", "EMFILE", "ENFILE", "ENOMEM", "ESTALE", "ETIMEDOUT")
    if (code := getattr(errno, name, None)) is not None
)


@dataclass(frozen=True)
class Failure:
    """Say why a place gives no article.

    Attributes
    ----------
    source : Source
        The place.
    reason, remedy : str
        What was found, and what to do; a file that was merely skipped needs no remedy.
    status : str
        `failed`, or `skipped` for what is no article and not meant to be.
    passing : bool
        Whether disk, network or memory failed, so that the same place may be read another time.
    """

    source: Source
    reason: str
    remedy: str = ""
    status: str = "failed"
    passing: bool = False

    @property
    def file(self) -> str:
        """Name of the file, as seen from the collection's folder."""
        return self.source.file

    @property
    def place(self) -> str:
        """Where in the file; empty for a whole file."""
        return self.source.place


def read_sources(sources: Iterable[Source]) -> Iterator[Article | Failure]:
    """Read the articles that stand at some places.

    Parameters
    ----------
    sources
        From `find_sources`, all or a part, best in their order.

    Yields
    ------
    Article or Failure
        One for each place, in the same order. An article's `id` is that of its source; its
        language is told from its letters. No document raises an error.

    Notes
    -----
    A row of a CSV or of JSON lines is read from its place in the file. In a zip all bytes before
    it must be unpacked first, and in Parquet the rows before it in its group be passed over.
    """
    with Opener() as opener, _OpenFile(opener) as file:
        for source in sources:
            yield _read(source, file)


def _read(source: Source, file: _OpenFile) -> Article | Failure:
    if source.status:
        return _fail(source, source.reason, status=source.status)
    try:
        if source.kind == "folder" and not source.member:
            return load_article(source.path, identifier=source.id)
        page = file.reader(source)(source)
        known = file.read_beside(source) if source.kind == "folder" else {}
        return _make(source, page, known)
    except Exception as error:  # whatever one document leads to, the others go on
        failure = _fail(source, explain(error, source))
        return replace(failure, passing=_is_passing(error))


def _is_passing(error: BaseException) -> bool:
    """Tell whether the disk, the network or the memory failed, and not the document."""
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, MemoryError) or (isinstance(at, OSError) and at.errno in _PASSING):
            return True
        at = at.__cause__
    return False


def _fail(source: Source, said: str, *, status: str = "failed") -> Failure:
    # An error may quote half a character, which no file can hold.
    said = said.encode("utf-8", "replace").decode("utf-8")
    reason, _, remedy = said.partition("; " if "; " in said else ". ")
    return Failure(source, reason, remedy, status)


def _make(source: Source, page: Page, known: Mapping[str, str]) -> Article:
    """Make an article of a page and of what its `article.toml` says, which goes before."""
    metadata = dict(page.metadata)
    declared = metadata.pop("language", "")
    metadata["language"] = language = tell_language(page.text)
    notes = list(page.notes)
    if declared and not _agree(declared, language):
        notes.append(f"said to be in {declared}, reads like {name_language(language)}")
    return make_article(
        page.text,
        identifier=source.id,
        metadata=metadata | dict(known),
        path=Path(source.path),
        notes=notes,
    )


def _agree(declared: str, language: str) -> bool:
    """Compare the name or code of a language with a code."""
    plain = declared.strip().lower().replace("_", "-").split("-")[0]
    # Codes of three letters are not all told; most begin like those of two.
    return plain in (language, name_language(language).lower()) or (
        len(plain) == 3 and plain[:1] == language[:1]
    )


class _OpenFile:
    """Keep the file of the last source open, for the next may stand in it too."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._stack = ExitStack()
        self._key: tuple[object, ...] = ()
        self._reader: Reader | None = None

    def __enter__(self) -> _OpenFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._key, self._reader = (), None
        self._stack.close()

    def reader(self, source: Source) -> Reader:
        """Give a function that reads the places of a source's file."""
        key = source.path, source.member, source.kind, source.columns
        if self._reader is None or key != self._key:
            self.__exit__()
            self._reader = self._open(source)
            self._key = key
        return self._reader

    def read_beside(self, source: Source) -> dict[str, str]:
        """Read the `article.toml` of an article's folder in a zip, if it has one."""
        member = source.member.removesuffix("article.txt") + "article.toml"
        if member not in self._opener.open_zip(source.path).NameToInfo:
            return {}
        raw = self._opener.read(source.path, member, limit=limit_of(".toml"))
        return parse_metadata(raw, place=f"{source.file}/article.toml")

    def _open(self, source: Source) -> Reader:
        if source.kind == "parquet":
            rows = self._stack.enter_context(open_parquet(self._opener, source))
            chosen = choose_columns(rows.names, given=dict(source.columns))
            wanted = tuple(chosen.values())
            return lambda at: read_row(
                rows.read(at.number, columns=wanted), chosen=chosen, place=at.name
            )
        if source.kind in ("csv", "jsonl"):
            stream = self._stack.enter_context(self._opener.open(source.path, source.member))
            return _read_csv(stream, source) if source.kind == "csv" else _read_json(stream)
        suffix = PurePath(source.member or source.path).suffix.lower()
        raw = self._opener.read(source.path, source.member, limit=limit_of(suffix))
        articles = read_documents(raw, suffix=suffix, place=source.file).articles
        return lambda at: _choose(articles, at)


def _read_csv(stream: IO[bytes], source: Source) -> Reader:
    layout = read_layout(stream, place=source.file)
    chosen = choose_columns(layout.names, given=dict(source.columns))

    def read(at: Source) -> Page:
        row = read_csv_row(stream, layout, offset=at.offset, length=at.length, place=at.name)
        return read_row(row, chosen=chosen, place=at.name)

    return read


def _read_json(stream: IO[bytes]) -> Reader:
    codec, _ = read_json_layout(stream)

    def read(at: Source) -> Page:
        row = read_json_row(stream, offset=at.offset, length=at.length, place=at.name, codec=codec)
        # Each line may name its own fields.
        chosen = choose_columns(list(row), given=dict(at.columns))
        return read_row(row, chosen=chosen, place=at.name)

    return read


def _choose(articles: Sequence[Page | ArticleError], at: Source) -> Page:
    number = max(at.number, 1)
    if number > len(articles):
        raise CorpusError(
            f"{at.name}: there is no such document; the file was changed, find its places anew"
        )
    found = articles[number - 1]
    if isinstance(found, ArticleError):
        raise found
    return found
