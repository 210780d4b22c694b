"""Which articles share their text? Articles in; clusters of copies, exact and near, out.

Newspapers print what agencies send. Such copies are marked, never dropped: who printed the same
wire report, and how much of it, is a finding, and counting it ten times is an error.
"""

from __future__ import annotations

import hashlib
import tempfile
import unicodedata
from collections.abc import Iterable
from typing import IO, Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.corpus import Article
from helpers.errors import CorpusError
from helpers.packages import need_package
from helpers.schema import make_table
from helpers.text import find_tokens, plain_view

SHINGLE: Final = 5
THRESHOLD: Final = 0.5
# 32 bands of 4: a pair that shares half of its runs of words is met with a chance of 0.87, one
# that shares 0.7 of them with 0.9998; see `chance_of_meeting`.
BANDS: Final = 32
ROWS: Final = 4
_SEED: Final = 1997
# Bytes of shingles held in memory; those of more texts go into a temporary file.
_KEPT: Final = 500_000_000
_BODY: Final = ("body", "list_item")

Numbers = npt.NDArray[np.uint64]


def find_duplicates(
    articles: Iterable[Article],
    *,
    threshold: float = THRESHOLD,
) -> pd.DataFrame:
    """Mark articles that share their text with an earlier one.

    Parameters
    ----------
    articles
        In the order in which the first of several copies is to count as the first. None is asked
        for before the threshold and the package are seen to be in order.
    threshold
        The least similarity of a near copy, above 0, at most 1.

    Returns
    -------
    pandas.DataFrame
        The table `duplicates`, one row per article, in order. `duplicate_of` is the first article
        with which the similarity is that much, `cluster` the first of all that hang together.

    Raises
    ------
    CorpusError
        If the threshold is not between 0 and 1, or there is no room for a temporary file.
    PackageError
        If the package rensa is not installed.

    Notes
    -----
    Two texts are compared by their sets of shingles, runs of five words without case and
    punctuation: similarity is the size of the intersection over that of the union (Broder 1997,
    *On the resemblance and containment of documents*). Headlines, bylines and captions are left
    out, for they change from paper to paper. Candidates are found by MinHash and locality-
    sensitive hashing (the library rensa), so that not every pair need be compared; each is then
    compared exactly. A pair near the threshold may be missed, one below it is never marked. A
    copy cut to less than half of its original is no near copy by this measure.

    No text is kept or read twice. Of each, a signature stays in memory, and its shingles as
    numbers of 64 bits, eight bytes a word: a few kilobytes an article. Beyond 500 MB of numbers
    the rest go into a temporary file, from which those of candidates are read.

    The time grows with the pairs that are compared. Texts made from one template, such as weather
    reports that share just less than the threshold, are nearly all candidates of each other.
    """
    if not 0 < threshold <= 1:
        raise CorpusError(f"threshold {threshold}: must be above 0 and at most 1")
    with _Numbered() as kept:
        finder = _Finder(threshold, kept)
        for article in articles:
            finder.add(article)
        return finder.table()


def find_shingles(text: str, *, size: int = SHINGLE) -> set[str]:
    """Cut a text into its distinct runs of words.

    Parameters
    ----------
    text
        Prose.
    size
        Words in a run; a shorter text is one run.

    Examples
    --------
    >>> sorted(find_shingles("The bridge is open, the bridge is closed.", size=3))
    ['bridge is closed', 'bridge is open', 'is open the', 'open the bridge', 'the bridge is']
    """
    words = _words(text)
    last = max(len(words) - size, 0)
    return {" ".join(words[at : at + size]) for at in range(last + 1)} - {""}


def score_similarity(one: set[str], other: set[str]) -> float:
    """Give the share of distinct runs of words that two texts both have.

    Examples
    --------
    >>> score_similarity({"a", "b", "c"}, {"b", "c", "d"})
    0.5
    """
    either = len(one | other)
    return len(one & other) / either if either else 0.0


def chance_of_meeting(similarity: float) -> float:
    """Give the chance that two texts are compared at all.

    Examples
    --------
    >>> [round(chance_of_meeting(s), 4) for s in (0.1, 0.3, 0.5, 0.6, 0.7)]
    [0.0032, 0.2291, 0.8732, 0.9882, 0.9998]
    """
    return 1 - (1 - similarity**ROWS) ** BANDS


def _words(text: str) -> list[str]:
    view = plain_view(unicodedata.normalize("NFKC", text))
    return [token.lower for token in find_tokens(view) if token.lower[0].isalnum()]


def _body_of(article: Article) -> str:
    table = article.paragraphs
    return "\n".join(table.loc[table["kind"].isin(_BODY), "text"])


