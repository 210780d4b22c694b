"""How favourable is the text to each actor, as the encoder reads it? Tables in; evidence out.

The `neural` engine. Each mention is read with the headline and the paragraphs around it, every
actor behind a placeholder. The evidence rows of a mention add up to its stance: the phrases of its
sentence, each with what it adds; what the rest of the passage adds; and what is borrowed from the
rest of the article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from helpers.encoder import load_encoder
from helpers.explanation import Pull, explain_readings
from helpers.neural import Reading, read_article
from helpers.passages import Paragraph, make_passages, stance_columns
from helpers.pooling import Pooled, pool_readings, read_pooling
from helpers.schema import BORROWED, make_table

# A phrase that moves the stance less than this is left to the remainder.
LEAST: Final = 0.05
# A cell whose own stance is nearer to 0 than this has nothing to explain.
TELLING: Final = 0.25


@dataclass(frozen=True)
class NeuralSettings:
    """Set how the neural engine reads.

    Attributes
    ----------
    pooled : bool
        Whether a stance leans on what the article does with the actor elsewhere.
    explained : bool
        Whether phrases are told apart where a cell takes a side (many times the work); else a
        mention's own reading is one row.
    """

    pooled: bool = True
    explained: bool = True


def find_neural_stance(
    paragraphs: pd.DataFrame,
    *,
    mentions: pd.DataFrame,
    actors: pd.DataFrame,
    settings: NeuralSettings | None = None,
) -> pd.DataFrame:
    """Read the stance toward the actor of each mention.

    Parameters
    ----------
    paragraphs, mentions, actors
        Tables of the schema; mentions with their voices.
    settings
        Pooling and explanation.

    Returns
    -------
    pandas.DataFrame
        One row per phrase, remainder and loan of each mention that was read, columns of the table
        `evidence`; `measure` is stance. The weights of a mention add up to its stance; the mean
        over the mentions of an actor in a paragraph is in [-1, 1].

    Raises
    ------
    EngineError
        If the encoder cannot be loaded.

    Notes
    -----
    A mention that is a mere place is read as context and gets no stance. Where the encoder's
    likeliest label is so unlikely that on coded op-eds it was wrong more often than right, `why`
    says "unsure".
    """
    settings = settings or NeuralSettings()
    encoder = load_encoder()
    rows = make_passages(paragraphs, mentions=mentions, actors=actors)
    title = rows[0].passage if rows and rows[0].kind == "title" else None
    passages = [row.passage for row in rows]
    readings = read_article(passages, encoder=encoder, title=title)
    scored = [r for r in readings if _mention(rows, r).role != "place"]
    pooling = read_pooling(encoder.settings)
    cells = pool_readings(scored, settings=pooling)
    pooled = {(cell.paragraph, cell.actor): cell for cell in cells}
    telling = {key for key, cell in pooled.items() if abs(cell.own) >= TELLING}
    pulled: dict[tuple[int, int], list[Pull]] = {}
    if settings.explained:
        for pull in explain_readings(passages, encoder=encoder, title=title, wanted=telling):
            pull = pull._replace(weight=pooling.spread * pull.weight)
            if abs(pull.weight) >= LEAST:
                pulled.setdefault((pull.paragraph, pull.span), []).append(pull)
    found: list[dict[str, Any]] = []
    for reading in scored:
        row = rows[reading.paragraph]
        mention = _mention(rows, reading)
        base = stance_columns(mention) | {"sentence": mention.sentence}
        cell = pooled[reading.paragraph, reading.actor] if settings.pooled else None
        unsure = max(reading[3:6]) < float(encoder.settings["unsure"])
        own = pooling.stretch(reading)
        pulls = pulled.get((reading.paragraph, reading.span), ())
        for cue in _cues(reading, row, mention, own, pulls, cell, unsure=unsure):
            found.append({**base, "evidence": len(found), **cue})
    return make_table("evidence", found)


def _mention(rows: list[Paragraph], reading: Reading) -> Any:
    return rows[reading.paragraph].mentions[reading.span]


def _cues(
    reading: Reading,
    row: Paragraph,
    mention: Any,
    own: float,
    pulls: Sequence[Pull],
    cell: Pooled | None,
    *,
    unsure: bool,
) -> Iterator[dict[str, Any]]:
    for pull in pulls:
        yield {
            "cue": row.passage.text[pull.start : pull.end],
            "start": row.start + pull.start,
            "end": row.start + pull.end,
            "weight": pull.weight,
            "why": f"hidden, the stance (uncut) moves by {-pull.weight:+.2f}",
        }
    place = {"cue": mention.surface, "start": mention.start, "end": mention.end}
    yield {
        **place,
        "weight": own - sum(pull.weight for pull in pulls),
        "why": f"the rest of the passage; unfavourable {reading.unfavourable:.2f}, "
        f"neutral {reading.neutral:.2f}, favourable {reading.favourable:.2f} in all"
        f"{'; unsure' if unsure else ''}",
    }
    if cell is not None:
        leans = (
            "borrowed from the rest of the article"
            if cell.n_elsewhere
            else "named in one paragraph only, so drawn to what is usual"
        )
        yield {
            **place,
            "label": BORROWED,
            "weight": cell.value - cell.own,
            "why": f"{leans}: {cell.value:+.2f} in place of {cell.own:+.2f}",
        }
