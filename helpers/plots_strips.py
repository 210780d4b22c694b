"""Where along the text is each actor named, and where is each device used?

Tables in: mentions or evidence, with paragraphs. Out: one `Picture` a function, with one
row an actor or device and the text from left to right, as a share of its measured words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
from matplotlib.axes import Axes

from helpers.panels import Key, Row, Words, finish, lay_out, nothing_to_show, placed
from helpers.presets import Preset, find_preset
from helpers.scales import (
    along,
    cast_of,
    counted,
    draw_bounds,
    listed,
    measured_blocks,
    only_article,
    text_scale,
)
from helpers.schema import AUTHOR, DEVICE_FAMILIES, DEVICES, check_table
from helpers.style import MUTED, Picture, actor_colours

ROW: Final = 0.29
DEVICE_INK: Final = "#3d3a7c"
SPREAD: Final = "clumping (DP)"
BOUNDS: Final = "Thin upright lines are paragraph bounds"


def plot_salience(
    mentions: pd.DataFrame,
    *,
    paragraphs: pd.DataFrame,
    actors: pd.DataFrame,
    dispersion: pd.DataFrame | None = None,
    preset: str | Preset = "screen",
) -> Picture:
    """Show where along the text each actor is named.

    Parameters
    ----------
    mentions
        The mentions of one article.
    paragraphs, actors
        The paragraphs of that article and the actor catalogue.
    dispersion
        From `score_dispersion`; adds each actor's DPnorm, and between which values it would lie by
        chance.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        Rows are actors, the one named most often first; a stroke is a mention, a ring a mention
        as a mere place, and both are counted at the right. Its `data`: one row per mention in a
        measured paragraph, columns actor, actor_label, paragraph, mention, position (percent of
        the measured words), as_place. Without any, a picture that says so.

    Raises
    ------
    DiscourseError
        If the tables hold several articles, or an actor that the catalogue lacks.
    """
    check_table(mentions, table="mentions")
    only_article(mentions=mentions, paragraphs=paragraphs)
    blocks = measured_blocks(paragraphs)
    cast = cast_of(actors, mentions=mentions)
    found = mentions[mentions["paragraph"].isin(blocks["paragraph"])]
    data = pd.DataFrame(
        {
            "actor": found["actor"],
            "actor_label": found["actor"].map(cast["label"]),
            "paragraph": found["paragraph"],
            "mention": found["mention"],
            "position": along(found["start"], blocks=blocks),
            "as_place": found["role"] == "place",
        }
    ).reset_index(drop=True)
    data.attrs = dict(mentions.attrs)
    title = "Which actors does the text name, and where?"
    if data.empty:
        note = "Nothing to show: no actor of the catalogue is named in a measured paragraph."
        return nothing_to_show(
            words=Words("salience", title, note, note, note), data=data, preset=preset
        )

    places = data[data["as_place"]].groupby("actor").size()
    counts = data[~data["as_place"]].groupby("actor").size()
    order = sorted(
        (actor for actor in cast["actor"] if actor in set(data["actor"])),
        key=lambda actor: (-int(counts.get(actor, 0)), -int(places.get(actor, 0))),
    )
    labels = cast["label"].to_dict()
    shown = f"{counted(len(data), 'mention')} of {counted(len(order), 'actor')}"
    readings = [f"{labels[actor]} {counts[actor]}" for actor in order if actor in counts]
    page = find_preset(preset)
    spread = _spread_texts(dispersion)
    heads = _heads(bool(spread), page)
    caption = (
        "Each stroke is one mention at its place in the text; a ring is a mention that only says "
        f"where something happens. {BOUNDS}. Value: the number of mentions by name, description "
        f"or pronoun, mere places {'counted apart' if 'as place' in heads else 'not counted'}."
    )
    alt = (
        f"Strips of {shown} along the text, {places.sum()} of them as a mere place. "
        f"Mentions: {listed(readings, limit=5) or 'none but as a place'}."
    )
    if SPREAD in heads:
        caption += (
            " Clumping: Gries’ DP, normalised, from 0 (spread as the words are) to 1 (in the "
            "smallest part only), of all mentions; "
            + (
                "by chance: where it would lie"
                if "by chance" in heads
                else "by chance it would lie"
            )
            + " in 95 % of texts with as many mentions at random; *: beyond chance."
        )
    picture, axes, middles = lay_out(
        [
            Row(
                labels[actor],
                side=tuple(
                    {
                        "named": str(counts.get(actor, 0)),
                        "as place": str(places.get(actor, "–")),
                        SPREAD: spread.get(actor, ("–", "–"))[0],
                        "by chance": spread.get(actor, ("–", "–"))[1],
                    }[head]
                    for head in heads
                ),
                weight=int(counts.get(actor, 0)) + int(places.get(actor, 0)),
            )
            for actor in order
        ],
        words=Words("salience", title, shown, caption, alt),
        data=data,
        scale=text_scale(blocks),
        row_height=ROW,
        side_heads=heads,
        keys=[
            Key("named", lambda axes, x, y: _strokes(axes, [x], y, MUTED), 0.08),
            Key("named as a mere place", lambda axes, x, y: _rings(axes, [x], y, MUTED), 0.08),
        ],
        preset=page,
        what=("actor", "mentions"),
    )
    draw_bounds(axes, blocks)
    colours = actor_colours(cast)
    for actor, y in placed(order, middles):
        here = data[data["actor"] == actor]
        _strokes(axes, here["position"][~here["as_place"]], y, colours[actor])
        _rings(axes, here["position"][here["as_place"]], y, colours[actor])
    return finish(picture, preset=page)


def _heads(spread: bool, page: Preset) -> tuple[str, ...]:
    """Choose the columns of numbers that the page has room for."""
    heads = ("named", "as place", *((SPREAD, "by chance") if spread else ()))
    if len(heads) <= page.sides:
        return heads
    return ("named", *((SPREAD if spread else "as place",) if page.sides > 1 else ()))


def plot_devices(
    evidence: pd.DataFrame, *, paragraphs: pd.DataFrame, preset: str | Preset = "screen"
) -> Picture:
    """Show where along the text each rhetorical device is used.

    Parameters
    ----------
    evidence
        The evidence of one article; rows with measure `device` are drawn.
    paragraphs
        The paragraphs of that article.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        Rows are the devices that the text uses, by family; a stroke is a use in the
        author's words, a ring one in a quotation, and both are counted at the right. Its `data`:
        one row per use, columns device, paragraph, cue, position (percent of the measured words),
        quoted. Without any use, a picture that says so.

    Raises
    ------
    DiscourseError
        If the tables hold several articles.
    """
    check_table(evidence, table="evidence")
    only_article(evidence=evidence, paragraphs=paragraphs)
    blocks = measured_blocks(paragraphs)
    found = evidence[
        (evidence["measure"] == "device") & evidence["paragraph"].isin(blocks["paragraph"])
    ]
    data = pd.DataFrame(
        {
            "device": found["label"],
            "paragraph": found["paragraph"],
            "cue": found["cue"],
            "position": along(found["start"], blocks=blocks),
            "quoted": found["voice"] != AUTHOR,
        }
    ).reset_index(drop=True)
    data.attrs = dict(evidence.attrs)
    title = "Which rhetorical devices does the text use, and where?"
    if data.empty:
        note = "Nothing to show: no device was found in a measured paragraph."
        return nothing_to_show(
            words=Words("devices", title, note, note, note), data=data, preset=preset
        )

    counts = data.groupby("device").size()
    own = tuple(sorted(set(data["device"]) - set(DEVICES)))
    families = DEVICE_FAMILIES | ({"of your own": own} if own else {})
    used = {
        name: [device for device in family if device in counts] for name, family in families.items()
    }
    order = [device for family in used.values() for device in family]
    headings = {family[0]: name.capitalize() for name, family in used.items() if family}
    absent = [_words(device) for device in DEVICES if device not in counts]
    spoken = data.groupby(["device", "quoted"]).size()
    shown = f"{counted(len(data), 'use')} of {counted(len(counts), 'device')}"
    note = shown + f"; {len(absent)} others looked for and not found" * bool(absent)
    commonest = sorted(counts.index, key=lambda device: (-int(counts[device]), device))
    readings = [f"{_words(device)} {counts[device]}" for device in commonest]
    quoted = int(data["quoted"].sum())
    caption = (
        "Each stroke is one use in the author's own words, each ring one inside a quotation. "
        f"{_bounds(len(blocks))}. Value: the number of uses that the word lists and rules find. "
        "Some of them are wrong: read each in its sentence."
        + f" Not found: {listed(absent, limit=len(absent))}."
        * bool(absent)
    )
    alt = (
        f"Strips of {shown} along the text, {quoted} of them in quotations. "
        f"Uses: {listed(readings, limit=10)}."
    )
    page = find_preset(preset)
    picture, axes, middles = lay_out(
        [
            Row(
                _words(device).capitalize(),
                side=(str(counts[device]),)
                if page.narrow
                else tuple(str(spoken.get((device, quoted), "–")) for quoted in (False, True)),
                weight=int(counts[device]),
                heading=headings.get(device, ""),
            )
            for device in order
        ],
        words=Words("devices", title, note, caption, alt),
        data=data,
        scale=text_scale(blocks),
        row_height=ROW,
        side_heads=("uses",) if page.narrow else ("author", "quoted"),
        keys=[
            Key("author's words", lambda axes, x, y: _strokes(axes, [x], y, DEVICE_INK), 0.08),
            Key("in a quotation", lambda axes, x, y: _rings(axes, [x], y, DEVICE_INK), 0.08),
        ],
        preset=page,
        what=("device", "uses"),
    )
    draw_bounds(axes, blocks)
    for device, y in placed(order, middles):
        here = data[data["device"] == device]
        _strokes(axes, here["position"][~here["quoted"]], y, DEVICE_INK)
        _rings(axes, here["position"][here["quoted"]], y, DEVICE_INK)
    return finish(picture, preset=page)


def _bounds(paragraphs: int) -> str:
    """Say which bounds are drawn; see `draw_bounds`."""
    return BOUNDS if paragraphs <= 60 else f"{BOUNDS}, of those with a label above"


def _spread_texts(dispersion: pd.DataFrame | None) -> dict[str, tuple[str, str]]:
    """Write each actor's dispersion, with a mark where it lies beyond chance."""
    texts = {}
    for row in () if dispersion is None else dispersion.to_dict("records"):
        if pd.isna(row["dp_norm"]):
            texts[row["actor"]] = ("–", "too few")
            continue
        low, high = row["chance_low"], row["chance_high"]
        beyond = "" if low <= row["dp_norm"] <= high else "*"
        texts[row["actor"]] = (f"{beyond}{row['dp_norm']:.2f}", f"{low:.2f} to {high:.2f}")
    return texts


def _strokes(axes: Axes, xs: Sequence[float] | pd.Series, y: float, colour: str) -> None:
    axes.vlines(xs, y - 0.09, y + 0.09, color=colour, lw=1.5, zorder=3, clip_on=False)


def _rings(axes: Axes, xs: Sequence[float] | pd.Series, y: float, colour: str) -> None:
    axes.plot(
        xs, [y] * len(xs), "o", ms=4.2, mfc="white", mec=colour, mew=1.0, zorder=4, clip_on=False
    )


def _words(device: str) -> str:
    return device.replace("_", " ")