def _number(shingles: Iterable[str]) -> Numbers:
    """Stand a number of 64 bits for each shingle, the same in every process; sorted."""
    # Of a hundred thousand shingles two share a number with a chance below one in a billion.
    digests = (
        hashlib.blake2b(shingle.encode("utf-8", "replace"), digest_size=8).digest()
        for shingle in shingles
    )
    return np.unique(np.frombuffer(b"".join(digests), dtype="<u8")).astype(np.uint64)


def _compare(one: Numbers, other: Numbers) -> float:
    """Give the similarity of two sorted arrays of numbers, as `score_similarity` of two sets."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    places = np.searchsorted(many, few)
    places[places == len(many)] = 0
    shared = int(np.count_nonzero(many[places] == few))
    return shared / (len(few) + len(many) - shared)


class _Numbered:
    """Keep arrays of numbers in order: the first in memory, the rest in a file when they are many.

    Use it in a `with` statement, which takes the file away.
    """

    def __init__(self) -> None:
        self._held: dict[int, Numbers] = {}
        self._places: dict[int, tuple[int, int]] = {}
        self._file: IO[bytes] | None = None
        self._bytes = 0
        self._end = 0

    def __enter__(self) -> _Numbered:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None

    def put(self, number: int, numbers: Numbers) -> None:
        self._bytes += numbers.nbytes
        if self._bytes <= _KEPT:
            self._held[number] = numbers
            return
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115
            self._file.seek(self._end)
            self._file.write(numbers.tobytes())
            self._file.flush()
        except OSError as error:
            raise CorpusError(
                f"{tempfile.gettempdir()}: has no room for what is compared "
                f"({error.strerror}); free some, or look for copies in parts of the collection"
            ) from error
        self._places[number] = self._end, numbers.nbytes
        self._end += numbers.nbytes

    def get(self, number: int) -> Numbers:
        if number in self._held or self._file is None:
            return self._held[number]
        start, length = self._places[number]
        self._file.seek(start)
        return np.frombuffer(self._file.read(length), dtype=np.uint64)


class _Finder:
    """Take articles one by one and hold what is needed to know their copies again."""

    def __init__(self, threshold: float, kept: _Numbered) -> None:
        self._rensa = need_package("rensa", to="find copies among many articles")
        self._index = self._rensa.RMinHashLSH(threshold, BANDS * ROWS, BANDS)
        self._threshold = threshold
        self._kept = kept
        self._ids: list[str] = []
        self._exact: dict[bytes, int] = {}
        # The leader of each article's cluster, by number; the first of it leads.
        self._leader: list[int] = []
        self._found: list[dict[str, Any]] = []

    def add(self, article: Article) -> None:
        number, text = len(self._ids), _body_of(article)
        self._ids.append(article.id)
        self._leader.append(number)
        words = " ".join(_words(text))
        if not words:
            self._found.append({"duplicate_of": "", "copy": "", "similarity": np.nan})
            return
        digest = hashlib.sha256(words.encode("utf-8", "replace")).digest()
        first = self._exact.setdefault(digest, number)
        if first != number:
            self._mark(number, first, "exact", 1.0)
            return
        shingles = find_shingles(text)
        numbers = _number(shingles)
        self._kept.put(number, numbers)
        signature = self._rensa.RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
        signature.update(sorted(shingles))
        pairs: list[tuple[int, float]] = []
        for other in sorted(self._index.query(signature)):
            if any(self._find(other) == self._find(pair[0]) for pair in pairs):
                continue
            similarity = _compare(numbers, self._kept.get(other))
            if similarity >= self._threshold:
                pairs.append((other, similarity))
        self._index.insert(number, signature)
        if pairs:
            self._mark(number, pairs[0][0], "near", pairs[0][1])
            for other, _ in pairs[1:]:
                self._join(number, other)
        else:
            self._found.append({"duplicate_of": "", "copy": "", "similarity": np.nan})

    def table(self) -> pd.DataFrame:
        leaders = [self._find(number) for number in range(len(self._ids))]
        shared = {leader for number, leader in enumerate(leaders) if leader != number}
        rows = [
            {
                "article": article,
                "cluster": self._ids[leader] if leader in shared else "",
                **found,
            }
            for article, leader, found in zip(self._ids, leaders, self._found, strict=True)
        ]
        return make_table("duplicates", rows)

    def _mark(self, number: int, other: int, copy: str, similarity: float) -> None:
        self._join(number, other)
        of = self._ids[other]
        self._found.append({"duplicate_of": of, "copy": copy, "similarity": similarity})

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self._find(one), self._find(other)))
        self._leader[second] = first

    def _find(self, number: int) -> int:
        while self._leader[number] != number:
            self._leader[number] = self._leader[self._leader[number]]
            number = self._leader[number]
        return number
