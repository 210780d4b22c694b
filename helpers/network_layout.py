"""Where do the actors and arrows of a network stand, so that none hides another?

Ties in; heights and curves in inches out, with y running down. Nothing is drawn.

Each actor stands on the left as the one who does, and on the right as the one it is done to, so
that every arrow runs from left to right, like a sentence. Each arrow leaves at a height of its own,
beside which its words have room, and arrives at one of its own, so that no heads lie on each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Point = tuple[float, float]
Floats = npt.NDArray[np.float64]
Tie = tuple[str, str]

SLOT: Final = 0.185  # height of an arrow's words, in inches
HEAD: Final = 0.15  # least distance of two arrows that arrive
GAP: Final = 0.11  # between two actors
STEPS: Final = 49


class Stand(NamedTuple):
    """Hold where an actor stands in a column: its middle, and its upper and lower end."""

    y: float
    top: float
    foot: float


class Layout(NamedTuple):
    """Hold the heights of a network.

    `agents` and `patients` are the two columns from the top, `leaves` and `arrives` the heights of
    each tie at its two ends, in the order of the ties, and `height` that of the whole.
    """

    agents: dict[str, Stand]
    patients: dict[str, Stand]
    leaves: list[float]
    arrives: list[float]
    height: float


def lay_ties(
    ties: Sequence[Tie],
    *,
    agents: Sequence[str],
    headed: Sequence[str] = (),
    heading: float = 0.0,
    least: float = 0.0,
) -> Layout:
    """Give each actor and each arrow its height.

    Parameters
    ----------
    ties
        Agent and patient of each arrow, no pair twice.
    agents
        The order of the left column.
    headed
        Agents above whom a heading stands.
    heading
        Height of a heading in inches.
    least
        Least height of the whole in inches.

    Returns
    -------
    Layout
        The right column is ordered so that few arrows cross: each actor near the middle of those
        who do something to it (the barycentre heuristic of Sugiyama, Tagawa & Toda 1981).

    Examples
    --------
    >>> found = lay_ties([("a", "x"), ("a", "y"), ("b", "x")], agents=["a", "b"])
    >>> list(found.patients)
    ['y', 'x']
    >>> [round(y, 2) for y in found.leaves]
    [0.33, 0.15, 0.63]
    """
    patients = order_patients(ties, agents=agents)
    place = {actor: i for i, actor in enumerate(patients)}
    rank = {actor: i for i, actor in enumerate(agents)}
    out = _ends(ties, order=agents, side=0, by=place)
    into = _ends(ties, order=patients, side=1, by=rank)
    spaces = dict.fromkeys(headed, heading)
    left, leaves, high = _column(out, step=SLOT, spaces=spaces, height=least)
    right, arrives, low = _column(into, step=HEAD, spaces={}, height=high)
    if low > high:
        left, leaves, high = _column(out, step=SLOT, spaces=spaces, height=low)
    return Layout(left, right, _in_turn(leaves, len(ties)), _in_turn(arrives, len(ties)), high)


def order_patients(ties: Sequence[Tie], *, agents: Sequence[str]) -> list[str]:
    """Order the right column so that few arrows cross."""
    rank = {actor: float(i) for i, actor in enumerate(agents)}
    found = list(dict.fromkeys(patient for _, patient in ties))
    middle = {
        patient: float(np.mean([rank[agent] for agent, other in ties if other == patient]))
        for patient in found
    }
    return sorted(found, key=lambda patient: (middle[patient], found.index(patient)))


def _ends(
    ties: Sequence[Tie], *, order: Sequence[str], side: int, by: Mapping[str, int]
) -> dict[str, list[int]]:
    """List the ties of each actor of a column, in the order of those at their other ends."""
    mine: dict[str, list[int]] = {actor: [] for actor in order}
    for number, tie in enumerate(ties):
        mine[tie[side]].append(number)
    return {
        actor: sorted(numbers, key=lambda number: by[ties[number][1 - side]])
        for actor, numbers in mine.items()
    }


def _column(
    ends: Mapping[str, Sequence[int]],
    *,
    step: float,
    spaces: Mapping[str, float],
    height: float,
) -> tuple[dict[str, Stand], dict[int, float], float]:
    """Stack the actors of a column; what height is left is shared among the gaps."""
    needed = sum(GAP + spaces.get(actor, 0.0) + _block(len(ends[actor]), step) for actor in ends)
    gap = GAP + max(height - needed, 0.0) / max(len(ends), 1)
    stands: dict[str, Stand] = {}
    heights: dict[int, float] = {}
    at = 0.0
    for actor, numbers in ends.items():
        at += spaces.get(actor, 0.0) + gap / 2
        block = _block(len(numbers), step)
        stands[actor] = Stand(at + block / 2, at, at + block)
        for i, number in enumerate(numbers):
            heights[number] = at + block / 2 + step * (i - (len(numbers) - 1) / 2)
        at += block + gap / 2
    return stands, heights, max(at, height)


def _block(n: int, step: float) -> float:
    """Give the height of an actor with `n` arrows, which holds its label."""
    return max(n * step, SLOT)


def _in_turn(heights: Mapping[int, float], n: int) -> list[float]:
    return [heights[number] for number in range(n)]


def bend(start: Point, end: Point) -> Floats:
    """Draw a curve that leaves and arrives level.

    Parameters
    ----------
    start, end
        Its two ends, the start on the left.

    Returns
    -------
    numpy.ndarray
        Its points, one row each.

    Examples
    --------
    >>> curve = bend((0.0, 0.0), (2.0, 1.0))
    >>> curve[0].tolist(), curve[len(curve) // 2].tolist(), curve[-1].tolist()
    ([0.0, 0.0], [1.0, 0.5], [2.0, 1.0])
    """
    t = np.linspace(0, 1, STEPS)[:, None]
    one, other = np.array(start), np.array(end)
    middle = (one[0] + other[0]) / 2
    first, second = np.array([middle, one[1]]), np.array([middle, other[1]])
    points = (1 - t) ** 3 * one + 3 * t * (1 - t) ** 2 * first
    return np.asarray(points + 3 * t**2 * (1 - t) * second + t**3 * other)


def make_head(tip: Point, *, length: float, width: float) -> Floats:
    """Give the corners of an arrow's head that points to the right, the tip first."""
    x, y = tip
    return np.array([[x, y], [x - length, y - width / 2], [x - length, y + width / 2]])
