"""Run over an archive of generated articles, break the run again and again, and compare.

Usage: python benchmarks/archive.py [N] [--engine lexical] [--workers 2] [--kills 5]
                                    [--chunk 100] [--draws 1000] [--keep FOLDER]

An unbroken run is measured first: rate, peak memory, size of the tables. Then the same command is
killed at random moments, given again each time, and must end with the same files, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import write_articles

ROOT = Path(__file__).parent.parent


def command(corpus: Path, catalogue: Path, out: Path, given: argparse.Namespace) -> list[str]:
    """Give the words of one run."""
    words = [sys.executable, "-m", "helpers.cli", "batch", str(corpus), "--out", str(out)]
    words += ["--actors", str(catalogue), "--engine", given.engine, "--chunk", str(given.chunk)]
    return [*words, "--workers", str(given.workers), "--draws", str(given.draws)]


def start(words: list[str]) -> subprocess.Popen[bytes]:
    """Start a run whose tables are made by this checkout."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    surrounding = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.Popen(  # noqa: S603
        words, env=surrounding, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def watch(process: subprocess.Popen[bytes]) -> tuple[float, int, int]:
    """Wait for a run; give its seconds and the peak memory of itself and of its largest worker."""
    begun, own, workers = time.monotonic(), 0, 0
    while process.poll() is None:
        own = max(own, read_memory(process.pid))
        for child in list_children(process.pid):
            workers = max(workers, read_memory(child))
        time.sleep(0.2)
    if process.returncode:
        sys.exit(f"the run ended with {process.returncode}")
    return time.monotonic() - begun, own, workers


def read_memory(pid: int) -> int:
    """Read the memory that a process has had at most, in bytes; 0 where the system has no /proc."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def list_children(pid: int) -> list[int]:
    """List the processes that a process has started."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(word) for word in text.split()]


def digest_run(out: Path) -> dict[str, str]:
    """Digest each file of a run."""
    return {
        file.relative_to(out).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(out.rglob("*"))
        if file.is_file() and file.name != ".run.lock"
    }


def break_run(words: list[str], out: Path, *, kills: int, seconds: float) -> int:
    """Kill a run at random moments and let it end; give how often it was killed on its way."""
    draw, killed = random.Random(2018), 0  # noqa: S311
    for _ in range(kills):
        process = start(words)
        time.sleep(5 + draw.random() * seconds / kills)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.wait()
        done = len(list((out / "commits").glob("part-*.json")))
        print(f"  after kill {killed}: {done} chunks done", flush=True)
    watch(start(words))
    return killed


def main() -> None:
    """Run, break, compare and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("number", nargs="?", type=int, default=1000)
    parser.add_argument("--engine", default="lexical")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--chunk", type=int, default=100)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="archive-"))
    folder.mkdir(parents=True, exist_ok=True)
    corpus = folder / "articles.jsonl"
    catalogue = write_articles(corpus, number=given.number)
    whole, broken = folder / "unbroken", folder / "broken"

    seconds, own, worker = watch(start(command(corpus, catalogue, whole, given)))
    print(f"articles           {given.number:,} in {corpus.stat().st_size / 1e6:.1f} MB of text")
    print(f"engine, workers    {given.engine}, {given.workers}")
    print(f"unbroken run       {seconds:,.0f} s, {given.number / seconds:.1f} articles a second")
    print(f"peak memory        {own / 1e6:.0f} MB, a worker {worker / 1e6:.0f} MB")
    for table in sorted(path for path in whole.iterdir() if path.is_dir()):
        size = sum(file.stat().st_size for file in table.iterdir())
        print(f"  {table.name:16}{size / 1e6:8.2f} MB")
    words = command(corpus, catalogue, broken, given)
    killed = break_run(words, broken, kills=given.kills, seconds=seconds)
    same = digest_run(whole) == digest_run(broken)
    print(f"killed {killed} times   {'the same files' if same else 'OTHER FILES'}")
    if given.keep is None:
        shutil.rmtree(folder)
    sys.exit(not same)


if __name__ == "__main__":
    main()
