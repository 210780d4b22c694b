"""Draw the learning curve: `python training/curve.py RUN... --encoder DIR`.

Reads op-eds that no run was trained on with the weights of each run of train.py, cell by cell and
without pooling, and notes how labels agree with the codes. Writes training/learning-curve.csv.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data import HERE, Piece, load_dev, load_written
from export import export_model
from train import is_held_out, is_in_share

from helpers.agreement import compare_labels
from helpers.encoder import load_encoder
from helpers.files import write_whole
from helpers.neural import read_article
from helpers.pooling import gather_parts


def measure(run: Path, sets: dict[str, list[Piece]], encoder: Path) -> dict[str, Any]:
    """Say what a run was trained on, and how it agrees with the codes of each set."""
    options = json.loads((run / "options.json").read_text(encoding="utf-8"))
    share = float(options["share"])
    without = options.get("without", "")
    taught = [
        p
        for p in load_written()
        if not is_held_out(p) and is_in_share(p, share) and f"'{p.source}'" not in without
    ]
    row: dict[str, Any] = {
        "labels of ours": f"{sum(len(d) for piece in taught for d in piece.labels):,}",
        "epochs": options["epochs"] + (" more" if options["start"] != "None" else ""),
        "news": "no" if options["newsmtsc"] == "None" else "yes",
        "seed": options["seed"],
    }
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        hashes = export_model(run / "model.safetensors", encoder=encoder, out=out)
        told = json.dumps({"sha256": hashes, "temperature": 1.0})
        (out / "stance.json").write_text(told, encoding="utf-8")
        reader = load_encoder(out)
        for name, pieces in sets.items():
            pairs = [pair for piece in pieces for pair in _read(piece, reader)]
            found = compare_labels([code for code, _ in pairs], [label for _, label in pairs])
            row |= {f"{name}: macro-F1": f"{found.f1:.3f}", f"{name}: alpha": f"{found.alpha:.3f}"}
    return row


def _read(piece: Piece, encoder: Any) -> Iterator[tuple[int, int]]:
    """Yield code and likeliest label of each coded cell."""
    for part in gather_parts(read_article(piece.paragraphs, encoder=encoder, title=piece.title)):
        code = piece.labels[part.paragraph].get(part.actor)
        if code is not None:
            yield code, part.chances.index(max(part.chances)) - 1


def main() -> None:
    """Measure each run, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=Path, nargs="+", help="folders that train.py wrote")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    options = parser.parse_args()
    sets = {
        "held-back written": [p for p in load_written() if is_held_out(p)],
        "development": load_dev(HERE),
        "held-back op-eds": load_dev(HERE, "opeds2.jsonl"),
    }
    rows = []
    for run in options.runs:
        rows.append(measure(run, sets, options.encoder))
        print(rows[-1], flush=True)
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_whole(HERE / "learning-curve.csv", text.getvalue())


if __name__ == "__main__":
    main()
