"""Share small archives, and ways to compare what two runs wrote."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

from helpers.parts import CHUNKED, COMMITS, WHOLE

ROOT = Path(__file__).parent.parent


def load_generator() -> ModuleType:
    """Import the generator of the benchmarks."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "benchmarks" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_archive(folder: Path, *, number: int) -> tuple[Path, Path]:
    """Write generated articles; give their file and their catalogue."""
    file = folder / "articles.jsonl"
    return file, load_generator().write_articles(file, number=number, paragraphs=(1, 1))


def read_run(out: Path) -> dict[str, bytes]:
    """Read all files of a run, the lock left out."""
    files = [out / "run.json"]
    for name in (*CHUNKED, *WHOLE, COMMITS):
        files += sorted((out / name).glob("*"))
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in files if file.exists()}


def count_commits(out: Path) -> int:
    return len(list((out / COMMITS).glob("part-*.json")))


def command(*parts: object) -> list[str]:
    """Give the words of the command line that run `discourse`."""
    return [sys.executable, "-m", "helpers.cli", *map(str, parts)]


def environment() -> dict[str, str]:
    """Give a surrounding in which subprocesses find this package first."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
