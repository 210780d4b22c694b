"""What was read once is found again, and only if it is the same question and a whole file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import helpers.encoder
from helpers.encoder import load_encoder, read_windows
from helpers.kept import VARIABLE, keep_readings, load_readings, place_readings
from helpers.windows import CLS, SEP, Cell, Window

WINDOW = Window([CLS, 1, 2000, SEP], [Cell(0, "a", (1,), (1, 4), (1,))])
OTHER = Window([CLS, 1, 2001, SEP], [Cell(0, "a", (1,), (1, 4), (1,))])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "readings"))
    return tmp_path / "readings"


def test_without_a_folder_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert place_readings([WINDOW], reader="x") is None


def test_nothing_is_asked_of_no_windows(folder: Path) -> None:
    assert place_readings([], reader="x") is None


def test_every_question_has_a_place_of_its_own(folder: Path) -> None:
    moved = WINDOW._replace(cells=[WINDOW.cells[0]._replace(around=(1, 3))])
    asked = [([WINDOW], "x"), ([WINDOW], "y"), ([OTHER], "x"), ([moved], "x"), ([WINDOW] * 2, "x")]
    places = {place_readings(windows, reader=reader) for windows, reader in asked}
    assert len(places) == len(asked)
    assert place_readings([WINDOW], reader="x") in places


def test_readings_come_back_as_they_were(folder: Path) -> None:
    rng = np.random.default_rng(1)
    readings = [(rng.random((n, 3)), rng.random((n, 3))) for n in (2, 1, 3)]
    keep_readings(folder / "a.npz", readings)
    found = load_readings(folder / "a.npz", counts=[2, 1, 3])
    assert found is not None
    for (cells, wholes), (kept_cells, kept_wholes) in zip(readings, found, strict=True):
        assert np.array_equal(cells, kept_cells)
        assert np.array_equal(wholes, kept_wholes)


def test_a_file_that_is_not_whole_or_not_ours_is_read_anew(folder: Path) -> None:
    keep_readings(folder / "a.npz", [(np.ones((2, 3)), np.ones((2, 3)))])
    assert load_readings(folder / "a.npz", counts=[3]) is None
    raw = (folder / "a.npz").read_bytes()
    for damaged in (b"", b"text", raw[:100], raw[:-30]):
        (folder / "a.npz").write_bytes(damaged)
        assert load_readings(folder / "a.npz", counts=[2]) is None
    assert load_readings(folder / "none.npz", counts=[2]) is None


def test_objects_are_never_loaded(folder: Path) -> None:
    folder.mkdir()
    np.savez(folder / "a.npz", cells=np.array([{}], dtype=object), wholes=np.ones((1, 3)))
    assert load_readings(folder / "a.npz", counts=[1]) is None


def test_a_folder_that_cannot_be_written_keeps_none(folder: Path) -> None:
    folder.write_text("a file")
    keep_readings(folder / "a.npz", [(np.ones((1, 3)), np.ones((1, 3)))])
    assert folder.read_text() == "a file"


def test_the_encoder_is_asked_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = load_encoder()
    first = read_windows([WINDOW, OTHER], encoder=encoder)
    assert len(list(folder.iterdir())) == 1

    def refuse(window: Window, *, encoder: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(helpers.encoder, "_read_window", refuse)
    second = read_windows([WINDOW, OTHER], encoder=encoder)
    for before, after in zip(first, second, strict=True):
        assert np.array_equal(before.cells, after.cells)
        assert np.array_equal(before.wholes, after.wholes)
    hotter = replace(encoder, settings={**encoder.settings, "temperature": 9})
    with pytest.raises(AssertionError, match="read again"):
        read_windows([WINDOW, OTHER], encoder=hotter)
