"""What is one use of a device? Where it stands in a sentence, which device it is, and why."""

from __future__ import annotations

from typing import NamedTuple


class Use(NamedTuple):
    """Hold one use: half-open positions in the sentence's words, the device, the reason."""

    first: int
    last: int
    label: str
    why: str
