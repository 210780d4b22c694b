"""What does the encoder say of each cell of a window? Windows of tokens in; probabilities out.

The encoder is MiniLM-L6 (Wang et al. 2020, *MiniLM*; Apache-2.0) with a head of our own, trained
by `training/train.py` and kept in `models/` with 8-bit weights. It runs on the processor by
onnxruntime and asks for no network. `docs/model-card.md` says what it was trained on.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from helpers.errors import EngineError
from helpers.kept import keep_readings, load_readings, place_readings
from helpers.windows import Tokenize, Window

FOLDER: Final = Path(__file__).with_name("models")
# Tokens of the windows that an article is read in: once in short ones, once in long ones.
WINDOWS: Final = (128, 288)
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Encoder:
    """Hold the loaded encoder.

    Attributes
    ----------
    session : onnxruntime.InferenceSession
        The network.
    tokenize : callable
        From a text to token numbers.
    settings : dict
        What `models/stance.json` says: hashes, temperature, thresholds, pooling weights.
    """

    session: Any
    tokenize: Tokenize
    settings: dict[str, Any]

    @property
    def name(self) -> str:
        """All that its numbers depend on: weights, settings, this module, the runtime."""
        code = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
        return f"{json.dumps(self.settings, sort_keys=True)} {code} {version('onnxruntime')}"


@dataclass(frozen=True)
class WindowReading:
    """Hold what was read of the cells of one window.

    Attributes
    ----------
    cells : array [C, 3]
        Probability of unfavourable, neutral and favourable in the paragraph.
    wholes : array [C, 3]
        The same for the actor in all that the window holds.
    """

    cells: Floats
    wholes: Floats


def is_installed() -> bool:
    """Tell whether the packages that run the encoder can be imported."""
    from importlib.util import find_spec

    return find_spec("onnxruntime") is not None and find_spec("tokenizers") is not None


@cache
def load_encoder(folder: Path | None = None) -> Encoder:
    """Load the encoder, once, after checking its files against the hashes noted at training.

    Parameters
    ----------
    folder
        Where `stance.onnx`, `tokenizer.json` and `stance.json` lie; the bundled ones if left out.

    Raises
    ------
    EngineError
        If a package or a file is missing, or a file is not the one that was noted.
    """
    folder = folder or FOLDER
    if not is_installed():
        raise EngineError(
            "the neural engine needs the packages onnxruntime and tokenizers, which are not "
            "installed here; install them, or choose engine='lexical'"
        )
    import onnxruntime
    from tokenizers import Tokenizer

    settings: dict[str, Any] = json.loads(_read(folder / "stance.json"))
    files = {name: _read(folder / name) for name in settings["sha256"]}
    for name, noted in settings["sha256"].items():
        found = hashlib.sha256(files[name]).hexdigest()
        if found != noted:
            raise EngineError(
                f"{folder / name}: SHA-256 is {found[:12]}..., expected {noted[:12]}...; the file "
                "is damaged or not the one that belongs to stance.json; install the project afresh"
            )
    options = onnxruntime.SessionOptions()
    # One thread: the order of sums, and so the last digits, is then the same everywhere.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # The weights are 8-bit, the arithmetic is not: left to itself, the runtime would round the
    # activations too, in a way that differs between processors (and is slower).
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        files["stance.onnx"], options, providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_buffer(files["tokenizer.json"])

    def tokenize(text: str) -> list[int]:
        ids: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    return Encoder(session, tokenize, settings)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise EngineError(
            f"{file}: cannot be read ({error.strerror or error}); install the project afresh, or "
            "choose engine='lexical'"
        ) from error


def read_windows(windows: Sequence[Window], *, encoder: Encoder) -> list[WindowReading]:
    """Read windows one by one, so that no window's numbers depend on its neighbours.

    Each window is read by one thread, and as many windows at once as there are processors: the
    numbers are the same however many there are.

    Parameters
    ----------
    windows
        Each with one cell or more.
    encoder
        From `load_encoder`.

    Returns
    -------
    list of WindowReading
        One per window; its rows are the window's cells in order. Probabilities are calibrated by
        the temperature (Guo et al. 2017, *On calibration of modern neural networks*) in the
        settings.
    """
    place = place_readings(windows, reader=encoder.name)
    kept = load_readings(place, counts=[len(w.cells) for w in windows]) if place else None
    if kept is not None:
        return [WindowReading(*pair) for pair in kept]
    with ThreadPoolExecutor(max_workers=count_threads()) as pool:
        read = list(pool.map(lambda window: _read_window(window, encoder=encoder), windows))
    if place:
        keep_readings(place, [(reading.cells, reading.wholes) for reading in read])
    return read


def count_processors() -> int:
    """Count the processors that this process may use, which can be fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def count_threads() -> int:
    """Count the threads to start: one a processor, or fewer where OMP_NUM_THREADS says so.

    Where several processes share the work each has one thread, and says so by that variable.
    """
    wanted = os.environ.get("OMP_NUM_THREADS", "")
    return (
        min(count_processors(), max(1, int(wanted))) if wanted.isdecimal() else count_processors()
    )


def _read_window(window: Window, *, encoder: Encoder) -> WindowReading:
    temperature = float(encoder.settings["temperature"])
    size = (1, len(window.cells), len(window.ids))
    weights = {name: np.zeros(size, dtype=np.float32) for name in ("here", "around", "everywhere")}
    for row, cell in enumerate(window.cells):
        weights["here"][0, row, list(cell.here)] = 1 / len(cell.here)
        first, last = cell.around
        weights["around"][0, row, first:last] = 1 / (last - first)
        weights["everywhere"][0, row, list(cell.everywhere)] = 1 / len(cell.everywhere)
    ids = np.array([window.ids], dtype=np.int64)
    cells, wholes = encoder.session.run(["cells", "wholes"], {"ids": ids, **weights})
    return WindowReading(_softmax(cells[0], temperature), _softmax(wholes[0], temperature))


def _softmax(logits: npt.NDArray[np.float32], temperature: float) -> Floats:
    scaled = logits.astype(np.float64) / temperature
    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    result: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return result
