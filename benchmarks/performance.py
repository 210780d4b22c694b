"""Measure time and memory, and write `docs/performance.md`; every number is a ratio of one run.

Usage: python benchmarks/performance.py [--part NAME] [--largest 10000] [--repeats 5]

The parts are analysis, encoder, growth, workers, make and imports. With `--part` that part alone
is printed and nothing is written. What is compared is done in turns, and the best of each counts.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from archive import command, start, watch
from generate import write_articles
from speed import best_in_turns, load_articles, rate_plainly, read_whole

from helpers.encoder import count_processors
from helpers.files import write_whole

ROOT = Path(__file__).parent.parent
Rows = list[list[str]]


def table(header: Sequence[str], rows: Rows) -> str:
    """Write a table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def measure_analysis(given: Namespace) -> str:
    """Compare the whole lexical analysis with plain TextBlob over the same sentences."""
    rows = []
    for name, text in load_articles().items():
        sentences = text.article.sentences["text"].tolist()
        plain, whole = best_in_turns(
            [partial(rate_plainly, sentences), partial(read_whole, text)], repeats=given.repeats
        )
        words = int(text.article.sentences["n_words"].sum())
        rows.append([name, f"{words:,}", f"{len(sentences):,}", f"{whole / plain:.1f}"])
    return table(["text", "words", "sentences", "times TextBlob"], rows)


def measure_encoder(given: Namespace) -> str:
    """Compare targets a second of the encoder and of one of the size of RoBERTa-base."""
    from encoders import measure_encoders

    found = measure_encoders(targets=given.targets, repeats=max(1, given.repeats // 2))
    ours = found["ours"]
    rows = [[name, f"{seconds / ours:.1f}"] for name, seconds in found.items()]
    return table(["encoder", "processor time, ours as 1"], rows)


def run_archive(
    folder: Path, *, number: int, workers: int, draws: int
) -> tuple[float, float, float]:
    """Measure an archive; give seconds, seconds of the processors, and peak memory in MB."""
    corpus = folder / f"{number}.jsonl"
    catalogue = corpus.with_suffix(".actors.csv")
    if not corpus.exists():
        write_articles(corpus, number=number)
    out = Path(tempfile.mkdtemp(dir=folder)) / "out"
    how = Namespace(engine="lexical", chunk=100, workers=workers, draws=draws)
    before = sum(os.times()[2:4])
    seconds, own, worker = watch(start(command(corpus, catalogue, out, how)))
    return seconds, sum(os.times()[2:4]) - before, (own + workers * worker) / 1e6


def fit_exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """Give the power of the size by which the time grows, by least squares of the logarithms.

    >>> round(fit_exponent([1, 10, 100], [2, 20, 200]), 2)
    1.0
    """
    return float(np.polyfit(np.log(sizes), np.log(times), 1)[0])


def measure_growth(given: Namespace) -> str:
    """Measure archives of more and more articles."""
    sizes = [size for size in (100, 1000, 10_000) if size < given.largest] + [given.largest]
    with tempfile.TemporaryDirectory() as name:
        run = partial(run_archive, Path(name), workers=1, draws=given.draws)
        empty = run(number=1)
        found = {size: run(number=size) for size in sizes}
    own = [found[size][1] - empty[1] for size in sizes]  # without what every start takes
    rows = [
        [f"{size:,}", f"{taken / own[0]:.1f}", f"{found[size][2] / found[sizes[0]][2]:.2f}"]
        for size, taken in zip(sizes, own, strict=True)
    ]
    told = table(["articles", "processor time", "peak memory"], rows)
    return f"{told}\n\nThe time grows with the power {fit_exponent(sizes, own):.3f} of the number."


def measure_workers(given: Namespace) -> str:
    """Compare two workers with one."""
    number = min(1000, given.largest)
    with tempfile.TemporaryDirectory() as name:
        run = partial(run_archive, Path(name), number=number, draws=given.draws)
        turns = [(run(workers=1)[0], run(workers=2)[0]) for _ in range(2)]
    one, two = (min(times) for times in zip(*turns, strict=True))
    return table(
        ["articles", "two workers as fast as"], [[f"{number:,}", f"{one / two:.2f} of one"]]
    )


def wait_for(words: Sequence[str], *, environment: Mapping[str, str] | None = None) -> float:
    """Run a program to its end; give the seconds that its processes took."""
    begun = time.monotonic()
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True, env=environment)  # noqa: S603
    return time.monotonic() - begun


KERNEL = """
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="python3")
client.execute_interactive("import helpers", timeout=120)
client.stop_channels()
manager.shutdown_kernel(now=True)
"""


def measure_make(given: Namespace) -> str:
    """Compare `make` where nothing has changed with a kernel that starts and imports."""
    job = [sys.executable, "make.py"]
    wait_for(job)  # what is out of date is made now
    turns = [(wait_for(job), wait_for([sys.executable, "-c", KERNEL])) for _ in range(3)]
    warm, kernel = (min(times) for times in zip(*turns, strict=True))
    return table(
        ["job", "time, the kernel as 1"],
        [
            ["a kernel starts and imports `helpers`", "1.0"],
            ["`make`, nothing changed", f"{warm / kernel:.1f}"],
        ],
    )


def measure_imports(given: Namespace) -> str:
    """Compare importing `helpers` with importing what any figure of a table needs.

    All is compiled before, as it is from the second start on, even where the environment of the
    benchmark forbids Python to write what it has compiled.
    """
    plain, ours = "import pandas, matplotlib.pyplot", "import helpers"
    times: dict[str, list[float]] = {plain: [], ours: []}
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
        for code in times:
            wait_for([sys.executable, "-c", code], environment=environment)
        for _ in range(3 * given.repeats):
            for code, told in times.items():
                before = sum(os.times()[2:4])
                wait_for([sys.executable, "-c", code], environment=environment)
                told.append(sum(os.times()[2:4]) - before)
    # Neighbours in time are compared: a busy machine slows both.
    more = statistics.median(b - a for a, b in zip(*times.values(), strict=True))
    base = statistics.median(times[plain])
    return table(
        ["import", "processor time", "more"],
        [
            ["pandas and matplotlib.pyplot", "1.0", ""],
            ["helpers", f"{(base + more) / base:.2f}", f"{more:.2f} s"],
        ],
    )


PARTS: dict[str, Callable[[Namespace], str]] = {
    "analysis": measure_analysis,
    "encoder": measure_encoder,
    "growth": measure_growth,
    "workers": measure_workers,
    "make": measure_make,
    "imports": measure_imports,
}


def describe_machine() -> str:
    """Say what the numbers were had on, without naming the machine."""
    version = ".".join(map(str, sys.version_info[:2]))
    return f"{count_processors()} processors ({os.uname().machine}), Python {version}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure all parts and write the page, or print one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--largest", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--targets", type=int, default=20)
    parser.add_argument("--draws", type=int, default=200)
    given = parser.parse_args(arguments)
    if given.part:
        print(PARTS[given.part](given))
        return
    page = (ROOT / "benchmarks" / "performance.md.in").read_text(encoding="utf-8")
    page = page.replace("@machine@", describe_machine()).replace("@draws@", str(given.draws))
    for name, measure in PARTS.items():
        told = measure(given)
        print(told, flush=True)
        page = page.replace(f"@{name}@", told)
    write_whole(ROOT / "docs" / "performance.md", page)


if __name__ == "__main__":
    main()
