"""Is a zip taken apart in order, and is what was made to do harm refused?"""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from collections.abc import Callable

import pytest

from helpers.archives import Member, list_members
from helpers.errors import ArticleError


def members_of(write: Callable[[zipfile.ZipFile], None]) -> dict[str, Member]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        write(archive)
    size = len(out.getvalue())
    with zipfile.ZipFile(out) as archive:
        found = list_members(archive, size=size, place="x.zip")
    return {member.name: member for member in found}


def test_members_come_by_name_whatever_their_order() -> None:
    names = ["b.txt", "a/z.txt", "a.txt", "a/b/c.txt", "B.txt"]

    def write(archive: zipfile.ZipFile) -> None:
        archive.mkdir("a") if hasattr(archive, "mkdir") else None
        for name in names:
            archive.writestr(name, name)

    found = members_of(write)
    assert list(found) == ["B.txt", "a/b/c.txt", "a/z.txt", "a.txt", "b.txt"]
    assert not any(member.skipped or member.refused for member in found.values())
    assert found["a.txt"].size == len("a.txt")


@pytest.mark.parametrize("name", ["../x.txt", "a/../../x.txt", "/etc/x.txt", "C:/x.txt", "c:x.txt"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    (member,) = members_of(lambda archive: archive.writestr(name, "x")).values()
    assert "leads out of the zip" in member.refused


def test_a_colon_in_a_headline_leads_nowhere() -> None:
    names = ["Syria: what now.txt", "b/c: d.txt"]
    found = members_of(lambda archive: [archive.writestr(name, "x") for name in names])  # type: ignore[arg-type,return-value]
    assert list(found) == names
    assert not any(member.refused for member in found.values())


def test_backslashes_lead_out_too() -> None:
    info = zipfile.ZipInfo("x.txt")
    info.filename = "..\\x.txt"
    (member,) = members_of(lambda archive: archive.writestr(info, "x")).values()
    assert "leads out of the zip" in member.refused


def test_links_and_locked_members_are_refused_and_hidden_ones_skipped() -> None:
    def write(archive: zipfile.ZipFile) -> None:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr(".hidden/x.txt", "x")
        archive.writestr("__MACOSX/x.txt", "x")
        archive.writestr("locked.txt", "x")
        archive.getinfo("locked.txt").flag_bits |= 1

    found = members_of(write)
    assert "is a link" in found["link.txt"].refused
    assert "protected by a password" in found["locked.txt"].refused
    assert found[".hidden/x.txt"].skipped == found["__MACOSX/x.txt"].skipped == "hidden file"


def test_of_a_name_that_stands_twice_the_file_that_is_read_is_the_one_that_is_told() -> None:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore", UserWarning)
        archive.writestr("x.txt", "first")
        archive.writestr("x.txt", "second")
    with zipfile.ZipFile(out) as archive:
        first, second = list_members(archive, size=200, place="x.zip")
        assert archive.read(second.name) == b"second"
    assert "a later file of this name" in first.refused
    assert not second.refused


def test_a_bomb_is_refused_whole_and_a_small_one_by_itself() -> None:
    with pytest.raises(ArticleError, match=r"x\.zip: would unpack from .* to 25,000,000 bytes"):
        members_of(lambda archive: archive.writestr("zeros.txt", bytes(25_000_000)))

    def write(archive: zipfile.ZipFile) -> None:
        archive.writestr("zeros.txt", bytes(2_000_000))
        archive.writestr("words.txt", "It is open.")

    found = members_of(write)
    assert "which no text does" in found["zeros.txt"].refused
    assert not found["words.txt"].refused
