"""Check the counts of devices by actor against counts by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from helpers.analysis import Analysis, analyse
from helpers.corpus import make_article
from helpers.device_actors import compare_device_actors, count_domains
from helpers.errors import DiscourseError

TEXT = (
    "Norway clearly lost. Norway waits. Norway waits. Norway waits. Norway certainly lost.\n\n"
    "“Norway obviously lost,” said Sweden. People live in Norway. The trial was a farce."
)


@pytest.fixture(scope="module")
def found() -> Analysis:
    return analyse(make_article(TEXT), engine="lexical")


def row(table: pd.DataFrame, voice: str) -> pd.Series:
    wanted = (table["device"] == "booster") & (table["actor"] == "norway")
    return table[wanted & (table["voice"] == voice)].iloc[0]


def test_uses_are_set_against_the_sentences_that_name_the_actor(found: Analysis) -> None:
    table = compare_device_actors(found.evidence, mentions=found.mentions)
    whole, author, quoted = (row(table, voice) for voice in ("all", "author", "quoted"))
    assert (whole["n"], whole["n_sentences"]) == (3, 6)  # the mere place is left out
    assert whole["rate"] == pytest.approx(50)
    assert whole["low"] <= whole["rate"] <= whole["high"]
    assert (author["n"], author["n_sentences"], author["rate"]) == (2, 5, 40)
    assert (quoted["n"], quoted["n_sentences"]) == (1, 1)
    assert np.isnan(quoted["rate"])  # too few to tell


def test_counts_follow_from_the_evidence(found: Analysis) -> None:
    table = compare_device_actors(found.evidence, mentions=found.mentions)
    rows = found.evidence[(found.evidence["measure"] == "device") & (found.evidence["actor"] != "")]
    assert table.loc[table["voice"] == "all", "n"].sum() == len(rows)


def test_two_runs_are_the_same(found: Analysis) -> None:
    tables = [compare_device_actors(found.evidence, mentions=found.mentions) for _ in range(2)]
    pd.testing.assert_frame_equal(*tables)


def test_without_a_use_the_table_is_empty(found: Analysis) -> None:
    table = compare_device_actors(found.evidence.head(0), mentions=found.mentions)
    assert table.empty
    assert list(table.columns)[:3] == ["device", "actor", "voice"]


def test_two_articles_are_refused(found: Analysis) -> None:
    other = found.mentions.assign(article=pd.Series("b", index=found.mentions.index, dtype="str"))
    with pytest.raises(DiscourseError, match="2 articles"):
        compare_device_actors(found.evidence, mentions=other)


def test_domains_are_read_from_the_reason(found: Analysis) -> None:
    assert count_domains(found.evidence).to_dict() == {"theatre": 1}
    assert count_domains(found.evidence.head(0)).empty
