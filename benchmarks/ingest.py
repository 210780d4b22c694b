"""How long does it take to find and read the articles of a large table, and how much memory?

`python benchmarks/ingest.py [--rows N]` writes a table of made-up articles to a temporary folder,
finds the place of each, reads a part from the middle and surveys the first tenth with copies
looked for, and prints seconds and memory.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from helpers import find_sources, read_sources, survey_corpus

WORDS = (
    "the harbour council ferry island winter mayor boat quay storm price fuel school keeper lamp "
    "navy dock crane report board answered closed promised blamed opened measured refused said of "
    "and in for with on to a by from that was had not"
).split()


def write_rows(file: Path, *, rows: int, words: int = 400) -> None:
    """Write made-up articles as JSON lines; every tenth is a copy of the one before."""
    draw = random.Random(1)  # noqa: S311
    with file.open("w", encoding="utf-8") as out:
        text = ""
        for number in range(rows):
            if number % 10 or not number:
                text = " ".join(draw.choices(WORDS, k=words)) + "."
            row = {"title": f"Report {number}", "text": text, "date": "2018-05-03"}
            out.write(json.dumps(row) + "\n")


def measure(what: str, give: Callable[[], Iterable[object]]) -> None:
    """Go through what a function gives; print how long that took and the most memory so far."""
    start = time.perf_counter()
    number = sum(1 for _ in give())
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:34}{number:9,} {seconds:8.1f} s {peak:8.0f} MB")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as made:
        file = Path(made) / "articles.jsonl"
        write_rows(file, rows=rows)
        print(f"{rows:,} rows, {file.stat().st_size / 1e6:.0f} MB")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{'nothing yet':43} {'':10} {peak:8.0f} MB")
        measure("places found", lambda: find_sources(file))
        part = list(islice(find_sources(file), rows // 2, rows // 2 + 100))
        measure("a part from the middle, read", lambda: read_sources(part))
        part_file = Path(made) / "part.jsonl"
        write_rows(part_file, rows=rows // 10)
        measure("surveyed, copies looked for", lambda: survey_corpus(part_file).itertuples())


if __name__ == "__main__":
    main()
