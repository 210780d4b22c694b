"""Is every edit of the actors checked, kept at once, and shown, with or without an editor?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from helpers.catalogue import load_actors
from helpers.corpus import Article, load_article, make_article
from helpers.editing import (
    COLUMNS,
    add_alias,
    change_actor,
    count_alias,
    keep_actor,
    keep_alias,
    kept,
    merge_actors,
)
from helpers.editor import ActorEditor, edit_actors
from helpers.errors import CatalogueError, DiscourseError
from helpers.own import save_article

TEXT = "The Harbour Board met Ada Byron. The Board closed the pier. Byron wept, and fishers wept."
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def article() -> Article:
    return make_article(TEXT)


@pytest.fixture
def place(article: Article, tmp_path: Path) -> Path:
    return save_article(article, folder=tmp_path / "pier")


@pytest.fixture
def editor(article: Article, place: Path) -> ActorEditor:
    return edit_actors(article, folder=place)


@pytest.fixture
def rows(editor: ActorEditor) -> pd.DataFrame:
    return editor.rows


# --- single edits ---


def names(rows: pd.DataFrame, actor: str) -> list[str]:
    return rows.loc[rows["actor"] == actor, "alias"].tolist()


def test_what_is_proposed(rows: pd.DataFrame) -> None:
    assert list(rows.columns) == list(COLUMNS)
    assert names(rows, "harbour_board") == ["Board", "Harbour Board"]
    assert names(rows, "ada_byron") == ["Ada Byron", "Byron"]


def test_edits_change_nothing_they_were_given(rows: pd.DataFrame) -> None:
    before = rows.copy()
    keep_actor(rows, actor="ada_byron", keep=False)
    keep_alias(rows, alias="Byron", keep=False)
    change_actor(rows, actor="ada_byron", label="A. Byron", kind="leader", bloc="Town")
    merge_actors(rows, actor="ada_byron", into="harbour_board")
    add_alias(rows, alias="fishers")
    pd.testing.assert_frame_equal(rows, before)


def test_an_actor_and_a_name_can_be_left_out(rows: pd.DataFrame) -> None:
    assert "ada_byron" not in set(kept(keep_actor(rows, actor="ada_byron", keep=False))["actor"])
    assert names(kept(keep_alias(rows, alias="Byron", keep=False)), "ada_byron") == ["Ada Byron"]


def test_label_kind_and_bloc_hold_for_all_names(rows: pd.DataFrame) -> None:
    new = change_actor(rows, actor="ada_byron", label=" A.  Byron ", kind="leader", bloc="Town")
    mine = new[new["actor"] == "ada_byron"][["label", "kind", "bloc"]].drop_duplicates()
    assert mine.values.tolist() == [["A. Byron", "leader", "Town"]]
    pd.testing.assert_frame_equal(change_actor(new, actor="ada_byron"), new)


def test_merged_names_stand_together_under_the_other(rows: pd.DataFrame) -> None:
    new = merge_actors(rows, actor="harbour_board", into="ada_byron")
    assert set(new["actor"]) == {"ada_byron"}
    assert set(new["label"]) == {"Ada Byron"}
    assert set(names(new, "ada_byron")) == {"Board", "Harbour Board", "Ada Byron", "Byron"}


def test_a_name_is_added_to_an_actor_or_makes_one(rows: pd.DataFrame) -> None:
    new = add_alias(rows, alias=" fishers ", text=TEXT)
    assert new.iloc[-1].to_dict() == {
        "actor": "fishers",
        "label": "Fishers",
        "kind": "population",
        "bloc": "",
        "alias": "fishers",
        "form": "nominal",
        "count": 1,
        "keep": True,
    }
    more = add_alias(new, alias="Harbour", actor="harbour_board", text=TEXT)
    assert names(more, "harbour_board")[-1] == "Harbour"
    assert more.loc[more["alias"] == "Harbour", "form"].item() == "name"
    assert add_alias(new, alias="All")["actor"].iloc[-1] == "all_2"
    assert add_alias(new, alias="Ада")["actor"].iloc[-1] == "name"
    assert count_alias("the pier", "The pier? the pier, the piers") == 1


@pytest.mark.parametrize(
    ("function", "values", "message"),
    [
        (keep_actor, {"actor": "nobody"}, "no such actor"),
        (change_actor, {"actor": "ada_byron", "kind": "fish"}, "kind is 'fish'; expected one of"),
        (change_actor, {"actor": "ada_byron", "label": " "}, "label is empty"),
        (merge_actors, {"actor": "ada_byron", "into": "ada_byron"}, "with itself"),
        (merge_actors, {"actor": "ada_byron", "into": "nobody"}, "no such actor"),
        (add_alias, {"alias": " "}, "name is empty"),
        (add_alias, {"alias": "Byron"}, "name of Ada Byron already"),
    ],
)
def test_an_edit_that_makes_no_sense_says_so(
    rows: pd.DataFrame, function: Any, values: dict[str, Any], message: str
) -> None:
    with pytest.raises(CatalogueError, match=message):
        function(rows, **values)


# --- the editor ---


def test_the_proposal_is_saved_and_every_edit_after_it(editor: ActorEditor, place: Path) -> None:
    assert "Saved to pier/actors.csv: 2 actors, 4 names." in editor.message
    editor.edit("add", alias="fishers")
    assert editor.message == "Saved to pier/actors.csv: 3 actors, 5 names."
    editor.edit("keep_actor", actor="ada_byron", keep=False)
    assert set(load_actors(place)["actor"]) == {"harbour_board", "fishers"}
    pd.testing.assert_frame_equal(load_actors(place), editor.actors)


def test_opened_again_it_goes_on(editor: ActorEditor, article: Article, place: Path) -> None:
    editor.edit("change", actor="harbour_board", label="The Board", bloc="Town")
    editor.edit("keep_alias", alias="Byron", keep=False)
    again = edit_actors(article, folder=place)
    assert again.message == "Opened pier/actors.csv."
    assert again.table["label"].tolist() == ["Ada Byron", "The Board"]
    assert not again.rows.set_index("alias")["keep"]["Byron"]
    pd.testing.assert_frame_equal(again.actors, editor.actors)


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("add", {"alias": "Byron"}, "already"),
        ("change", {"actor": "ada_byron", "colour": "red"}, "colour"),
        ("paint", {}, "'paint' is no edit; there are keep_actor"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    editor: ActorEditor, place: Path, name: str, values: dict[str, Any], message: str
) -> None:
    before, saved = editor.rows, (place / "actors.csv").read_bytes()
    editor.edit(name, **values)
    assert editor.message.startswith("Not done: ")
    assert message in editor.message
    assert editor.rows is before
    assert (place / "actors.csv").read_bytes() == saved


def test_somebody_must_be_kept(editor: ActorEditor) -> None:
    editor.edit("keep_actor", actor="ada_byron", keep=False)
    editor.edit("keep_actor", actor="harbour_board", keep=False)
    assert "at least one actor must be kept" in editor.message
    assert not editor.actors.empty


def test_a_text_without_names_says_how_to_go_on(tmp_path: Path) -> None:
    article = make_article("It rained. It stopped.")
    folder = save_article(article, folder=tmp_path / "rain")
    with pytest.raises(DiscourseError, match=r"no name was found .* form nominal"):
        edit_actors(article, folder=folder)


def test_it_shows_an_editor_and_a_table_beside(editor: ActorEditor) -> None:
    editor.edit("add", alias="<b>fishers</b>")
    data, _ = editor._repr_mimebundle_()
    assert WIDGET in data
    assert "Harbour Board" in data["text/plain"]
    assert "&lt;b&gt;fishers" in data["text/html"]
    assert "<b>" not in data["text/html"]


def test_what_the_browser_sends_is_done_and_answered(editor: ActorEditor, place: Path) -> None:
    editor._repr_mimebundle_()
    widget = editor._widget
    assert widget is not None
    editor._receive(widget, {"edit": "add", "values": {"alias": "fishers"}}, [])
    assert widget.rows[-1]["alias"] == "fishers"
    assert widget.rows[-1]["count"] == 1
    assert widget.message == editor.message == "Saved to pier/actors.csv: 3 actors, 5 names."
    editor._receive(widget, {"edit": "add", "values": {"alias": "fishers"}}, [])
    assert widget.message.startswith("Not done: ")
    assert "fishers" in set(load_actors(place)["alias"])


def test_its_script_asks_the_network_for_nothing_and_sets_no_markup() -> None:
    folder = Path(edit_actors.__code__.co_filename).parent / "templates"
    for name in ("actors-editor.js", "actors-editor.css"):
        source = (folder / name).read_text(encoding="utf-8")
        for word in ("http", "import(", "innerHTML", "insertAdjacentHTML", "url(", "eval("):
            assert word not in source


def test_the_sample_opens(tmp_path: Path) -> None:
    page = load_article(Path(__file__).parent.parent / "corpus" / "samples" / "ferry-page.html")
    editor = edit_actors(page, folder=save_article(page, folder=tmp_path / "ferry"))
    assert editor.table["label"].tolist()[:2] == ["Sandvar Harbour Board", "Ferry Users' League"]
