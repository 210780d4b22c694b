"""The command line writes what it promises and fails in words."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from helpers.cli import app
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


def test_every_table_comes_back_as_it_was(results: Path) -> None:
    for name in TABLES:
        table = import_table(results / f"{name}.csv", table=name)
        assert len(table) or name == "quotes"


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
    assert settings["engine"] == "lexical"
    assert len(settings["SHA-256 of stance.csv"]) == 64
    assert "engine: lexical" in (results / "figures" / "stance.txt").read_text(encoding="utf-8")


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
