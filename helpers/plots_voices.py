"""Whose words are these, from the headline to the end?

Tables in: quotes, paragraphs and, for names and colours, actors. Out: a `Picture`, one lane a voice
with the text from left to right, as a share of its measured words.
"""

from __future__ import annotations

import math
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes

from helpers.panels import Key, Row, Words, finish, lay_out, nothing_to_show, placed
from helpers.presets import Preset, find_preset
from helpers.scales import (
    along,
    cast_of,
    cell_width,
    counted,
    draw_bounds,
    listed,
    measured_blocks,
    only_article,
    text_scale,
)
from helpers.schema import AUTHOR, UNATTRIBUTED, check_table
from helpers.style import AUTHOR_INK, MUTED, Picture, actor_colours
from helpers.voices import name_voice

Span = tuple[float, float]
# A word for speakers that looks like a name where it stands in a row.
NAMELESS: Final = {"source": "Unnamed source", "sources": "Unnamed sources"}
MOST_SPEAKERS: Final = 14
OTHER: Final = "#8a8fb0"  # a speaker that is no actor of the catalogue
THINNEST: Final = 0.02  # inches; a shorter quotation is drawn this wide, to be seen at all


def plot_voices(
    quotes: pd.DataFrame,
    *,
    paragraphs: pd.DataFrame,
    actors: pd.DataFrame | None = None,
    preset: str | Preset = "screen",
) -> Picture:
    """Show who speaks where along the text: the author, or whom the author quotes.

    Parameters
    ----------
    quotes
        The quotations of one article; only speech is drawn, no scare quotes nor terms.
    paragraphs
        The paragraphs of that article.
    actors
        The actor catalogue, for the names and colours of speakers that are actors.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        Rows are voices: the author, then speakers by share of the text, unattributed quotations
        under one name; beyond 14 the rest share a row. Its `data`: one row per uninterrupted
        stretch, columns voice, voice_label, quotes (of that voice), first, last (percent of the
        measured words). A text without a word in it gives a picture that says so.

    Raises
    ------
    DiscourseError
        If the tables hold several articles, or a speaker that the catalogue lacks.

    Notes
    -----
    A quotation within a quotation counts for both speakers, so that shares can exceed 100 %.
    """
    check_table(quotes, table="quotes")
    only_article(quotes=quotes, paragraphs=paragraphs)
    blocks = measured_blocks(paragraphs)
    speech = quotes[quotes["kind"] == "speech"]
    spans, labels = _voices(speech, blocks=blocks, actors=actors)
    title = "Whose words are these, from the headline to the end?"
    lanes = {voice: join_spans(parts) for voice, parts in spans.items()}
    quoted = join_spans([span for parts in spans.values() for span in parts])
    end = float(blocks["last"].max()) if len(blocks) else 0.0
    lanes = {AUTHOR: gaps(quoted, end=end), **lanes} if end else {}
    data = pd.DataFrame(
        [
            {
                "voice": voice,
                "voice_label": labels[voice],
                "quotes": len(spans.get(voice, [])),
                "first": first,
                "last": last,
            }
            for voice, parts in lanes.items()
            for first, last in parts
        ],
        columns=["voice", "voice_label", "quotes", "first", "last"],
    )
    data.attrs = dict(quotes.attrs)
    if data.empty:
        note = "Nothing to show: the text has no measured paragraph with a word in it."
        return nothing_to_show(
            words=Words("voices", title, note, note, note), data=data, preset=preset
        )

    shares = {voice: sum(last - first for first, last in lanes[voice]) for voice in lanes}
    speakers = sorted(
        (voice for voice in lanes if voice not in (AUTHOR, UNATTRIBUTED)),
        key=lambda voice: -shares[voice],
    )
    rest = speakers[MOST_SPEAKERS:]
    if rest:
        lanes[""] = join_spans([span for voice in rest for span in lanes[voice]])
        spans[""] = [span for voice in rest for span in spans[voice]]
        labels[""] = f"{len(rest)} other speakers"
        shares[""] = sum(shares[voice] for voice in rest)
    order = [AUTHOR, *speakers[:MOST_SPEAKERS], *[""][: len(rest)]]
    order += [UNATTRIBUTED] if UNATTRIBUTED in lanes else []
    number = sum(len(parts) for voice, parts in spans.items() if voice)
    shown = (
        f"{counted(len(lanes) - 1 - bool(rest), 'quoted voice')} in {counted(number, 'quotation')}"
    )
    readings = [f"{labels[voice]} {_percent(shares[voice])}" for voice in order]
    caption = (
        "Each lane is a voice; a bar is a stretch of its words. The author's lane is whatever is "
        "not quoted, indirect speech included; a hatched bar is a quotation whose speaker the "
        "text does not name. Thin upright lines are paragraph bounds. Value: the share of the "
        "measured words, to the nearest percent; scare quotes and quoted terms count as the "
        "author's."
    )
    alt = (
        f"Lanes of the author and {shown} along the text. "
        f"Share of the words: {listed(readings, limit=6)}."
    )
    page = find_preset(preset)
    heads = ("words",) if page.narrow else ("words", "quotes")
    picture, axes, middles = lay_out(
        [
            Row(
                labels[voice],
                side=(
                    _percent(shares[voice]),
                    str(len(spans[voice])) if voice in spans else "–",
                )[: len(heads)],
                weight=math.inf if voice == AUTHOR else shares[voice],
            )
            for voice in order
        ],
        words=Words("voices", title, f"The author and {shown}", caption, alt),
        data=data,
        scale=text_scale(blocks),
        row_height=0.3,
        side_heads=heads,
        keys=_voice_keys(unattributed=UNATTRIBUTED in lanes),
        preset=page,
        what=("voice", "words"),
    )
    draw_bounds(axes, blocks)
    colours = {AUTHOR: AUTHOR_INK, **actor_colours(_speaking(speech) if actors is None else actors)}
    for voice, y in placed(order, middles):
        _lane(axes, lanes[voice], y, None if voice == UNATTRIBUTED else colours.get(voice, OTHER))
    return finish(picture, preset=page)


