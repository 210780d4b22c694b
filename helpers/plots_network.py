"""Who does what to whom, and is it hostile or helpful?

Tables in: what `score_relations` gives, and the actor catalogue. Out: a `Picture`, a network with
an arrow from each actor that does something to the one that it is done to.

A network of many actors soon is a tangle. Here each actor stands twice, on the left as the one who
does and on the right as the one it is done to, so that every arrow runs as a sentence does; each
has a height of its own, with its deeds beside it in words; and only the pairs with most deeds are
drawn, by a stated number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from helpers.lettering import fit, shorten, text_width
from helpers.network_arrows import (
    TITLE,
    Arrow,
    describe,
    fit_texts,
    head_blocs,
    label_rows,
    make_arrow,
    order_agents,
    text_room,
    texts_width,
)
from helpers.network_layout import Layout, Point, Tie, bend, lay_ties, make_head
from helpers.panels import (
    LABEL,
    SMALL,
    Key,
    Row,
    Scale,
    Words,
    finish,
    lay_out,
    measure_body,
    nothing_to_show,
)
from helpers.presets import Preset, find_preset
from helpers.relations import HELPFUL, HOSTILE, OTHER, strongest
from helpers.rooms import key_lines, words_height
from helpers.scales import cast_of
from helpers.style import HAIR, INK, MINUS, MUTED, Picture, actor_colours, actor_marks

WIDTH: Final = 9.0
LINES: Final = 0.18  # least room of the arrows, as a share of the width
NARROW: Final = 0.225  # most room of a label on paper, as a share of the width
AIRY: Final = 1.5  # times its height at most, for a network on a slide
MOST: Final = 24
TOP: Final = 0.3  # room of the headings of the columns
HEADING: Final = 0.24
DISC: Final = 0.075
MOST_HEIGHT: Final = 0.6  # of an arrow with its actors and a heading, in inches
# Hostile is darkest and neither lightest, so that they differ in grey as well.
INKS: Final = {HOSTILE: "#7a3200", HELPFUL: "#2079a0", OTHER: "#767676"}
DASHES: Final = (0, (3.5, 2.0))
HEADS: Final = ("who does it", "what", "to whom it is done")
SHORT_HEADS: Final = ("by", "deeds", "to")


class _Plan(NamedTuple):
    """Hold what is drawn on a page: arrows, where they stand, blocs above agents, and words."""

    arrows: tuple[Arrow, ...]
    layout: Layout
    headed: dict[str, str]
    labels: dict[str, str]
    data: pd.DataFrame
    words: Words


class _Room(NamedTuple):
    """Hold the edges of the columns in inches: discs, words, and where arrows leave and arrive."""

    agents: float
    words: float
    leave: float
    arrive: float
    patients: float


def plot_network(
    relations: pd.DataFrame,
    *,
    actors: pd.DataFrame,
    limit: int = MOST,
    preset: str | Preset = "screen",
) -> Picture:
    """Draw the network of who does what to whom.

    Parameters
    ----------
    relations
        From `score_relations`, of one voice.
    actors
        The actor catalogue, for labels, blocs and colours.
    limit
        Arrows drawn at most, those of the pairs with most deeds first; fewer where the page is too
        low for them.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        On the left the actors that do something, by bloc, on the right those it is done to; an
        arrow joins them, the wider, the more deeds. Where it leaves stand its deeds: after − the
        hostile ones, after + the helpful ones, after · those that are neither. An arrow is
        brown where most signs are −, blue where most are +, else grey. Deeds that are only
        wished, feared or asked about stand in brackets, and the arrow is dashed where there are
        no others; those told by quoted speakers alone, in quotation marks. Denied deeds are not
        drawn. Its `data`: all rows of the table with the labels of both actors, and whether they
        are drawn. Without any, a picture that says so.

    Raises
    ------
    DiscourseError
        If the table names an actor that the catalogue lacks.

    Notes
    -----
    The same ties were drawn as a ring of actors with curved arrows and as a matrix. In a ring,
    actors of one bloc stand side by side, and the many deeds between them turn into a knot of short
    arrows. A matrix of many actors is read with fewer errors than arrows are (Ghoniem, Fekete &
    Castagliola 2005), but one of a single text is a large sheet of empty cells, which hold no
    words.
    """
    cast = cast_of(actors)
    for part in ("agent", "patient"):
        cast_of(actors, relations=relations.assign(actor=relations[part]))
    page = find_preset(preset)
    pairs = strongest(relations, limit=limit)
    if not pairs:
        note = "Nothing to show: no deed of one actor of the catalogue to another is told."
        words, data = (
            Words("network", TITLE, note, note, note),
            label_rows(relations, (), cast=cast),
        )
        return nothing_to_show(words=words, data=data, preset=page)
    scale = _scale(page)
    plan = _plan(relations, pairs, cast=cast, page=page)
    room = _measure(plan, width=scale.width, page=page)
    picture, axes, _ = lay_out(
        [Row("")],
        words=plan.words,
        data=plan.data,
        scale=scale,
        row_height=TOP + plan.layout.height,
        keys=_keys(plan.arrows),
        preset=page,
    )
    _write_heads(axes, plan, room=room, page=page)
    _draw_arrows(axes, plan, room=room, page=page)
    _draw_actors(axes, plan, cast=cast, room=room)
    return finish(picture, preset=page)


def _scale(page: Preset) -> Scale:
    """Let the body be as wide as the page allows, in inches."""
    scale = Scale(ends=(0.0, WIDTH), width=WIDTH)
    width = measure_body([Row("")], scale=scale, heads=(), preset=page)
    return Scale(ends=(0.0, width), width=width)


def _plan(
    relations: pd.DataFrame, pairs: Sequence[Tie], *, cast: pd.DataFrame, page: Preset
) -> _Plan:
    """Draw as many arrows as the page is high enough for."""
    arrows = [make_arrow(relations, tie=pair) for pair in pairs]
    plan = _attempt(relations, arrows, cast=cast, page=page)
    while len(plan.arrows) > 1 and plan.layout.height > _free(plan, page=page):
        # Never fewer than have room: no arrow takes more than this.
        over = int((plan.layout.height - _free(plan, page=page)) / MOST_HEIGHT)
        fewer = len(plan.arrows) - max(1, over)
        plan = _attempt(relations, arrows[: max(fewer, 1)], cast=cast, page=page)
    if page.exact:
        # A page that is as high as it is gives its actors more air.
        least = min(_free(plan, page=page), AIRY * plan.layout.height)
        plan = _attempt(relations, plan.arrows, cast=cast, page=page, least=least)
    return plan


def _attempt(
    relations: pd.DataFrame,
    arrows: Sequence[Arrow],
    *,
    cast: pd.DataFrame,
    page: Preset,
    least: float = 0.0,
) -> _Plan:
    ties = [arrow.tie for arrow in arrows]
    agents = order_agents(cast, arrows)
    headed = {} if page.exact else head_blocs(agents)
    layout = lay_ties(ties, agents=list(agents), headed=list(headed), heading=HEADING, least=least)
    room = np.inf if page.room is None else min(page.label or np.inf, NARROW * page.room)
    labels = {
        actor: fit(shorten(str(cast.loc[actor, "label"])), width=room, size=LABEL)
        for tie in ties
        for actor in tie
    }
    data = label_rows(relations, ties, cast=cast)
    named = {actor: str(cast.loc[actor, "label"]) for actor in labels}
    words = describe(data, arrows=arrows, labels=named, counted_only=page.narrow)
    return _Plan(tuple(arrows), layout, headed, labels, data, words)


def _free(plan: _Plan, *, page: Preset) -> float:
    """Measure what height the words leave to the columns."""
    if page.reach is None or page.room is None:
        return np.inf
    taken = words_height(plan.words, width=page.room, preset=page)
    taken += 0.24 * len(key_lines(_keys(plan.arrows), width=page.room, pad=page.pad))
    return page.reach - taken - 2 * page.pad - 0.2 - TOP


def _heads(page: Preset) -> tuple[str, str, str]:
    """Choose what the three columns are called."""
    return SHORT_HEADS if page.narrow else HEADS


def _measure(plan: _Plan, *, width: float, page: Preset) -> _Room:
    """Share the width between labels, words and arrows."""
    by, what, to = _heads(page)
    left, right = (
        max(
            text_width(head, size=SMALL),
            *(text_width(plan.labels[actor], size=LABEL) for actor in stands),
        )
        for head, stands in ((by, plan.layout.agents), (to, plan.layout.patients))
    )
    agents = left + 0.1 + DISC
    words = agents + DISC + 0.13
    patients = width - right - 0.1 - DISC
    most = patients - words - LINES * width
    texts = [arrow.counts if page.narrow else arrow.words for arrow in plan.arrows]
    wanted = max(text_width(what, size=SMALL), *map(texts_width, texts))
    leave = words + min(wanted, most) + 0.08
    return _Room(agents, words, leave, patients - DISC - 0.05, patients)


def _write_heads(axes: Axes, plan: _Plan, *, room: _Room, page: Preset) -> None:
    """Write what the columns are, and the name of each bloc above its first actor."""
    look: Any = {"size": SMALL, "color": MUTED, "va": "center_baseline"}
    by, what, to = _heads(page)
    axes.text(room.agents + DISC, 0.16, by, ha="right", **look)
    axes.text(room.words, 0.16, what, ha="left", **look)
    axes.text(room.patients - DISC, 0.16, to, ha="left", **look)
    for actor, bloc in plan.headed.items():
        text = shorten(bloc, limit=60)
        while text_width(text, size=SMALL, bold=True) > room.leave - 0.1:
            text = shorten(text, limit=len(text) - 1)
        y = TOP + plan.layout.agents[actor].top - HEADING / 2 - 0.02
        axes.text(0.02, y, text, ha="left", weight="bold", **look)
        if actor != next(iter(plan.headed)):
            axes.plot([0, room.leave], [y - 0.14] * 2, color=HAIR, lw=0.6, zorder=0)


def _draw_arrows(axes: Axes, plan: _Plan, *, room: _Room, page: Preset) -> None:
    """Draw the arrows, the weakest first, and write the deeds of each where it leaves."""
    most, wide = max(arrow.n for arrow in plan.arrows), room.leave - room.words
    for arrow, leaves, arrives in reversed(
        list(zip(plan.arrows, plan.layout.leaves, plan.layout.arrives, strict=True))
    ):
        x, y = room.words, TOP + leaves
        for act, text in fit_texts(arrow, room=wide, counted_only=page.narrow):
            axes.text(x, y, text, size=SMALL, color=INKS[act], va="center_baseline")
            x += text_room(text)
        _draw_arrow(
            axes,
            [(x + 0.02, y), (room.leave, y)],
            (room.arrive, TOP + arrives),
            ink=INKS[arrow.act],
            width=1.0 + 2.2 * (arrow.n - 1) / max(most - 1, 1),
            fill=INKS[arrow.act] if arrow.done else page.background,
        )


def _draw_arrow(
    axes: Axes, start: Sequence[Point], tip: Point, *, ink: str, width: float, fill: str
) -> None:
    """Draw one arrow along its straight start and its bend; dashed where its head is empty."""
    length = 0.11 + 0.015 * width
    curve = np.vstack([start[:1], bend(start[-1], (tip[0] - length, tip[1]))])
    dashes: Any = "-" if fill == ink else DASHES
    axes.plot(*curve.T, color=ink, lw=width, ls=dashes, dash_capstyle="butt", zorder=3)
    head = make_head(tip, length=length, width=0.09 + 0.015 * width)
    axes.add_patch(Polygon(head, fc=fill, ec=ink, lw=0.9, zorder=4))


def _draw_actors(axes: Axes, plan: _Plan, *, cast: pd.DataFrame, room: _Room) -> None:
    """Draw a mark for each actor in its colour, its label, and a bracket over its arrows."""
    colours, marks = actor_colours(cast), actor_marks(cast)
    columns = ((plan.layout.agents, room.agents, -1), (plan.layout.patients, room.patients, 1))
    for stands, x, out in columns:
        for actor, stand in stands.items():
            y, inner = TOP + stand.y, x - out * (DISC + 0.025)
            ends = [TOP + stand.top + 0.02, TOP + stand.foot - 0.02]
            axes.plot([inner, inner], ends, color=colours[actor], lw=1.6, zorder=2)
            look: Any = {"mfc": colours[actor], "mec": "white", "mew": 0.8, "zorder": 5}
            axes.plot([x], [y], marks[actor][0], ms=130 * DISC, **look)
            side: Any = {"ha": "right" if out < 0 else "left", "va": "center_baseline"}
            label = plan.labels[actor]
            axes.text(x + out * (DISC + 0.06), y, label, size=LABEL, color=INK, **side)


def _keys(arrows: Sequence[Arrow]) -> list[Key]:
    """Explain the signs that occur."""
    words = {HOSTILE: f"{MINUS} hostile", HELPFUL: "+ helpful", OTHER: "· neither, or both"}
    keys = [
        Key(words[act], _sample(INKS[act], fill=INKS[act]), 0.4)
        for act in (HOSTILE, HELPFUL, OTHER)
        if any(arrow.act == act for arrow in arrows)
    ]
    if any("(" in text for arrow in arrows for _, text in arrow.words):
        text = "( ) only wished, feared or asked about"
        keys.append(Key(text, _sample(INKS[OTHER], fill="white"), 0.4))
    if any("“" in text for arrow in arrows for _, text in arrow.words):
        keys.append(Key("“ ” only in quotations"))
    return keys


def _sample(ink: str, *, fill: str) -> Any:
    def draw(axes: Axes, x: float, y: float) -> None:
        _draw_arrow(axes, [(x - 0.2, y)], (x + 0.2, y), ink=ink, width=1.4, fill=fill)

    return draw
