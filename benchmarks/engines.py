"""Time every stance engine on the same op-eds, in one run: `python benchmarks/engines.py`.

Prints targets (an actor in a paragraph) a second, how many times TextBlob's time that is, and the
peak memory of the process after each engine. Run it on one core to compare machines.
"""

from __future__ import annotations

import time
from pathlib import Path

from helpers.engines import ENGINES, choose_engine
from helpers.evaluation import load_rows, mark_texts

FILE = Path(__file__).parent.parent / "training" / "dev" / "opeds2.jsonl"


def peak_memory() -> str:
    """Say how much memory the process has taken at most; nothing where that cannot be asked."""
    try:
        import resource
    except ImportError:  # Windows
        return ""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB at most"


def main() -> None:
    """Rate every piece once with each engine."""
    rows = load_rows(FILE, needs=("paragraphs", "aliases"))
    texts = [mark_texts(row["paragraphs"], aliases=row["aliases"]) for row in rows]
    times: dict[str, float] = {}
    for name in ("textblob", *(name for name in ENGINES if name != "textblob")):
        engine = choose_engine(name, pooled=False)
        engine.rate(texts[0], None)  # word lists and models are loaded once
        began = time.perf_counter()
        targets = sum(len(engine.rate(passages, None)) for passages in texts)
        times[name] = time.perf_counter() - began
        print(
            f"{name:10}{targets / times[name]:9,.0f} targets a second, "
            f"{times[name] / times['textblob']:6.1f} times TextBlob's time, {peak_memory()}"
        )


if __name__ == "__main__":
    main()
