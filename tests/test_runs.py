"""What a run is made of is written down, compared, and held by one run at a time."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest

import helpers.runs
from helpers.errors import BatchError
from helpers.runs import Run, begin_run, compare_settings, hold_folder, load_run

RUN = Run("archive", 10, "a" * 64, 100, {"engine": "lexical"})


def test_a_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert load_run(tmp_path) is None
    assert begin_run(RUN, folder=tmp_path) is False
    assert load_run(tmp_path) == RUN
    assert begin_run(RUN, folder=tmp_path) is True


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "cannot be read"),
        ("[]", "cannot be read"),
        ('{"format": 1, "corpus": "x"}', "cannot be read"),
        ('{"format": 99}', "another version of this program"),
    ],
)
def test_a_damaged_record_is_told(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    with pytest.raises(BatchError, match=f"(?s)run.json.*{told}.*--fresh"):
        begin_run(RUN, folder=tmp_path)


def test_what_differs_is_named_in_short(tmp_path: Path) -> None:
    begin_run(RUN, folder=tmp_path)
    with pytest.raises(BatchError, match="texts: some were changed"):
        begin_run(replace(RUN, digest="b" * 64), folder=tmp_path)
    one = dict.fromkeys("abcde", "a" * 64)
    told = compare_settings(one, {"a": "b" * 64})
    assert told[0] == "a: then aaaaaaaaaaaa..., now bbbbbbbbbbbb..."
    assert told[1] == "b: then aaaaaaaaaaaa..., now none"
    assert told[3:] == ["and 2 more"]


def test_two_runs_never_write_into_one_folder(tmp_path: Path) -> None:
    with (
        hold_folder(tmp_path / "out"),
        pytest.raises(BatchError, match="another run is writing"),
        hold_folder(tmp_path / "out"),
    ):
        pass
    with hold_folder(tmp_path / "out"):
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with (
        pytest.raises(BatchError, match="cannot be written to"),
        hold_folder(tmp_path / "file" / "out"),
    ):
        pass


def test_a_disk_without_locks_is_not_taken_for_another_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(stream: object) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(helpers.runs, "_lock", refuse)
    with (
        pytest.raises(BatchError, match=r"cannot keep two runs apart \(Function not implemented\)"),
        hold_folder(tmp_path / "out"),
    ):
        pytest.fail("was let in")
