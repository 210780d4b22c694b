"""Where do two coders differ, with the text at hand? Disagreements in; a table as HTML out.

Everything of the article and of the coders is escaped.
"""

from __future__ import annotations

from html import escape
from typing import Any, Final

import pandas as pd

from helpers.codebook import BOOK
from helpers.coder_comparison import list_disagreements
from helpers.codings import Task
from helpers.reading import Reading
from helpers.schema import iterate
from helpers.style import HAIR, MUTED

SIGNS: Final = {-1.0: "− unfavourable", 0.0: "0 neutral", 1.0: "+ favourable"}
PRESENCE: Final = {0.0: "absent", 1.0: "present"}
_CELL: Final = (
    f"text-align:left;vertical-align:top;padding:0.4em 0.7em;border-top:1px solid {HAIR};"
)
_TEXT: Final = f"{_CELL}min-width:16em;max-width:34em;line-height:1.5;white-space:normal;"


def show_disagreements(
    codings: pd.DataFrame, *, one: str, other: str, task: Task, measure: str = ""
) -> Reading:
    """Set each disagreement of two coders beside the paragraph that it is about.

    Parameters
    ----------
    codings, one, other, task, measure
        As for `list_disagreements`.

    Returns
    -------
    Reading
        A table without scripts: one row a paragraph, its text at the left, and at the right what
        the two say; the names of frames and devices carry their definition as a title.
    """
    found = list_disagreements(codings, one=one, other=other, task=task, measure=measure)
    what = f"{measure} codes" if measure else "codes"
    if found.empty:
        return Reading(f"<p>{escape(one)} and {escape(other)} differ on no {escape(what)}.</p>")
    labels = dict(zip(task.actors["actor"], task.actors["label"], strict=True))
    meanings = {(entry.measure, entry.name): entry.meaning for entry in BOOK}
    rows = []
    for number, group in found.groupby("paragraph", sort=True):
        names = task.mentions[task.mentions["paragraph"] == number]
        block = task.blocks[task.blocks["paragraph"] == number].iloc[0]
        actors = {row.actor for row in iterate(group) if row.actor}
        marked = names[names["actor"].isin(actors)]
        lines = [
            _line(row, one=one, other=other, labels=labels, meanings=meanings)
            for row in group.to_dict("records")
        ]
        rows.append(
            f'<tr><th scope="row" style="{_CELL}color:{MUTED}">{escape(block["label"])}</th>'
            f'<td style="{_TEXT}">{_text(block, marked, text=task.article.text)}</td>'
            f'<td style="{_CELL}"><ul style="margin:0;padding-left:1.1em">{"".join(lines)}</ul>'
            "</td></tr>"
        )
    head = "".join(
        f'<th scope="col" style="{_CELL}">{escape(x)}</th>'
        for x in ("paragraph", "text", f"{one} / {other}")
    )
    caption = (
        f'<caption style="text-align:left;color:{MUTED};padding-bottom:0.4em">'
        f"{len(found)} disagreements of {escape(one)} and {escape(other)} in {len(rows)} "
        "paragraphs. Bold: the actors that they are about.</caption>"
    )
    return Reading(
        '<div style="overflow-x:auto" tabindex="0" role="region" aria-label="Disagreements">'
        f'<table style="border-collapse:collapse">{caption}<thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _line(
    row: dict[Any, Any], *, one: str, other: str, labels: dict[Any, Any], meanings: dict[Any, str]
) -> str:
    """Say on what the two differ, and what each gave."""
    signs = SIGNS if row["measure"] == "stance" else PRESENCE
    name = labels[row["actor"]] if row["actor"] else row["label"].replace("_", " ")
    meaning = meanings.get((row["measure"], row["label"]), "")
    title = f' title="{escape(meaning)}"' if meaning else ""
    said = f"{signs[row[one]]} / {signs[row[other]]}"
    return f"<li><b{title}>{escape(str(name))}</b> ({row['measure']}): {escape(said)}</li>"


def _text(block: Any, names: pd.DataFrame, *, text: str) -> str:
    """Write a paragraph with some names in bold."""
    at, parts = int(block["start"]), []
    for name in iterate(names.sort_values("start")):
        if name.start >= at:
            parts.append(escape(text[at : name.start]))
            parts.append(f"<b>{escape(text[name.start : name.end])}</b>")
            at = name.end
    parts.append(escape(text[at : int(block["end"])]))
    return "".join(parts).replace("\n", "<br>")
