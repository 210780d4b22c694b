"""On what do two coders differ, and where? Codings in; categories, paragraphs and cells out.

Any two coders can be compared: two classmates, a student and the reference, and the machine, whose
scores `code_by_machine` turns into the codes of one more coder.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

import pandas as pd

from helpers.analysis import Analysis
from helpers.codings import COLUMNS, LABELS, Task
from helpers.errors import CodingError
from helpers.reliability import CELL, choose_coders, measure_reliability, split_variables
from helpers.resampling import Resampling
from helpers.schema import ALL_VOICES, STANCE_LABELS, iterate

MACHINE: Final = "machine"


def code_by_machine(analysis: Analysis, *, task: Task) -> pd.DataFrame:
    """Turn a machine's scores into codes, so that it can be compared as one more coder.

    Parameters
    ----------
    analysis
        From `analyse`, of the same article.
    task
        From `make_task`.

    Returns
    -------
    pandas.DataFrame
        As from `load_coding`, coder `machine`. A stance by its label; a frame is present from a
        value of 0.5 on; a device where one use is found. A cell that the machine gives no stance
        is missing.
    """
    scores = analysis.scores[analysis.scores["voice"] == ALL_VOICES]
    told: dict[tuple[int, str, str], float] = {}
    for row in iterate(scores[scores["measure"] == "stance"]):
        if row.label:
            told[row.paragraph, "stance", row.actor] = float(STANCE_LABELS.index(row.label) - 1)
    frames = scores[(scores["measure"] == "frame") & (scores["value"] >= 0.5)]
    devices = analysis.evidence[analysis.evidence["measure"] == "device"]
    present = {(r.paragraph, r.label) for part in (frames, devices) for r in iterate(part)}
    number = dict(zip(task.blocks["label"], task.blocks["paragraph"], strict=True))
    rows = []
    for cell in task.cells:
        at = int(number[cell.paragraph])
        if cell.measure == "stance":
            code = told.get((at, "stance", cell.actor))
        else:
            code = float((at, cell.label) in present)
        if code is not None:
            rows.append((MACHINE, at, cell.actor, cell.measure, cell.label, code))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def compare_codings(
    codings: pd.DataFrame, *, one: str, other: str, settings: Resampling | None = None
) -> pd.DataFrame:
    """Compare two coders category by category.

    Parameters
    ----------
    codings, settings
        As for `measure_reliability`.
    one, other
        Two coders; a classmate, `reference` or `machine`, say.

    Returns
    -------
    pandas.DataFrame
        One row per measure and label: measure, label, n_units, n_one, n_other (how often each saw
        it), n_both, f1 (2 n_both / (n_one + n_other); missing where neither saw it), alpha (of
        this category against the rest), low, high, note.

    Raises
    ------
    CodingError
        If a coder is unknown, or both are one.

    Notes
    -----
    F1 is the harmonic mean of precision and recall, whichever of the two is taken for right. It
    does not allow for chance, and alpha does.
    """
    chosen = choose_coders(codings, (one, other))
    measured = measure_reliability(chosen, by_label=True, settings=settings)
    counts = []
    for _, _, table in split_variables(chosen, by_label=True):
        paired = table[[one, other]].dropna()
        first, second = paired[one].to_numpy(), paired[other].to_numpy()
        both, all_seen = float((first * second).sum()), float(first.sum() + second.sum())
        f1 = 2 * both / all_seen if all_seen else float("nan")
        counts.append((int(first.sum()), int(second.sum()), int(both), f1))
    told = pd.DataFrame(counts, columns=["n_one", "n_other", "n_both", "f1"])
    rows = pd.concat([measured, told], axis=1)
    names = "measure label n_units n_one n_other n_both f1 alpha low high note"
    return rows[names.split()]


def list_disagreements(
    codings: pd.DataFrame, *, one: str, other: str, task: Task, measure: str = ""
) -> pd.DataFrame:
    """List every decision on which two coders differ, with the paragraph that it is about.

    Parameters
    ----------
    codings, one, other
        As for `compare_codings`.
    task
        From `make_task`.
    measure
        stance, frame or device; all where empty.

    Returns
    -------
    pandas.DataFrame
        One row per disagreement, those furthest apart first within a paragraph: paragraph
        (running number), where (its label), measure, actor, label, one and other (the codes; each
        column is named after its coder), apart (how far), text.
    """
    wide = _pair(codings, one=one, other=other, measure=measure)
    wide = wide[wide[one] != wide[other]].reset_index()
    labels = task.blocks.set_index("paragraph")[["label", "text"]]
    wide["where"] = wide["paragraph"].map(labels["label"])
    wide["text"] = wide["paragraph"].map(labels["text"])
    wide["apart"] = (wide[one] - wide[other]).abs()
    order = {name: at for at, name in enumerate(LABELS)}
    wide["order"] = wide["measure"].map(order)
    wide = wide.sort_values(
        ["paragraph", "order", "apart", "actor", "label"],
        ascending=[True, True, False, True, True],
        ignore_index=True,
    )
    names = ["paragraph", "where", "measure", "actor", "label", one, other, "apart", "text"]
    return wide[names].rename_axis(columns=None)


def _pair(codings: pd.DataFrame, *, one: str, other: str, measure: str = "") -> pd.DataFrame:
    """Lay the codes of two coders side by side where both gave one."""
    if measure and measure not in LABELS:
        raise CodingError(f"no measure is called {measure!r}; there are {', '.join(LABELS)}")
    chosen = choose_coders(codings, (one, other))
    if measure:
        chosen = chosen[chosen["measure"] == measure]
    wide = chosen.pivot(index=CELL, columns="coder", values="code")
    return wide.reindex(columns=[one, other]).dropna()


def compare_paragraphs(codings: pd.DataFrame, *, one: str, other: str, task: Task) -> pd.DataFrame:
    """Count for each paragraph on how many decisions two coders differ.

    Parameters
    ----------
    codings, one, other, task
        As for `list_disagreements`.

    Returns
    -------
    pandas.DataFrame
        One row per paragraph and measure: paragraph, where, measure, n_units, n_differ, share.
    """
    wide = _pair(codings, one=one, other=other)
    told = (wide[one] != wide[other]).rename("differ").reset_index()
    groups = told.groupby(["paragraph", "measure"], sort=True)["differ"]
    rows = groups.agg(n_units="size", n_differ="sum", share="mean").reset_index()
    labels = dict(zip(task.blocks["paragraph"], task.blocks["label"], strict=True))
    rows.insert(1, "where", rows["paragraph"].map(labels))
    return rows


def count_confusion(
    codings: pd.DataFrame, *, one: str, other: str, measure: str = "stance"
) -> pd.DataFrame:
    """Count which code of one coder meets which of the other.

    Parameters
    ----------
    codings, one, other
        As for `compare_codings`.
    measure
        stance, frame or device.

    Returns
    -------
    pandas.DataFrame
        One row per code of `one`, one column per code of `other`, in words; all codes that there
        are, also those that nobody gave.
    """
    wide = _pair(codings, one=one, other=other, measure=measure)
    codes = {-1.0: "unfavourable", 0.0: "neutral", 1.0: "favourable"}
    if measure != "stance":
        codes = {0.0: "absent", 1.0: "present"}
    counts: Counter[tuple[str, str]] = Counter()
    for first, second in zip(wide[one].tolist(), wide[other].tolist(), strict=True):
        counts[codes[first], codes[second]] += 1
    names = list(codes.values())
    table = pd.DataFrame([[counts[a, b] for b in names] for a in names], index=names, columns=names)
    return table.rename_axis(index=one, columns=other)
