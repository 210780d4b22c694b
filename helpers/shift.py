"""Which words make one stretch differ from another? Analyses in; one row a word out.

After the word shift graphs of Gallagher and others (2021): the difference between two stretches,
voices or texts is taken apart into what each word adds, so that the parts sum to the difference
exactly.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.analysis import Analysis
from helpers.errors import DiscourseError
from helpers.resampling import (
    FEWEST,
    INSUFFICIENT,
    Floats,
    Resampling,
    divide,
    draw_sentences,
    interval,
)
from helpers.schema import ALL_VOICES, voices_of
from helpers.series import RATES, count_evidence
from helpers.sides import Side, choose_side, sentence_order, spread_out, take_measure, take_side

REST: Final = "(the rest of the passages)"
COLUMNS: Final = (
    "cue uses_one uses_other weight_one weight_other from_use from_weight contribution low high"
).split()


class Shift(NamedTuple):
    """Hold a difference and what makes it.

    `words` has one row per cue; its column `contribution` adds up to `difference`, which is
    `value_other` less `value_one`. `low` and `high` are the 95 % interval of the difference,
    `n_one` and `n_other` the sentences with evidence (or what `units` says), `note` is
    "insufficient evidence" or empty.
    """

    words: pd.DataFrame
    measure: str
    label: str
    actor: str
    one: str
    other: str
    value_one: float
    value_other: float
    difference: float
    low: float
    high: float
    n_one: int
    n_other: int
    note: str
    units: str = "sentences"


class Part(NamedTuple):
    """Hold one side.

    `cues`, `at` and `rows` are the words, the places of the sentences (or of other units) and the
    weights of its rows of evidence; `weights` and `counts` the sum of each sentence and how much it
    counts; `n` the sentences with evidence, `length` all of them.
    """

    name: str
    cues: list[str]
    at: npt.NDArray[np.int64]
    rows: Floats
    weights: Floats
    counts: Floats
    n: int
    length: int

    @property
    def value(self) -> float:
        """The mean over the side."""
        return float(self.weights.sum() / self.counts.sum()) if self.counts.sum() else float("nan")


def explain_shift(
    a: Analysis,
    b: Analysis | None = None,
    *,
    one: Side | str,
    other: Side | str,
    measure: str = "stance",
    actor: str = "",
    label: str = "",
    voice: str = ALL_VOICES,
    settings: Resampling | None = None,
) -> Shift:
    r"""Take the difference between two stretches, voices or texts apart into words.

    Parameters
    ----------
    a, b
        The analysis of the text in which `one` is, and of that in which `other` is; one text where
        `b` is left out. Both with the same engine.
    one, other
        The sides, as for `compare_sides`: "paragraph 2", "lead", "author", "whole", a `Side`.
    measure
        `stance` or `polarity` toward an actor, `frame` or `device`.
    actor, label
        Which actor; which frame, device or baseline.
    voice
        Whose words, where the sides name no voice.
    settings
        Number of bootstrap samples and seed.

    Returns
    -------
    Shift
        Its `words`: one row per cue, the largest contribution first, columns cue (lower case),
        uses_one, uses_other, weight_one, weight_other (mean weight of a use), from_use, from_weight
        (of the contribution, what comes from being used more or less, and what from weighing more
        or less), contribution, low, high (95 % interval). What rests on no single phrase shares the
        last row, "(the rest of the passages)". Without evidence on a side there are no rows and no
        difference; below 3 sentences with evidence on a side there is no interval.

    Raises
    ------
    DiscourseError
        If a side is not known, or the two analyses are by different engines.

    Notes
    -----
    With N the mentions of a side that are judged (for the lexical engine the paragraphs, for
    polarity the sentences, for frames and devices the words in hundreds), n the uses of a cue, p =
    n/N, and w its mean weight, a side's value is the sum of p x w over the cues. A cue contributes
    p₂w₂ - p₁w₁ = (p₂ - p₁)(w₁ + w₂)/2 + (w₂ - w₁)(p₁ + p₂)/2: the first part comes from use, the
    second from weight; a cue that one side lacks has no second part. Stances are `own` ones. The
    contributions of the lexical engine are its evidence; those of the neural engine are what it
    loses without a phrase, which says what its reading hangs on, not why, and may leave most to the
    last row. Frames are rates per 100 words, which add up, not presences, which do not.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> text = "Norway met the court and the judges.\n\nNorway broke the treaty. The court knew."
    >>> found = analyse(make_article(text), engine="lexical")
    >>> sides = {"one": "paragraph 1", "other": "paragraph 2"}
    >>> shift = explain_shift(found, **sides, measure="frame", label="legality")
    >>> shift.words[["cue", "uses_one", "uses_other"]].values.tolist()
    [['the treaty', 0, 1], ['the judges', 1, 0], ['the court', 1, 1]]
    >>> bool(abs(shift.words["contribution"].sum() - shift.difference) < 1e-9)
    True
    """
    settings = settings or Resampling()
    b = a if b is None else b
    if a.settings["engine"] != b.settings["engine"]:
        raise DiscourseError(
            f"the texts were read by different engines ({a.settings['engine']}, "
            f"{b.settings['engine']}); analyse both with the same one"
        )
    what = {"measure": measure, "actor": actor, "label": label, "voice": voice}
    first = a.series
    second = first if b is a else b.series
    parts = [_part(a, first, one, **what), _part(b, second, other, **what)]
    drawn = [draw_sentences(part.length, settings=settings) for part in parts]
    samples = [divide(d @ p.weights, d @ p.counts) for d, p in zip(drawn, parts, strict=True)]
    told = all(part.n for part in parts)
    enough = min(part.n for part in parts) >= FEWEST
    low, high = interval(samples[1] - samples[0]) if enough else (float("nan"), float("nan"))
    return Shift(
        words=take_apart(parts, drawn=drawn if enough else []) if told else _table([]),
        measure=measure,
        label=label,
        actor=actor,
        one=parts[0].name,
        other=parts[1].name,
        value_one=parts[0].value,
        value_other=parts[1].value,
        difference=parts[1].value - parts[0].value,
        low=low,
        high=high,
        n_one=parts[0].n,
        n_other=parts[1].n,
        note="" if enough else INSUFFICIENT,
    )


def _part(
    text: Analysis,
    series: pd.DataFrame,
    side: Side | str,
    *,
    measure: str,
    actor: str,
    label: str,
    voice: str,
) -> Part:
    """Gather the cues of one side, and what its value is to be divided by."""
    chosen = choose_side(side, series=series)
    order = sentence_order(series)
    index = pd.Index(order["sentence"])
    kept = take_measure(series, measure=measure, actor=actor, label=label)
    inside = take_side(kept, side=chosen, voice=voice)
    columns = spread_out(inside, order=index)
    spoken = [(chosen.voice or voice) in voices_of(name) for name in text.evidence["voice"]]
    rows = count_evidence(text.evidence[spoken], stance=text.stance_unit)
    rows = rows[(rows["measure"] == measure) & rows["sentence"].isin(inside["sentence"])]
    if measure != "stance":
        rows = rows[rows["label"] == label]
    if measure in RATES:
        rows = rows.drop_duplicates(["start", "end"])
    else:
        rows = rows[rows["actor"] == actor]
    at = index.get_indexer(pd.Index(rows["sentence"]))
    cues = [" ".join(cue.lower().split()) for cue in rows["cue"]]
    # What rests on no word is put at the mention itself.
    whole = set(zip(text.mentions["mention"], text.mentions["start"], strict=True))
    places = zip(rows["mention"], rows["start"], cues, strict=True)
    cues = [
        REST if measure == "stance" and (mention, start) in whole else cue
        for mention, start, cue in places
    ]
    weight = rows["weight"].to_numpy(dtype=float)
    return Part(
        name=chosen.name,
        cues=cues,
        at=at,
        rows=weight,
        weights=np.bincount(at, weights=weight, minlength=len(order)).astype(np.float64),
        counts=columns.counts,
        n=int(columns.told.sum()),
        length=len(order),
    )


def take_apart(parts: list[Part], *, drawn: list[Floats]) -> pd.DataFrame:
    """Take the difference of two sides apart into words; with draws, put an interval to each."""
    names = list(dict.fromkeys([*parts[0].cues, *parts[1].cues]))
    place = {name: i for i, name in enumerate(names)}
    uses, sums, samples = [], [], []
    for i, part in enumerate(parts):
        which = np.array([place[cue] for cue in part.cues], dtype=np.int64)
        uses.append(np.bincount(which, minlength=len(names)))
        sums.append(np.bincount(which, weights=part.rows, minlength=len(names)))
        if drawn:
            table = np.zeros((part.length, len(names)))
            np.add.at(table, (part.at, which), part.rows)
            many = drawn[i] @ part.counts
            samples.append(divide(drawn[i] @ table, np.repeat(many[:, None], len(names), axis=1)))
    lengths = [part.counts.sum() for part in parts]
    rows = []
    for name, i in place.items():
        p = [uses[side][i] / lengths[side] for side in (0, 1)]
        own = [sums[side][i] / uses[side][i] if uses[side][i] else np.nan for side in (0, 1)]
        w = [own[side] if uses[side][i] else own[1 - side] for side in (0, 1)]
        from_use = (p[1] - p[0]) * (w[0] + w[1]) / 2
        from_weight = (w[1] - w[0]) * (p[0] + p[1]) / 2
        low, high = interval(samples[1][:, i] - samples[0][:, i]) if drawn else (float("nan"),) * 2
        rows.append(
            {
                "cue": name,
                "uses_one": int(uses[0][i]),
                "uses_other": int(uses[1][i]),
                "weight_one": own[0],
                "weight_other": own[1],
                "from_use": from_use,
                "from_weight": from_weight,
                "contribution": from_use + from_weight,
                "low": low,
                "high": high,
            }
        )
    rows.sort(key=lambda row: (row["cue"] == REST, -abs(row["contribution"]), row["cue"]))
    return _table(rows)


def _table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)
