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

from helpers.lettering import shorten, text_width
from helpers.network_layout import Layout, Point, Tie, bend, lay_ties, make_head
from helpers.panels import LABEL, SMALL, Key, Row, Scale, Words, lay_out, nothing_to_show
from helpers.relations import ACTS, DENIED, DONE, HELPFUL, HOSTILE, OPEN, OTHER, strongest
from helpers.scales import NO_BLOC, cast_of, counted, in_order_of_blocs, listed, voice_words
from helpers.schema import iterate
from helpers.style import HAIR, INK, MINUS, MUTED, Picture, actor_colours, actor_marks

WIDTH: Final = 9.0
LINES: Final = 2.3  # least room of the arrows, in inches
MOST: Final = 24
TOP: Final = 0.3  # room of the headings of the columns
HEADING: Final = 0.24
DISC: Final = 0.075
TITLE: Final = "Who does what to whom, and is it hostile or helpful?"
MARKS: Final = {HOSTILE: MINUS, HELPFUL: "+", OTHER: "·"}
INKS: Final = {HOSTILE: "#a8480a", HELPFUL: "#1f7391", OTHER: "#636363"}
DASHES: Final = (0, (3.5, 2.0))
HEADS: Final = ("who does it", "what", "to whom it is done")


class _Arrow(NamedTuple):
    """Hold one arrow: whose, its sign, how many deeds, whether done, and its words by sign."""

    tie: Tie
    act: str
    n: int
    done: bool
    words: tuple[tuple[str, str], ...]


class _Room(NamedTuple):
    """Hold the edges of the columns in inches: discs, words, and where arrows leave and arrive."""

    agents: float
    words: float
    leave: float
    arrive: float
    patients: float


