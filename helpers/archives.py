"""What may be taken out of a zip file? A zip in; its members in order out, each safe or refused.

A zip may be made to fill a disk (a few bytes that unpack to many), to write outside its folder
(`../`), or to lead elsewhere by a link. Nothing is unpacked to disk here, and members of such
kinds are refused by name.
"""

from __future__ import annotations

import stat
import unicodedata
from typing import Final, NamedTuple
from zipfile import ZipFile, ZipInfo

from helpers.errors import ArticleError

# Text becomes four to twenty times smaller; what becomes smaller than this was made to burst.
MAX_RATIO: Final = 200
# Small members may be anything.
_SMALL: Final = 1_000_000
_ENCRYPTED: Final = 0x1


class Member(NamedTuple):
    """Hold one member of a zip: its name, its bytes, and why it is not read."""

    name: str
    size: int
    skipped: str = ""
    refused: str = ""


def list_members(archive: ZipFile, *, size: int, place: str) -> list[Member]:
    """List the members of a zip, by name, with what speaks against reading each.

    Parameters
    ----------
    archive
        The open zip.
    size
        Its size on disk, in bytes.
    place
        What to call it in messages.

    Returns
    -------
    list of Member
        Folders are left out. `skipped` and `refused` say why a member is not read; both are
        empty for one that may be read.

    Raises
    ------
    ArticleError
        If the whole would unpack to far more than its size: a zip bomb.
    """
    check_members(archive, size=size, place=place)
    members: list[Member] = []
    seen: set[str] = set()
    for info in archive.infolist():
        if info.is_dir():
            continue
        name = unicodedata.normalize("NFC", info.filename)
        skipped, refused = _judge(info)
        if name in seen:
            refused = "the zip holds two files of this name; unpack it and name them apart"
        seen.add(name)
        members.append(Member(info.filename, info.file_size, skipped, refused))
    return sorted(members, key=lambda member: unicodedata.normalize("NFC", member.name).split("/"))


def check_members(archive: ZipFile, *, size: int, place: str) -> None:
    """Refuse a zip whose members unpack to far more than it is.

    Raises
    ------
    ArticleError
        Naming how much it would unpack to.
    """
    total = sum(info.file_size for info in archive.infolist())
    if total > max(_SMALL * 20, size * MAX_RATIO):
        raise ArticleError(
            f"{place}: would unpack from {size:,} to {total:,} bytes, which no collection of texts "
            "does; it is refused as a zip bomb. If you trust it, unpack it yourself"
        )


def _judge(info: ZipInfo) -> tuple[str, str]:
    """Say why a member is skipped, or why it is refused."""
    parts = info.filename.replace("\\", "/").split("/")
    if info.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        return "", "its name leads out of the zip; such files are refused, make the zip anew"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "", "is a link, not a file; put the file itself into the zip"
    if any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return "hidden file", ""
    if info.flag_bits & _ENCRYPTED:
        return "", "is protected by a password; unpack the zip and give the folder"
    if info.file_size > max(_SMALL, info.compress_size * MAX_RATIO):
        return "", (
            f"would unpack from {info.compress_size:,} to {info.file_size:,} bytes, which no text "
            "does; if you trust it, unpack it yourself"
        )
    return "", ""
