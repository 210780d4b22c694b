"""The benchmark measures what it says: small networks, small archives, and no timed assertion."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
HEAVY = (
    "IPython",
    "anywidget",
    "dask",
    "nltk",
    "onnxruntime",
    "py3langid",
    "pyarrow.parquet",
    "textblob",
    "tokenizers",
    "trafilatura",
    "vaderSentiment",
)


@pytest.fixture(autouse=True)
def _beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))


def test_importing_loads_nothing_heavy() -> None:
    code = f"import sys, helpers; print(*(name for name in {HEAVY} if name in sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout.split() == []


def test_the_exponent_is_the_slope() -> None:
    from performance import fit_exponent

    assert fit_exponent([10, 100, 1000], [3, 3 * 10**1.2, 3 * 10**2.4]) == pytest.approx(1.2)


def test_a_table_has_a_line_for_each_row() -> None:
    from performance import table

    assert table(["a", "b"], [["1", "2"]]).splitlines() == [
        "| a | b |",
        "| --- | --- |",
        "| 1 | 2 |",
    ]


def test_every_part_has_its_place_on_the_page() -> None:
    from performance import PARTS

    page = (BENCHMARKS / "performance.md.in").read_text(encoding="utf-8")
    assert [name for name in PARTS if f"@{name}@" not in page] == []


def test_encoders_are_compared_on_the_same_windows() -> None:
    pytest.importorskip("onnx")
    from encoders import Size, list_targets, measure_encoders

    windows = list_targets(3)
    assert len(windows) == 3
    assert all(len({cell.actor for cell in window.cells}) == 1 for window in windows)
    size = Size(layers=1, width=8, inner=16, heads=2, tokens=50, positions=514)
    found = measure_encoders(targets=2, repeats=1, size=size)
    assert next(iter(found)) == "ours"
    assert len(found) == 3


def test_texts_are_short_and_long() -> None:
    from speed import load_articles

    words = [int(text.article.sentences["n_words"].sum()) for text in load_articles().values()]
    assert words[1] < 600
    assert words[2] > 4500


def test_an_archive_is_measured(tmp_path: Path) -> None:
    from performance import run_archive

    seconds, processor, memory = run_archive(tmp_path, number=2, workers=1, draws=20)
    assert seconds > 0
    assert processor > 0
    assert memory >= 0


def test_one_part_is_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import performance

    monkeypatch.setitem(performance.PARTS, "make", lambda given: f"of {given.largest}")
    performance.main(["--part", "make", "--largest", "7"])
    assert capsys.readouterr().out == "of 7\n"


def test_all_parts_are_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import performance

    for name in performance.PARTS:
        monkeypatch.setitem(performance.PARTS, name, lambda given: "told")
    (tmp_path / "benchmarks").mkdir()
    page = "@machine@ @draws@ " + " ".join(f"@{name}@" for name in performance.PARTS)
    (tmp_path / "benchmarks" / "performance.md.in").write_text(page, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(performance, "ROOT", tmp_path)
    performance.main(["--draws", "5"])
    written = (tmp_path / "docs" / "performance.md").read_text(encoding="utf-8")
    assert written.endswith("5 " + " ".join(["told"] * len(performance.PARTS)))
