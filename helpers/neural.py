"""How does the encoder read each actor of an article? Passages in; readings out.

The article is read in windows that overlap, once for each actor in the window, which is then the
target; first in short windows, which see a passage closely, then in long ones, which see what
surrounds it. A paragraph that stands in several windows is read in each, and the readings are
averaged.
Each mention is read for itself, and an actor's reading in a paragraph is the mean over its
mentions, so that it can be taken apart by voice and redone by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from helpers.encoder import WINDOWS, Encoder, read_windows
from helpers.windows import Cell, Passage, Tokens, Window, make_window, mask_passage, plan_windows


class Reading(NamedTuple):
    """Hold what the encoder says of one mention.

    `paragraph` and `span` are positions in the passages and their spans. `unfavourable`,
    `neutral` and `favourable` are probabilities.
    """

    paragraph: int
    actor: str
    span: int
    unfavourable: float
    neutral: float
    favourable: float

    @property
    def value(self) -> float:
        """The stance, in [-1, 1]: probability of favourable less that of unfavourable."""
        return self.favourable - self.unfavourable


def read_article(
    passages: Sequence[Passage],
    *,
    encoder: Encoder,
    title: Passage | None = None,
    limits: Sequence[int] = WINDOWS,
) -> list[Reading]:
    """Read the stance toward the actor of each mention.

    Parameters
    ----------
    passages
        The paragraphs in order, with the spans of their mentions.
    encoder
        From `load_encoder`.
    title
        The headline: read with every window; rated only where it stands among the passages.
    limits
        Tokens in a window, at most 512, for each time that the article is read.

    Returns
    -------
    list of Reading
        One per mention, in the order of the text. A mention inside another, or further into a
        paragraph than a window reaches, has none.

    Notes
    -----
    The target is one placeholder; the other actors are told apart by others in the order in which
    they appear. No name is ever read, and renaming an actor changes nothing.
    """
    head = mask_passage(title, tokenize=encoder.tokenize) if title else []
    bodies = [mask_passage(passage, tokenize=encoder.tokenize) for passage in passages]
    total = len(head) + 2 + sum(len(body) + 1 for body in bodies)
    sizes = []
    for limit in limits:
        sizes.append(_read_in_windows(head, bodies, encoder=encoder, limit=limit))
        if total <= limit and len(head) <= limit // 4:
            break  # All was seen at once, and a longer window would see the same.
    readings = []
    for number, passage in enumerate(passages):
        ranks: dict[str, int] = {}
        for span in kept_spans(passage):
            actor = passage.spans[span][2]
            rank = ranks.get(actor, 0)
            ranks[actor] = rank + 1
            told = [size[number, actor, rank] for size in sizes if (number, actor, rank) in size]
            if told:
                mean = (sum(column) / len(told) for column in zip(*told, strict=True))
                readings.append(Reading(number, actor, span, *mean))
    return readings


def _read_in_windows(
    head: Tokens, bodies: Sequence[Tokens], *, encoder: Encoder, limit: int
) -> dict[tuple[int, str, int], list[float]]:
    """Read each mention in windows of one size: three chances, by its rank."""
    windows = cut_windows(head[: limit // 4], bodies, limit=limit)
    sums: dict[tuple[int, str, int], list[float]] = {}
    for window, reading in zip(windows, read_windows(windows, encoder=encoder), strict=True):
        at: dict[tuple[int, str], int] = {}
        for cell, told in zip(window.cells, reading.cells, strict=True):
            rank = at.get((cell.paragraph, cell.actor), 0)
            at[cell.paragraph, cell.actor] = rank + 1
            total = sums.setdefault((cell.paragraph, cell.actor, rank), [0.0] * 4)
            for k, x in enumerate((*told, 1.0)):
                total[k] += float(x)
    return {mention: [x / times for x in told] for mention, (*told, times) in sums.items()}


def kept_spans(passage: Passage) -> list[int]:
    """List the positions of the spans that become placeholders, in the order of the text."""
    kept, at = [], 0
    for number, (start, end, _) in sorted(enumerate(passage.spans), key=lambda item: item[1][0]):
        if start >= at:
            kept.append(number)
            at = end
    return kept


def cut_windows(head: Tokens, bodies: Sequence[Tokens], *, limit: int) -> list[Window]:
    """Cut an article into windows, one for each actor in each, every mention a cell."""
    lengths = [len(body) + 1 for body in bodies]
    windows = []
    for first, last in plan_windows(lengths, limit=limit - len(head) - 2):
        inside = [(number, bodies[number]) for number in range(first, last)]
        # A window that begins with the headline does not need it twice.
        lead = [] if bodies[first][: len(head)] == head else head
        for target in {actor: None for _, body in inside for _, actor in body if actor}:
            window = make_window(lead, inside, limit=limit, target=target)
            if window.cells:
                windows.append(Window(window.ids, split_cells(window.cells)))
    return windows


def split_cells(cells: Sequence[Cell]) -> list[Cell]:
    """Give each mention a cell of its own, an actor's mentions in the order of the text."""
    return [cell._replace(here=(position,)) for cell in cells for position in cell.here]
