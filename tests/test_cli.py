"""The command line writes what it promises and fails in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from archive_files import make_archive
from typer.testing import CliRunner

import helpers.engines
from helpers.catalogue import load_actors
from helpers.cli import app
from helpers.engines import Engine, Rating
from helpers.export import import_table
from helpers.schema import TABLES

runner = CliRunner()
TEXT = "Norway Accuses Sweden\n\nNorway accused Sweden of lying. Sweden's army attacked Norway.\n"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "text.txt").write_text(TEXT, encoding="utf-8")
    done = runner.invoke(app, ["analyse", str(folder / "text.txt"), "--out", str(folder / "out")])
    assert done.exit_code == 0, done.output
    assert "scores.csv" in done.output
    return folder / "out"


@pytest.mark.usefixtures("only_svg")
def test_figures_are_drawn_for_other_pages_as_well(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "out"
    arguments = ["analyse", str(tmp_path / "text.txt"), "--engine", "lexical", "--out", str(out)]
    wrong = runner.invoke(app, [*arguments, "--preset", "poster"])
    assert wrong.exit_code == 1
    assert "'poster' is not known" in wrong.stderr
    assert not out.exists()
    done = runner.invoke(app, [*arguments, "--preset", "column", "--preset", "slide"])
    assert done.exit_code == 0, done.output
    screen = {path.name for path in (out / "figures").glob("*.*")}
    for name in ("column", "slide"):
        assert {path.name for path in (out / "figures" / name).iterdir()} == screen


@pytest.mark.usefixtures("only_svg")
def test_a_saved_page_is_read_like_a_text(tmp_path: Path) -> None:
    page = Path(__file__).parent.parent / "corpus" / "samples" / "ferry-page.html"
    actors = tmp_path / "actors.csv"
    done = runner.invoke(app, ["suggest-actors", str(page), "--out", str(actors)])
    assert done.exit_code == 0, done.output
    assert "Note: article told from the rest of the web page" in done.stderr
    assert "Note" not in done.stdout
    assert "sandvar_harbour_board" in set(load_actors(actors)["actor"])
    out = tmp_path / "out"
    arguments = ["analyse", str(page), "--out", str(out), "--actors", str(actors)]
    done = runner.invoke(app, [*arguments, "--engine", "lexical"])
    assert done.exit_code == 0, done.output
    articles = import_table(out / "articles.csv", table="articles")
    assert articles.loc[0, "outlet"] == "The Sandvar Courier"
    assert "comments" not in (out / "paragraphs.csv").read_text(encoding="utf-8")


def test_a_page_without_an_article_fails_in_words(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><body><p>Hi.</p></body></html>", encoding="utf-8")
    for command in ("analyse", "suggest-actors"):
        arguments = [command, str(tmp_path / "page.html"), "--out", str(tmp_path / "x")]
        done = runner.invoke(app, arguments)
        assert done.exit_code == 1
        assert "page.html: this page holds 1 word and no article" in done.stderr


def test_every_table_comes_back_as_it_was(results: Path) -> None:
    for name in TABLES:
        table = import_table(results / f"{name}.csv", table=name)
        assert len(table) or name in ("quotes", "unresolved")


def test_stance_is_there_per_paragraph_and_actor(results: Path) -> None:
    scores = import_table(results / "scores.csv", table="scores")
    stance = scores[(scores["measure"] == "stance") & (scores["voice"] == "all")]
    assert len(stance) == 2 * 2
    assert stance["value"].dropna().between(-1, 1).all()
    assert set(stance["label"]) <= {"unfavourable", "neutral", "favourable", ""}


def test_figures_and_report_are_there(results: Path) -> None:
    assert (results / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    for name in ("stance", "stance-lines", "salience", "voices", "frames", "devices"):
        for suffix in ("png", "svg", "pdf", "csv", "txt"):
            assert (results / "figures" / f"{name}.{suffix}").stat().st_size > 0


def test_how_it_was_measured_travels_along(results: Path) -> None:
    settings = pd.read_csv(results / "settings.csv").set_index("setting")["value"]
    assert settings["engine"] == "neural"
    for name in ("stance.csv", "stance.onnx"):
        assert len(settings[f"SHA-256 of {name}"]) == 64
    assert "engine: neural" in (results / "figures" / "stance.txt").read_text(encoding="utf-8")


@pytest.mark.usefixtures("only_svg")
def test_engine_and_pooling_can_be_chosen(tmp_path: Path) -> None:
    text = f"{TEXT}\nSweden murdered its prisoners.\n"
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    arguments = ["analyse", str(tmp_path / "text.txt"), "--engine", "lexical"]
    labels = {}
    for pooling in ("--pooled", "--no-pooled"):
        out = tmp_path / pooling.strip("-")
        done = runner.invoke(app, [*arguments, pooling, "--out", str(out)])
        assert done.exit_code == 0, done.output
        settings = pd.read_csv(out / "settings.csv").set_index("setting")["value"]
        assert settings["engine"] == "lexical"
        assert settings["stance settings"] == f"pooled={pooling == '--pooled'}"
        evidence = import_table(out / "evidence.csv", table="evidence")
        labels[pooling] = set(evidence.loc[evidence["measure"] == "stance", "label"])
    assert labels == {"--pooled": {"", "borrowed"}, "--no-pooled": {""}}


def test_an_engine_that_does_not_exist_is_named(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    arguments = ["analyse", str(tmp_path / "text.txt"), "--out", str(tmp_path / "out")]
    done = runner.invoke(app, [*arguments, "--engine", "oracle"])
    assert done.exit_code == 1
    assert "there are neural, lexical" in done.output


@pytest.mark.usefixtures("only_svg")
def test_a_catalogue_of_one_s_own_is_used(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("The Guild attacked the Crown.\n", encoding="utf-8")
    (tmp_path / "who.csv").write_text(
        "actor,label,kind,bloc,alias,form\nguild,The Guild,organisation,,Guild,name\n",
        encoding="utf-8",
    )
    arguments = ["analyse", str(tmp_path / "text.txt"), "--out", str(tmp_path / "out")]
    done = runner.invoke(app, [*arguments, "--actors", str(tmp_path / "who.csv")])
    assert done.exit_code == 0, done.output
    assert set(import_table(tmp_path / "out" / "mentions.csv", table="mentions")["actor"]) == {
        "guild"
    }


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.txt", None, "there is no such file"),
        ("empty.txt", "", "the file is empty"),
        ("nobody.txt", "It rained all day long.\n", "names no actor"),
    ],
)
def test_what_cannot_be_used_is_said_without_a_traceback(
    tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    done = runner.invoke(app, ["analyse", str(tmp_path / name), "--out", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert message in done.output
    assert name in done.output
    assert "Traceback" not in done.output


def test_the_version_is_told() -> None:
    done = runner.invoke(app, ["--version"])
    assert done.exit_code == 0
    assert done.output.strip()[0].isdigit()


# ---------------------------------------------------------------- evaluate

SENTENCE = {"id": 1, "sentence": "Zog murdered Gog.", "start": 0, "end": 3, "others": [[13, 16]]}
ARTICLE = {
    "doc_id": "a",
    "title": "Zog and Gog",
    "paragraphs": ["Zog murdered Gog.", "It rained.", "Gog praised the brave envoys of Zog."],
}
ROWS: dict[str, dict[str, Any]] = {
    "stance": SENTENCE | {"label": -1},
    "paragraphs": ARTICLE | {"entity": "Zog", "paragraph_labels": [-1, None, 1]},
    "oped": ARTICLE
    | {
        "aliases": {"zog": ["Zog"], "gog": ["Gog"]},
        "stance": [
            {"p": 0, "actor": "zog", "label": -1},
            {"p": 2, "actor": "gog", "label": 0},
        ],
    },
}


def evaluate(tmp_path: Path, kind: str, content: str, *options: str) -> tuple[int, str, list[Any]]:
    """Run the command on a file; give its code, its words and the predictions."""
    (tmp_path / "rows.jsonl").write_text(content, encoding="utf-8")
    out = tmp_path / "out" / "predictions.jsonl"
    arguments = ["evaluate", kind, str(tmp_path / "rows.jsonl"), "--predictions", str(out)]
    done = runner.invoke(app, [*arguments, *options])
    lines = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    return done.exit_code, done.output, [json.loads(line) for line in lines]


@pytest.mark.parametrize("engine", ["neural", "lexical", "textblob", "vader"])
@pytest.mark.parametrize(("kind", "n"), [("stance", 1), ("paragraphs", 2), ("oped", 2)])
def test_coded_rows_are_rated_and_compared(tmp_path: Path, kind: str, n: int, engine: str) -> None:
    code, said, predictions = evaluate(
        tmp_path, kind, json.dumps(ROWS[kind]) + "\n", "--engine", engine
    )
    assert code == 0, said
    assert f"engine            {engine}\n" in said
    assert f"n with codes      {n}\n" in said
    assert "macro-F1" in said
    [row] = predictions
    labels = {
        "stance": lambda: [row["label"]],
        "paragraphs": lambda: [*row["paragraph_labels"], row["doc_label"]],
        "oped": lambda: [cell["label"] for cell in row["stance"]],
    }[kind]()
    assert len(labels) == {"stance": 1, "paragraphs": 4, "oped": 4}[kind]
    assert set(labels) <= {-1, 0, 1}


def test_the_neural_engine_is_the_default_and_pools(tmp_path: Path) -> None:
    rows = json.dumps(ROWS["oped"]) + "\n"
    values = {}
    for options in ((), ("--pooled",), ("--no-pooled",)):
        code, said, [row] = evaluate(tmp_path, "oped", rows, *options)
        assert code == 0, said
        assert "engine            neural\n" in said
        values[options] = [cell["value"] for cell in row["stance"]]
    assert values[()] == values["--pooled",] != values["--no-pooled",]


def test_a_sentence_on_its_own_has_nothing_to_lean_on(tmp_path: Path) -> None:
    rows = json.dumps(SENTENCE) + "\n"
    pooled, alone = (
        evaluate(tmp_path, "stance", rows, option) for option in ("--pooled", "--no-pooled")
    )
    assert "nothing to compare with" in pooled[1]
    assert pooled[2] == alone[2]


@pytest.mark.parametrize(
    ("kind", "content", "options", "message"),
    [
        ("moods", "", [], "'moods' cannot be evaluated; choose stance, paragraphs, oped"),
        ("stance", "", [], "rows.jsonl: holds no rows"),
        ("stance", '{"id": 1}\n', [], "line 1: the key 'sentence' is missing"),
        ("oped", "{oops\n", [], "line 1: is not JSON"),
        ("stance", json.dumps(SENTENCE), ["--engine", "oracle"], "no engine is called 'oracle'"),
    ],
)
def test_what_cannot_be_evaluated_is_said_without_a_traceback(
    tmp_path: Path, kind: str, content: str, options: list[str], message: str
) -> None:
    code, said, predictions = evaluate(tmp_path, kind, content, *options)
    assert code == 1
    assert f"Error: {message}" in said or message in said
    assert "Traceback" not in said
    assert predictions == []


# ---------------------------------------------------------------- audit


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with one article, and another folder that holds none."""
    (tmp_path / "corpus" / "one").mkdir(parents=True)
    (tmp_path / "corpus" / "notes").mkdir()
    (tmp_path / "corpus" / "one" / "article.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "corpus" / "one" / "actors.csv").write_text(
        "actor,label,kind,bloc,alias,form\n"
        "norway,Norway,state,,Norway,name\nsweden,Sweden,state,,Sweden,name\n",
        encoding="utf-8",
    )
    return tmp_path / "corpus"


