"""What the tests of the view share: a text that means harm, and the view's tables unpacked."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from helpers.analysis import Analysis, analyse
from helpers.corpus import make_article
from helpers.schema import make_table
from helpers.view_data import SHOWN, Data

EVIL = "</script><script>alert(1)</script>"
HARM = (
    "The <b onclick=alert(1)>wicked</b> Ruritania brutally attacked Freedonia. "
    "</script><script>document.title = 'taken'</script> Ruritania lied & lied “again”.\n\n"
    "Freedonia said that it would “surely” help. <img src=x onerror=\"alert('&amp;')\"> "
    "Ruritania perhaps rejoiced\u2028and Freedonia wept. Ruritania must not rule."
)


@lru_cache
def make_harmful(engine: str = "lexical") -> Analysis:
    """Analyse a text with markup in it, and in its actors' labels; treat it as read-only."""
    rows = [
        ("ruritania", f"Ruritania {EVIL}\u2028\x07", "Ruritania"),
        ("freedonia", '"Freedonia" <i onmouseover=alert(1)>', "Freedonia"),
    ]
    actors = make_table(
        "actors",
        [
            {"actor": a, "label": label, "kind": "state", "bloc": "", "alias": n, "form": "name"}
            for a, label, n in rows
        ],
    )
    return analyse(make_article("<u>One</u>\n\n" + HARM), actors=actors, engine=engine)


def unpack(table: Data, data: Data) -> pd.DataFrame:
    """Turn a table of the view back into one of names."""
    columns: dict[str, list[Any]] = {}
    for name, packed in table.items():
        values = packed
        if isinstance(packed, dict):
            runs = iter(packed["runs"])
            values = [value for value, n in zip(runs, runs, strict=True) for _ in range(n)]
        columns[name] = values
    frame = pd.DataFrame(columns)
    frame["measure"] = [SHOWN[m] for m in frame["measure"]]
    frame["actor"] = [data["actors"][a]["id"] if a >= 0 else "" for a in frame["actor"]]
    frame["paragraph"] = [data["paragraphs"][p]["label"] for p in frame["paragraph"]]
    for name in ("label", "cue", "voice", "why"):
        if name in frame:
            frame[name] = [data["words"][w] for w in frame[name]]
    return frame


def make_speaking() -> Analysis:
    """Analyse a text in which one actor, under a label of its own, accuses the other."""
    rows = [("ruritania", "Republic of Ruritania"), ("freedonia", "Freedonia")]
    actors = make_table(
        "actors",
        [
            {
                "actor": actor,
                "label": label,
                "kind": "state",
                "bloc": "",
                "alias": actor.title(),
                "form": "name",
            }
            for actor, label in rows
        ],
    )
    text = "“Freedonia brutally attacked us and lied about it,” Ruritania said."
    return analyse(make_article(text), actors=actors, engine="lexical")


def make_silent() -> Analysis:
    """Analyse a text that names no actor of its catalogue."""
    row = {"actor": "ruritania", "label": "Ruritania", "kind": "state", "bloc": ""}
    actors = make_table("actors", [{**row, "alias": "Ruritania", "form": "name"}])
    return analyse(make_article("It rained. Perhaps."), actors=actors, engine="lexical")
