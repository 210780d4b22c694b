"""Check that each device is found by its wording, at its place, in its voice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.actors import find_mentions
from helpers.corpus import make_article
from helpers.cues import load_lexicon
from helpers.rhetoric import find_devices
from helpers.schema import make_table
from helpers.voices import find_quotes, make_voices

MakeActors = Callable[..., pd.DataFrame]
OPENING = "The talks went on for a third day.\n\n"


def devices_of(text: str, **options: object) -> pd.DataFrame:
    article = make_article(OPENING + text)
    given: dict[str, object] = {
        "mentions": make_table("mentions", []),
        "quotes": find_quotes(article.paragraphs, text=article.text),
    }
    found = find_devices(article.sentences, **(given | options))  # type: ignore[arg-type]
    for row in found.itertuples():
        assert article.text[row.start : row.end] == row.cue
        assert (row.weight, row.measure) == (1.0, "device")
    return found


@pytest.mark.parametrize(
    ("text", "device", "cue"),
    [
        ("Why would they bomb their own city?", "rhetorical_question", None),
        ("Their “reform” has failed.", "scare_quote", "“reform”"),
        ("Their ‘reform’ has failed.", "scare_quote", "‘reform’"),
        ("Perhaps they left.", "hedge", "Perhaps"),
        ("They certainly left.", "booster", "certainly"),
        ("They must leave.", "modality", "must"),
        ("Absurdly, they left.", "attitude", "Absurdly"),
        ("He claimed that they left.", "judging_verb", "claimed"),
        ("They left again.", "presupposition", "again"),
        ("They left; nevertheless it rained.", "contrast", "nevertheless"),
    ],
)
def test_each_device_is_found(text: str, device: str, cue: str | None) -> None:
    found = devices_of(text)
    rows = found[found["label"] == device]
    assert rows["cue"].tolist() == [text if cue is None else cue]


def test_metaphors_are_found() -> None:
    assert "metaphor" in set(
        devices_of("A flood of refugees and a puppet of the chessboard.")["label"]
    )


@pytest.mark.parametrize("text", ["It was Tuesday.", "When did they meet?", "He said “We stay.”"])
def test_plain_sentences_hold_no_device(text: str) -> None:
    assert devices_of(text).empty


def test_a_modal_is_no_month() -> None:
    assert "modality" not in set(devices_of("They met in May at sea.")["label"])
    assert "hedge" not in set(devices_of("They met in May at sea.")["label"])
    found = devices_of("They may meet at sea. May they meet at sea.")
    assert {"may", "May"} <= set(found["cue"])


def test_a_question_that_asks_is_not_rhetorical() -> None:
    assert "rhetorical_question" not in set(devices_of("Will they ever meet?")["label"])


def test_devices_come_in_order_and_are_numbered() -> None:
    found = devices_of("Perhaps they certainly left. Why would they leave?")
    assert found["start"].is_monotonic_increasing
    assert found["evidence"].tolist() == list(range(len(found)))


def test_names_hold_no_device(make_actors: MakeActors) -> None:
    text = "The Perhaps Party left."
    article = make_article(OPENING + text)
    named = make_actors({"party": {"Perhaps Party": "name"}})
    mentions = find_mentions(article.sentences, actors=named)
    assert "hedge" in set(devices_of(text)["label"])
    assert "hedge" not in set(devices_of(text, mentions=mentions)["label"])


def test_a_device_speaks_in_the_voice_at_its_place() -> None:
    article = make_article(OPENING + "“Perhaps we will never go,” said Rudolf, certainly.")
    quotes = find_quotes(article.paragraphs, text=article.text)
    found = find_devices(
        article.sentences,
        mentions=make_table("mentions", []),
        quotes=quotes,
        voice=make_voices(quotes),
    ).set_index("cue")
    assert (found.loc["Perhaps", "voice"], found.loc["certainly", "voice"]) == ("rudolf", "author")


def test_a_list_of_one_s_own_replaces_the_bundled_one(tmp_path: Path) -> None:
    file = tmp_path / "devices.csv"
    file.write_text(
        "device,cue,pos,domain,context,source\nbooster,by jove,phrase,,,mine\n", encoding="utf-8"
    )
    found = devices_of("By Jove, they certainly left.", lexicon=load_lexicon("devices", path=file))
    assert found[["label", "cue", "why"]].values.tolist() == [
        ["booster", "By Jove", "listed as “by jove”"]
    ]


def test_a_scare_quote_over_two_sentences_ends_with_the_first() -> None:
    article = make_article("The talks went on.\n\nThe “oh! no” camp left.")
    quotes = find_quotes(article.paragraphs, text=article.text)
    assert quotes["kind"].tolist() == ["scare"]
    found = find_devices(article.sentences, mentions=make_table("mentions", []), quotes=quotes)
    scare = found[found["label"] == "scare_quote"]
    assert scare["cue"].tolist() == ["“oh!"]
    assert [article.text[r.start : r.end] for r in scare.itertuples()] == ["“oh!"]
