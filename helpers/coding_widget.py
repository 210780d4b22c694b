"""What does the kernel's half of the coding desk do? A coder's open file in; a widget out.

The browser's half (`templates/coding/desk.js`) sends one decision at a time; each is written to
the file before the answer goes back. The widget holds no score and asks the network for nothing.
Where no kernel runs, as on a page, a notebook shows a still picture of the desk in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any, Final

import anywidget
import traitlets

from helpers.codebook import DEVICES_BOOK, FRAMES_BOOK, STANCE, Entry
from helpers.coding_files import CodingFile
from helpers.codings import Cell, Task
from helpers.errors import CodingError
from helpers.schema import DEVICE_FAMILIES, iterate

FOLDER: Final = Path(__file__).with_name("templates") / "coding"
HELP: Final = (
    "← and →: the paragraph before or after; ↑ and ↓: the actor above or below.",
    "1 or −: unfavourable; 2 or 0: neutral; 3 or +: favourable; 4: no evidence.",
    "Small letters: frames. Letters with Shift: devices. Press again to unmark.",
    "Backspace: take the code back. f: finished; what is not marked is absent.",
    "Tab goes from button to button, Space presses one.",
)
# Alternate pieces of a paragraph: plain words, and words that name an actor.
Parts = list[list[str]]


class CodingDesk(anywidget.AnyWidget):
    """Show an article paragraph by paragraph and keep each code at once; see `code_article`."""

    _esm = (FOLDER / "desk.js").read_text(encoding="utf-8")
    _css = (FOLDER / "desk.css").read_text(encoding="utf-8")
    desk = traitlets.Dict().tag(sync=True)
    codes = traitlets.Dict().tag(sync=True)
    finished: Any = traitlets.List().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)

    def __init__(self, file: CodingFile) -> None:
        self._file = file
        begun = f"{len(file.codes)} codes in" if file.codes else "No code yet; they will go to"
        super().__init__(
            desk=lay_desk(file),
            codes=as_sent(file),
            finished=file.finished,
            status={"serial": 0, "ok": True, "text": f"{begun} {_name(file)}"},
        )
        self.on_msg(self._take)

    def _take(self, _: Any, content: Any, __: Any) -> None:
        """Keep one decision and answer with what the file now holds."""
        serial = int(content.get("serial", 0))
        try:
            if content.get("kind") == "finish":
                left = self._file.finish(str(content["paragraph"]))
            else:
                self._file.set(Cell(*map(str, content["cell"])), str(content["code"]))
                left = []
            ok, text = True, f"Saved: {len(self._file.codes)} codes in {_name(self._file)}"
            if left:
                names = ", ".join(self.desk["actors"][actor] for actor in left)
                text += f". Paragraph {content['paragraph']} has no stance yet toward {names}"
        except (CodingError, KeyError, TypeError) as error:
            ok, text = False, f"Not saved. {error}"
        with self.hold_sync():
            self.codes = as_sent(self._file)
            self.finished = self._file.finished
            self.status = {"serial": serial, "ok": ok, "text": text}

    def __repr__(self) -> str:
        many = len(self.desk["paragraphs"])
        return f"Coding desk of {self._file.coder}: {len(self.finished)} of {many} paragraphs"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/html": picture_desk(self.desk)}, metadata


def _name(file: CodingFile) -> str:
    """Name the file by its last folders; where they lie is nobody's business."""
    return "/".join(file.path.parts[-3:])


def as_sent(file: CodingFile) -> dict[str, str]:
    """Give the codes as the browser knows them: by paragraph, measure, actor and label."""
    return {"|".join(cell): code for cell, code in file.codes.items()}


def lay_desk(file: CodingFile) -> dict[str, Any]:
    """Lay out what the browser shows: paragraphs with their actors, and what can be marked."""
    task = file.task
    labels = dict(zip(task.actors["actor"], task.actors["label"], strict=True))
    paragraphs = [
        {
            "label": block.label,
            "title": block.kind in ("title", "heading"),
            "parts": split_at_names(block, task=task),
            "actors": [
                c.actor for c in task.cells if c.paragraph == block.label and c.measure == "stance"
            ],
        }
        for block in iterate(task.blocks)
    ]
    done = set(file.finished)
    open_ones = [i for i, p in enumerate(paragraphs) if p["label"] not in done]
    named = {who for p in paragraphs for who in p["actors"]}
    devices = {entry.name: entry for entry in DEVICES_BOOK}
    return {
        "coder": file.coder,
        "language": str(task.article.articles["language"].iloc[0]) or "en",
        "start": open_ones[0] if open_ones else 0,
        "paragraphs": paragraphs,
        "actors": {who: labels[who] for who in sorted(named)},
        "stance": [entry._asdict() for entry in STANCE],
        "frames": [entry._asdict() for entry in FRAMES_BOOK],
        "devices": [
            [family, [devices[name]._asdict() for name in names]]
            for family, names in DEVICE_FAMILIES.items()
        ],
        "help": list(HELP),
    }


def split_at_names(block: Any, *, task: Task) -> Parts:
    """Cut a paragraph where actors are named: pairs of words and actor, empty for none."""
    parts: Parts = []
    at = block.start
    here = task.mentions[task.mentions["paragraph"] == block.paragraph].sort_values("start")
    for mention in iterate(here):
        if mention.start < at:
            continue  # A name within a name.
        parts.append([task.article.text[at : mention.start], ""])
        parts.append([task.article.text[mention.start : mention.end], mention.actor])
        at = mention.end
    parts.append([task.article.text[at : block.end], ""])
    return [part for part in parts if part[0]]


def picture_desk(desk: Mapping[str, Any]) -> str:
    """Draw the desk as it stands at its first paragraph to code, without anything to press."""
    here = desk["paragraphs"][desk["start"]]
    words = "".join(
        f"<b>{escape(text)}</b>" if who else escape(text) for text, who in here["parts"]
    )
    rows = [
        ("Stance toward " + desk["actors"][who], [Entry(**entry) for entry in desk["stance"]])
        for who in here["actors"]
    ]
    rows.append(("Frames", [Entry(**entry) for entry in desk["frames"]]))
    rows += [(name, [Entry(**entry) for entry in entries]) for name, entries in desk["devices"]]
    lines = "".join(
        f'<tr><th scope="row" style="text-align:left;padding-right:1em">{escape(name)}</th>'
        f'<td style="text-align:left">{", ".join(_pressable(entry) for entry in entries)}</td></tr>'
        for name, entries in rows
    )
    return (
        f'<div style="border:1px solid #bdbdbd;padding:0.6em 1em;max-width:56em">'
        f"<p><i>A still picture of the coding desk: run the notebook in JupyterLab, and there are "
        f"buttons to press. Paragraph {desk['start'] + 1} of {len(desk['paragraphs'])}.</i></p>"
        f"<p>{escape(here['label'])}&ensp;{words}</p><table>{lines}</table></div>"
    )


def _pressable(entry: Entry) -> str:
    name = "no evidence" if entry.name == "none" else escape(entry.name.replace("_", " "))
    return f'<span title="{escape(entry.meaning)}">{name} <kbd>{escape(entry.key)}</kbd></span>'
