"""Does the main job draw what the corpus asks for, and say what is wrong with it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.errors import ArticleError
from helpers.plans import Plan, find_drawn, load_plans

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name in ("north", "south", "notes"):
        (tmp_path / name).mkdir()
    for name in ("north", "south"):
        (tmp_path / name / "article.txt").write_text("Text.\n", encoding="utf-8")
    return tmp_path


def write(corpus: Path, text: str) -> Path:
    (corpus / "comparisons.toml").write_text(text, encoding="utf-8")
    return corpus


def test_a_text_may_ask_for_no_figures(corpus: Path) -> None:
    assert [folder.name for folder in find_drawn(corpus)] == ["north", "south"]
    (corpus / "north" / "article.toml").write_text("figures = false", encoding="utf-8")
    (corpus / "south" / "article.toml").write_text("figures = true", encoding="utf-8")
    assert [folder.name for folder in find_drawn(corpus)] == ["south"]
    (corpus / "south" / "article.toml").write_text('figures = "no"', encoding="utf-8")
    with pytest.raises(ArticleError, match="figures is 'no'; expected true or false"):
        find_drawn(corpus)


def test_a_plan_holds_what_the_file_says(corpus: Path) -> None:
    assert load_plans(corpus) == []
    write(corpus, '[both]\narticles = ["south", "north"]\nus = ["A"]\n[both.names]\nnorth = "N"\n')
    folders = (corpus / "south", corpus / "north")
    assert load_plans(corpus) == [Plan("both", folders, us=("A",), names={"north": "N"})]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[both", "comparisons.toml: is not valid TOML"),
        ("both = 3", "section both: lists no texts"),
        ("[both]\nus = []", "section both: lists no texts"),
        (
            '[both]\narticles = ["north", "south"]\nwe = 1',
            "the key 'we' is not known; use articles",
        ),
        ('[both]\narticles = ["north", "north"]', "needs two texts or more"),
        ('[both]\narticles = ["north", "east"]', "there is no text .*article.txt; mend the name"),
        ('[north]\narticles = ["north", "south"]', "a text is called so already"),
    ],
)
def test_a_faulty_plan_is_named(corpus: Path, text: str, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        load_plans(write(corpus, text))


def test_the_corpus_draws_one_text_and_one_comparison() -> None:
    assert [folder.name for folder in find_drawn(CORPUS)] == ["idlib-2018"]
    plan = load_plans(CORPUS)[0]
    assert [folder.name for folder in plan.articles] == [
        "idlib-2018",
        "idlib-columnist",
        "idlib-wire",
    ]
    assert set(plan.names) == {folder.name for folder in plan.articles}
