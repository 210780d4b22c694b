"""Does the text change its tone at some place? Sentences in; places with a test out.

"No change found" is an answer here, and with a few sentences the likeliest one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from helpers.resampling import (
    FEWEST,
    INSUFFICIENT,
    Floats,
    Resampling,
    adjust_holm,
    divide,
    draw_sentences,
    interval,
    share_beyond,
    split_draws,
)
from helpers.schema import ALL_VOICES
from helpers.sides import sentence_order, spread_out, take_measure

# Sentences with evidence below which no change is looked for; FEWEST are left on either side.
SHORTEST: Final = 10
NO_CHANGE: Final = "no change found"
CHANGE: Final = "change"
COLUMNS: Final = (
    "measure label actor voice where position before after difference low high p p_holm "
    "n_sentences note"
).split()


class Break(NamedTuple):
    """Hold a change: the number of units before it, and the p value of the test that found it."""

    at: int
    p: float


def find_changes(
    series: pd.DataFrame,
    *,
    measure: str = "stance",
    actor: str | Sequence[str] | None = None,
    label: str | Sequence[str] | None = None,
    voice: str = ALL_VOICES,
    settings: Resampling | None = None,
) -> pd.DataFrame:
    r"""Look for the places from which on a measure is another.

    Parameters
    ----------
    series
        From `score_sentences`, of one article.
    measure, actor, label, voice
        What to look at; all actors and labels where left out.
    settings
        Number of permutations, seed, and the p value up to which a change counts as found.

    Returns
    -------
    pandas.DataFrame
        For each label and actor one row per change found, in order, or one row that says "no
        change found" or "insufficient evidence"; columns measure, label, actor, voice, where (label
        of the paragraph in which the new stretch begins), position (0 to 1), before, after (means
        of the stretches on either side), difference, low, high (95 % interval of the difference),
        p, p_holm, n_sentences (with evidence), note.

    Notes
    -----
    For each cut, with C the counts before and after it and in all, the difference of both means is
    multiplied by √(C₁C₂/C) (CUSUM; Page 1954); the largest such number is compared with the
    largest in permutations of the sentences, so that the search for the best cut is paid for. Where
    it is beyond them, either stretch is searched in turn (binary segmentation; Scott & Knott 1974),
    at half the level each time, since there are twice as many stretches. p_holm makes up for the
    number of actors or labels looked at together; a stretch is cut only if p_holm allows it.
    Fewer than 10 sentences with evidence are not searched, and 3 are left on either side of a cut.
    The interval takes the place as given, and so is too narrow. The test takes sentences for
    exchangeable: where neighbours are alike it finds changes too often, and a slope it may report
    as a step. How often it errs and how much it misses is in `docs/measures.md`.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.framing import find_frames
    >>> from helpers.schema import make_table
    >>> from helpers.series import score_sentences
    >>> text = "The court ruled on it. " * 8 + "\n\n" + "It rained on the fields. " * 8
    >>> article = make_article(text)
    >>> found = find_frames(article.sentences, mentions=make_table("mentions", []))
    >>> series = score_sentences(
    ...     found, sentences=article.sentences, paragraphs=article.paragraphs
    ... )
    >>> changes = find_changes(series, measure="frame", label=["legality", "economic"])
    >>> changes[["label", "where", "note"]].values.tolist()
    [['economic', '', 'insufficient evidence'], ['legality', '2', 'change']]
    """
    settings = settings or Resampling()
    kept = take_measure(series, measure=measure, actor=actor, label=label)
    kept = kept[kept["voice"] == voice]
    order = sentence_order(series)
    index = pd.Index(order["sentence"])
    found = []
    for key, rows in kept.groupby(["label", "actor"], sort=True):
        columns = spread_out(rows, order=index)
        at = np.flatnonzero(columns.told)
        searched = len(at) >= SHORTEST and columns.enough(FEWEST)
        first = _strongest(columns.totals[at], columns.counts[at], settings) if searched else None
        found.append((key, columns, at, first))
    ps = [first.p if first else float("nan") for *_, first in found]
    drawn = draw_sentences(len(order), settings=settings)
    rows_out: list[dict[str, Any]] = []
    for (key, columns, at, first), p_holm in zip(found, adjust_holm(ps), strict=True):
        base = {
            "measure": measure,
            "label": key[0],
            "actor": key[1],
            "voice": voice,
            "where": "",
            "n_sentences": len(at),
        }
        if first is None or p_holm > settings.alpha:
            note = INSUFFICIENT if first is None else NO_CHANGE
            p = first.p if first else np.nan
            rows_out.append({**base, "p": p, "p_holm": p_holm, "note": note})
            continue
        # The other actors' tests make this one stricter, and so those of its stretches.
        strict = p_holm / first.p
        breaks = sorted(
            _search(columns.totals[at], columns.counts[at], first, settings=settings, strict=strict)
        )
        edges = [0, *(b.at for b in breaks), len(at)]
        for i, change in enumerate(breaks):
            begin = order.iloc[at[change.at]]
            stretches = (at[edges[i] : edges[i + 1]], at[edges[i + 1] : edges[i + 2]])
            rows_out.append(
                {
                    **base,
                    "where": begin["where"],
                    "position": begin["position"],
                    **_difference(columns.totals, columns.counts, stretches, drawn=drawn),
                    "p": change.p,
                    "p_holm": min(1.0, change.p * strict),
                    "note": CHANGE,
                }
            )
    return pd.DataFrame(rows_out, columns=COLUMNS)


def find_breaks(
    totals: Floats, counts: Floats, *, settings: Resampling | None = None
) -> list[Break]:
    """Look for changes in one sequence; as `find_changes`, on bare numbers.

    Parameters
    ----------
    totals, counts
        Sum and count of each unit, in order.
    settings
        Number of permutations, seed and level.

    Examples
    --------
    >>> calm_then_not = np.array([0.1, 0, 0.1, 0, 0.1, 0, 0.9, 1, 0.9, 1, 0.9, 1])
    >>> find_breaks(calm_then_not, np.ones(12))
    [Break(at=6, p=0.004)]
    """
    settings = settings or Resampling()
    if len(totals) < SHORTEST:
        return []
    first = _strongest(totals, counts, settings)
    if first.p > settings.alpha:
        return []
    return sorted(_search(totals, counts, first, settings=settings, strict=1.0))


def _search(
    totals: Floats, counts: Floats, first: Break, *, settings: Resampling, strict: float
) -> Iterator[Break]:
    """Give the first change, and those that are found within either stretch."""
    yield first
    open_stretches = [(0, first.at, 2), (first.at, len(totals), 2)]
    while open_stretches:
        start, stop, times = open_stretches.pop()
        if stop - start < SHORTEST:
            continue
        here = _strongest(totals[start:stop], counts[start:stop], settings)
        if here.p * strict * times <= settings.alpha:
            cut = start + here.at
            yield Break(cut, here.p * times)
            open_stretches += [(start, cut, 2 * times), (cut, stop, 2 * times)]


def _strongest(totals: Floats, counts: Floats, settings: Resampling) -> Break:
    """Find the strongest cut of a stretch, and how often chance gives one as strong."""
    generator = settings.generator(len(totals))
    observed = _cusum(totals[None, :], counts[None, :])[0]
    chance = []
    for size in split_draws(len(totals), draws=settings.draws):
        order = np.argsort(generator.random((size, len(totals))), axis=1)
        chance.append(_cusum(totals[order], counts[order]).max(axis=1))
    at = int(observed.argmax())
    return Break(at + FEWEST, share_beyond(float(observed[at]), np.concatenate(chance)))


def _cusum(totals: Floats, counts: Floats) -> Floats:
    """Measure every allowed cut of each row; the first leaves FEWEST units before it."""
    everything = counts.sum(axis=1, keepdims=True)
    mean = totals.sum(axis=1, keepdims=True) / everything
    before = np.cumsum(counts, axis=1)[:, FEWEST - 1 : -FEWEST]
    excess = np.cumsum(totals - mean * counts, axis=1)[:, FEWEST - 1 : -FEWEST]
    return np.asarray(np.abs(excess) * np.sqrt(everything / (before * (everything - before))))


def _difference(
    totals: Floats, counts: Floats, stretches: tuple[Any, Any], *, drawn: Floats
) -> dict[str, float]:
    means, samples = [], []
    for stretch in stretches:
        means.append(totals[stretch].sum() / counts[stretch].sum())
        part = drawn[:, stretch]
        samples.append(divide(part @ totals[stretch], part @ counts[stretch]))
    return describe_change(means[0], means[1], bounds=interval(samples[1] - samples[0]))


def describe_change(
    before: float, after: float, *, bounds: tuple[float, float]
) -> dict[str, float]:
    """Give two means, their difference and the bounds of its interval, as a row of a table."""
    low, high = bounds
    return {
        "before": before,
        "after": after,
        "difference": after - before,
        "low": low,
        "high": high,
    }
