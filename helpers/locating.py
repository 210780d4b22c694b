"""Where are the articles of a collection? A folder or file in; the place of each article out.

Places come one at a time and in an order that no file system changes: by name, folder by folder.
Texts are not kept; of a large table only the places of its rows are found. What is hidden, no
text, or refused is given as well, with the reason, so that nothing is lost silently.
"""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath, PurePosixPath
from typing import Final

from helpers.archives import BELONGS, OWN, TEXT, list_members
from helpers.article_columns import check_columns, choose_columns
from helpers.documents import Opener, Source, explain
from helpers.errors import CorpusError, DiscourseError
from helpers.files import shorten
from helpers.parquet_files import open_parquet
from helpers.readers import TEXT_SUFFIXES, limit_of, read_documents
from helpers.row_files import list_csv_rows, list_json_rows, read_layout
from helpers.webpages import PAGE_SUFFIXES

_TWIN: Final = "differs from another name only in how accents are written; rename one of them"
_KINDS: Final[dict[str, str]] = {
    **dict.fromkeys(TEXT_SUFFIXES, "text"),
    **dict.fromkeys(PAGE_SUFFIXES, "page"),
    ".docx": "word",
    ".rtf": "rtf",
    ".pdf": "pdf",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".zip": "zip",
}
_SAVE_AS: Final[dict[str, str]] = {
    **dict.fromkeys((".doc", ".odt", ".pages", ".wpd"), "save it as .docx"),
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "save the sheet as CSV (UTF-8)"),
    ".json": "write one object a line, as JSON lines (.jsonl)",
    **dict.fromkeys((".gz", ".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz"), "unpack it"),
    **dict.fromkeys((".epub", ".eml", ".msg", ".ps", ".djvu"), "save its text as .txt"),
    ".webarchive": "save the page as Page Source (.html)",
}


def find_sources(path: Path | str, *, columns: Mapping[str, str] | None = None) -> Iterator[Source]:
    """Find where the articles of a collection stand.

    Parameters
    ----------
    path
        A folder (with folders in it), a zip of one, a table (CSV, JSON lines, Parquet) or any
        file that `load_article` reads. A folder with an `article.txt` is one article.
    columns
        For tables whose columns are not recognised: fields (text, title, published, outlet,
        source, author, language) and the names of their columns.

    Yields
    ------
    Source
        In order of names. One that has a `status` is skipped or refused, for the `reason`.

    Raises
    ------
    CorpusError
        If there is no such path, or `columns` names a field that is not known.

    Notes
    -----
    Memory holds the names of one folder and of those around it, or of one zip, at a time. Exports
    of Nexis Uni and headers of tables are opened, to see what they hold; other files are not.
    Links are never followed, except one that is given as `path`.
    """
    start = Path(path)
    given = tuple(sorted(check_columns(columns).items()))
    try:
        there = start.exists()
    except (OSError, ValueError):  # a whole text is longer than a name may be
        there = False
    if not there:
        raise CorpusError(f"{shorten(start)}: there is no such file or folder; check the name")
    start = start.absolute()
    return _find(start, given)


def _find(start: Path, columns: tuple[tuple[str, str], ...]) -> Iterator[Source]:
    is_article = start.is_dir() and _holds_article(start)
    root = start if start.is_dir() and not is_article else start.parent
    first = Source(str(start), str(root), "folder", columns=columns)
    with Opener() as opener:
        if start.is_dir():
            yield from _walk(first, opener)
        else:
            yield from _open_file(replace(first, kind="other"), opener)


def _walk(start: Source, opener: Opener) -> Iterator[Source]:
    top = Path(start.path).resolve()
    # What comes next stands last. A stack of our own, for folders may be deeper than Python's.
    pending = [start]
    while pending:
        here = pending.pop()
        if here.status:
            yield here
        elif here.kind != "folder":
            yield from _open_file(here, opener)
        else:
            if _holds_article(Path(here.path)):
                yield _judge_article(here)
            pending += reversed(_list(here, top))


def _list(here: Source, top: Path) -> list[Source]:
    """List what a folder holds, in order, with what is not to be opened marked."""
    try:
        entries = sorted(Path(here.path).iterdir(), key=lambda entry: _order(entry.name))
    except OSError as error:
        return [_refuse(here, f"cannot be read ({error.strerror}); see who may read it")]
    own = OWN if _holds_article(Path(here.path)) else ()
    found: list[Source] = []
    last = ""
    for entry in entries:
        source = replace(here, path=str(entry), kind="other")
        name = _order(entry.name)[0]
        if name == last:
            found.append(_refuse(source, _TWIN))
        elif entry.name not in own or entry.is_symlink():
            found.append(_judge(source, entry, top))
        elif entry.name != TEXT:
            found.append(_skip(source, BELONGS))
        last = name
    return found


def _judge(source: Source, entry: Path, top: Path) -> Source:
    """Tell a folder from a file, and mark what is neither or hidden."""
    if entry.name.startswith("."):
        return _skip(source, "hidden file or folder")
    try:
        if entry.is_symlink():
            return _judge_link(source, entry, top)
        return replace(source, kind="folder") if entry.is_dir() else source
    except OSError as error:
        return _refuse(source, f"cannot be read ({error.strerror}); see who may read it")


