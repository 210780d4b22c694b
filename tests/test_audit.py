"""The audit finds an engine that looks at names, and clears those that do not."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from helpers.audit import NAMES, audit_article, audit_names, make_templates, rename
from helpers.corpus import Article
from helpers.engines import Engine, Rating, choose_engine
from helpers.windows import Passage


def rate_by_name(passages: Sequence[Passage], title: Passage | None) -> list[Rating]:
    """Like nobody but Norway."""
    return [
        Rating(number, actor, float(passage.text[start:end] == "Norway"))
        for number, passage in enumerate(passages)
        for start, end, actor in passage.spans
    ]


def test_an_engine_with_a_favourite_is_found_out() -> None:
    swap = audit_names(make_templates(), engine=Engine("fond", rate_by_name, -0.5, 0.5))
    assert swap.largest == 1.0
    assert swap.where.endswith("as Norway")
    assert swap.cells == 20 * sum(len(p.spans) for _, ps in make_templates() for p in ps)


@pytest.mark.parametrize("name", ["neural", "lexical"])
def test_our_engines_do_not_read_names(name: str) -> None:
    assert audit_names(make_templates(), engine=choose_engine(name)).largest == 0.0


def test_no_name_moves_a_stance_in_the_article(article: Article, actors: pd.DataFrame) -> None:
    passages = audit_article(article.paragraphs, sentences=article.sentences, actors=actors)
    few = [("idlib-2018", passages[:6])]
    swap = audit_names(few, engine=choose_engine("neural"), names=NAMES[:4])
    assert swap.cells > 50
    assert swap.largest == 0.0


def test_baselines_do_read_names() -> None:
    # VADER's list holds "Mandela"-like words by chance only; that it can tell is what matters.
    texts = [("t", [Passage("Zog left.", ((0, 3, "zog"),))])]
    swap = audit_names(texts, engine=choose_engine("vader"), names=("Hope", "Terror"))
    assert swap.largest > 0.5


def test_a_new_name_goes_where_the_old_one_stood() -> None:
    passage = Passage("Us and them.", ((0, 2, "a"), (7, 11, "b")))
    found = rename(passage, {"a": "Ruritania", "b": "It"})
    assert found.text == "Ruritania and It."
    assert [found.text[a:b] for a, b, _ in found.spans] == ["Ruritania", "It"]
    kept = rename(Passage("Us, not Zog.", ((0, 2, "a"),), ((8, 11),)), {"a": "Ruritania"})
    assert [kept.text[a:b] for a, b in kept.hidden] == ["Zog"]
    assert rename(Passage("ab", ((0, 2, "a"), (1, 2, "b"))), {"a": "x", "b": "y"}).text == "x"
