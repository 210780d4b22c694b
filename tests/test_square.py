"""Each mention falls into its corner, with the signs that a reader sees in the sentence."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from helpers.actors import find_mentions
from helpers.corpus import make_article
from helpers.errors import DiscourseError
from helpers.events import find_events
from helpers.schema import make_table
from helpers.square import SIGNS, find_square, propose_blocs
from tests.test_narrative import stance_rows

BLOCS = {"ruritania": "Crown", "freedonia": "Republic", "sylvania": "Republic"}


def find(
    text: str,
    make_actors: Any,
    *,
    values: list[float],
    devices: dict[str, str] | None = None,
    quoted: tuple[int, ...] = (),
    **options: Any,
) -> pd.DataFrame:
    """Make the square of a text; `devices` maps words of it to labels."""
    actors = options.pop("actors", make_actors(blocs=BLOCS))
    article = make_article(text)
    mentions = find_mentions(article.sentences, actors=actors)
    for number in quoted:
        mentions.loc[number, "voice"] = "somebody"
    rows = stance_rows(mentions, dict(enumerate(values))).to_dict("records")
    for cue, label in (devices or {}).items():
        start = text.index(cue)
        [home] = [s for s in article.sentences.itertuples() if s.start <= start < s.end]
        rows.append(
            {
                **{k: getattr(home, k) for k in ("article", "paragraph", "sentence")},
                "measure": "device",
                "label": label,
                "cue": cue,
                "start": start,
                "end": start + len(cue),
                "weight": 1.0,
                "mention": None,
                "actor": "",
                "voice": "author",
                "why": "made up",
            }
        )
    evidence = make_table("evidence", [row | {"evidence": n} for n, row in enumerate(rows)])
    return find_square(
        mentions,
        paragraphs=article.paragraphs,
        sentences=article.sentences,
        actors=actors,
        events=find_events(article.sentences, mentions=mentions),
        evidence=evidence,
        **{"us": "Crown", **options},
    )


def test_four_corners(make_actors: Any) -> None:
    text = "Ruritania rose. Ruritania fell. Freedonia rose. Sylvania fell. Ruritania sat."
    items = find(text, make_actors, values=[0.5, -0.5, 0.5, -0.5, 0.0])
    assert items["corner"].tolist() == ["our good", "our bad", "their good", "their bad", ""]
    assert items["side"].tolist() == ["us", "us", "them", "them", "us"]


def test_swapping_the_sides_swaps_the_corners(make_actors: Any) -> None:
    text = "Ruritania rose. Freedonia fell."
    items = find(text, make_actors, values=[0.5, -0.5], us="Republic", them="Crown")
    assert items["corner"].tolist() == ["their good", "our bad"]


@pytest.mark.parametrize(
    ("text", "devices", "sign", "value"),
    [
        ("Of course Ruritania won.", {"Of course": "booster"}, "firmness", 1),
        ("Perhaps Ruritania won.", {"Perhaps": "hedge"}, "firmness", -1),
        (
            "Of course Ruritania perhaps won.",
            {"Of course": "booster", "perhaps": "hedge"},
            "firmness",
            0,
        ),
        ("It perhaps rained, but Ruritania won.", {"perhaps": "hedge"}, "firmness", 0),
        ("Ruritania won; it perhaps rained.", {"perhaps": "hedge"}, "firmness", 0),
        ("Ruritania bombed the town.", {}, "agency", 1),
        ("The town was bombed by Ruritania.", {}, "agency", -1),
        (
            "The town was bombed in Ruritania's war.",
            {"was bombed": "agentless_passive"},
            "agency",
            -1,
        ),
        ("Ruritania is large.", {}, "agency", 0),
        ("Ruritania is large.", {}, "speaker", 0),
    ],
)
def test_signs(
    text: str, devices: dict[str, str], sign: str, value: float, make_actors: Any
) -> None:
    items = find(text, make_actors, values=[-0.5], devices=devices, them="Republic")
    assert items[sign].tolist() == [value]


def test_a_quoted_mention_is_passed_to_somebody_else(make_actors: Any) -> None:
    items = find("Ruritania won.", make_actors, values=[0.5], quoted=(0,))
    assert items["speaker"].tolist() == [-1]
    assert items["voice"].tolist() == ["somebody"]


def test_headline_and_lead_stand_high_and_long_sentences_weigh(make_actors: Any) -> None:
    text = (
        "# Ruritania wins\n\nRuritania has won the long race again this year.\n\n"
        "Ruritania has won.\n\nRuritania has won it all, once more and after so many years."
    )
    items = find(text, make_actors, values=[0.5] * 4)
    assert items["position"].tolist() == [1, 1, 0, 0]
    assert items["length"].tolist() == pytest.approx([-1, 1 / 3, -1 / 3, 1])


def test_emphasis_is_the_mean_of_the_signs(make_actors: Any) -> None:
    items = find("Ruritania bombed it. Freedonia is far away.", make_actors, values=[-0.5, 0.5])
    assert items["emphasis"].tolist() == pytest.approx(items[list(SIGNS)].mean(axis=1).tolist())


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"us": "Senate"}, "no actor belongs to us \\(Senate\\); .* has Crown, Republic"),
        ({"them": "Senate"}, "no actor belongs to them"),
        ({"us": ["Crown"], "them": ["Crown"]}, "'Crown' is given as us and as them"),
        ({"us": ["Crown", "Republic"]}, "no actor belongs to them \\(no bloc\\)"),
    ],
)
def test_sides_that_cannot_be_are_refused(
    options: dict[str, Any], words: str, make_actors: Any
) -> None:
    with pytest.raises(DiscourseError, match=words):
        find("Ruritania won.", make_actors, values=[0.5], **options)


def test_a_catalogue_without_blocs_says_what_to_do(make_actors: Any) -> None:
    with pytest.raises(DiscourseError, match="propose_blocs"):
        find("Ruritania won.", make_actors, values=[0.5], actors=make_actors())


def test_blocs_are_proposed_from_stance(make_actors: Any) -> None:
    text = "Ruritania met Freedonia, Sylvania and rebels. Ruritania met Freedonia and Sylvania."
    article, actors = make_article(text), make_actors()
    mentions = find_mentions(article.sentences, actors=actors)
    evidence = stance_rows(mentions, dict(enumerate([0.5, -0.5, 0.5, 0.9, 0.7, -0.3, -0.6])))
    proposed = propose_blocs(evidence, mentions=mentions, actors=actors)
    blocs = proposed.drop_duplicates("actor").set_index("actor")["bloc"].to_dict()
    assert blocs["ruritania"] == "us"
    assert blocs["freedonia"] == "them"
    assert blocs["sylvania"] == "undecided"  # once good, once bad
    assert blocs["rebels"] == "undecided"  # named once
    assert proposed.attrs["proposed"]
    assert "proposed" not in actors.attrs
    items = find_square(
        mentions,
        paragraphs=article.paragraphs,
        sentences=article.sentences,
        actors=proposed,
        events=find_events(article.sentences, mentions=mentions),
        evidence=evidence,
        us="us",
    )
    assert set(items["actor"]) == {"ruritania", "freedonia"}
    assert items.attrs["proposed"]
