"""Hold every device to one-sentence cases: `devices.csv` says what is to be found, and what not."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from helpers.corpus import make_article
from helpers.rhetoric import find_devices
from helpers.schema import DEVICES, make_table
from helpers.voices import find_quotes

CASES = [
    (row["device"], row["text"], row["cue"])
    for row in csv.DictReader(
        Path(__file__).with_name("devices.csv").read_text(encoding="utf-8").splitlines()
    )
]
OPENING = "The talks went on for a third day.\n\n"


def cues_of(text: str, device: str) -> list[str]:
    article = make_article(OPENING + text)
    found = find_devices(
        article.sentences,
        mentions=make_table("mentions", []),
        quotes=find_quotes(article.paragraphs, text=article.text),
    )
    assert [article.text[row.start : row.end] for row in found.itertuples()] == list(found["cue"])
    return list(found.loc[found["label"] == device, "cue"])


@pytest.mark.parametrize(("device", "text", "cue"), CASES)
def test_each_case_is_read_as_a_reader_would(device: str, text: str, cue: str) -> None:
    assert [found.lower() for found in cues_of(text, device)] == ([cue.lower()] if cue else [])


def test_each_device_has_ten_cases_for_it_and_ten_against() -> None:
    counts = Counter((device, bool(cue)) for device, _, cue in CASES)
    assert set(counts) == {(device, found) for device in DEVICES for found in (True, False)}
    assert min(counts.values()) >= 10


def test_no_case_is_given_twice() -> None:
    assert len({(device, text) for device, text, _ in CASES}) == len(CASES)
