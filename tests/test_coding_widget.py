"""The kernel's half of the coding desk keeps what the browser sends, and shows no score."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_task import lay_article

from helpers.coding_desk import code_article
from helpers.coding_widget import CodingDesk
from helpers.errors import CodingError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_article(tmp_path)


def send(desk: CodingDesk, content: object) -> dict[str, object]:
    desk._take(None, content, [])
    return dict(desk.status)


def test_a_click_is_saved_and_answered(folder: Path) -> None:
    desk = code_article(folder, coder="Ann")
    assert desk.status["text"] == "No code yet; they will go to winter/coding/ann.csv"
    assert not (folder / "coding").exists()
    told = send(
        desk, {"kind": "set", "cell": ["T", "stance", "ruritania", ""], "code": "1", "serial": 7}
    )
    assert told == {"serial": 7, "ok": True, "text": "Saved: 1 codes in winter/coding/ann.csv"}
    assert desk.codes == {"T|stance|ruritania|": "1"}
    assert "Ann,T,ruritania,stance,,1" in (folder / "coding" / "ann.csv").read_text()
    told = send(desk, {"kind": "finish", "paragraph": "T", "serial": 8})
    assert desk.finished == ["T"]
    assert told["ok"]
    told = send(desk, {"kind": "finish", "paragraph": "1", "serial": 9})
    assert str(told["text"]).endswith("has no stance yet toward Ruritania, Freedonia")


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "set", "cell": ["T", "stance"], "code": "1"},
        {"kind": "set", "cell": ["T", "stance", "mars", ""], "code": "1"},
        {"kind": "set", "serial": 3},
        {"kind": "finish"},
    ],
)
def test_what_makes_no_sense_is_answered_and_not_saved(folder: Path, content: object) -> None:
    desk = code_article(folder, coder="Ann")
    told = send(desk, content)
    assert told["ok"] is False
    assert str(told["text"]).startswith("Not saved.")
    assert not (folder / "coding").exists()


def test_the_desk_opens_at_the_first_paragraph_that_is_not_finished(folder: Path) -> None:
    desk = code_article(folder, coder="Ann")
    assert desk.desk["start"] == 0
    send(desk, {"kind": "set", "cell": ["T", "stance", "ruritania", ""], "code": "1"})
    send(desk, {"kind": "finish", "paragraph": "T"})
    again = code_article(folder, coder="Ann")
    assert again.desk["start"] == 1
    assert "codes in winter/coding/ann.csv" in again.status["text"]
    assert repr(again) == "Coding desk of Ann: 1 of 4 paragraphs"


def test_all_finished_opens_at_the_start(folder: Path) -> None:
    desk = code_article(folder, coder="Ann")
    for paragraph in desk.desk["paragraphs"]:
        for actor in paragraph["actors"]:
            send(desk, {"cell": [paragraph["label"], "stance", actor, ""], "code": "0"})
        send(desk, {"kind": "finish", "paragraph": paragraph["label"]})
    assert code_article(folder, coder="Ann").desk["start"] == 0


def test_paragraphs_are_cut_at_names_and_lose_nothing(folder: Path) -> None:
    desk = code_article(folder, coder="Ann", folder=folder / "elsewhere")
    for paragraph in desk.desk["paragraphs"]:
        assert "".join(text for text, _ in paragraph["parts"]) in (
            folder / "article.txt"
        ).read_text(encoding="utf-8")
        assert {who for _, who in paragraph["parts"] if who} == set(paragraph["actors"])


def test_no_score_reaches_the_browser(folder: Path) -> None:
    sent = json.dumps(code_article(folder, coder="Ann").get_state(), default=str)
    assert "value" not in json.loads(sent)["desk"]
    assert set(json.loads(sent)["desk"]) == {
        "actors", "coder", "devices", "frames", "help", "language", "paragraphs", "stance", "start",
    }  # fmt: skip


def test_a_page_gets_a_still_picture_without_scripts(folder: Path) -> None:
    desk = code_article(folder, coder="Ann")
    send(desk, {"kind": "set", "cell": ["T", "stance", "ruritania", ""], "code": "1"})
    send(desk, {"kind": "finish", "paragraph": "T"})
    data, _ = code_article(folder, coder="Ann")._repr_mimebundle_()
    page = data["text/html"]
    assert "&lt;now&gt; &amp; at once" in page
    assert "<script" not in page
    assert "<b>Freedonia</b>" in page
    assert "no evidence" in page
    assert data["text/plain"] == "Coding desk of Ann: 1 of 4 paragraphs"


def test_the_browser_s_half_asks_the_network_for_nothing() -> None:
    assert "http" not in CodingDesk._esm
    assert "import" not in CodingDesk._esm
    assert "innerHTML" not in CodingDesk._esm
    assert "url(" not in CodingDesk._css


def test_a_name_that_is_kept_is_refused(folder: Path) -> None:
    with pytest.raises(CodingError, match="kept for the project"):
        code_article(folder, coder="Reference")
