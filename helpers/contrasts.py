"""Do two parts of a text differ? Sentences in; one row per actor or frame out, with a test.

Headline against body, lead against end, author against quoted, any voice against any other: the
difference, an interval and a p value, or the answer that there is not enough to go by.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from helpers.errors import DiscourseError
from helpers.resampling import (
    FEWEST,
    INSUFFICIENT,
    Floats,
    Resampling,
    adjust_holm,
    divide,
    draw_sentences,
    interval,
    permute_sides,
)
from helpers.schema import ALL_VOICES
from helpers.sides import (
    Columns,
    Side,
    choose_side,
    sentence_order,
    spread_out,
    take_measure,
    take_side,
)

DIFFERS: Final = "differs"
NOT_SHOWN: Final = "no difference shown"
COLUMNS: Final = (
    "measure label actor one other value_one value_other difference low high p p_holm n_one "
    "n_other note"
).split()


def compare_sides(
    series: pd.DataFrame,
    *,
    one: Side | str,
    other: Side | str,
    measure: str = "stance",
    actor: str | Sequence[str] | None = None,
    label: str | Sequence[str] | None = None,
    voice: str = ALL_VOICES,
    settings: Resampling | None = None,
) -> pd.DataFrame:
    r"""Compare a measure in two parts of a text.

    Parameters
    ----------
    series
        From `score_sentences`, of one article.
    one, other
        The sides: `headline`, `body`, `lead` and `end` (first and last fifth of the words),
        `author`, `quoted`, a speaker, "paragraph 7", or a `Side`.
    measure, actor, label
        What to compare; all actors and labels where left out.
    voice
        Whose words, where the sides name no voice.
    settings
        Number of samples, seed, and from which p value on a difference counts as found.

    Returns
    -------
    pandas.DataFrame
        One row per label and actor with evidence on either side: measure, label, actor, one, other
        (names of the sides), value_one, value_other, difference (other less one), low, high (95 %
        interval), p, p_holm, n_one, n_other (sentences with evidence), note ("differs", "no
        difference shown" or "insufficient evidence").

    Raises
    ------
    DiscourseError
        If a side is not known, or the sides share sentences.

    Notes
    -----
    The interval resamples the sentences of the whole article; the p value is that of a permutation
    test, in which the sentences change sides at random and keep their weights; p_holm makes up for
    the number of rows (Holm 1979). Below 3 sentences with evidence on a side, and for frames and
    devices also below 3 sentences with a cue on both sides together, there is neither. A headline
    is one sentence mostly, and so has a value and no test. That no difference is shown does not
    show that there is none: with a few sentences a side only large ones can be. Voices speak in
    different places, so that a difference between them may be one between places.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.framing import find_frames
    >>> from helpers.schema import make_table
    >>> from helpers.series import score_sentences
    >>> article = make_article("The court ruled on the treaty. " * 5 + "\n\n" + "It rained. " * 9)
    >>> found = find_frames(article.sentences, mentions=make_table("mentions", []))
    >>> series = score_sentences(
    ...     found, sentences=article.sentences, paragraphs=article.paragraphs
    ... )
    >>> sides = {"one": "paragraph 1", "other": "paragraph 2"}
    >>> row = compare_sides(series, measure="frame", label="legality", **sides).iloc[0]
    >>> bool(row["difference"] < 0), bool(row["p"] < 0.01), row["note"]
    (True, True, 'differs')
    """
    settings = settings or Resampling()
    first, second = choose_side(one, series=series), choose_side(other, series=series)
    kept = take_measure(series, measure=measure, actor=actor, label=label)
    left = take_side(kept, side=first, voice=voice)
    right = take_side(kept, side=second, voice=voice)
    shared = set(zip(left["sentence"], left["voice"], strict=True)) & set(
        zip(right["sentence"], right["voice"], strict=True)
    )
    if shared:
        raise DiscourseError(
            f"{first.name} and {second.name} share {len(shared)} sentences; choose sides that "
            "have none in common"
        )
    index = pd.Index(sentence_order(series)["sentence"])
    drawn = draw_sentences(len(index), settings=settings)
    keys = [*left[["label", "actor"]].itertuples(index=False, name=None)]
    keys += [*right[["label", "actor"]].itertuples(index=False, name=None)]
    rows: list[dict[str, Any]] = []
    for name, who in sorted(set(keys)):
        parts = [
            spread_out(side[(side["label"] == name) & (side["actor"] == who)], order=index)
            for side in (left, right)
        ]
        rows.append(
            {
                "measure": measure,
                "label": name,
                "actor": who,
                "one": first.name,
                "other": second.name,
                **_compare(parts[0], parts[1], drawn=drawn, settings=settings),
            }
        )
    table = pd.DataFrame(rows, columns=COLUMNS)
    table["p_holm"] = adjust_holm(table["p"].tolist())
    tested = table["p"].notna()
    verdict = np.where(table["p_holm"] <= settings.alpha, DIFFERS, NOT_SHOWN)
    table["note"] = np.where(tested, verdict, INSUFFICIENT)
    return table


def _compare(
    one: Columns, other: Columns, *, drawn: Floats, settings: Resampling
) -> dict[str, Any]:
    values = [
        float(divide(side.totals.sum(keepdims=True), side.counts.sum(keepdims=True))[0])
        for side in (one, other)
    ]
    counted = [int(side.told.sum()) for side in (one, other)]
    row: dict[str, Any] = {
        "value_one": values[0],
        "value_other": values[1],
        "difference": values[1] - values[0],
        "low": np.nan,
        "high": np.nan,
        "p": np.nan,
        "n_one": counted[0],
        "n_other": counted[1],
    }
    with_cue = int((one.cues > 0).sum() + (other.cues > 0).sum())
    if min(counted) < FEWEST or with_cue < FEWEST:
        return row
    samples = divide(drawn @ other.totals, drawn @ other.counts) - divide(
        drawn @ one.totals, drawn @ one.counts
    )
    row["low"], row["high"] = interval(samples)
    row["p"] = permute_sides(
        np.concatenate([one.totals[one.told], other.totals[other.told]]),
        np.concatenate([one.counts[one.told], other.counts[other.told]]),
        np.arange(sum(counted)) < counted[0],
        generator=settings.generator(*counted),
        draws=settings.draws,
    )
    return row
