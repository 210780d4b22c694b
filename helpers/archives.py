"""What may be taken out of a zip file? A zip in; its members in order out, each safe or refused.

A zip may be made to fill a disk (a few bytes that unpack to many), to write outside its folder
(`../`), or to lead elsewhere by a link. Nothing is unpacked to disk here, and members of such
kinds are refused by name.
"""

from __future__ import annotations

import re
import stat
import unicodedata
from typing import Final, NamedTuple
from zipfile import ZipFile, ZipInfo

from helpers.errors import ArticleError

# Text becomes four to twenty times smaller; what becomes smaller than this was made to burst.
MAX_RATIO: Final = 200
# Small members may be anything.
_SMALL: Final = 1_000_000
# What a folder with an article of its own holds beside the text.
TEXT: Final = "article.txt"
OWN: Final = (TEXT, "article.toml", "actors.csv", "coding")
BELONGS: Final = "belongs to the article in this folder"
_ENCRYPTED: Final = 0x1
_DRIVE: Final = re.compile("[A-Za-z]:")
_TWICE: Final = (
    "the zip holds a later file of this name, which is read in its place; unpack it and name them "
    "apart"
)


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
        empty for one that may be read. What stands beside an `article.txt` and belongs to it is
        skipped.

    Raises
    ------
    ArticleError
        If the whole would unpack to far more than its size: a zip bomb.
    """
    check_members(archive, size=size, place=place)
    infos = [info for info in archive.infolist() if not info.is_dir()]
    # A name that stands twice leads to the last file of that name.
    last = {unicodedata.normalize("NFC", info.filename): info for info in infos}
    members: list[Member] = []
    for info in infos:
        skipped, refused = _judge(info)
        if last[unicodedata.normalize("NFC", info.filename)] is not info:
            skipped, refused = "", _TWICE
        members.append(Member(info.filename, info.file_size, skipped, refused))
    read = (member.name for member in members if not (member.skipped or member.refused))
    folders = {folder for folder, name in map(_split, read) if name == TEXT}
    members = [
        member._replace(skipped=BELONGS)
        if not (member.skipped or member.refused) and _is_own(member.name, folders)
        else member
        for member in members
    ]
    return sorted(members, key=lambda member: unicodedata.normalize("NFC", member.name).split("/"))


def _split(member: str) -> tuple[str, str]:
    """Part the name of a member into its folder, with the slash, and its own name."""
    folder, slash, name = member.rpartition("/")
    return folder + slash, name


def _is_own(member: str, folders: set[str]) -> bool:
    """Tell whether a member belongs to the article of a folder that is around it."""
    folder, name = _split(member)
    coding = folder.find("coding/")
    while coding >= 0:
        if folder[:coding] in folders:
            return True
        coding = folder.find("coding/", coding + 1)
    return folder in folders and name in OWN and name != TEXT


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
    if not parts[0] or ".." in parts or _DRIVE.match(info.filename):
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
