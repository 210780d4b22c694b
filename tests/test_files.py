"""A file is written whole or not at all."""

from pathlib import Path

import pytest

from helpers.errors import DiscourseError
from helpers.files import write_whole


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
