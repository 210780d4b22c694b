"""Time the whole analysis against plain TextBlob over the same sentences.

Usage: python benchmarks/speed.py [repeats]

Both are timed in one run on one core, in turns, and the best of each is taken, so that the ratio
says something about the code and little about the machine.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from textblob import TextBlob

from helpers import analyse, load_actors, load_article

FOLDER = Path(__file__).parent.parent / "corpus" / "idlib-2018"


def best(work: Callable[[], object], *, repeats: int) -> float:
    """Return the shortest of several times, in seconds."""
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def main() -> None:
    """Print seconds, sentences a second and the ratio."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    article, actors = load_article(FOLDER), load_actors(FOLDER)
    sentences = article.sentences["text"].tolist()
    analyse(article, actors=actors)  # word lists and taggers are loaded once
    whole = best(lambda: analyse(article, actors=actors), repeats=repeats)
    plain = best(lambda: [TextBlob(text).sentiment for text in sentences], repeats=repeats)
    print(f"sentences                    {len(sentences)}")
    print(f"whole analysis               {whole:.3f} s, {len(sentences) / whole:,.0f} a second")
    print(f"TextBlob(text).sentiment     {plain:.3f} s, {len(sentences) / plain:,.0f} a second")
    print(f"whole analysis / TextBlob    {whole / plain:.1f}")


if __name__ == "__main__":
    main()
