"""Measure how often intervals over articles, and over paragraphs, hold the true mean; print it.

Usage: python benchmarks/coverage.py

Articles of 1 to 6 paragraphs are drawn whose tones differ (standard deviation 0.3), and in them
paragraphs that differ by 0.4; the true mean is 0. An interval of 95 % should hold it in 95 of 100.
"""

from __future__ import annotations

import sys

import numpy as np

from helpers.clusters import sample_means, widened_interval
from helpers.resampling import Resampling, interval

SIZES = (5, 8, 12, 20, 40)


def cover(n: int, *, times: int = 1500, seed: int = 1) -> dict[str, float]:
    """Give the share of intervals that hold the truth, by how the interval is made."""
    rng = np.random.default_rng([seed, n])
    settings = Resampling()
    hits = dict.fromkeys(("articles, widened", "articles, plain", "paragraphs"), 0)
    for _ in range(times):
        told = [rng.normal(rng.normal(0, 0.3), 0.4, size=rng.integers(1, 7)) for _ in range(n)]
        totals = np.array([cells.sum() for cells in told])
        counts = np.array([float(len(cells)) for cells in told])
        samples = sample_means(totals, counts, settings=settings)
        cells = np.concatenate(told)
        alone = sample_means(cells, np.ones(len(cells)), settings=settings)
        ends = (widened_interval(samples, n=n), interval(samples), interval(alone))
        for name, (low, high) in zip(hits, ends, strict=True):
            hits[name] += low <= 0 <= high
    return {name: number / times for name, number in hits.items()}


def main() -> int:
    """Print a row for each number of articles."""
    for n in SIZES:
        told = ", ".join(f"{name} {share:.3f}" for name, share in cover(n).items())
        print(f"{n:3} articles: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
