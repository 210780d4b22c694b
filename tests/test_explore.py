"""The kernel's half of the explorer keeps what is chosen, and gives the rows behind it."""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest
import traitlets
from small_task import lay_article
from view_cases import make_harmful, make_silent

import helpers.explorer
from helpers.analysis import Analysis
from helpers.errors import DiscourseError, EngineError
from helpers.explore import explore
from helpers.explorer import Explorer

# The function of the same name hides it.
module = sys.modules["helpers.explore"]


@pytest.fixture
def analysis() -> Analysis:
    return make_harmful()


@pytest.fixture
def view(analysis: Analysis) -> Explorer:
    return explore(analysis)


def test_it_takes_a_path_an_article_or_an_analysis(tmp_path: Path) -> None:
    folder = lay_article(tmp_path)
    first = explore(folder, engine="lexical")
    assert first.engine == "lexical"
    again = explore(first.analysis.article, actors=first.analysis.actors, engine="lexical")
    assert explore(first.analysis).data == again.data == first.data


def test_what_an_analysis_has_already_is_refused_beside_it(analysis: Analysis) -> None:
    assert explore(analysis, engine="lexical").engine == "lexical"
    with pytest.raises(DiscourseError, match="made by the lexical engine, not by 'neural'"):
        explore(analysis, engine="neural")
    with pytest.raises(DiscourseError, match="has its catalogue already"):
        explore(analysis, actors=analysis.actors)


def test_nothing_is_chosen_at_first(view: Explorer) -> None:
    assert (view.measure, view.voice, view.paragraph) == ("stance", "all", "")
    assert view.actor in ("ruritania", "freedonia")
    assert view.selection.empty
    assert view.scores.empty


def test_the_selection_follows_what_is_chosen(view: Explorer) -> None:
    heard: list[int] = []
    view.observe(lambda change: heard.append(len(change["new"])), "selection")
    view.actor, view.paragraph = "ruritania", "1"
    rows = view.selection
    assert set(rows["measure"]) == {"stance"}
    assert set(rows["actor"]) == {"ruritania"}
    assert rows["weight"].sum() == pytest.approx(view.scores["value"].item())
    assert heard[-1] == len(rows) > 0


def test_a_change_in_the_browser_is_one_choice(view: Explorer) -> None:
    view.set_state({"measure": "frame", "label": "conflict", "paragraph": "1"})
    assert set(view.selection["label"]) == {"conflict"}
    # Back again: a stance has no label.
    view.set_state({"measure": "stance", "label": "", "actor": "freedonia"})
    assert set(view.selection["actor"]) == {"freedonia"}


def test_another_measure_starts_at_its_first_label_and_keeps_the_rest(view: Explorer) -> None:
    view.actor, view.paragraph, view.voice = "ruritania", "2", "author"
    view.measure = "narrative"
    assert view.label == "hero"
    assert (view.actor, view.paragraph, view.voice) == ("ruritania", "2", "author")
    view.measure = "stance"
    assert view.label == ""


def test_the_curves_of_what_is_shown_are_sent_once_each(
    view: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert json.loads(view.curves)["measure"] == "stance"
    view.measure = "device"
    told = json.loads(view.curves)
    assert (told["measure"], told["voice"]) == ("device", "all")
    monkeypatch.setattr("helpers.explorer.list_curves", lambda *_, **__: pytest.fail("again"))
    view.measure = "stance"
    view.measure = "device"
    assert json.loads(view.curves) == told


@pytest.mark.parametrize(
    ("name", "value", "known"),
    [
        ("measure", "mood", "stance, frame"),
        ("label", "hedge", "none for this measure"),
        ("actor", "nobody", "ruritania"),
        ("voice", "nobody", "all, author, quoted"),
        ("paragraph", "99", "T, 1, 2"),
        ("engine", "steam", "lexical"),
    ],
)
def test_what_cannot_be_chosen_is_refused(
    view: Explorer, name: str, value: str, known: str
) -> None:
    before = getattr(view, name)
    with pytest.raises(DiscourseError, match=f"no {name} is called '{value}'.*{known}"):
        setattr(view, name, value)
    assert getattr(view, name) == before
    with contextlib.suppress(traitlets.TraitError):
        view.set_state({name: value})  # As the browser would.
    assert getattr(view, name) == before


def test_another_engine_reads_once_says_so_and_is_kept(
    view: Explorer, analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def again(found: Analysis, *, engine: str) -> Analysis:
        asked.append(engine)
        assert found is analysis
        return make_harmful(engine)

    monkeypatch.setattr(module, "analyse_again", again)
    said: list[str] = []
    view.observe(lambda change: said.append(change["new"]), "working")
    view.actor, view.paragraph = "ruritania", "1"
    # A text so short has no curves that could differ.
    monkeypatch.setattr(
        helpers.explorer,
        "list_curves",
        lambda found, **_: [{"key": [], "runs": [found.stance_unit]}],
    )
    sent: list[set[str]] = []
    send = view.send_state
    monkeypatch.setattr(view, "send_state", lambda key=None: (sent.append({*key}), send(key)))
    lexical = view.selection
    view.engine = "neural"
    assert asked == ["neural"]
    # In one message: no picture of one engine with the curves of the other.
    assert [sorted(keys) for keys in sent if "data" in keys] == [["curves", "data", "working"]]
    assert said == ["Reading the article with the neural engine …", ""]
    assert json.loads(view.data)["engine"] == "neural"
    assert (view.actor, view.paragraph) == ("ruritania", "1")
    assert not view.selection.equals(lexical)
    view.engine = "lexical"
    view.engine = "neural"
    assert asked == ["neural"]


def test_an_engine_that_fails_is_told_of_and_let_be(
    view: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> Analysis:
        raise EngineError("the encoder is not installed")

    monkeypatch.setattr(module, "analyse_again", fail)
    view.engine = "neural"
    assert view.engine == "lexical"
    assert view.working == "Not done: the encoder is not installed"
    view.paragraph = "1"
    assert view.working == "Not done: the encoder is not installed"


def test_a_failure_of_any_kind_leaves_the_engine_that_was(
    view: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> Analysis:
        raise RuntimeError("out of order")

    monkeypatch.setattr(module, "analyse_again", fail)
    with pytest.raises(RuntimeError, match="out of order"):
        view.engine = "neural"
    assert view.engine == "lexical"
    assert view.working == "Not done: out of order"
    view.paragraph = "1"
    assert len(view.selection)
    assert "lexical" in repr(view)


def test_only_engines_that_are_installed_are_offered(
    analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert explore(analysis).engines == ["neural", "lexical"]
    monkeypatch.setattr(module, "is_installed", lambda: False)
    assert explore(analysis).engines == ["lexical"]


def test_a_page_gets_a_still_table_without_scripts(view: Explorer) -> None:
    view.paragraph = "1"
    data, _ = view._repr_mimebundle_()
    page = data["text/html"]
    assert "A still picture of the explorer of “&lt;u&gt;One&lt;/u&gt;”" in page
    assert "<script" not in page
    assert "Ruritania &lt;/script&gt;" in page
    assert data["text/plain"] == repr(view)
    assert repr(view).endswith("stance, lexical engine, paragraph 1")


def test_an_article_that_names_nobody_can_be_looked_at() -> None:

    view = explore(make_silent())
    assert view.actor == ""
    view.paragraph = "1"
    assert view.selection.empty