def _voice_keys(*, unattributed: bool) -> list[Key]:
    """Explain the bars: what counts as the author's, and what is hatched."""

    def bar(colour: str | None) -> Any:
        # A lane is drawn in percent of the text, a sign of the key in inches.
        return lambda axes, x, y: axes.broken_barh(
            [(x - 0.12, 0.24)], (y - 0.06, 0.12), **_look(colour)
        )

    keys = [
        Key("author's words, and what they report in indirect speech", bar(AUTHOR_INK), 0.24),
        Key("words in quotation marks", bar(OTHER), 0.24),
    ]
    return [*keys, Key("speaker not named", bar(None), 0.24)] if unattributed else keys


def _voices(
    speech: pd.DataFrame, *, blocks: pd.DataFrame, actors: pd.DataFrame | None
) -> tuple[dict[str, list[Span]], dict[str, str]]:
    """Give the spans of each quoted voice, in percent of the text, and its name."""
    names = {}
    if actors is not None:
        speakers = speech.rename(columns={"actor": "", "speaker_actor": "actor"})
        names = cast_of(actors, quotes=speakers)["label"].to_dict()
    spans: dict[str, list[Span]] = {}
    labels = {AUTHOR: "Author", UNATTRIBUTED: "Unattributed"}
    firsts, lasts = along(speech["start"], blocks=blocks), along(speech["end"], blocks=blocks)
    sources = speech["source"].where(speech["source"] != "", speech["speaker"])
    for source, actor, first, last in zip(
        sources, speech["speaker_actor"], firsts, lasts, strict=True
    ):
        words = " ".join(source.split())
        # "Sources" and "the sources" are one voice.
        voice = actor or name_voice(words)
        # A quotation wholly in a caption has no place in the measured text.
        if last > first and voice != AUTHOR:
            labels.setdefault(voice, names.get(actor) or NAMELESS.get(voice, words or actor))
            spans.setdefault(voice, []).append((float(first), float(last)))
    return spans, labels


def _speaking(quotes: pd.DataFrame) -> pd.DataFrame:
    """List the actors that speak, in order, where no catalogue gives an order."""
    actors = quotes["speaker_actor"]
    return pd.DataFrame({"actor": actors[actors != ""]})


def join_spans(spans: list[Span]) -> list[Span]:
    """Merge spans that touch or overlap.

    Examples
    --------
    >>> join_spans([(5.0, 9.0), (1.0, 3.0), (2.0, 4.0)])
    [(1.0, 4.0), (5.0, 9.0)]
    """
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def gaps(joined: list[Span], *, end: float) -> list[Span]:
    """Give what merged spans leave open between 0 and `end`.

    Examples
    --------
    >>> gaps([(1.0, 4.0), (5.0, 9.0)], end=9.0)
    [(0.0, 1.0), (4.0, 5.0)]
    """
    starts = [0.0, *(last for _, last in joined)]
    ends = [*(first for first, _ in joined), end]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if b > a]


def _percent(share: float) -> str:
    return "<1 %" if 0 < share < 0.5 else f"{share:.0f} %"


def _lane(axes: Axes, spans: list[Span], y: float, colour: str | None) -> None:
    """Draw one voice's stretches; without a colour, hatched."""
    least = THINNEST / cell_width(axes)
    bars = [(min(first, 100 - least), max(last - first, least)) for first, last in spans]
    axes.broken_barh(bars, (y - 0.085, 0.17), zorder=3, **_look(colour))


def _look(colour: str | None) -> dict[str, Any]:
    if colour:
        return {"facecolor": colour, "edgecolor": "none"}
    return {"facecolor": "white", "edgecolor": MUTED, "hatch": "//////", "linewidth": 0.6}
