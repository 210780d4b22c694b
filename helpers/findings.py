"""What did the analysis find, in words? An analysis and its shape in; sentences out.

Each sentence carries its numbers, says how sure they are (a 95 % interval over the sentences of the
text, or that the evidence is insufficient), and names the place of the report where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from helpers.analysis import Analysis
from helpers.changepoints import CHANGE, NO_CHANGE
from helpers.marks import label_actors
from helpers.resampling import INSUFFICIENT, side_of
from helpers.schema import ALL_VOICES, AUTHOR, MEASURED_KINDS, iterate
from helpers.sensitivity import count_answers
from helpers.shape import Shape
from helpers.style import signed
from helpers.summary import measure_wholes, summarise_actors
from helpers.voice_shares import share_voices


class Line(NamedTuple):
    """Hold one sentence: its topic, its words, and the id of the place that it comes from."""

    topic: str
    text: str
    target: str


def write_summary(analysis: Analysis, *, shape: Shape | None = None) -> list[Line]:
    """Put the main findings into sentences, each with its numbers and where they come from.

    Parameters
    ----------
    analysis
        From `analyse`.
    shape
        From `measure_shape`; without it nothing is said of how the measures are distributed.

    Returns
    -------
    list of Line
        In the order of the report.
    """
    labels = label_actors(analysis.actors)
    lines = [*_say_text(analysis), *_say_stance(analysis, labels), *_say_voices(analysis)]
    lines += _say_rates(analysis, "frame")
    lines += _say_rates(analysis, "device")
    if shape is not None:
        lines += [
            *_say_salience(shape, labels),
            *_say_changes(shape, labels),
            *_say_shift(shape, labels),
            *_say_square(shape),
            *_say_sensitivity(shape),
        ]
    return lines


def _say_text(analysis: Analysis) -> Iterator[Line]:
    mentions = analysis.mentions
    places = int((mentions["role"] == "place").sum())
    mere = f" ({places} of them as mere places)" if places else ""
    measured = analysis.paragraphs[analysis.paragraphs["kind"].isin(MEASURED_KINDS)]
    kinds = analysis.quotes["kind"].value_counts()
    words = f"{int(measured['n_words'].sum()):,} words in {_count(len(measured), 'paragraph')}"
    yield Line(
        "Text",
        f"The text has {words}; its actors are mentioned {_count(len(mentions), 'time')}{mere}, "
        f"and {_count(int(kinds.get('speech', 0)), 'quotation')} of speech and "
        f"{_count(int(kinds.get('indirect', 0)), 'stretch')} of indirect speech stand in it.",
        "text",
    )


def _say_stance(analysis: Analysis, labels: dict[str, str]) -> Iterator[Line]:
    wholes = measure_wholes(analysis.series, measure="stance")
    enough = wholes[wholes["note"] == ""].sort_values(["value", "name"])
    where = "table-stance"
    if len(enough) > 1:
        worst, best = enough.iloc[0], enough.iloc[-1]
        yield Line(
            "Stance",
            f"Of the {len(enough)} actors with enough evidence, {labels[worst['name']]} is treated "
            f"least favourably, {_value(worst)}, and {labels[best['name']]} most, {_value(best)}. "
            "Both are means over the text, each paragraph read for itself.",
            where,
        )
    sided = [row for row in enough.to_dict("records") if side_of(row["low"], row["high"])]
    if len(enough):
        names = [f"{labels[row['name']]} ({signed(row['value'])})" for row in sided]
        yield Line(
            "Stance",
            f"The interval keeps to one side of 0 for {_list(names)}."
            if names
            else "For no actor does the interval keep to one side of 0.",
            where,
        )
    thin = [labels[name] for name in wholes.loc[wholes["note"] != "", "name"]]
    if thin:
        yield Line("Stance", f"{INSUFFICIENT.capitalize()} for {_list(thin)}.", where)
    summary = summarise_actors(analysis.scores, actors=analysis.actors)
    silent = summary[summary["evidence"] == 0]["label"].tolist()
    if silent:
        yield Line(
            "Stance", f"Named without any cue that tells a stance: {', '.join(silent)}.", where
        )


def _say_voices(analysis: Analysis) -> Iterator[Line]:
    shares = list(share_voices(analysis))
    told = sum(row["indirect"] for row in shares)
    own = told + sum(row["direct"] for row in shares if row["speaker"] == AUTHOR)
    quoted = [row for row in shares if row["speaker"] != AUTHOR and row["direct"]]
    if not quoted and not told:
        text = "Nobody but the author speaks."
    else:
        # As in the figure, indirect speech is the author's.
        passed_on = f" ({told:.0%} pass on what others say)" if told else ""
        named = _first([f"{row['speaker']} {row['direct']:.0%}" for row in quoted])
        marks = f"those in quotation marks are of {_list(named)}" if quoted else "none is quoted"
        text = f"Of the words {own:.0%} are the author's own{passed_on}; {marks}."
    yield Line("Voices", text, "figure-voices")


def _say_rates(analysis: Analysis, measure: str) -> Iterator[Line]:
    wholes = measure_wholes(analysis.series, measure=measure)
    topic = f"{measure.capitalize()}s"
    where = f"table-{measure}"
    if wholes.empty:
        yield Line(topic, f"No {measure} was found.", where)
        return
    enough = wholes[wholes["note"] == ""].sort_values(["value", "name"], ascending=[False, True])
    if len(enough):
        told = [
            f"{_plain(row['name'])} ({_rate(row)})" for row in enough.head(3).to_dict("records")
        ]
        unit = "weight" if measure == "frame" else "cues"
        yield Line(topic, f"Most frequent, as {unit} per 100 words: {_list(told)}.", where)
    thin = len(wholes) - len(enough)
    if thin:
        others = _count(thin, f"other {measure}" if len(enough) else measure)
        yield Line(topic, f"{INSUFFICIENT.capitalize()} for {others}.", where)
    if measure == "frame":
        yield from _say_presence(analysis)


def _say_presence(analysis: Analysis) -> Iterator[Line]:
    scores = analysis.scores
    present = scores[
        (scores["measure"] == "frame") & (scores["voice"] == ALL_VOICES) & (scores["value"] >= 0.5)
    ]["label"].value_counts()
    n = int(analysis.paragraphs["kind"].isin(MEASURED_KINDS).sum())
    top = sorted(present.items(), key=lambda item: (-item[1], str(item[0])))[:3]
    if top:
        told = [f"{_plain(str(label))} in {count}" for label, count in top]
        text = f"Counted by paragraph, of {n} in all: {_list(told)}."
        yield Line("Frames", text, "figure-frames")


def _say_salience(shape: Shape, labels: dict[str, str]) -> Iterator[Line]:
    table = shape.dispersion
    where = "figure-salience"
    top = table.sort_values(["n_mentions", "actor"], ascending=[False, True]).head(3)
    told = [f"{labels[row.actor]} ({row.n_mentions})" for row in iterate(top)]
    if told:
        yield Line("Salience", f"Mentioned most often: {_list(told)}.", where)
    clumped = table[table["note"] == "more clumped than by chance"]
    named = [
        f"{labels[row.actor]} (DP {row.dp_norm:.2f} [{row.low:.2f}, {row.high:.2f}])"
        for row in iterate(clumped)
    ]
    if named:
        bunched = _list(_first(named))
        yield Line("Salience", f"Bunched in few places, more than by chance: {bunched}.", where)
    thin = int((table["note"] == INSUFFICIENT).sum())
    if thin:
        yield Line(
            "Salience",
            f"{INSUFFICIENT.capitalize()} for the spread of {_count(thin, 'actor')}.",
            where,
        )


def _say_changes(shape: Shape, labels: dict[str, str]) -> Iterator[Line]:
    table = shape.changes
    if table.empty:
        return
    for row in iterate(table[table["note"] == CHANGE]):
        name = labels.get(row.actor) or f"the frame {_plain(row.label)}"
        of = f"The stance toward {name}" if row.measure == "stance" else f"The rate of {name}"
        yield Line(
            "Changes",
            f"{of} changes at paragraph {row.where}: from {signed(row.before)} to "
            f"{signed(row.after)}, a difference of {signed(row.difference)} "
            f"[{signed(row.low)}, {signed(row.high)}], p = {row.p_holm:.3f} after correction for "
            "many tests.",
            "table-changes",
        )
    # A stance that changes twice has two rows.
    counts = table.drop_duplicates(["measure", "label", "actor"])["note"].value_counts()
    found, thin = int(counts.get(CHANGE, 0)), int(counts.get(INSUFFICIENT, 0))
    yield Line(
        "Changes",
        f"Of {counts.sum()} stances and frames that were followed through the text, {found} "
        f"{'changes' if found == 1 else 'change'} by more than chance would make it, "
        f"{int(counts.get(NO_CHANGE, 0))} show no such change, and for {thin} there is "
        f"{INSUFFICIENT}.",
        "table-changes",
    )


def _say_shift(shape: Shape, labels: dict[str, str]) -> Iterator[Line]:
    shift = shape.shift
    if shift is None:
        return
    what = f"the stance toward {labels.get(shift.actor, shift.actor)}"
    gap = (
        f"{signed(shift.difference)} [{signed(shift.low)}, {signed(shift.high)}]"
        if pd.notna(shift.low)
        else f"{signed(shift.difference)}, {INSUFFICIENT} for an interval"
    )
    # See `choose_stretches`.
    picked = (
        ". Of all paragraphs these two were picked since they differ most, so the difference is "
        "as large as between any two"
        if shift.one.startswith("paragraph ")
        else ""
    )
    yield Line(
        "Difference",
        f"From {shift.one} to {shift.other} {what} goes from {signed(shift.value_one)} to "
        f"{signed(shift.value_other)}: {gap}{picked}.",
        "figure-shift",
    )


def _say_square(shape: Shape) -> Iterator[Line]:
    square = shape.square
    if square is None:
        return
    test = square.test
    where = "figure-square"
    if pd.isna(test.emphasis) or pd.isna(test.emphasis_low):
        yield Line("Square", f"Whether one side is dwelt upon: {INSUFFICIENT}.", where)
        return
    chance = f", p = {test.emphasis_p:.3f}" if pd.notna(test.emphasis_p) else ""
    side = side_of(test.emphasis_low, test.emphasis_high)
    if not side:
        said = "no difference is shown between how our good and their bad are dwelt upon and"
    else:
        more = "more" if side > 0 else "less"
        said = f"our good and their bad are dwelt upon {more} than"
    rule = "; who is us was proposed by rule" if square.oriented else ""
    yield Line(
        "Square",
        f"With {square.us} taken as us and {square.them} as them, {said} our bad and their good: "
        f"{signed(test.emphasis)} [{signed(test.emphasis_low)}, {signed(test.emphasis_high)}]"
        f"{chance}{rule}.",
        where,
    )


def _say_sensitivity(shape: Shape) -> Iterator[Line]:
    table = shape.sensitivity
    if table.empty:
        return
    sure: list[str] = []
    shaky: list[str] = []
    mute: list[str] = []
    for finding, kept, lost, thin in count_answers(table).itertuples(name=None):
        more = f", {INSUFFICIENT} in {thin} more" if thin else ""
        if kept + lost:
            (shaky if lost else sure).append(f"{finding} ({kept} of {kept + lost}{more})")
        elif thin:
            mute.append(finding)
    for begins, told in (
        ("Survives in every other way to measure that can tell", sure),
        ("Does not survive in every one", shaky),
        (f"{INSUFFICIENT.capitalize()} in every other way to measure", mute),
    ):
        if told:
            yield Line("Sensitivity", f"{begins}: {'; '.join(told)}.", "figure-sensitivity")


def _value(row: Any) -> str:
    return f"{signed(row['value'])} [{signed(row['low'])}, {signed(row['high'])}]"


def _rate(row: Any) -> str:
    return f"{row['value']:.2f} [{row['low']:.2f}, {row['high']:.2f}]"


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _count(n: int, noun: str) -> str:
    if n == 1:
        return f"1 {noun}"
    return f"{n} {noun}{'es' if noun.endswith('ch') else 's'}"


def _first(words: Sequence[str], *, most: int = 3) -> list[str]:
    """Keep the first few, and count the others."""
    more = len(words) - most
    return [*words[:most], *([_count(more, "other")] if more > 0 else [])]


def _list(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
