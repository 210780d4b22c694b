"""The steps of one article and of many are the same ones."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import helpers.steps
from helpers.analysis import analyse
from helpers.corpus import make_article
from helpers.errors import EngineError
from helpers.many import find_many_stances
from helpers.neural_stance import NeuralSettings
from helpers.steps import check_engine, settle_engine

TEXT = "Ruritania lied to Freedonia.\n\n“Freedonia saved us,” said Ruritania."


def test_one_article_and_many_read_alike(make_actors: Callable[..., pd.DataFrame]) -> None:
    article, actors = make_article(TEXT), make_actors()
    alone = analyse(article, actors=actors, engine="lexical", neural=NeuralSettings(pooled=False))
    many = find_many_stances([article], actors=actors)
    pd.testing.assert_frame_equal(many.mentions, alone.mentions)
    stance = alone.evidence[alone.evidence["measure"] == "stance"]
    kept = ["cue", "start", "end", "weight", "actor", "voice"]
    order = ["start", "end", "actor", "cue"]
    pd.testing.assert_frame_equal(
        many.evidence[kept].sort_values(order, ignore_index=True),
        stance[kept].sort_values(order, ignore_index=True),
    )


def test_an_engine_is_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_engine("lexical") == settle_engine("lexical") == "lexical"
    for there, name in ((True, "neural"), (False, "lexical")):
        monkeypatch.setattr(helpers.steps, "is_installed", lambda there=there: there)
        assert settle_engine(None) == name
    with pytest.raises(EngineError, match="'mood'; there are neural, lexical"):
        settle_engine("mood")
