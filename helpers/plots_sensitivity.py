"""Which findings survive another way to measure? A panel in; a `Picture` out.

One band a finding, one column a variant; the form of the mark tells the answer, so that grey
shows it as well as colour.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes

from helpers.lettering import shorten, text_width
from helpers.panels import (
    SMALL,
    Key,
    Row,
    Scale,
    Words,
    finish,
    lay_out,
    nothing_to_show,
    placed,
)
from helpers.presets import Preset, find_preset
from helpers.resampling import INSUFFICIENT
from helpers.scales import counted, listed
from helpers.sensitivity import NO, YES, count_answers
from helpers.style import MUTED, Picture

HOLDS: Final = "#0a506e"
FAILS: Final = "#8a3a00"
ROW: Final = 0.3
BESIDE: Final = 0.45  # of a slide's width, at most, for a finding left of its marks


def plot_sensitivity(panel: pd.DataFrame, *, preset: str | Preset = "screen") -> Picture:
    """Draw which findings survive in which variant.

    Parameters
    ----------
    panel
        From `compare_variants`.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        Rows are findings, columns variants, the first one as measured. A full disc: the finding
        holds, and its interval keeps off 0; a ring: it holds, but not firmly; a cross: it is the
        other way round, thick where firmly so; a dash: insufficient evidence; nothing: the variant
        does not touch it. At the right, in how many of the variants that can tell it survives.
        Its `data` is the panel.
    """
    title = "Which findings survive another way to measure?"
    if panel.empty:
        note = "Nothing to show: no finding has evidence enough to be asked again."
        return nothing_to_show(
            words=Words("sensitivity", title, note, note, note), data=panel, preset=preset
        )
    page = find_preset(preset)
    # A slide is wide and low: the findings stand left of their marks, elsewhere above them.
    beside = page.exact
    page = replace(page, label=BESIDE * (page.room or 0.0)) if beside else page
    variants = list(dict.fromkeys(panel["variant"]))
    findings = list(dict.fromkeys(panel["finding"]))
    heads = [shorten(name, limit=20 if page.room is None else 40) for name in variants]
    column = max(text_width(head, size=SMALL) for head in heads) + 0.1
    answers = {row.Index: row[1:] for row in count_answers(panel).itertuples()}
    score = {f: (kept, kept + lost) for f, (kept, lost, _) in answers.items()}
    rows = [
        Row(
            f if beside else "",
            heading="" if beside else shorten(f, limit=90),
            side=("{} of {}".format(*score[f]) if score[f][1] else "–",),
            weight=sum(answers[f]),
        )
        for f in findings
    ]
    caption = (
        "Each mark is one finding asked of one way to measure. A full disc: it holds, and its 95 % "
        "interval keeps off 0. A ring: it holds, but the interval reaches 0. A cross: it is the "
        "other way round, thick where the interval keeps off 0. A dash: insufficient evidence. "
        "Empty: this variant does not change what the finding rests on. Value: at the right, in "
        "how many of the variants that can tell the finding holds."
    )
    readings = ["{}: {} of {}".format(f, *score[f]) for f in findings]
    alt = (
        f"{counted(len(findings), 'finding')} in {counted(len(variants), 'way')} to measure. "
        f"Survives in other ways: {listed(readings, limit=10)}."
    )
    signs = [
        ("holds firmly", YES, True),
        ("holds", YES, False),
        ("the other way round", NO, False),
        ("firmly so", NO, True),
        (INSUFFICIENT, INSUFFICIENT, False),
    ]
    picture, axes, middles = lay_out(
        rows,
        words=Words(
            "sensitivity",
            title,
            f"{counted(len(findings), 'finding')}, {counted(len(variants), 'way')} to measure",
            caption,
            alt,
        ),
        data=panel,
        scale=Scale(
            ends=(-0.5, len(variants) - 0.5),
            width=column * len(variants),
            top=[(float(i), head) for i, head in enumerate(heads)],
            every=True,
        ),
        row_height=ROW,
        side_heads=("survives",),
        keys=[
            *(Key(text, _sign(answer, firm=firm), 0.12) for text, answer, firm in signs),
            Key("blank: has no bearing on it"),
        ],
        preset=page,
        what=("finding", "variants that ask it"),
    )
    place = {name: i for i, name in enumerate(variants)}
    bands = dict(placed(findings, middles))
    for row in panel[panel["finding"].isin(bands)].to_dict("records"):
        _sign(str(row["survives"]), firm=bool(row["firm"]))(
            axes, float(place[row["variant"]]), bands[row["finding"]]
        )
    return finish(picture, preset=page)


def _sign(answer: str, *, firm: bool) -> Any:
    """Give what draws an answer at a point."""
    looks: dict[str, dict[str, Any]] = {
        YES: {"marker": "o", "ms": 7, "mec": HOLDS, "mfc": HOLDS if firm else "white", "mew": 1.4},
        NO: {"marker": "x", "ms": 7, "mec": FAILS, "mew": 3.0 if firm else 1.3},
        INSUFFICIENT: {"marker": "_", "ms": 8, "mec": MUTED, "mew": 1.3},
    }

    def draw(axes: Axes, x: float, y: float) -> None:
        if answer in looks:
            axes.plot([x], [y], linestyle="none", zorder=3, clip_on=False, **looks[answer])

    return draw
