"""Which articles share their text? Articles in; clusters of copies, exact and near, out.

Newspapers print what agencies send. Such copies are marked, never dropped: who printed the same
wire report, and how much of it, is a finding, and counting it ten times is an error.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np
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
_KEPT: Final = 256
_BODY: Final = ("body", "list_item")


def find_duplicates(
    articles: Iterable[Article],
    *,
    threshold: float = THRESHOLD,
    reread: Callable[[str], Article] | None = None,
) -> pd.DataFrame:
    """Mark articles that share their text with an earlier one.

    Parameters
    ----------
    articles
        In the order in which the first of several copies is to count as the first.
    threshold
        The least similarity of a near copy, above 0, at most 1.
    reread
        Gives an article by its identifier. With it only signatures are held in memory, and a
        candidate's text is read again; without it the texts are kept.

    Returns
    -------
    pandas.DataFrame
        The table `duplicates`, one row per article, in order. `duplicate_of` is the first article
        with which the similarity is that much, `cluster` the first of all that hang together.

    Raises
    ------
    CorpusError
        If the threshold is not between 0 and 1.
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
    """
    if not 0 < threshold <= 1:
        raise CorpusError(f"threshold {threshold}: must be above 0 and at most 1")
    finder = _Finder(threshold, reread)
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


class _Finder:
    """Take articles one by one and hold what is needed to know their copies again."""

    def __init__(self, threshold: float, reread: Callable[[str], Article] | None) -> None:
        self._rensa = need_package("rensa", to="find copies among many articles")
        self._index = self._rensa.RMinHashLSH(threshold, BANDS * ROWS, BANDS)
        self._threshold = threshold
        self._reread = reread
        self._ids: list[str] = []
        self._exact: dict[bytes, int] = {}
        # The leader of each article's cluster, by number; the first of it leads.
        self._leader: list[int] = []
        self._found: list[dict[str, Any]] = []
        self._shingles: OrderedDict[int, set[str]] = OrderedDict()
        self._texts: dict[int, str] = {}

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
        self._keep(number, shingles)
        signature = self._rensa.RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
        signature.update(sorted(shingles))
        pairs: list[tuple[int, float]] = []
        for other in sorted(self._index.query(signature)):
            if any(self._find(other) == self._find(pair[0]) for pair in pairs):
                continue
            similarity = score_similarity(shingles, self._get(other))
            if similarity >= self._threshold:
                pairs.append((other, similarity))
        self._index.insert(number, signature)
        if self._reread is None:
            self._texts[number] = text
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

    def _keep(self, number: int, shingles: set[str]) -> None:
        self._shingles[number] = shingles
        if len(self._shingles) > _KEPT:
            self._shingles.popitem(last=False)

    def _get(self, number: int) -> set[str]:
        """Give the shingles of an earlier article, from its text if they are no longer kept."""
        if number not in self._shingles:
            if self._reread is None:
                text = self._texts[number]
            else:
                text = _body_of(self._reread(self._ids[number]))
            self._keep(number, find_shingles(text))
        self._shingles.move_to_end(number)
        return self._shingles[number]
