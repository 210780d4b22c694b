"""Make a small made-up article, with every table that the figures need.

The countries, groups and words are invented. The tables obey the schema and agree with each
other: offsets point at the words, counts add up, some cells have no evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from helpers.schema import DEVICES, FRAMES, make_table

LABELS = (
    "Northland",
    "Southland",
    "Joint Committee for the Reconstruction of the Eastern Provinces",
    "Harbour League",
    "Army of the Interior",
    "Eastmark",
    "Free Valley Front",
    "The Daily Ledger",
    "Westmark",
    "Union of Port Workers",
    "Islander militia",
    "Ministry of Water ($)",
    "Hill villages",
    "Green River Party",
    "High Council",
    "Border guards",
    "Salt Coast",
    "Merchants' Assembly",
    "People of the Delta",
    "Northern Fleet",
    "Lowland farmers",
    "Observatory mission",
    "Refugees",
    "Old Guard",
    "Treaty Secretariat",
)
BLOCS = ("North and allies", "South and allies", "", "International bodies and organisations")
FILLER = (
    "the talks went on while the harbour stayed shut and nobody said when the next convoy would "
    "leave for the hills where water grew scarce and prices rose again"
).split()


@dataclass(frozen=True)
class Story:
    text: str
    paragraphs: pd.DataFrame
    sentences: pd.DataFrame
    quotes: pd.DataFrame
    actors: pd.DataFrame
    mentions: pd.DataFrame
    evidence: pd.DataFrame
    scores: pd.DataFrame


def make_story(*, n_actors: int = 6, n_paragraphs: int = 20, seed: int = 7) -> Story:
    """Build the tables of a made-up article; the same arguments give the same tables."""
    rng = np.random.default_rng(seed)
    names = [f"a{i}" for i in range(n_actors)]
    actors = [
        {
            "actor": name,
            "label": LABELS[i],
            "kind": "other",
            "bloc": BLOCS[min(i % 5, 3)],
            "alias": alias,
            "form": "name",
        }
        for i, name in enumerate(names)
        for alias in (LABELS[i], LABELS[i].split()[-1])
    ]
    rows: dict[str, list[dict[str, Any]]] = {
        table: [] for table in ("paragraphs", "sentences", "quotes", "mentions", "evidence")
    }
    text, number, item = "", 0, 0
    weights = 1.0 / np.arange(1, n_actors + 1)
    for paragraph in range(n_paragraphs + 1):
        caption = paragraph == 3
        listing = not caption and paragraph > 3 and paragraph % 7 in (5, 6)
        kind = (
            "title"
            if paragraph == 0
            else "caption"
            if caption
            else "list_item"
            if listing
            else "body"
        )
        if kind == "body":
            number, item = number + 1, 0
        item += kind == "list_item"
        label = {"title": "T", "caption": "", "body": str(number)}.get(kind, f"{number}.{item}")
        start = len(text)
        if kind == "body" and paragraph % 3 == 1:
            speech = " ".join(rng.choice(FILLER, int(rng.integers(3, 25))))
            speaker, actor = [
                ("", ""),
                ("a spokeswoman for the harbour and all its surrounding islands", ""),
                (LABELS[0], names[0]),
                (LABELS[2 % n_actors], names[2 % n_actors]),
                ("the engineers", ""),
            ][int(rng.integers(0, 5))]
            where = len(text)
            text += f"“{speech}” "
            rows["quotes"].append(
                {
                    "article": "made-up",
                    "paragraph": paragraph,
                    "quote": len(rows["quotes"]),
                    "kind": "scare" if rng.random() < 0.1 else "speech",
                    "speaker": speaker,
                    "speaker_actor": actor,
                    "source": speaker,
                    "cue": "said",
                    "reporting": "neutral",
                    "utterance": len(rows["quotes"]),
                    "direct": True,
                    "start": where,
                    "end": len(text) - 1,
                    "text": text[where:-1],
                    "closed": True,
                    "repaired": False,
                }
            )
        for _ in range(1 if kind != "body" else int(rng.integers(1, 5))):
            sentence_start = len(text)
            sentence = len(rows["sentences"])
            voice = "author" if rng.random() < 0.8 else "the engineers"
            for _ in range(int(rng.integers(1, 3))):
                text += " ".join(rng.choice(FILLER, int(rng.integers(3, 9)))) + " "
                actor = str(rng.choice(names, p=weights / weights.sum()))
                surface = LABELS[names.index(actor)]
                where = len(text)
                text += surface + " "
                place = {"article": "made-up", "paragraph": paragraph, "sentence": sentence}
                role = str(rng.choice(["agent", "patient", "other", "place"]))
                rows["mentions"].append(
                    {
                        **place,
                        "mention": len(rows["mentions"]),
                        "actor": actor,
                        "start": where,
                        "end": where + len(surface),
                        "name_end": where + len(surface),
                        "surface": surface,
                        "form": "name",
                        "role": role,
                        "voice": voice,
                        "confidence": 1.0,
                    }
                )
                if rng.random() < 0.6:
                    rows["evidence"].append(
                        {
                            **place,
                            "evidence": len(rows["evidence"]),
                            "measure": "device",
                            "label": DEVICES[int(rng.integers(0, len(DEVICES) - 2))],
                            "cue": surface,
                            "start": where,
                            "end": where + len(surface),
                            "weight": 1.0,
                            "actor": "",
                            "voice": voice,
                            "why": "made up",
                        }
                    )
            text = text.rstrip() + ". "
            rows["sentences"].append(
                {
                    "article": "made-up",
                    "paragraph": paragraph,
                    "sentence": sentence,
                    "start": sentence_start,
                    "end": len(text) - 1,
                    "text": text[sentence_start:-1],
                    "n_words": len(text[sentence_start:-1].split()),
                }
            )
        text = text.rstrip()
        rows["paragraphs"].append(
            {
                "article": "made-up",
                "paragraph": paragraph,
                "kind": kind,
                "label": label,
                "start": start,
                "end": len(text),
                "text": text[start:],
                "n_words": len(text[start:].split()),
            }
        )
        text += "\n\n"
    tables = {table: make_table(table, found) for table, found in rows.items()}
    return Story(
        text=text,
        actors=make_table("actors", actors),
        scores=_scores(tables["mentions"], tables["paragraphs"], names=names, rng=rng),
        **tables,
    )


def _scores(
    mentions: pd.DataFrame, paragraphs: pd.DataFrame, *, names: list[str], rng: np.random.Generator
) -> pd.DataFrame:
    """Score each paragraph and actor at random, some of them without evidence."""
    rows: list[dict[str, Any]] = []
    leaning = {name: float(rng.uniform(-0.7, 0.7)) for name in names}
    for paragraph in paragraphs.loc[paragraphs["kind"] != "caption", "paragraph"]:
        here = mentions[(mentions["paragraph"] == paragraph) & (mentions["role"] != "place")]
        place = {"article": "made-up", "paragraph": int(paragraph)}
        for name, n_mentions in here.groupby("actor").size().items():
            named = {**place, "actor": name, "voice": "all", "n_mentions": int(n_mentions)}
            for measure, label, mean in (
                ("stance", "", leaning[str(name)]),
                ("polarity", "textblob", 0.15),
                ("polarity", "vader", -0.05),
            ):
                n_evidence = int(rng.integers(0, 4)) if measure == "stance" else int(n_mentions)
                value = float(np.clip(rng.normal(mean, 0.4), -1, 1))
                value = 0.0 if abs(value) < 0.08 else value
                half = 0.5 / (n_evidence + 1)
                score = {
                    "value": value,
                    "low": max(-1.0, value - half),
                    "high": min(1.0, value + half),
                }
                if measure == "stance" and n_evidence:
                    label = ("unfavourable", "neutral", "favourable")[int(np.sign(value)) + 1]
                rows.append(
                    {
                        **named,
                        "measure": measure,
                        "label": label,
                        "n_evidence": n_evidence,
                        **(score if n_evidence else {}),
                    }
                )
        for i, frame in enumerate(FRAMES):
            known = rng.random() < 0.85
            value = float(np.clip(rng.beta(1, 1 + i / 2), 0, 1)) if rng.random() < 0.7 else 0.0
            rows.append(
                {
                    **place,
                    "actor": "",
                    "voice": "all",
                    "measure": "frame",
                    "label": frame,
                    "value": value if known else None,
                    "n_evidence": int(known),
                    "n_mentions": 0,
                }
            )
    return make_table("scores", rows)
