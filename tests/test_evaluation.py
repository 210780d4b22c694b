"""Evaluation hands every row to the engine, writes what was asked for and fails in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from helpers.engines import ENGINES, Engine, Rating, choose_engine
from helpers.errors import DiscourseError, EngineError
from helpers.evaluation import (
    KINDS,
    describe_evaluation,
    evaluate_opeds,
    evaluate_paragraphs,
    evaluate_sentences,
    export_predictions,
    load_rows,
    mark_texts,
    name_forms,
)
from helpers.windows import Passage


def rate_by_word(passages: Sequence[Passage], title: Passage | None) -> list[Rating]:
    """Rate +1 where the passage says good, -1 where it says bad; the same for every actor."""
    found = []
    for number, passage in enumerate(passages):
        value = float("good" in passage.text) - float("bad" in passage.text)
        actors = dict.fromkeys(span[2] for span in passage.spans)
        found += [Rating(number, actor, value) for actor in actors]
    return found


TOY = Engine("toy", rate_by_word, -0.5, 0.5)


def test_sentences_are_rated_toward_their_target() -> None:
    rows = [
        {"id": 1, "sentence": "Ann is good.", "start": 0, "end": 3, "label": 1, "others": []},
        {"id": 2, "sentence": "Ann is bad.", "start": 0, "end": 3, "label": 1, "others": []},
    ]
    found = evaluate_sentences(rows, engine=TOY)
    assert found.predictions == [
        {"id": 1, "label": 1, "value": 1.0},
        {"id": 2, "label": -1, "value": -1.0},
    ]
    assert found.agreement is not None
    assert found.agreement.reversed == 0.5
    assert "reversed          50.0% of cells" in describe_evaluation(found)


def test_a_span_that_holds_the_target_does_not_hide_it() -> None:
    row = {"id": 1, "sentence": "Ann Lee is good.", "start": 4, "end": 7, "others": [[0, 7, "x"]]}
    found = evaluate_sentences([row], engine=TOY)
    assert found.predictions[0]["label"] == 1
    assert found.agreement is None
    assert "nothing to compare with" in describe_evaluation(found)


def test_a_paragraph_without_the_entity_has_the_label_of_the_article() -> None:
    row = {
        "doc_id": 7,
        "entity": "Ann Lee",
        "paragraphs": ["Lee is good.", "It rained.", "Ann did good."],
        "paragraph_labels": [1, 1, None],
    }
    found = evaluate_paragraphs([row], engine=TOY)
    assert found.predictions == [{"doc_id": 7, "paragraph_labels": [1, 1, 1], "doc_label": 1}]
    assert found.agreement is not None
    assert found.agreement.n == 2


def test_an_article_that_never_names_its_entity_is_neutral() -> None:
    row = {"doc_id": 7, "entity": "Ann Lee", "paragraphs": ["All is good."]}
    found = evaluate_paragraphs([row], engine=TOY)
    assert found.predictions[0]["paragraph_labels"] == [0]


def test_op_eds_have_a_label_for_each_actor_of_each_paragraph() -> None:
    row = {
        "doc_id": "x",
        "title": "Zog and Gog",
        "paragraphs": ["Zog is good, as the Zoggians know.", "Gog met Zog; it was bad."],
        "aliases": {"zog": ["Zog", "Zoggians"], "gog": ["Gog"]},
        "stance": [{"p": 0, "actor": "zog", "label": 1}, {"p": 1, "actor": "gog", "label": 0}],
    }
    found = evaluate_opeds([row], engine=TOY)
    assert [(c["p"], c["actor"], c["label"]) for c in found.predictions[0]["stance"]] == [
        (0, "zog", 1),
        (1, "gog", -1),
        (1, "zog", -1),
    ]
    assert found.agreement is not None
    assert found.agreement.n == 2
    assert found.n_targets == 3


def test_an_alias_of_two_actors_goes_to_the_first() -> None:
    [passage] = mark_texts(["The League met."], aliases={"a": ["League"], "b": ["League", " "]})
    assert [span[2] for span in passage.spans] == ["a"]


@pytest.mark.parametrize(
    ("entity", "forms"),
    [
        ("Benjamin Koellmann", ["Benjamin Koellmann", "Koellmann", "Benjamin"]),
        ("Senator Ann Lee", ["Senator Ann Lee", "Ann Lee", "Lee", "Ann"]),
        ("NATO", ["NATO"]),
        (
            "National Rifle Association",
            ["National Rifle Association", "Association", "National", "NRA"],
        ),
    ],
)
def test_forms_of_a_name(entity: str, forms: list[str]) -> None:
    assert name_forms(entity) == forms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"id": 1}\n', "line 1: the key 'sentence' is missing"),
        ('{"id": 1, "sentence": "x"}\n{oops\n', "line 2: is not JSON"),
        ("[1, 2]\n", "line 1: the key 'id' is missing"),
        ("\n", "holds no rows"),
    ],
)
def test_rows_of_no_use_are_refused(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DiscourseError, match=words):
        load_rows(file, needs=("id", "sentence"))


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DiscourseError, match="cannot be read"):
        load_rows(tmp_path / "none.jsonl", needs=())
    file = tmp_path / "odd.jsonl"
    file.write_bytes(b'{"id": "\xff"}\n')
    with pytest.raises(DiscourseError, match="UTF-8"):
        load_rows(file, needs=())


def test_predictions_are_one_object_a_line(tmp_path: Path) -> None:
    file = export_predictions([{"id": "é"}, {"id": 2}], tmp_path / "out" / "p.jsonl")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["é", 2]


def test_an_engine_that_does_not_exist_is_refused() -> None:
    with pytest.raises(EngineError, match="there are neural, lexical, textblob, vader"):
        choose_engine("oracle")


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_rates_every_actor_that_is_named(name: str) -> None:
    passages = [
        Passage("Zog bombed Gog.", ((0, 3, "zog"), (11, 14, "gog"))),
        Passage("It rained.", ()),
        Passage("Gog is brave.", ((0, 3, "gog"),)),
    ]
    engine = choose_engine(name)
    ratings = engine.rate(passages, None)
    assert {(r.paragraph, r.actor) for r in ratings} == {(0, "zog"), (0, "gog"), (2, "gog")}
    assert all(-1 <= r.value <= 1 for r in ratings)
    assert all(engine.label(r.value) in (-1, 0, 1) for r in ratings)


# Of two verbs the lexical engine gives the second to the name that stands nearest before it.
TURNED = pytest.mark.xfail(reason="the readable engine has no parser: Gog seems to murder")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("neural", "Zog murdered the children of Gog."),
        ("lexical", "Zog murdered the children of Gog."),
        ("neural", "Without warning Zog bombed the hospitals of Gog and murdered its children."),
        pytest.param(
            "lexical",
            "Without warning Zog bombed the hospitals of Gog and murdered its children.",
            marks=TURNED,
        ),
    ],
)
def test_an_engine_tells_the_aggressor_from_the_victim(name: str, text: str) -> None:
    spans = [(text.index(actor), text.index(actor) + 3, actor) for actor in ("Zog", "Gog")]
    values = {
        r.actor: r.value for r in choose_engine(name).rate([Passage(text, tuple(spans))], None)
    }
    assert values["Zog"] < -0.2 < values["Gog"]
    assert values["Zog"] + 0.3 < values["Gog"]


def test_kinds_name_what_they_need() -> None:
    assert set(KINDS) == {"stance", "paragraphs", "oped"}
