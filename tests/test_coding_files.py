"""Every decision is in the file at once, and no file is ever spoilt."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_task import small_task

from helpers import coding_files
from helpers.coding_files import open_coding
from helpers.coding_sheets import load_coding
from helpers.codings import Cell, Task
from helpers.errors import CodingError, DiscourseError

FIRST = Cell("T", "stance", "ruritania", "")
FRAME = Cell("T", "frame", "", "conflict")


@pytest.fixture
def task(tmp_path: Path) -> Task:
    return small_task(tmp_path)


def test_a_code_is_in_the_file_before_set_returns(task: Task) -> None:
    file = open_coding(task, coder="Ann  Lee")
    assert file.path.name == "ann-lee.csv"
    assert not file.path.parent.exists()
    file.set(FIRST, "-1")
    assert load_coding(file.path, task=task)["code"].tolist() == [-1]
    file.set(FIRST, "1")
    file.set(FRAME, "1")
    assert load_coding(file.path, task=task)["code"].tolist() == [1, 1]
    file.set(FRAME, "")
    assert load_coding(file.path, task=task)["code"].tolist() == [1]
    assert load_coding(file.path, task=task)["coder"].tolist() == ["Ann Lee"]


def test_one_goes_on_where_one_left_off(task: Task) -> None:
    file = open_coding(task, coder="Ann")
    file.set(FIRST, "none")
    assert file.finish("T") == []
    again = open_coding(task, coder="Ann")
    assert again.codes == file.codes
    assert again.finished == ["T"]
    assert again.codes[FIRST] == "none"
    assert again.codes[FRAME] == "0"


def test_finished_names_the_actors_without_a_stance(task: Task) -> None:
    file = open_coding(task, coder="Ann")
    file.set(FRAME, "1")
    assert file.finish("T") == ["ruritania"]
    assert not file.is_finished("T")
    assert file.codes[FRAME] == "1"


@pytest.mark.parametrize(
    ("cell", "code"),
    [(FIRST, "2"), (FRAME, "-1"), (FRAME, "none"), (Cell("99", "stance", "mars", ""), "1")],
)
def test_what_cannot_be_coded_changes_nothing(task: Task, cell: Cell, code: str) -> None:
    file = open_coding(task, coder="Ann")
    with pytest.raises(CodingError, match="cannot be coded"):
        file.set(cell, code)
    assert not file.path.exists()


@pytest.mark.parametrize(
    "content",
    [b"half a fi", b"\xff\xfe\x00", b"coder,paragraph,actor,measure,label,code\nAnn,X,,,,1\n"],
)
def test_a_damaged_file_is_told_and_left_alone(task: Task, content: bytes) -> None:
    path = open_coding(task, coder="Ann").path
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(CodingError, match=r"ann\.csv"):
        open_coding(task, coder="Ann")
    assert path.read_bytes() == content


def test_somebody_else_s_file_is_left_alone(task: Task) -> None:
    open_coding(task, coder="Ann").set(FIRST, "1")
    with pytest.raises(CodingError, match="holds codes of 'Ann', not of 'ann'"):
        open_coding(task, coder="ann")


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "reference", "Coder A", "MACHINE"])
def test_names_that_cannot_be_taken(task: Task, name: str) -> None:
    with pytest.raises(CodingError, match="name"):
        open_coding(task, coder=name)


@pytest.mark.parametrize(
    ("name", "stem"),
    [("../../etc/passwd", "etc-passwd"), ("Zoë", "zoe"), ("con", "con-file"), ("a/b\\c", "a-b-c")],
)
def test_a_name_is_made_safe(task: Task, name: str, stem: str) -> None:
    path = open_coding(task, coder=name).path
    assert path.name == f"{stem}.csv"
    assert path.parent == Path(str(task.article.path)) / "coding"


def test_a_name_in_another_script_gets_a_file_of_its_own(task: Task) -> None:
    names = [open_coding(task, coder=name).path.name for name in ("Жанна", "李")]
    assert len(set(names)) == 2


def test_a_file_changed_elsewhere_is_not_written_over(task: Task, tmp_path: Path) -> None:
    file = open_coding(task, coder="Ann", folder=tmp_path)
    file.set(FIRST, "1")
    other = open_coding(task, coder="Ann", folder=tmp_path)
    other.set(FRAME, "1")
    with pytest.raises(CodingError, match="changed by another program"):
        file.set(FIRST, "-1")
    assert open_coding(task, coder="Ann", folder=tmp_path).codes == {FIRST: "1", FRAME: "1"}
    other.path.unlink()
    with pytest.raises(CodingError, match="is gone"):
        other.set(FRAME, "0")


def test_a_disk_that_takes_nothing_loses_nothing(task: Task, monkeypatch) -> None:
    file = open_coding(task, coder="Ann")
    file.set(FIRST, "1")

    def full(path: Path, content: str) -> Path:
        raise DiscourseError(f"{path}: cannot be written (No space left on device)")

    monkeypatch.setattr(coding_files, "write_whole", full)
    with pytest.raises(CodingError, match="No space left"):
        file.set(FRAME, "1")
    assert file.codes == {FIRST: "1"}
    assert load_coding(file.path, task=task)["code"].tolist() == [1]