def test_an_audit_clears_the_engines_that_read_no_names(corpus: Path) -> None:
    arguments = ["audit", "--folder", str(corpus)]
    done = runner.invoke(app, [*arguments, "--engine", "lexical", "--engine", "neural"])
    assert done.exit_code == 0, done.output
    first, *lines = done.output.splitlines()
    assert first.startswith("7 texts, 20 names: Russia, ")
    assert [line.split()[0] for line in lines] == ["lexical", "neural"]
    # 20 names for 12 mentions of two actors in the templates, and for two in each paragraph.
    assert all(line.endswith("largest change 0.000000 in 320 ratings") for line in lines)


def test_an_audit_of_an_empty_folder_asks_all_engines_about_the_templates(tmp_path: Path) -> None:
    done = runner.invoke(app, ["audit", "--folder", str(tmp_path)])
    assert done.exit_code == 0, done.output
    first, *lines = done.output.splitlines()
    assert first.startswith("6 texts, ")
    assert [line.split()[0] for line in lines] == ["neural", "lexical", "textblob", "vader"]


def test_an_audit_says_where_a_name_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def rate(passages: Any, title: Any) -> list[Rating]:
        return [
            Rating(number, actor, float(passage.text[a:b] == "NATO"))
            for number, passage in enumerate(passages)
            for a, b, actor in passage.spans
        ]

    fond = Engine("fond", rate, -0.5, 0.5)
    monkeypatch.setitem(helpers.engines.ENGINES, "fond", lambda pooled: fond)
    done = runner.invoke(app, ["audit", "--folder", str(tmp_path), "--engine", "fond"])
    assert done.exit_code == 0, done.output
    assert "largest change 1.000000" in done.output
    assert "(template 1, paragraph 0: actor 1 as NATO)" in done.output