def plot_network(relations: pd.DataFrame, *, actors: pd.DataFrame, limit: int = MOST) -> Picture:
    """Draw the network of who does what to whom.

    Parameters
    ----------
    relations
        From `score_relations`, of one voice.
    actors
        The actor catalogue, for labels, blocs and colours.
    limit
        Arrows drawn at most, those of the pairs with most deeds first.

    Returns
    -------
    Picture
        On the left the actors that do something, by bloc, on the right those it is done to; an
        arrow joins them, the wider, the more deeds. Where it leaves stand its deeds: after − the
        hostile ones, after + the helpful ones, after · those that are neither. An arrow is
        orange-brown where most signs are −, blue where most are +, else grey. Deeds that are only
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
    pairs = strongest(relations, limit=limit)
    data = _data(relations, cast=cast, pairs=pairs)
    if not pairs:
        note = "Nothing to show: no deed of one actor of the catalogue to another is told."
        return nothing_to_show(words=Words("network", TITLE, note, note, note), data=data)
    arrows = [_arrow(relations, tie=pair) for pair in pairs]
    agents = _in_order(cast, arrows)
    headed = _headed(agents)
    layout = lay_ties(pairs, agents=list(agents), headed=list(headed), heading=HEADING)
    labels = {actor: shorten(str(cast.loc[actor, "label"])) for tie in pairs for actor in tie}
    room = _measure(arrows, layout=layout, labels=labels)
    picture, axes, _ = lay_out(
        [Row("")],
        words=_words(data, arrows=arrows, labels=labels),
        data=data,
        scale=Scale(ends=(0.0, WIDTH), width=WIDTH),
        row_height=TOP + layout.height,
        keys=_keys(arrows),
    )
    _write_heads(axes, layout=layout, headed=headed, room=room)
    _draw_arrows(axes, arrows, layout=layout, room=room)
    _draw_actors(axes, layout=layout, labels=labels, cast=cast, room=room)
    return picture


def _data(relations: pd.DataFrame, *, cast: pd.DataFrame, pairs: Sequence[Tie]) -> pd.DataFrame:
    """Put the labels beside the actors, and say which rows are drawn."""
    labels, shown = cast["label"].to_dict(), set(pairs)
    keys = zip(relations["agent"], relations["patient"], relations["told"], strict=True)
    data = relations.assign(
        agent_label=relations["agent"].map(labels),
        patient_label=relations["patient"].map(labels),
        drawn=[(agent, patient) in shown and told != DENIED for agent, patient, told in keys],
    )
    rest = [name for name in relations.columns if name not in ("agent", "patient")]
    data = data[["agent", "agent_label", "patient", "patient_label", *rest, "drawn"]]
    data.attrs = dict(relations.attrs)
    return data


def _arrow(relations: pd.DataFrame, *, tie: Tie) -> _Arrow:
    """Sum up what one actor does to another as one arrow."""
    pair = relations[(relations["agent"] == tie[0]) & (relations["patient"] == tie[1])]
    told = {row.told: row for row in iterate(pair)}
    words = [part for told_as in (DONE, OPEN) if told_as in told for part in _parts(told[told_as])]
    first = told.get(DONE) or told[OPEN]
    balance = int(np.sign(first.n_helpful - first.n_hostile))
    act = {-1: HOSTILE, 0: OTHER, 1: HELPFUL}[balance]
    return _Arrow(tie, act, int(first.n), DONE in told, tuple(words))


def _parts(row: Any) -> list[tuple[str, str]]:
    """Write the deeds of a row by sign, as in − kill 2, bomb, between the marks of its kind."""
    found = ((act, str(getattr(row, act))) for act in ACTS)
    parts = [(act, f"{MARKS[act]} {deeds}") for act, deeds in found if deeds]
    before, after = ("“", "”") if not row.n_author else ("", "")
    if row.told == OPEN:
        before, after = f"({before}", f"{after})"
    parts[0] = (parts[0][0], before + parts[0][1])
    parts[-1] = (parts[-1][0], parts[-1][1] + after)
    return parts


def _in_order(cast: pd.DataFrame, arrows: Sequence[_Arrow]) -> dict[str, str]:
    """Give the bloc of each actor that does something, by bloc, those with most arrows first."""
    ends = pd.Series([arrow.tie[0] for arrow in arrows]).value_counts()
    doing = cast[cast["actor"].isin(ends.index)]
    ordered = in_order_of_blocs(doing.assign(named=doing["actor"].map(ends)))
    return {str(row.actor): str(row.bloc) for row in iterate(ordered)}


def _headed(agents: dict[str, str]) -> dict[str, str]:
    """Name the first agent of each bloc, where there are several blocs."""
    if len(set(agents.values())) < 2:
        return {}
    first: dict[str, str] = {}
    for actor, bloc in agents.items():
        first.setdefault(bloc, actor)
    return {actor: bloc or NO_BLOC for bloc, actor in first.items()}


def _measure(arrows: Sequence[_Arrow], *, layout: Layout, labels: dict[str, str]) -> _Room:
    """Share the width between labels, words and arrows."""
    left, right = (
        max(text_width(text, size=LABEL) for text in texts)
        for texts in (
            [labels[actor] for actor in layout.agents],
            [HEADS[2], *(labels[actor] for actor in layout.patients)],
        )
    )
    agents = left + 0.1 + DISC
    words = agents + DISC + 0.12
    patients = WIDTH - right - 0.1 - DISC
    most = patients - words - LINES
    wanted = max(_width(arrow.words) for arrow in arrows)
    leave = words + min(wanted, most) + 0.08
    return _Room(agents, words, leave, patients - DISC - 0.04, patients)


def _width(words: Sequence[tuple[str, str]]) -> float:
    return sum(text_width(text, size=SMALL) + 0.06 for _, text in words)


def _cut(words: Sequence[tuple[str, str]], *, room: float) -> list[tuple[str, str]]:
    """Shorten the longest part until all fit side by side."""
    parts = list(words)
    while _width(parts) > room and max(len(text) for _, text in parts) > 1:
        at = max(range(len(parts)), key=lambda i: len(parts[i][1]))
        act, text = parts[at]
        parts[at] = (act, shorten(text, limit=len(text) - 1))
    return parts


def _words(data: pd.DataFrame, *, arrows: Sequence[_Arrow], labels: dict[str, str]) -> Words:
    """Say what the figure shows, how to read it, and its main readings."""
    told = data[data["told"] != DENIED]
    pairs = told.groupby(["agent", "patient"]).ngroups
    shown = data[data["drawn"]]
    done, undone = (int(shown.loc[shown["told"] == as_what, "n"].sum()) for as_what in (DONE, OPEN))
    denied = int(data.loc[data["told"] == DENIED, "n"].sum())
    voice = voice_words(str(data["voice"].iloc[0]))
    note = (
        f"{counted(done, 'deed')} told as done, {undone} only wished, feared or asked about, "
        f"between {counted(len(labels), 'actor')}, in {voice}"
    )
    rest = ""
    if pairs > len(arrows):
        note += f"; the {len(arrows)} pairs with most deeds, of {pairs}"
        rest = (
            f"Drawn are the {len(arrows)} pairs with most deeds; the other {pairs - len(arrows)} "
            "stand in the data. "
        )
    caption = (
        "Each arrow runs from an actor that does something to the one that it is done to; the "
        "wider, the more deeds. Its deeds stand where it leaves, as verbs or nouns: − hostile "
        "(hurts, threatens, blames, hinders), + helpful (gives, protects, praises, backs), · "
        "neither. In brackets, and dashed where there are no others, are deeds that are only "
        "wished, announced, feared or asked about; in quotation marks, those that only quoted "
        f"speakers tell. Not drawn: {counted(denied, 'denied deed')}. "
        f"{rest}Value: the number of deeds that rules of grammar find; the sign is that of a list "
        "of words. What is told need not have happened, and a hostile deed is no blame."
    )
    readings = [
        f"{labels[arrow.tie[0]]} to {labels[arrow.tie[1]]} {' '.join(t for _, t in arrow.words)}"
        for arrow in sorted(arrows, key=lambda arrow: (arrow.act == OTHER, not arrow.done))
    ]
    alt = (
        f"Network of {counted(len(labels), 'actor')} and {counted(len(arrows), 'arrow')}. Who does "
        f"what to whom, − hostile, + helpful, in brackets not done: {listed(readings, limit=8)}."
    )
    return Words("network", TITLE, note, caption, alt)


def _write_heads(axes: Axes, *, layout: Layout, headed: dict[str, str], room: _Room) -> None:
    """Write what the columns are, and the name of each bloc above its first actor."""
    look: Any = {"size": SMALL, "color": MUTED, "va": "center_baseline"}
    axes.text(room.agents + DISC, 0.16, HEADS[0], ha="right", **look)
    axes.text(room.words, 0.16, HEADS[1], ha="left", **look)
    axes.text(room.patients - DISC, 0.16, HEADS[2], ha="left", **look)
    for actor, bloc in headed.items():
        text = shorten(bloc, limit=60)
        while text_width(text, size=SMALL, bold=True) > room.leave - 0.1:
            text = shorten(text, limit=len(text) - 1)
        y = TOP + layout.agents[actor].top - HEADING / 2 - 0.02
        axes.text(0.02, y, text, ha="left", weight="bold", **look)
        if actor != next(iter(headed)):
            axes.plot([0, room.leave], [y - 0.14] * 2, color=HAIR, lw=0.6, zorder=0)


def _draw_arrows(axes: Axes, arrows: Sequence[_Arrow], *, layout: Layout, room: _Room) -> None:
    """Draw the arrows, the weakest first, and write the deeds of each where it leaves."""
    most = max(arrow.n for arrow in arrows)
    for at in reversed(range(len(arrows))):
        arrow, y = arrows[at], TOP + layout.leaves[at]
        x = room.words
        for act, text in _cut(arrow.words, room=room.leave - room.words - 0.06):
            axes.text(x, y, text, size=SMALL, color=INKS[act], va="center_baseline")
            x += text_width(text, size=SMALL) + 0.06
        _draw_arrow(
            axes,
            [(x + 0.02, y), (room.leave, y)],
            (room.arrive, TOP + layout.arrives[at]),
            ink=INKS[arrow.act],
            width=1.0 + 2.2 * (arrow.n - 1) / max(most - 1, 1),
            done=arrow.done,
        )


def _draw_arrow(
    axes: Axes, start: Sequence[Point], tip: Point, *, ink: str, width: float, done: bool
) -> None:
    """Draw one arrow along its straight start and its bend, with a head that shows its kind."""
    length = 0.11 + 0.015 * width
    curve = np.vstack([start[:1], bend(start[-1], (tip[0] - length, tip[1]))])
    dashes: Any = "-" if done else DASHES
    axes.plot(*curve.T, color=ink, lw=width, ls=dashes, dash_capstyle="butt", zorder=3)
    head = make_head(tip, length=length, width=0.09 + 0.015 * width)
    axes.add_patch(Polygon(head, fc=ink if done else "white", ec=ink, lw=0.9, zorder=4))


def _draw_actors(
    axes: Axes,
    *,
    layout: Layout,
    labels: dict[str, str],
    cast: pd.DataFrame,
    room: _Room,
) -> None:
    """Draw a mark for each actor in its colour, its label, and a bracket over its arrows."""
    colours, marks = actor_colours(cast), actor_marks(cast)
    columns = ((layout.agents, room.agents, -1), (layout.patients, room.patients, 1))
    for stands, x, out in columns:
        for actor, stand in stands.items():
            y = TOP + stand.y
            inner = x - out * DISC
            ends = [TOP + stand.top + 0.02, TOP + stand.foot - 0.02]
            axes.plot([inner, inner], ends, color=colours[actor], lw=1.6, zorder=2)
            look: Any = {"mfc": colours[actor], "mec": "white", "mew": 0.8, "zorder": 5}
            axes.plot([x], [y], marks[actor][0], ms=130 * DISC, **look)
            axes.text(
                x + out * (DISC + 0.06),
                y,
                labels[actor],
                size=LABEL,
                color=INK,
                ha="right" if out < 0 else "left",
                va="center_baseline",
            )


def _keys(arrows: Sequence[_Arrow]) -> list[Key]:
    """Explain the signs that occur."""
    words = {HOSTILE: f"{MINUS} hostile", HELPFUL: "+ helpful", OTHER: "· neither, or both"}
    keys = [
        Key(words[act], _sample(INKS[act], done=True), 0.4)
        for act in (HOSTILE, HELPFUL, OTHER)
        if any(arrow.act == act for arrow in arrows)
    ]
    if any("(" in text for arrow in arrows for _, text in arrow.words):
        text = "( ) only wished, feared or asked about"
        keys.append(Key(text, _sample(INKS[OTHER], done=False), 0.4))
    if any("“" in text for arrow in arrows for _, text in arrow.words):
        keys.append(Key("“ ” only in quotations"))
    return keys


def _sample(ink: str, *, done: bool) -> Any:
    def draw(axes: Axes, x: float, y: float) -> None:
        _draw_arrow(axes, [(x - 0.2, y)], (x + 0.2, y), ink=ink, width=1.4, done=done)

    return draw
