"""Measure how often the devices found are right, and how many are missed; write docs/devices.md.

Usage: python benchmarks/devices.py [--list]

Each finding in the article of the corpus, and a sample of those in the op-eds for development, has
a verdict in benchmarks/device-reading.csv. Findings of the article without one, and verdicts on
what is no longer found, are counted apart; --list prints them with their sentences. The command
ends with code 1 where there are any.

What is missed is measured against benchmarks/device-recall.csv: paragraphs whose devices were
marked by reading before the rules were asked, six for all devices (scope "all") and 24 more for
nominalisations and triplets (scope "two").
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from helpers.actors import find_mentions
from helpers.catalogue import load_actors
from helpers.corpus import Article, load_article, make_article
from helpers.files import write_whole
from helpers.rhetoric import find_devices
from helpers.schema import DEVICES, make_table, sure
from helpers.voices import assign_voices, find_quotes, make_voices, name_speakers

ROOT = Path(__file__).parent.parent
READING = Path(__file__).with_name("device-reading.csv")
RECALL = Path(__file__).with_name("device-recall.csv")
TWO = ("triplet", "nominalisation")
IDLIB = "idlib-2018"
Z = 1.959964
Row = dict[str, str]
Key = tuple[str, str, int]


class Finding(NamedTuple):
    """Hold one finding: where, which device, its words and its sentence, and on whom it works."""

    doc_id: str
    device: str
    start: int
    cue: str
    actor: str
    sentence: str

    @property
    def key(self) -> Key:
        """What a verdict is filed under."""
        return self.doc_id, self.device, self.start


def wilson(right: int, number: int) -> tuple[float, float]:
    """Give the 95 % interval of a share (Wilson 1927)."""
    share, z = right / number, Z * Z / number
    middle, half = share + z / 2, Z * (share * (1 - share) / number + z / number / 4) ** 0.5
    return (middle - half) / (1 + z), (middle + half) / (1 + z)


def find_in(article: Article, actors: Any = None) -> Iterator[Finding]:
    """List the devices of an article, without actors where no catalogue is given."""
    mentions = make_table("mentions", [])
    if actors is not None:
        mentions = find_mentions(article.sentences, actors=actors)
    quotes = find_quotes(article.paragraphs, text=article.text, mentions=sure(mentions))
    quotes = name_speakers(quotes, mentions=mentions)
    found = find_devices(
        article.sentences,
        mentions=assign_voices(mentions, quotes=quotes),
        quotes=quotes,
        voice=make_voices(quotes),
    )
    texts = dict(zip(article.sentences["sentence"], article.sentences["text"], strict=True))
    for row in found.itertuples():
        yield Finding(
            str(article.id), row.label, row.start, row.cue, row.actor, texts[row.sentence]
        )


def find_all() -> tuple[list[Finding], list[Finding]]:
    """Find the devices of the article, and those of the op-eds for development."""
    folder = ROOT / "corpus" / IDLIB
    article = list(find_in(load_article(folder), load_actors(folder)))
    opeds: list[Finding] = []
    for doc_id, parts in read_opeds().items():
        opeds += find_in(make_article("\n\n".join(parts), identifier=doc_id))
    return article, opeds


def read_opeds() -> dict[str, list[str]]:
    """Read the op-eds for development: by document its title and its paragraphs."""
    texts: dict[str, list[str]] = {}
    for name in ("opeds.jsonl", "opeds2.jsonl"):
        for line in (ROOT / "training" / "dev" / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            texts[row["doc_id"]] = [row["title"], *row["paragraphs"]]
    return texts


def read_verdicts() -> dict[Key, Row]:
    """Read the verdicts, by document, device and place."""
    with READING.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if row["verdict"] not in ("right", "wrong"):
            raise ValueError(f"{READING}: the verdict on {row['cue']!r} is {row['verdict']!r}")
    return {(row["doc_id"], row["device"], int(row["start"])): row for row in rows}


def table_of(found: Sequence[Finding], verdicts: dict[Key, Row], *, weighed: bool) -> Iterator[str]:
    """Put the verdicts on findings into a table, one row a device."""
    counts = Counter(finding.device for finding in found)
    read = Counter(finding.device for finding in found if finding.key in verdicts)
    right = Counter(
        finding.device
        for finding in found
        if finding.key in verdicts and verdicts[finding.key]["verdict"] == "right"
    )
    yield "| device | found | read | right | precision | 95 % interval |"
    yield "|---|---|---|---|---|---|"
    for device in DEVICES:
        if not read[device]:
            yield f"| {device} | {counts[device]} | – | – | – | – |"
            continue
        low, high = wilson(right[device], read[device])
        yield (
            f"| {device} | {counts[device]} | {read[device]} | {right[device]} | "
            f"{right[device] / read[device]:.2f} | {low:.2f} to {high:.2f} |"
        )
    total, number = sum(right.values()), sum(read.values())
    low, high = wilson(total, number)
    yield (
        f"| **all that were read** | {sum(counts.values())} | {number} | {total} | "
        f"{total / number:.2f} | {low:.2f} to {high:.2f} |"
    )
    if weighed:
        share = sum(counts[d] * right[d] / read[d] for d in read) / sum(counts[d] for d in read)
        yield f"| **weighed by how often found** | | | | {share:.2f} | |"


def describe_actors(found: Sequence[Finding], verdicts: dict[Key, Row]) -> str:
    """Say how often the actor on whom a device works is right."""
    given = [f for f in found if f.actor and f.key in verdicts]
    right = sum(
        verdicts[f.key]["actor_verdict"] == "right" and verdicts[f.key]["actor"] == f.actor
        for f in given
    )
    low, high = wilson(right, len(given))
    return (
        f"On whom a device works is said of {len(given)} of the {len(found)} findings, and right "
        f"in {right} ({right / len(given):.2f}, interval {low:.2f} to {high:.2f})."
    )


class Mark(NamedTuple):
    """Hold what a reader marked in a paragraph, or what the rules found there."""

    where: tuple[str, int]
    device: str
    first: int
    last: int
    cue: str

    def is_met(self, others: Sequence[Mark]) -> bool:
        """Tell whether one of the others is the same device and shares a word with this one."""
        return any(
            self[:2] == other[:2] and self.first < other.last and other.first < self.last
            for other in others
        )


def read_marks(opeds: Sequence[Finding]) -> tuple[list[Mark], list[Mark]]:
    """List what was marked, and what was found, in the paragraphs that were read for it."""
    with RECALL.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    texts = read_opeds()
    marked: list[Mark] = []
    found: list[Mark] = []
    for (doc_id, number), scope in {
        (row["doc_id"], int(row["paragraph"])): row["scope"] for row in rows
    }.items():
        where, parts = (doc_id, number), texts[doc_id]
        start = sum(len(part) + 2 for part in parts[: number + 1])
        paragraph = parts[number + 1]  # the first part is the title
        for row in rows:
            if (row["doc_id"], int(row["paragraph"])) == where and row["device"]:
                at = paragraph.lower().find(row["cue"].lower())
                if at < 0:
                    raise ValueError(f"{RECALL}: {row['cue']!r} does not stand in {doc_id}")
                marked.append(Mark(where, row["device"], at, at + len(row["cue"]), row["cue"]))
        for finding in opeds:
            at = finding.start - start
            asked = scope == "all" or finding.device in TWO
            if finding.doc_id == doc_id and 0 <= at < len(paragraph) and asked:
                found.append(Mark(where, finding.device, at, at + len(finding.cue), finding.cue))
    return marked, found


def table_of_recall(marked: Sequence[Mark], found: Sequence[Mark]) -> Iterator[str]:
    """Put precision and recall in the marked paragraphs into a table, one row a device."""
    yield "| device | marked | found | marked and found | precision | recall |"
    yield "|---|---|---|---|---|---|"
    for device in (*DEVICES, ""):
        own = [mark for mark in marked if device in ("", mark.device)]
        hits = [mark for mark in found if device in ("", mark.device)]
        met = sum(mark.is_met(hits) for mark in own)
        right = sum(mark.is_met(own) for mark in hits)
        precision = f"{right / len(hits):.2f}" if hits else "–"
        recall = f"{met / len(own):.2f}" if own else "–"
        name = device or "**all**"
        yield f"| {name} | {len(own)} | {len(hits)} | {met} | {precision} | {recall} |"
    low, high = wilson(met, len(own))
    yield f"\nRecall of all together: 95 % interval {low:.2f} to {high:.2f}."


def list_missed(marked: Sequence[Mark], found: Sequence[Mark]) -> Iterator[str]:
    """List what the reader marked and the rules missed, and the other way round."""
    for words, own, others in (("missed", marked, found), ("found, not marked", found, marked)):
        for mark in own:
            if not mark.is_met(others):
                yield f"- {words}: {mark.device}, “{mark.cue}” ({mark.where[0]})"


def list_wrong(found: Sequence[Finding], verdicts: dict[Key, Row]) -> Iterator[str]:
    """List what was wrong, in words."""
    for finding in found:
        row = verdicts.get(finding.key)
        if row and row["verdict"] == "wrong":
            cue = " ".join(finding.cue.split())
            cue = cue if len(cue) < 60 else cue[:57] + "..."
            yield f"- {finding.device}, “{cue}” ({finding.doc_id}): {row['reason']}"
        elif row and row["actor_verdict"] == "wrong":
            yield (
                f"- {finding.device}, “{finding.cue}” ({finding.doc_id}), right but for the actor: "
                f"{row['reason']}"
            )


def main(arguments: Sequence[str]) -> int:
    """Print and write the tables; tell what is unread or gone."""
    article, opeds = find_all()
    verdicts = read_verdicts()
    unread = [finding for finding in article if finding.key not in verdicts]
    still = {finding.key: finding for finding in (*article, *opeds)}
    gone = [row for key, row in verdicts.items() if key not in still]
    changed = [
        row for key, row in verdicts.items() if key in still and still[key].cue != row["cue"]
    ]
    changed += [
        row
        for key, row in verdicts.items()
        if key[0] == IDLIB and key in still and still[key].actor != row["actor"]
    ]
    marked, hits = read_marks(opeds)
    parts = {
        "recall": "\n".join(table_of_recall(marked, hits)),
        "missed": "\n".join(list_missed(marked, hits)),
        "idlib": "\n".join(table_of(article, verdicts, weighed=False)),
        "dev": "\n".join(table_of(opeds, verdicts, weighed=True)),
        "actors": describe_actors(article, verdicts),
        "wrong": "\n".join(list_wrong([*article, *opeds], verdicts)),
        "documents": str(len({finding.doc_id for finding in opeds})),
        "state": (
            f"Findings of the article without a verdict: {len(unread)}. Verdicts on what is no "
            f"longer found: {len(gone)}; on what is found with other words or for another actor: "
            f"{len(changed)}."
        ),
    }
    page = Path(__file__).with_name("devices.md.in").read_text(encoding="utf-8")
    for name, text in parts.items():
        page = page.replace(f"@{name}@", text)
        print(f"== {name}\n{text}")
    write_whole(ROOT / "docs" / "devices.md", page)
    if "--list" in arguments:
        for finding in unread:
            print(f"unread: {finding.device} {finding.cue!r} ({finding.start}) {finding.sentence}")
        for row in (*gone, *changed):
            print(f"gone or changed: {row['doc_id']} {row['device']} {row['cue']!r}")
    return 1 if unread or gone or changed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
