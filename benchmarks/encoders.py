"""How long does the encoder take for a target, and one of the size of RoBERTa-base?

Both read the same sentences, one target at a time, on one thread each. The larger network gets as
many tokens as ours, whose tokens stand in for its own: neither can be had without weights.
"""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from onnxruntime.quantization import QuantType, quantize_dynamic
from random_encoder import Size, write_encoder
from speed import FOLDER

from helpers import find_mentions, load_actors, load_article
from helpers.encoder import load_encoder, read_windows
from helpers.kept import VARIABLE
from helpers.neural import cut_windows
from helpers.windows import Passage, Window, mask_passage


def list_targets(number: int) -> list[Window]:
    """Cut windows of one sentence and one target, spread over the article of the corpus."""
    article, encoder = load_article(FOLDER), load_encoder()
    mentions = find_mentions(article.sentences, actors=load_actors(FOLDER))
    windows = []
    for _, row in article.sentences.iterrows():
        inside = mentions[mentions["sentence"] == row["sentence"]]
        for actor in dict.fromkeys(inside["actor"]):
            own = inside[inside["actor"] == actor]
            starts, ends = own["start"] - row["start"], own["name_end"] - row["start"]
            spans = tuple((int(a), int(b), actor) for a, b in zip(starts, ends, strict=True))
            body = mask_passage(Passage(row["text"], spans), tokenize=encoder.tokenize)
            windows += cut_windows([], [body], limit=512)
    return windows[:: max(1, len(windows) // number)][:number]


def open_session(path: Path) -> Any:
    """Open a network to run on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def read_ids(session: Any, windows: list[Window], *, tokens: int) -> None:
    """Run a network over as many tokens as each window has."""
    for window in windows:
        ids = np.array([window.ids], dtype=np.int64) % tokens
        session.run(None, {"ids": ids, "positions": np.arange(ids.shape[1])[None]})


def read_ours(windows: list[Window]) -> None:
    """Read each target by itself."""
    for window in windows:
        read_windows([window], encoder=load_encoder())


def measure_encoders(
    *, targets: int = 20, repeats: int = 3, size: Size | None = None
) -> dict[str, float]:
    """Give the least processor time for a target by encoder, in seconds."""
    os.environ.pop(VARIABLE, None)  # what was read before is not to be looked up
    size = size or Size()
    windows = list_targets(targets)
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        path = write_encoder(Path(name) / "random.onnx", size=size)
        small = Path(name) / "random8.onnx"
        quantize_dynamic(path, small, weight_type=QuantType.QInt8)
        read = partial(read_ids, tokens=size.tokens)
        work: dict[str, Callable[[list[Window]], None]] = {
            "ours": read_ours,
            "RoBERTa-base's size": partial(read, open_session(path)),
            "RoBERTa-base's size, in 8-bit numbers": partial(read, open_session(small)),
        }
        for done in work.values():
            done(windows[:1])  # memory is set aside once
        for _ in range(repeats):
            for told, done in work.items():
                begun = time.process_time()
                done(windows)
                times.setdefault(told, []).append((time.process_time() - begun) / len(windows))
        work.clear()
        gc.collect()  # Windows cannot take away files that are open
    return {told: min(taken) for told, taken in times.items()}
