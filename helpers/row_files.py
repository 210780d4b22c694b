"""Where does each row of a large table begin? A CSV or JSON lines in; places of rows out, and rows.

Such a file may hold millions of articles. One pass finds where each row begins, without keeping
any; a row is then read from its place, so that a part costs what the part costs.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Final, NamedTuple

from helpers.decoding import decode, tell_utf16
from helpers.errors import ArticleError, CorpusError

# A longer row is not an article but a table whose quotation marks do not close.
MAX_ROW: Final = 5_000_000
_UTF16: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_DELIMITERS: Final = ",;\t|"
_QUOTE: Final = (
    "put double quotes around a cell that holds a comma, a line break or a quotation mark, and "
    "double those within it"
)
_TOO_LONG: Final = f"is longer than {MAX_ROW:,} bytes; each line must hold one article"


class Row(NamedTuple):
    """Hold the place of a row: its number, first byte and length, and what is wrong with it.

    Numbers count as a spreadsheet does: the header of a CSV is row 1.
    """

    number: int
    offset: int
    length: int
    problem: str = ""


class Layout(NamedTuple):
    """Hold how a CSV is written: names of columns, what parts cells, encoding, where rows begin."""

    names: tuple[str, ...]
    delimiter: str
    codec: str
    start: int


def read_layout(stream: IO[bytes], *, place: str) -> Layout:
    r"""Read the header of a CSV and tell how the file is written.

    Parameters
    ----------
    stream
        The open file, which can be sought in.
    place
        What to call it in messages.

    Raises
    ------
    CorpusError
        If it has no header, or is no text.

    Examples
    --------
    >>> import io
    >>> read_layout(io.BytesIO(b"title;text\nA;B\n"), place="x.csv")[:2]
    (('title', 'text'), ';')
    """
    stream.seek(0)
    sample = stream.read(200_000)
    codec, start = _tell_utf16(sample)
    if not start:
        # A sample may end in the midst of a letter.
        whole = sample[: sample.rfind(b"\n") + 1] or sample
        whole = whole[: len(whole) // 2 * 2] if codec else whole
        try:
            found = decode(whole, place=place).encoding.lower()
        except ArticleError as error:
            raise CorpusError(str(error)) from error
        codec = codec or found
        start = 3 if sample.startswith(b"\xef\xbb\xbf") else 0
    stream.seek(start)
    head, size = next(_lines(stream, codec), (b"", 0))
    header = _decode(head, codec, place=place).strip("\r\n")
    choices = [(next(csv.reader([header], delimiter=d), []), d) for d in _DELIMITERS]
    names, delimiter = max(choices, key=lambda choice: len(choice[0]))
    if not any(name.strip() for name in names):
        raise CorpusError(
            f"{place}: the first line holds no names of columns; write them there, text among them"
        )
    return Layout(tuple(name.strip() for name in names), delimiter, codec, start + size)


def list_csv_rows(stream: IO[bytes], layout: Layout) -> Iterator[Row]:
    r"""Find where each row of a CSV begins; a quoted cell may run over several lines.

    Examples
    --------
    >>> import io
    >>> stream = io.BytesIO(b'title,text\nA,"It is\nopen."\nB,Closed.\n')
    >>> [(row.number, row.offset) for row in list_csv_rows(stream, read_layout(stream, place="x"))]
    [(2, 11), (3, 27)]
    """
    number, offset = 1, layout.start
    while True:
        # Where a quotation mark does not close, the row that it stands in is given up, and
        # reading goes on with the line below.
        stream.seek(offset)
        lines = _Counted(stream, layout.codec)
        # Strict: else a mark that does not close would silently join two articles into one.
        reader = csv.reader(lines, delimiter=layout.delimiter, strict=True)
        problem = ""
        while not problem:
            lines.begin()
            number += 1
            try:
                with _long_cells():
                    cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                # Only within quotation marks does a row go on where a line ends.
                problem = f"cannot be read as a row ({error})"
                if lines.ended:
                    problem = "opens a quotation mark that nothing closes"
            if problem:
                yield Row(number, offset, lines.first, f"{problem}; {_QUOTE}")
                offset += lines.first
            else:
                if cells:
                    yield Row(number, offset, lines.size)
                offset += lines.size


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let a cell be as long as a row while the block runs; Python's limit is one for all."""
    before = csv.field_size_limit(MAX_ROW)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def read_csv_row(
    stream: IO[bytes], layout: Layout, *, offset: int, length: int, place: str
) -> dict[str, str]:
    """Read one row of a CSV from its place.

    Parameters
    ----------
    stream
        The open file, which can be sought in.
    layout
        From `read_layout`.
    offset, length
        Its first byte and number of bytes.
    place
        What to call it in messages.

    Returns
    -------
    dict
        From columns to cells.

    Raises
    ------
    CorpusError
        If it has more or fewer cells than the header has names.
    """
    stream.seek(offset)
    text = _decode(stream.read(length), layout.codec, place=place)
    try:
        with _long_cells():
            cells = next(csv.reader([text], delimiter=layout.delimiter, strict=True), [])
    except csv.Error as error:
        raise CorpusError(f"{place}: cannot be read as a row ({error}); {_QUOTE}") from error
    if len(cells) != len(layout.names):
        cells_found = f"{len(cells)} cell{'s' * (len(cells) != 1)}"
        raise CorpusError(
            f"{place}: has {cells_found}, the header has {len(layout.names)}; {_QUOTE}"
        )
    return dict(zip(layout.names, cells, strict=True))


