"""Chances follow from the evidence, and no part is named where stance and deeds do not agree."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from helpers.actors import find_mentions
from helpers.corpus import make_article
from helpers.events import find_events
from helpers.narrative import chances, find_narrative_roles
from helpers.narrative_scores import score_narrative_roles, summarise_roles
from helpers.schema import NARRATIVE_ROLES, make_table
from tests.test_narrative import stance_rows

HERO = "Freedonia rescued villagers. Freedonia saved Sylvania. Freedonia protected rebels."
VILLAIN = "Freedonia bombed villagers. Freedonia robbed Sylvania. Freedonia poisoned rebels."
VICTIM = "Rebels bombed Freedonia. Freedonia was robbed. Rebels poisoned Freedonia."


def tell(text: str, stance: float, make_actors: Any, **options: Any) -> pd.DataFrame:
    """Give the parts of a text in which all mentions of Freedonia have one stance, others none."""
    article = make_article(text)
    mentions = find_mentions(article.sentences, actors=make_actors())
    own = mentions.loc[mentions["actor"] == "freedonia", "mention"]
    stances = stance_rows(mentions, dict.fromkeys(own, stance))
    found = find_narrative_roles(
        mentions,
        sentences=article.sentences,
        events=find_events(article.sentences, mentions=mentions),
        evidence=stances,
    )
    both = make_table(
        "evidence",
        [
            row | {"evidence": number}
            for number, row in enumerate([*stances.to_dict("records"), *found.to_dict("records")])
        ],
    )
    return summarise_roles(both, mentions=mentions, **options).set_index("actor")


@pytest.mark.parametrize(
    ("text", "stance", "role"),
    [
        (HERO, 0.8, "hero"),
        (VILLAIN, -0.8, "villain"),
        (VICTIM, 0.5, "victim"),
        (VICTIM, 0.0, "victim"),
        (HERO, 0.0, "no role"),
        (VILLAIN, 0.0, "no role"),
        (VICTIM, -0.9, "no role"),
        ("Freedonia is large. Freedonia is old.", 0.0, "no role"),
        ("Freedonia bombed villagers.", -0.9, "insufficient evidence"),
    ],
)
def test_a_part_is_named_where_stance_and_deeds_agree(
    text: str, stance: float, role: str, make_actors: Any
) -> None:
    row = tell(text, stance, make_actors).loc["freedonia"]
    assert row["role"] == role, row.to_dict()
    assert row["hero"] + row["villain"] + row["victim"] == pytest.approx(1)
    assert row["stance"] == pytest.approx(stance)


def test_the_cues_are_the_deeds(make_actors: Any) -> None:
    row = tell(VILLAIN, -0.8, make_actors).loc["freedonia"]
    assert row["n_mentions"] == 3
    assert all(verb in row["cues"] for verb in ("bombed", "robbed", "poisoned"))
    best = max(row[list(NARRATIVE_ROLES)])
    assert row["low"] <= best <= row["high"]


def test_a_paragraph_can_be_asked_alone(make_actors: Any) -> None:
    text = f"{HERO}\n\n{VILLAIN}"
    first = tell(text, -0.8, make_actors, paragraph=0)
    second = tell(text, -0.8, make_actors, paragraph=1)
    assert first.loc["freedonia", "hero"] > second.loc["freedonia", "hero"]
    assert second.loc["freedonia", "role"] == "villain"
    one = tell("Freedonia bombed villagers.", -0.9, make_actors, paragraph=0)
    assert np.isnan(one.loc["freedonia", "low"])


def test_no_evidence_gives_no_rows() -> None:
    empty = make_table("evidence", [])
    assert summarise_roles(empty, mentions=make_table("mentions", [])).empty


def test_scores_can_be_redone_from_the_evidence(analysis: Any) -> None:
    scores = analysis.scores[analysis.scores["measure"] == "narrative"]
    assert not scores.empty
    rows = analysis.evidence[analysis.evidence["measure"] == "narrative"]
    seen = 0
    for (paragraph, actor), own in rows.groupby(["paragraph", "actor"]):
        sums = own.groupby(["mention", "label"])["weight"].sum().unstack()
        values = chances(sums[list(NARRATIVE_ROLES)].mean().to_numpy())
        cell = scores[
            (scores["paragraph"] == paragraph)
            & (scores["actor"] == actor)
            & (scores["voice"] == "all")
        ].set_index("label")
        assert cell.loc[list(NARRATIVE_ROLES), "value"].tolist() == pytest.approx(values.tolist())
        assert set(cell["n_mentions"]) == {own["mention"].nunique()}
        inside = cell.dropna(subset="low")
        assert (inside["low"] <= inside["high"]).all()
        seen += 1
    assert seen > 20


def test_silence_is_missing(analysis: Any) -> None:
    scores = analysis.scores[analysis.scores["measure"] == "narrative"]
    silent = scores[scores["n_evidence"] == 0]
    assert len(silent)
    assert silent["value"].isna().all()
    assert scores.loc[scores["n_evidence"] > 0, "value"].notna().all()


def test_the_same_seed_gives_the_same_intervals(analysis: Any) -> None:
    again = score_narrative_roles(
        analysis.evidence,
        paragraphs=analysis.paragraphs,
        actors=analysis.actors,
    )
    scores = analysis.scores[analysis.scores["measure"] == "narrative"].reset_index(drop=True)
    pd.testing.assert_frame_equal(again, scores)