def _judge_link(source: Source, link: Path, top: Path) -> Source:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return _refuse(source, "is a link that leads nowhere; put the file itself there")
    if not target.is_relative_to(top):
        return _refuse(source, "is a link out of the folder; put the file itself there")
    if any(part.startswith(".") for part in target.relative_to(top).parts):
        return _skip(source, "a link to what is hidden")
    return _skip(source, "a link within the folder; what it leads to is read at its own place")


def _holds_article(folder: Path) -> bool:
    text = folder / TEXT
    try:
        return text.is_file() and not text.is_symlink()
    except OSError:
        return False


def _judge_article(folder: Source) -> Source:
    """Refuse an article of which a link says what is known."""
    if (Path(folder.path) / "article.toml").is_symlink():
        return _refuse(folder, "its article.toml is a link; put the file itself there")
    return folder


def _open_file(source: Source, opener: Opener) -> Iterator[Source]:
    """Yield the places within a file on disk."""
    file = Path(source.path)
    try:
        status = file.stat()
    except OSError as error:
        yield _refuse(source, f"cannot be read ({error.strerror}); see who may read it")
        return
    if not stat.S_ISREG(status.st_mode):
        yield _skip(source, "no ordinary file")
        return
    if _suffix(file.name) == ".zip":
        yield from _open_zip(replace(source, kind="zip"), opener, size=status.st_size)
        return
    yield from _open(source, opener, name=file.name, size=status.st_size)


def _open_zip(source: Source, opener: Opener, *, size: int) -> Iterator[Source]:
    try:
        members = list_members(opener.open_zip(source.path), size=size, place=source.file)
    except DiscourseError as error:
        yield _refuse(source, explain(error, source))
        return
    if not members:
        yield _skip(source, "an empty zip")
    for member in members:
        within = replace(source, kind="other", member=member.name)
        if member.refused:
            yield _refuse(within, member.refused)
        elif member.skipped:
            yield _skip(within, member.skipped)
        elif PurePosixPath(member.name).name == TEXT:
            yield replace(within, kind="folder")
        elif _suffix(member.name) == ".zip":
            yield _refuse(within, "is a zip within a zip; unpack it")
        else:
            yield from _open(within, opener, name=member.name, size=member.size)


def _open(source: Source, opener: Opener, *, name: str, size: int) -> Iterator[Source]:
    """Yield the places within one file, wherever it stands."""
    suffix = _suffix(name)
    kind = _KINDS.get(suffix, "other")
    source = replace(source, kind=kind)
    look = _LOOK.get(kind)
    if kind == "other":
        if suffix in _SAVE_AS:
            yield _refuse(source, f"a file of the kind {suffix} is not read; {_SAVE_AS[suffix]}")
        else:
            yield _skip(
                source,
                f"a file of the kind {suffix} holds no article"
                if suffix
                else "a file without a suffix; its kind is not known",
            )
    elif look is None and size > limit_of(suffix):
        yield _refuse(
            source,
            f"{size:,} bytes is more than one article holds ({limit_of(suffix):,} at most); cut "
            "it into one file an article",
        )
    elif look is None:
        yield source
    else:
        try:
            yield from look(source, opener)
        except Exception as error:  # whatever a hostile file leads to, the others go on
            yield _refuse(source, explain(error, source))


def _look_at_word(source: Source, opener: Opener) -> Iterator[Source]:
    suffix = ".docx" if source.kind == "word" else ".rtf"
    raw = opener.read(source.path, source.member, limit=limit_of(suffix))
    found = read_documents(raw, suffix=suffix, place=source.file)
    if not found.export:
        yield source
        return
    for number in range(1, len(found.articles) + 1):
        yield replace(source, kind="nexis", number=number)


def _look_at_csv(source: Source, opener: Opener) -> Iterator[Source]:
    with opener.open(source.path, source.member) as stream:
        layout = read_layout(stream, place=source.file)
        choose_columns(layout.names, given=dict(source.columns))
        empty = True
        for row in list_csv_rows(stream, layout):
            empty = False
            found = replace(source, number=row.number, offset=row.offset, length=row.length)
            yield _refuse(found, row.problem) if row.problem else found
    if empty:
        yield _skip(source, "a table without rows")


def _look_at_json(source: Source, opener: Opener) -> Iterator[Source]:
    empty = True
    with opener.open(source.path, source.member) as stream:
        for row in list_json_rows(stream):
            empty = False
            found = replace(source, number=row.number, offset=row.offset, length=row.length)
            yield _refuse(found, row.problem) if row.problem else found
    if empty:
        yield _skip(source, "a table without rows")


def _look_at_parquet(source: Source, opener: Opener) -> Iterator[Source]:
    with open_parquet(opener, source) as rows:
        choose_columns(rows.names, given=dict(source.columns))
        for number in range(1, rows.n_rows + 1):
            yield replace(source, number=number)
        if not rows.n_rows:
            yield _skip(source, "a table without rows")


_LOOK: Final[dict[str, Callable[[Source, Opener], Iterator[Source]]]] = {
    "word": _look_at_word,
    "rtf": _look_at_word,
    "csv": _look_at_csv,
    "jsonl": _look_at_json,
    "parquet": _look_at_parquet,
}


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


def _order(name: str) -> tuple[str, str]:
    # A Mac keeps accents apart from letters; that must not change the order.
    return unicodedata.normalize("NFC", name), name


def _skip(source: Source, reason: str) -> Source:
    return replace(source, status="skipped", reason=reason)


def _refuse(source: Source, reason: str) -> Source:
    return replace(source, status="failed", reason=reason)
