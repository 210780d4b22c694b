"""Does a catalogue load, and is each mistake in one named with its file and line?"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from conftest import IDLIB

from helpers.catalogue import load_actors
from helpers.errors import CatalogueError
from helpers.text import plain_view

HEAD = "actor,label,kind,bloc,alias,form"
ROW = "ruritania,Ruritania,state,,Ruritania,name"


def write(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "actors.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_the_article_has_its_actors(actors: pd.DataFrame) -> None:
    assert set(actors["actor"]) >= set(
        "us israel iran syria russia turkey jihadists hezbollah civilians iraq western_media un "
        "china yemen".split()
    )


def test_a_folder_and_its_file_give_the_same(actors: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(load_actors(str(IDLIB / "actors.csv")), actors)


def test_the_bundled_catalogue_knows_the_states_of_the_world() -> None:
    world = load_actors()
    assert (world.drop_duplicates("actor")["kind"] == "state").sum() >= 193
    assert {"france", "united_nations", "nato"} <= set(world["actor"])
    assert (world["bloc"] == "").all()


def test_no_alias_of_the_bundled_catalogue_is_common_prose() -> None:
    aliases = set(load_actors()["alias"])
    # Names that are words too are matched with their case, and never in small letters.
    assert "US" in aliases
    assert not aliases & {"us", "turkey", "who", "may"}


def test_aliases_are_plain_or_become_so(tmp_path: Path) -> None:
    file = write(tmp_path, HEAD, "group,Group,armed_group,,Hay’at,name")
    (alias,) = load_actors(file)["alias"]
    assert plain_view(alias) == "Hay'at"


def test_blank_lines_marks_and_spaces_do_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "actors.csv"
    file.write_bytes(
        f"\ufeff{HEAD}\r\n\r\n , , \r\nruritania, Ruritania ,state,, Ruritania,name\r\n".encode()
    )
    assert load_actors(file).values.tolist() == [
        ["ruritania", "Ruritania", "state", "", "Ruritania", "name"]
    ]


def test_columns_may_stand_in_any_order_and_more_may_follow(tmp_path: Path) -> None:
    file = write(
        tmp_path, "alias,form,actor,label,kind,bloc,note", "Ruritania,name,r,R,state,,mine"
    )
    assert load_actors(file).loc[0, "actor"] == "r"


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (["actor,label,kind,bloc,alias"], ["line 1", "'form' is missing", HEAD]),
        ([""], ["line 1", "'actor' is missing"]),
        ([HEAD], ["names no actor", "add at least one row"]),
        ([HEAD, "ruritania,,state,,Ruritania,name"], ["line 2", "label is empty", "fill it in"]),
        ([HEAD, "ruritania"], ["line 2", "label is empty"]),
        ([HEAD, ROW, "", "x,X,planet,,X,name"], ["line 4", "kind is 'planet'", "state"]),
        ([HEAD, "x,X,state,,X,nickname"], ["line 2", "form is 'nickname'", "demonym"]),
        ([HEAD, "author,Author,person,,Author,name"], ["line 2", "'author' names a voice"]),
        (
            [HEAD, ROW, "freedonia,Freedonia,state,,Ruritania,name"],
            ["line 3", "'Ruritania' belongs to 'ruritania'", "remove one"],
        ),
        (
            [HEAD, "a,A,armed_group,,Hay’at,name", "b,B,armed_group,,Hay'at,name"],
            ["line 3", "belongs to 'a'"],
        ),
        (
            [HEAD, ROW, "ruritania,Ruritania,army,,Ruritanian Army,institution"],
            ["line 3", "ruritania is Ruritania, army", "before", "same label, kind and bloc"],
        ),
        (
            [HEAD, ROW, "ruritania,Ruritania,state,North,Strelsau,capital"],
            ["line 3", "Ruritania, state, North here and Ruritania, state before"],
        ),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    tmp_path: Path, lines: list[str], parts: list[str]
) -> None:
    file = write(tmp_path, *lines)
    with pytest.raises(CatalogueError) as caught:
        load_actors(file)
    for part in (str(file), *parts):
        assert part in str(caught.value)


def test_a_catalogue_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"actors\.csv: cannot be read .*one row an alias"):
        load_actors(tmp_path)
    (tmp_path / "actors.csv").write_bytes(b"PK\x03\x04 a workbook")
    with pytest.raises(CatalogueError, match=r"workbook .* save the sheet as CSV UTF-8"):
        load_actors(tmp_path)
    (tmp_path / "actors.csv").write_bytes(HEAD.encode() + b"\nc,\x00\x00\x01,media,,C,name\n")
    with pytest.raises(CatalogueError, match=r"is no CSV; save it as CSV UTF-8"):
        load_actors(tmp_path)
    (tmp_path / "actors.csv").write_text(f"{HEAD}\n{ROW},", encoding="utf-8")
    assert len(load_actors(tmp_path)) == 1
    (tmp_path / "actors.csv").write_text(f"{HEAD}\nfund,Fund, Oak,other,,F,name", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"line 2: has more cells .* holds a comma"):
        load_actors(tmp_path)
    (tmp_path / "actors.csv").write_text(f"{HEAD}\n" + "x" * 200_000, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"line 2: cannot be read as CSV .* quotation mark"):
        load_actors(tmp_path)


@pytest.mark.parametrize("mark", [";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_spreadsheet_may_have_saved_it_its_own_way(
    tmp_path: Path, mark: str, encoding: str
) -> None:
    lines = [HEAD, "cafe,Le Café,other,,Café,name", "at,@home,media,,'@home,name"]
    text = "\n".join(lines).replace(",", mark)
    (tmp_path / "actors.csv").write_bytes(text.encode(encoding))
    found = load_actors(tmp_path)
    assert found["alias"].tolist() == ["Café", "@home"]