def test_an_audit_of_what_cannot_be_read_fails_in_words(corpus: Path) -> None:
    done = runner.invoke(app, ["audit", "--folder", str(corpus / "typo")])
    assert done.exit_code == 1
    assert "there is no such folder" in done.output
    done = runner.invoke(app, ["audit", "--folder", str(corpus), "--engine", "oracle"])
    assert done.exit_code == 1
    assert "Error: no engine is called 'oracle'" in done.output
    (corpus / "one" / "actors.csv").write_text("who\n", encoding="utf-8")
    done = runner.invoke(app, ["audit", "--folder", str(corpus), "--engine", "lexical"])
    assert done.exit_code == 1
    assert "actors.csv" in done.output
    assert "Traceback" not in done.output


def test_actors_are_suggested_and_can_be_analysed(tmp_path: Path) -> None:
    text, out = tmp_path / "text.txt", tmp_path / "actors.csv"
    text.write_text(TEXT, encoding="utf-8")
    done = runner.invoke(app, ["suggest-actors", str(text), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert "Sweden" in done.output and f"Edit {out}" in done.output
    assert set(load_actors(out)["actor"]) == {"norway", "sweden"}


def test_a_suggestion_does_not_write_over_a_file(tmp_path: Path) -> None:
    text, out = tmp_path / "text.txt", tmp_path / "actors.csv"
    text.write_text(TEXT, encoding="utf-8")
    out.write_text("mine", encoding="utf-8")
    call = ["suggest-actors", str(text), "--out", str(out)]
    refused = runner.invoke(app, call)
    assert refused.exit_code == 1
    assert "--force" in refused.output
    assert out.read_text(encoding="utf-8") == "mine"
    assert runner.invoke(app, [*call, "--force"]).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("actor,label")


def test_a_text_without_names_is_refused_a_suggestion(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("It rained, and nobody came.\n", encoding="utf-8")
    done = runner.invoke(app, ["suggest-actors", str(text), "--out", str(tmp_path / "a.csv")])
    assert done.exit_code == 1
    assert "names nobody" in done.output
    assert not (tmp_path / "a.csv").exists()


def test_ingest_says_what_became_of_each_file(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive")
    done = runner.invoke(app, ["ingest", str(archive), "--out", str(tmp_path / "report.csv")])
    assert done.exit_code == 0, done.stderr
    report = import_table(tmp_path / "report.csv", table="files")
    assert done.stdout.startswith(f"{len(report)} files and rows\n")
    assert f"{(report['status'] == 'failed').sum():8}  failed" in done.stdout
    assert str(tmp_path / "report.csv") in done.stdout


def test_ingest_takes_names_of_columns(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Artikel\nThe ship came. The bridge stayed.\n", "utf-8")
    said = runner.invoke(app, ["ingest", str(tmp_path), "--no-duplicates"]).stdout
    assert said == "1 file or row\n       1  failed\n"
    named = ["ingest", str(tmp_path), "--column", "text=Artikel"]
    assert "1  read" in runner.invoke(app, named).stdout


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["gone"], "no such file or folder"),
        ([".", "--column", "text"], "--column text: write it as field=NAME"),
        ([".", "--column", "words=a"], "the field 'words' is not known"),
    ],
)
def test_ingest_fails_in_words(arguments: list[str], part: str, tmp_path: Path) -> None:
    done = runner.invoke(app, ["ingest", *arguments])
    assert done.exit_code == 1
    assert part in done.stderr


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_no_command_writes_over_what_it_reads(tmp_path: Path, force: list[str]) -> None:
    rows = json.dumps({"doc_id": "a", "text": TEXT})
    for name, content, command, option in (
        ("articles.csv", "title,text\nA,The bridge is open again.\n", ["ingest"], "--out"),
        ("text.txt", TEXT, ["suggest-actors"], "--out"),
        ("rows.jsonl", rows, ["evaluate", "frames"], "--predictions"),
    ):
        file = tmp_path / name
        file.write_text(content, encoding="utf-8")
        more = force if "evaluate" not in command else []
        done = runner.invoke(app, [*command, str(file), option, str(file), *more])
        assert done.exit_code == 1
        assert "is what is read from, and would be lost" in done.stderr
        assert file.read_text(encoding="utf-8") == content


def test_an_analysis_keeps_the_catalogue_and_tables_of_one_s_own(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    catalogue = tmp_path / "actors.csv"
    catalogue.write_text("mine", encoding="utf-8")
    call = ["analyse", str(tmp_path), "--out", str(tmp_path), "--force"]
    done = runner.invoke(app, call)
    assert done.exit_code == 1
    assert "holds actors.csv, which is read from and would be written over" in done.stderr
    assert catalogue.read_text(encoding="utf-8") == "mine"
    call = ["analyse", str(tmp_path / "article.txt"), "--out", str(tmp_path)]
    done = runner.invoke(app, call)
    assert done.exit_code == 1
    assert catalogue.read_text(encoding="utf-8") == "mine"


def test_a_report_that_is_there_needs_force(tmp_path: Path) -> None:
    source, out = tmp_path / "text.txt", tmp_path / "mine.csv"
    source.write_text(TEXT, encoding="utf-8")
    out.write_text("mine", encoding="utf-8")
    refused = runner.invoke(app, ["ingest", str(source), "--out", str(out)])
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert out.read_text(encoding="utf-8") == "mine"
    assert runner.invoke(app, ["ingest", str(source), "--out", str(out), "--force"]).exit_code == 0
    assert len(import_table(out, table="files")) == 1
    inside = ["ingest", str(tmp_path), "--out", str(tmp_path / "report.csv")]
    assert "which is read from; choose a place beside it" in runner.invoke(app, inside).stderr
