"""Make articles to put load on a machine: short, in our own words, as many as wanted.

Usage: python benchmarks/generate.py N FILE.jsonl

They are made of sentence patterns about the quarrel of invented states over a harbour. The same
number and seed give the same articles. They are not meant to be read, nor to measure accuracy.
A catalogue of their actors is written beside them (`FILE.actors.csv`).
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

ACTORS = {
    "Ruritania": ("Ruritanian", "Strelsau"),
    "Freedonia": ("Freedonian", "Fredville"),
    "Sylvania": ("Sylvanian",),
    "Grand Fenwick": ("Fenwickian",),
    "Syldavia": ("Syldavian", "Klow"),
    "Borduria": ("Bordurian", "Szohod"),
}
DEEDS = (
    "accused {b} of breaking the treaty on the harbour",
    "praised the patient work of {b} in the talks",
    "warned {b} that the ferry would not wait",
    "sent two ships to help {b} after the storm",
    "rejected the offer of {b}, and called it absurd",
    "signed a modest agreement with {b} on fish and fuel",
    "attacked the plan of {b} as a cruel and reckless gamble",
    "promised to share the costs with {b}",
    "refused to answer {b}",
    "was blamed by {b} for the delay",
)
SPEECH = (
    '"We have waited long enough," said a minister of {a}.',
    'A spokesman of {a} said that {b} "has not done its part".',
    "Officials in {a} argued that {b} may still change its mind.",
    'The government of {a} called the report on {b} "unfair, but useful".',
)
ASIDES = (
    "The harbour has been closed since the spring, and the price of bread has doubled.",
    "How long can a town live without its bridge?",
    "Perhaps the winter will bring everybody back to the table.",
    "Families along the coast have lost their boats, their nets and their patience.",
    "Of course, nobody was asked before the fences were built.",
    "The law is clear: a treaty binds those who sign it.",
)
OUTLETS = ("The Harbour Post", "Northern Wire", "The Island Letter")


def make_articles(
    number: int, *, seed: int = 2018, paragraphs: tuple[int, int] = (2, 5)
) -> Iterator[dict[str, str]]:
    """Yield articles (title, text, outlet and date) of so many paragraphs, least and most."""
    draw = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    for i in range(number):
        a, b = draw.sample(sorted(ACTORS), 2)
        title = f"{a} and {b} differ over the harbour"
        blocks = [title, *(_paragraph(draw) for _ in range(draw.randint(*paragraphs)))]
        yield {
            "title": title,
            "text": "\n\n".join(blocks),
            "outlet": draw.choice(OUTLETS),
            "date": f"20{10 + i % 10}-{1 + i % 12:02}-{1 + i % 28:02}",
        }


def _paragraph(draw: random.Random) -> str:
    sentences = []
    for _ in range(draw.randint(1, 3)):
        a, b = draw.sample(sorted(ACTORS), 2)
        kind = draw.random()
        if kind < 0.55:
            sentences.append(f"{a} {draw.choice(DEEDS).format(b=b)}.")
        elif kind < 0.8:
            sentences.append(draw.choice(SPEECH).format(a=a, b=b))
        else:
            sentences.append(draw.choice(ASIDES))
    return " ".join(sentences)


def write_articles(
    path: Path, *, number: int, seed: int = 2018, paragraphs: tuple[int, int] = (2, 5)
) -> Path:
    """Write articles as JSON lines, and beside them the catalogue of their actors; return it."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for article in make_articles(number, seed=seed, paragraphs=paragraphs):
            stream.write(json.dumps(article) + "\n")
    catalogue = path.with_suffix(".actors.csv")
    lines = ["actor,label,kind,bloc,alias,form"]
    for name, others in ACTORS.items():
        identifier = name.lower().replace(" ", "_")
        for alias, form in zip((name, *others), ("name", "demonym", "capital"), strict=False):
            lines.append(f"{identifier},{name},state,,{alias},{form}")
    catalogue.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return catalogue


if __name__ == "__main__":
    write_articles(Path(sys.argv[2]), number=int(sys.argv[1]))
