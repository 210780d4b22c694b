"""A chunk is done when its record says so and its files are what the record says."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import parts
from helpers.errors import BatchError
from helpers.parts import CHUNKED, clear_run, commit_part, count_rows, find_done, list_commits


def write(folder: Path, chunk: int) -> None:
    tables = {name: (2, f"{name} {chunk}".encode()) for name in CHUNKED}
    commit_part(folder, tables, chunk=chunk, sources=4)


def test_records_come_in_order_of_their_numbers(tmp_path: Path) -> None:
    for chunk in (1_000_000, 2, 10):
        write(tmp_path, chunk)
    (tmp_path / "commits" / "part-mine.json").write_text("{}", encoding="utf-8")
    (tmp_path / "commits" / "part-000003.json").write_text('{"chunk": 3}', encoding="utf-8")
    assert [commit.chunk for commit in list_commits(tmp_path)] == [2, 10, 1_000_000]
    assert count_rows(tmp_path) == dict.fromkeys(CHUNKED, 6)


def test_what_belongs_to_no_finished_chunk_is_taken_away(tmp_path: Path) -> None:
    write(tmp_path, 0)
    leftovers = ["scores/part-000001.parquet", "scores/.part-000000.parquet.4711"]
    leftovers += ["commits/.part-000001.json.4711"]
    own = ["scores/part-1.parquet", "scores/notes.parquet", "part-000001.parquet"]
    for name in leftovers + own:
        (tmp_path / name).write_text("x", encoding="utf-8")
    done = find_done(tmp_path)
    assert list(done) == [0] and done[0].sources == 4
    assert not any((tmp_path / name).exists() for name in leftovers)
    assert all((tmp_path / name).exists() for name in own)


def test_all_of_a_run_is_taken_away(tmp_path: Path) -> None:
    write(tmp_path, 0)
    for name in ("actors/part-000000.parquet", "duplicates/part-000000.parquet", "run.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / ".run.json.12").write_text("x", encoding="utf-8")
    (tmp_path / "actors" / "part-mine.csv").write_text("x", encoding="utf-8")
    clear_run(tmp_path)
    left = [file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*")]
    assert sorted(left) == ["actors", "actors/part-mine.csv"]


def test_what_cannot_be_taken_away_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(BatchError, match="cannot be removed"):
        parts._remove(tmp_path / "x")
