"""How far is a long run, and how long will it take? Counts and times in; a line of text out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """Hold how far a run is.

    Attributes
    ----------
    done, total : int
        Texts that are done, those of earlier runs included, and all there are.
    failed : int
        How many of those done could not be measured.
    fresh : int
        How many were done since this run began.
    seconds : float
        How long ago it began.
    """

    done: int
    total: int
    failed: int
    fresh: int
    seconds: float

    @property
    def rate(self) -> float:
        """Texts a second since this run began; 0 before the first."""
        return self.fresh / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds that the rest will take at this rate; None before there is one."""
        return (self.total - self.done) / self.rate if self.rate else None


def describe_progress(progress: Progress) -> str:
    """Say how far a run is, in one line.

    Examples
    --------
    >>> describe_progress(Progress(done=300, total=1200, failed=1, fresh=200, seconds=50.0))
    '300 of 1,200 texts (25 %), 4.0 a second, 4 min left, 1 not measured'
    """
    share = progress.done / progress.total if progress.total else 1.0
    parts = [f"{progress.done:,} of {progress.total:,} texts ({share:.0%})".replace("%", " %")]
    if progress.left is not None:
        parts += [f"{progress.rate:.1f} a second", f"{describe_time(progress.left)} left"]
    return ", ".join([*parts, f"{progress.failed:,} not measured"])


def describe_time(seconds: float) -> str:
    """Say a length of time in the unit that suits it.

    Examples
    --------
    >>> [describe_time(seconds) for seconds in (0.2, 59.4, 90, 5400, 200_000)]
    ['0 s', '59 s', '2 min', '1 h 30 min', '2 d 8 h']
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60:
        return f"{minutes // 60} h {minutes % 60} min"
    hours = round(seconds / 3600)
    return f"{hours // 24} d {hours % 24} h"