def list_json_rows(stream: IO[bytes]) -> Iterator[Row]:
    r"""Find where each line of JSON lines begins; blank lines are passed over.

    Examples
    --------
    >>> import io
    >>> [(row.number, row.offset) for row in list_json_rows(io.BytesIO(b'{"a":1}\n\n{"a":2}'))]
    [(1, 0), (3, 9)]
    """
    codec, offset = read_json_layout(stream)
    stream.seek(offset)
    for number, (line, size) in enumerate(_lines(stream, codec), start=1):
        if line.replace(b"\0", b"").strip():
            yield Row(number, offset, size, _TOO_LONG if size > MAX_ROW else "")
        offset += size


def read_json_layout(stream: IO[bytes]) -> tuple[str, int]:
    """Tell the encoding of JSON lines, and where the first of them begins."""
    stream.seek(0)
    codec, start = _tell_utf16(stream.read(2000))
    return codec or "utf-8", start


def read_json_row(
    stream: IO[bytes], *, offset: int, length: int, place: str, codec: str = "utf-8"
) -> dict[str, Any]:
    """Read one line of JSON lines from its place.

    Parameters
    ----------
    stream
        The open file, which can be sought in.
    offset, length
        Its first byte and number of bytes.
    place
        What to call it in messages.
    codec
        From `read_json_layout`.

    Raises
    ------
    CorpusError
        If it is no object of JSON.
    """
    stream.seek(offset)
    text = _decode(stream.read(length), codec, place=place)
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CorpusError(
            f"{place}: is no JSON ({error}); each line must hold one whole object"
        ) from error
    if not isinstance(row, dict):
        raise CorpusError(
            f"{place}: holds a {type(row).__name__}, not an object; write each article as "
            '{"title": ..., "text": ...} on a line of its own'
        )
    return row


def _tell_utf16(head: bytes) -> tuple[str, int]:
    """Give the codec of UTF-16 and where the text begins; for other encodings nothing."""
    if head[:2] in _UTF16:
        return _UTF16[head[:2]], 2
    return tell_utf16(head), 0


class _Counted:
    """Give the lines of a CSV as text, and keep count of the bytes of the present row."""

    def __init__(self, stream: IO[bytes], codec: str) -> None:
        self._lines = _lines(stream, codec)
        # One byte, one letter: what parts rows and cells is ASCII in all but UTF-16.
        self._codec = codec if codec.startswith("utf-16") else "latin-1"
        self.begin()

    def begin(self) -> None:
        self.size, self.first, self.ended = 0, 0, False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line, size = next(self._lines, (b"", 0))
        if not size:
            self.ended = True
            raise StopIteration
        self.size += size
        self.first = self.first or size
        if self.size > MAX_ROW:
            raise csv.Error(f"more than {MAX_ROW:,} bytes")
        return line.decode(self._codec, "replace")


def _lines(stream: IO[bytes], codec: str) -> Iterator[tuple[bytes, int]]:
    """Yield lines with their ends and sizes; of one that is far too long only the beginning."""
    while line := stream.readline(MAX_ROW + 1):
        if codec.startswith("utf-16"):
            line = _whole_line(stream, line, low=codec == "utf-16-le")
        size, more = len(line), line
        while len(more) > MAX_ROW and not more.endswith(b"\n"):
            more = stream.readline(MAX_ROW + 1)
            size += len(more)
        yield line, size


def _whole_line(stream: IO[bytes], line: bytes, *, low: bool) -> bytes:
    """Read on where a line feed was the half of another letter of UTF-16."""
    while len(line) <= MAX_ROW:
        if low and line.endswith(b"\n") and len(line) % 2:
            line += stream.read(1)
            if line.endswith(b"\n\0"):
                return line
        elif not low and line.endswith(b"\0\n") and not len(line) % 2:
            return line
        more = stream.readline(MAX_ROW + 1)
        if not more:
            return line
        line += more
    return line


def _decode(raw: bytes, codec: str, *, place: str) -> str:
    """Decode a row by the encoding of its file, or, where it does not fit, by its own."""
    if codec.startswith("utf-16"):
        return raw.decode(codec, "replace")
    try:
        return decode(raw, place=place, declared=codec).text
    except ArticleError as error:
        raise CorpusError(str(error)) from error
