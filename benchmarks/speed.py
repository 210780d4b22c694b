"""Time each step, and the whole analysis, against plain TextBlob over the same sentences.

Usage: python benchmarks/speed.py [repeats] [FOLDER]

All are timed in one run, in turns, by the time that the processor spends on them, and the best of
each is taken, so that the ratios say something about the code and little about the machine. FOLDER
may hold polnear/train.jsonl; then fifteen of its articles are timed too, and none is copied.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from textblob import TextBlob
from textblob.en import tag

from helpers import (
    Article,
    analyse,
    assign_voices,
    find_events,
    find_mentions,
    find_quotes,
    load_actors,
    load_article,
    make_article,
    name_speakers,
)
from helpers.clauses import _read
from helpers.evaluation import load_rows
from helpers.schema import make_table
from helpers.syntax import _mask_whole

FOLDER = Path(__file__).parent.parent / "corpus" / "idlib-2018"
OPEDS = Path(__file__).parent.parent / "training" / "dev" / "opeds.jsonl"


class Text(NamedTuple):
    """Hold an article with the actors that it names."""

    article: Article
    actors: pd.DataFrame


def best(work: Callable[[], object], *, repeats: int) -> float:
    """Return the least processor time, in seconds; nothing is remembered between them."""
    return best_in_turns([work], repeats=repeats)[0]


def best_in_turns(work: Sequence[Callable[[], object]], *, repeats: int) -> list[float]:
    """Return the least processor time of each of several, which are done in turns."""
    times: list[list[float]] = [[] for _ in work]
    for _ in range(repeats):
        for do, taken in zip(work, times, strict=True):
            _mask_whole.cache_clear()
            _read.cache_clear()
            begun = time.process_time()
            do()
            taken.append(time.process_time() - begun)
    return [min(taken) for taken in times]


def load_articles() -> dict[str, Text]:
    """Load the article of the corpus, a short text and a long one, and all that is loaded once."""
    rows = load_rows(OPEDS, needs=("title", "paragraphs", "aliases"))
    texts = {"`corpus/idlib-2018`": Text(load_article(FOLDER), load_actors(FOLDER))}
    for name, least, some in (("short", 400, rows[:1]), ("long", 5000, rows)):
        paragraphs: list[str] = []
        aliases: dict[str, list[str]] = {}
        for row in some:
            for paragraph in row["paragraphs"]:
                if sum(len(told.split()) for told in paragraphs) < least:
                    paragraphs.append(paragraph)
                    aliases |= row["aliases"]
        actors = [
            {
                "actor": actor,
                "label": actor,
                "kind": "state",
                "bloc": "",
                "alias": alias,
                "form": "name",
            }
            for actor, names in aliases.items()
            for alias in names
        ]
        article = make_article("\n\n".join([some[0]["title"], *paragraphs]))
        texts[f"op-eds of `training/dev`, {name}"] = Text(article, make_table("actors", actors))
    for text in texts.values():
        read_whole(text)
        rate_plainly(text.article.sentences["text"].tolist())
    return texts


def rate_plainly(sentences: Sequence[str]) -> None:
    """Rate each sentence by TextBlob, as everyone does."""
    for sentence in sentences:
        TextBlob(sentence).sentiment  # noqa: B018 - it is computed when it is asked for


def read_whole(text: Text) -> None:
    """Measure an article whole: voices, mentions, roles, stance, frames, devices, scores."""
    analyse(text.article, actors=text.actors, engine="lexical")


def load_texts(folder: Path | None) -> list[Text]:
    """Load the article of the corpus and, from a folder, some more."""
    texts = [Text(load_article(FOLDER), load_actors(FOLDER))]
    if folder is None:
        return texts
    world = load_actors()
    with (folder / "polnear" / "train.jsonl").open(encoding="utf-8") as stream:
        for number, line in enumerate(stream):
            if number % 20 == 0 and number < 300:
                article = make_article(json.loads(line)["text"])
                named = set(find_mentions(article.sentences, actors=world)["actor"])
                kept = world["actor"].isin(named | {"no_actor"})
                texts.append(Text(article, world[kept].reset_index(drop=True)))
    return texts


def read(text: Text) -> None:
    """Take all steps that the measures rest on: mentions, roles, quotations, voices, events."""
    article, actors = text
    mentions = find_mentions(article.sentences, actors=actors)
    quotes = find_quotes(article.paragraphs, text=article.text, mentions=mentions)
    quotes = name_speakers(quotes, mentions=mentions)
    find_events(article.sentences, mentions=assign_voices(mentions, quotes=quotes))


def main() -> None:
    """Print seconds, sentences a second, and each time as a multiple of TextBlob's."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    texts = load_texts(Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    sentences = [sentence for text in texts for sentence in text.article.sentences["text"]]
    mentions = [find_mentions(text.article.sentences, actors=text.actors) for text in texts]
    pairs = list(zip(texts, mentions, strict=True))
    for text in texts:
        read(text)  # word lists and taggers are loaded once
    analyse(texts[0].article, actors=texts[0].actors, engine="lexical")
    steps: dict[str, Callable[[], object]] = {
        "TextBlob(text).sentiment": lambda: rate_plainly(sentences),
        "TextBlob's tags": lambda: [tag(s) for s in sentences],
        "mentions and roles": lambda: [
            find_mentions(text.article.sentences, actors=text.actors) for text in texts
        ],
        "quotations and speakers": lambda: [
            name_speakers(
                find_quotes(text.article.paragraphs, text=text.article.text, mentions=found),
                mentions=found,
            )
            for text, found in pairs
        ],
        "events": lambda: [
            find_events(text.article.sentences, mentions=found) for text, found in pairs
        ],
        "all of these": lambda: [read(text) for text in texts],
        "whole analysis, lexical": lambda: [read_whole(text) for text in texts],
    }
    plain = 0.0
    print(f"{len(sentences)} sentences           seconds  sentences a second  times TextBlob")
    for name, work in steps.items():
        taken = best(work, repeats=repeats)
        plain = plain or taken
        print(f"{name:27}{taken:8.3f}{len(sentences) / taken:20,.0f}{taken / plain:16.1f}")


if __name__ == "__main__":
    main()
