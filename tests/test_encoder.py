"""The encoder loads only what it was trained as, and its numbers do not depend on neighbours."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

import helpers.encoder
from helpers.encoder import FOLDER, is_installed, load_encoder, read_windows
from helpers.errors import EngineError
from helpers.windows import CLS, SEP, Cell, Window

ENCODER = load_encoder()


def window_of(text: str) -> Window:
    """A window whose one cell is its second token, a placeholder."""
    ids = [CLS, 1, *ENCODER.tokenize(text), SEP]
    return Window(ids, [Cell(0, "a", (1,), (1, len(ids)), (1,))])


def test_the_shipped_files_are_the_noted_ones_and_small() -> None:
    noted = json.loads((FOLDER / "stance.json").read_text(encoding="utf-8"))["sha256"]
    assert set(noted) == {"stance.onnx", "tokenizer.json"}
    for name, value in noted.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == value
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 30_000_000


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "models")
    with (tmp_path / "models" / "tokenizer.json").open("ab") as stream:
        stream.write(b" ")
    with pytest.raises(EngineError, match=r"tokenizer\.json: SHA-256 is .* damaged"):
        load_encoder(tmp_path / "models")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"stance\.json: cannot be read"):
        load_encoder(tmp_path)


def test_a_missing_package_is_named_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(helpers.encoder, "is_installed", lambda: False)
    with pytest.raises(EngineError, match=r"onnxruntime and tokenizers.*engine='lexical'"):
        load_encoder(tmp_path)


def test_the_packages_are_here() -> None:
    assert is_installed()


def test_the_runtime_rounds_weights_alone() -> None:
    """Activations rounded to 8 bits would change the numbers from processor to processor."""
    plain = onnxruntime.SessionOptions()
    plain.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(
        (FOLDER / "stance.onnx").read_bytes(), plain, providers=["CPUExecutionProvider"]
    )
    windows = [window_of(text) for text in ("lied about the raid.", "kept its word to the last.")]
    for fast, slow in zip(
        read_windows(windows, encoder=ENCODER),
        read_windows(windows, encoder=replace(ENCODER, session=session)),
        strict=True,
    ):
        assert np.allclose(fast.cells, slow.cells, atol=1e-5)
        assert np.allclose(fast.wholes, slow.wholes, atol=1e-5)


def test_chances_add_up_to_one() -> None:
    [reading] = read_windows([window_of("bombed the hospital.")], encoder=ENCODER)
    assert reading.cells.shape == reading.wholes.shape == (1, 3)
    assert reading.cells.sum() == pytest.approx(1)
    assert reading.wholes.sum() == pytest.approx(1)


def test_a_window_reads_the_same_alone_and_among_others() -> None:
    windows = [window_of("bombed the hospital."), window_of("freed the prisoners, " * 12)]
    together = read_windows(windows, encoder=ENCODER)
    alone = [read_windows([window], encoder=ENCODER)[0] for window in windows]
    for a, b in zip(together, alone, strict=True):
        assert np.array_equal(a.cells, b.cells)


def test_numbers_are_those_of_the_machine_that_trained_it() -> None:
    # To 1e-3 on every machine; `training/calibrate.py` notes the reading of this sentence.
    noted = json.loads((FOLDER / "stance.json").read_text(encoding="utf-8"))["example"]
    [reading] = read_windows([window_of(noted["text"])], encoder=ENCODER)
    assert reading.cells[0].tolist() == pytest.approx(noted["chances"], abs=1e-3)
