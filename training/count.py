"""Check the labelled op-eds and count their labels: `python training/count.py`."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path


def main() -> None:
    """Print pieces, paragraphs and labels of each file; end with an error at the first bad line."""
    for file in sorted(Path(__file__).parent.glob("opeds-*.jsonl")):
        labels: Counter[int] = Counter()
        pieces = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        for piece in pieces:
            for text, stance in zip(piece["paragraphs"], piece["stance"], strict=True):
                missing = set(re.findall(r"\[([A-F])\]", text)) - set(stance)
                if missing or not set(stance.values()) <= {-1, 0, 1}:
                    raise SystemExit(f"{file.name}, {piece['id']}: labels missing or out of range")
                labels.update(stance.values())
        paragraphs = sum(len(piece["paragraphs"]) for piece in pieces)
        counts = " / ".join(str(labels[label]) for label in (-1, 0, 1))
        print(f"{file.name}: {len(pieces)} pieces, {paragraphs:,} paragraphs, labels {counts}")


if __name__ == "__main__":
    main()
