"""A file is written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from helpers.errors import DiscourseError
from helpers.files import check_folder, check_output, is_same_place, write_whole


@pytest.mark.parametrize(
    ("number", "remedy"),
    [(errno.ENOSPC, "make room on the disk"), (errno.EACCES, "that you may write to")],
)
def test_why_a_file_cannot_be_written_has_its_own_remedy(
    number: int, remedy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(DiscourseError, match=f"a.csv: cannot be written .*; .*{remedy}"):
        write_whole(tmp_path / "a.csv", "new")
    assert list(tmp_path.iterdir()) == []


def test_writing_replaces_whole_and_leaves_an_equal_file_alone(tmp_path):
    path = tmp_path / "new" / "page.html"
    write_whole(path, "a\nb\n")
    first = path.stat()
    write_whole(path, "a\nb\n")
    assert path.stat().st_ino == first.st_ino
    assert path.stat().st_mtime_ns == first.st_mtime_ns
    write_whole(path, "c\n")
    assert path.read_bytes() == b"c\n"
    assert list(path.parent.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    write_whole(path, "old\n")

    def refuse(*places: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(DiscourseError, match=r"page.html: cannot be written \(Permission denied\)"):
        write_whole(path, "new\n")
    assert path.read_text(encoding="utf-8") == "old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_read_from_is_never_written_over(tmp_path):
    source, folder = tmp_path / "articles.csv", tmp_path / "news"
    source.write_text("text\nThe only copy.\n", encoding="utf-8")
    folder.mkdir()
    for path in (source, folder / ".." / "articles.csv"):
        with pytest.raises(DiscourseError, match="is what is read from, and would be lost"):
            check_output(path, sources=[source], force=True)
    for path in (folder / "report.csv", folder / "a" / "report.csv"):
        with pytest.raises(DiscourseError, match=r"lies within .*news, which is read from"):
            check_output(path, sources=[folder], force=True)
    with pytest.raises(DiscourseError, match="news: is what is read from"):
        check_output(folder, sources=[folder], force=True)
    check_output(tmp_path / "report.csv", sources=[source, folder])


def test_another_name_of_a_file_is_the_same_place(tmp_path):
    source, other = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text("text\n", encoding="utf-8")
    try:
        other.hardlink_to(source)
    except OSError:
        pytest.skip("this system lets nobody make links")
    assert is_same_place(source, other)
    assert not is_same_place(source, tmp_path / "c.csv")


def test_a_file_that_is_there_needs_force(tmp_path):
    path = tmp_path / "report.csv"
    check_output(path)
    path.touch()
    check_output(path)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(DiscourseError, match="is there already and may hold your own edits"):
        check_output(path)
    check_output(path, force=True)
    with pytest.raises(DiscourseError, match="is a folder"):
        check_output(tmp_path, force=True)


def test_a_folder_with_tables_of_one_s_own_is_no_folder_of_results(tmp_path):
    out = tmp_path / "out"
    check_folder(out)
    out.mkdir()
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    check_folder(out)
    for name in ("scores.csv", "report.html", "settings.csv"):
        (out / name).write_text("mine", encoding="utf-8")
        with pytest.raises(DiscourseError, match=f"{name}: is there already, and no earlier run"):
            check_folder(out)
        check_folder(out, force=True)
        (out / name).unlink()
    (out / "figures").mkdir()
    with pytest.raises(DiscourseError, match="figures: is there already"):
        check_folder(out)
    (out / "settings.csv").write_text("setting,value\n", encoding="utf-8")
    check_folder(out)
    with pytest.raises(DiscourseError, match=r"notes.txt: is a file; give the name of a folder"):
        check_folder(out / "notes.txt")


@pytest.mark.parametrize("name", ["actors.csv", "report.html", "figures/page.html"])
def test_a_folder_of_results_holds_nothing_that_is_read_from(tmp_path, name):
    source = tmp_path / name
    source.parent.mkdir(exist_ok=True)
    source.write_text("mine", encoding="utf-8")
    (tmp_path / "settings.csv").write_text("setting,value\n", encoding="utf-8")
    with pytest.raises(DiscourseError, match="which is read from and would be written over"):
        check_folder(tmp_path, sources=[source], force=True)
    check_folder(tmp_path, sources=[tmp_path / "article.txt", tmp_path / "gone.csv"])
