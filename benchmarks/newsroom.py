"""Write the corpus of an invented newsroom, whose answers are known, into corpus/newsroom/.

Usage: python benchmarks/newsroom.py [--read]

Four outlets that do not exist report on twelve events that did not happen. In: `sentences.csv`, the
stock of sentences with the stance that a careful reader would give each, and `events.csv`. Out:
`articles.jsonl`, one article a line; `truth.csv`, the mean of these stances by article and actor,
and which article is a reprint; `intended.csv`, what was planned for each outlet. The same seed
writes the same bytes on every machine. With --read both engines read all articles, which takes some
minutes, and `readings.csv` is written: what each makes of each article and actor.
"""

from __future__ import annotations

import csv
import io
import json
import random
import sys
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from helpers.catalogue import load_actors
from helpers.corpus import Article, make_article
from helpers.files import write_whole
from helpers.many import find_many_stances
from helpers.outlets import score_articles
from helpers.schema import iterate
from helpers.steps import STANCE_ENGINES

FOLDER: Final = Path(__file__).resolve().parent.parent / "corpus" / "newsroom"
SEED: Final = 2031
FIRST_DAY: Final = date(2031, 1, 6)
WEEKS: Final = 26
CHANGE_WEEK: Final = 14
SIDES: Final = {
    "velmark": {"": "Velmark", "n": "Velmarkan", "c": "Hadrin"},
    "kesria": {"": "Kesria", "n": "Kesrian", "c": "Tamor"},
}
OUTLETS: Final = {
    "post": "Hadrin Post",
    "tribune": "Tamor Tribune",
    "courier": "Basin Courier",
    "ledger": "Northern Ledger",
}
# How likely a sentence is to be unfavourable, neutral, favourable, under each tone.
TONES: Final = {
    "unfavourable": (0.65, 0.30, 0.05),
    "neutral": (0.12, 0.76, 0.12),
    "favourable": (0.05, 0.35, 0.60),
}
# How many articles an outlet has on an event in which the Commission fails, and does well; an
# outlet has none at all on one event each.
COVERAGE: Final = {"post": (6, 2), "tribune": (2, 6), "courier": (3, 3), "ledger": (4, 4)}
MISSED: Final = {"post": "E10", "tribune": "E05", "courier": "", "ledger": ""}
BESIDES: Final = 4
REPRINTED: Final = 14
REPRINTS: Final = 2
CODES: Final = (-1, 0, 1)


@dataclass(frozen=True)
class Sentence:
    """Hold a sentence of the stock: its words and the stance toward each actor in it."""

    part: str
    event: str
    text: str
    codes: dict[str, int]


@dataclass
class Piece:
    """Hold one article while it is written: paragraphs of sentences, and what they say of whom."""

    name: str
    outlet: str
    event: str
    day: date
    title: str = ""
    paragraphs: list[list[str]] = field(default_factory=list)
    codes: list[tuple[str, int]] = field(default_factory=list)
    reprint_of: str = ""

    @property
    def text(self) -> str:
        """The article as one text, a blank line between paragraphs."""
        return "\n\n".join([self.title, *(" ".join(told) for told in self.paragraphs)])


def read_rows(file: Path) -> list[dict[str, str]]:
    """Read a CSV file."""
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def read_stock(file: Path) -> list[Sentence]:
    """Read the stock of sentences."""
    actors = ("x", "y", "commission", "villagers")
    return [
        Sentence(row["part"], row["event"], row["text"], {a: int(row[a]) for a in actors if row[a]})
        for row in read_rows(file)
    ]


def tone_of(outlet: str, actor: str, day: date) -> str:
    """Say how an outlet is to treat a state on a day."""
    if outlet in ("post", "tribune"):
        own = (actor == "velmark") == (outlet == "post")
        return "favourable" if own else "unfavourable"
    if outlet == "ledger" and actor == "kesria":
        early = day < FIRST_DAY + timedelta(weeks=CHANGE_WEEK - 1)
        return "favourable" if early else "unfavourable"
    return "neutral"


def fill(text: str, actor: str) -> str:
    """Put the names of a state and of its neighbour into a sentence."""
    other = next(name for name in SIDES if name != actor)
    for mark, name in (("X", actor), ("Y", other)):
        for form, word in SIDES[name].items():
            text = text.replace("{" + mark + form + "}", word)
    return text


class Writer:
    """Write articles from the stock, with one sequence of random numbers."""

    def __init__(self, stock: Sequence[Sentence], *, seed: int) -> None:
        self.stock = stock
        self.random = random.Random(seed)  # noqa: S311 - no secrets, a corpus

    def write(self, name: str, outlet: str, *, event: str, day: date, commission: str) -> Piece:
        """Write one article."""
        piece = Piece(name, outlet, event, day)
        used: set[str] = set()
        states = self.random.sample(sorted(SIDES), 2)
        self._open(piece, state=states[0])
        told: list[list[str]] = []
        for state in states:
            lines = [
                self._state(piece, state=state, used=used)
                for _ in range(self.random.choice((3, 4)))
            ]
            told += [lines[:2], lines[2:]]
        rest = [self._commission(piece, commission, used=used) for _ in range(2)]
        rest.append(self._take(piece, "villagers", self._about("villagers"), used=used))
        quiet = [s for s in self.stock if s.part == "body" and not s.codes]
        for lines in told:
            if len(lines) < 2 or self.random.random() < 0.35:
                lines.append(self._take(piece, "", quiet, used=used))
        tail = [rest[:2], [rest[2], self._take(piece, "", quiet, used=used)]]
        middle = told + tail
        self.random.shuffle(middle)
        piece.paragraphs += middle
        piece.paragraphs[0].append(self._take(piece, "", quiet, used=used))
        return piece

    def reprint(self, piece: Piece, *, number: int) -> Piece:
        """Print an article again: another headline, one sentence gone, a day later."""
        heads = ("Update: ", "Afternoon edition: ")
        copy = Piece(
            f"{piece.name}-{'bc'[number]}",
            piece.outlet,
            piece.event,
            piece.day + timedelta(days=number),
            title=heads[number] + piece.title,
            paragraphs=[list(told) for told in piece.paragraphs],
            codes=list(piece.codes),
            reprint_of=piece.name,
        )
        copy.paragraphs[0] = copy.paragraphs[0][:-1]
        return copy

    def _open(self, piece: Piece, *, state: str) -> None:
        """Write headline and lead."""
        fits = [s for s in self.stock if s.event == piece.event]
        tone = self._draw(tone_of(piece.outlet, state, piece.day))
        heads = [s for s in fits if s.part == "title" and s.codes.get("x", 0) == tone]
        head, lead = (
            self.random.choice(heads),
            self.random.choice([s for s in fits if s.part == "lead"]),
        )
        piece.title = fill(head.text, state)
        self._note(piece, head, state=state)
        piece.paragraphs.append([lead.text])

    def _state(self, piece: Piece, *, state: str, used: set[str]) -> str:
        code = self._draw(tone_of(piece.outlet, state, piece.day))
        other = next(name for name in SIDES if name != state)
        fits = [s for s in self._about("x") if s.codes["x"] == code]
        # Praise of the neighbour by the way is for those outlets that would praise it anyhow.
        if tone_of(piece.outlet, other, piece.day) != "favourable":
            fits = [s for s in fits if s.codes.get("y", 0) < 1]
        return self._take(piece, state, fits, used=used)

    def _commission(self, piece: Piece, tone: str, *, used: set[str]) -> str:
        code = self._draw(tone)
        fits = [s for s in self._about("commission") if s.codes["commission"] == code]
        return self._take(piece, "", fits, used=used)

    def _about(self, actor: str) -> list[Sentence]:
        return [s for s in self.stock if s.part == "body" and actor in s.codes]

    def _draw(self, tone: str) -> int:
        return self.random.choices(CODES, weights=TONES[tone])[0]

    def _take(self, piece: Piece, state: str, fits: Iterable[Sentence], *, used: set[str]) -> str:
        """Take a sentence that the article does not have yet."""
        chosen = self.random.choice([s for s in fits if s.text not in used])
        used.add(chosen.text)
        self._note(piece, chosen, state=state)
        return fill(chosen.text, state) if "x" in chosen.codes else chosen.text

    def _note(self, piece: Piece, sentence: Sentence, *, state: str) -> None:
        other = next((name for name in SIDES if name != state), "")
        names = {"x": state, "y": other}
        piece.codes += [(names.get(actor, actor), code) for actor, code in sentence.codes.items()]


def write_pieces(stock: Sequence[Sentence], events: Sequence[dict[str, str]]) -> list[Piece]:
    """Write all articles, in the order of their days."""
    writer = Writer(stock, seed=SEED)
    pieces = []
    for outlet in OUTLETS:
        for event in events:
            if event["event"] == MISSED[outlet]:
                continue
            good = event["commission"] == "favourable"
            for number in range(COVERAGE[outlet][good]):
                day = date.fromisoformat(event["began"]) + timedelta(writer.random.randrange(1, 9))
                name = f"{outlet}-{event['event'].lower()}-{number + 1}"
                tone = {"event": event["event"], "day": day, "commission": event["commission"]}
                pieces.append(writer.write(name, outlet, **tone))  # type: ignore[arg-type]
        for number in range(BESIDES):
            day = FIRST_DAY + timedelta(writer.random.randrange(7 * WEEKS))
            name = f"{outlet}-{number + 1}"
            pieces.append(writer.write(name, outlet, event="", day=day, commission="neutral"))
    own = [piece for piece in pieces if piece.outlet == "courier" and piece.event]
    for piece in writer.random.sample(own, REPRINTED):
        pieces += [writer.reprint(piece, number=number) for number in range(REPRINTS)]
    return sorted(pieces, key=lambda piece: (piece.day, piece.name))


def make_files(folder: Path = FOLDER) -> dict[str, bytes]:
    """Make the content of each file that is written, by name."""
    events = read_rows(folder / "events.csv")
    pieces = write_pieces(read_stock(folder / "sentences.csv"), events)
    lines = [
        {
            "id": piece.name,
            "outlet": OUTLETS[piece.outlet],
            "published": piece.day.isoformat(),
            "event": piece.event,
            "title": piece.title,
            "text": piece.text,
            "language": "en",
            "licence": "MIT",
        }
        for piece in pieces
    ]
    return {
        "articles.jsonl": "".join(
            json.dumps(line, ensure_ascii=False) + "\n" for line in lines
        ).encode(),
        "truth.csv": _table("article actor stance n reprint_of", _truth(pieces)),
        "intended.csv": _table("outlet actor first_week last_week intended", _intended()),
    }


def _truth(pieces: Iterable[Piece]) -> Iterable[tuple[Any, ...]]:
    for piece in pieces:
        for actor in (*SIDES, "commission", "villagers"):
            codes = [code for name, code in piece.codes if name == actor]
            if codes:
                mean = f"{sum(codes) / len(codes):.4f}"
                yield piece.name, actor, mean, len(codes), piece.reprint_of


def _intended() -> Iterable[tuple[Any, ...]]:
    for outlet, title in OUTLETS.items():
        for actor in SIDES:
            turn = FIRST_DAY + timedelta(weeks=CHANGE_WEEK - 1)
            before, after = (tone_of(outlet, actor, day) for day in (FIRST_DAY, turn))
            if before == after:
                yield title, actor, 1, WEEKS, before
            else:
                yield title, actor, 1, CHANGE_WEEK - 1, before
                yield title, actor, CHANGE_WEEK, WEEKS, after
        yield title, "commission", 1, WEEKS, "as the event"
        yield title, "villagers", 1, WEEKS, "favourable"


def _table(head: str, rows: Iterable[Sequence[Any]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(head.split())
    writer.writerows(rows)
    return buffer.getvalue().encode()


def load_pieces(folder: Path = FOLDER, *, only: Container[str] | None = None) -> list[Article]:
    """Load the articles, or some of them, under their own names."""
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    known = ("title", "outlet", "published", "language", "licence")
    return [
        make_article(
            row["text"], identifier=row["id"], metadata={name: row[name] for name in known}
        )
        for row in map(json.loads, lines)
        if only is None or row["id"] in only
    ]


def read_pieces(
    articles: Sequence[Article], *, engine: str, folder: Path = FOLDER
) -> Iterator[tuple[Any, ...]]:
    """Give engine, article, actor, sum and number of readings, and mentions."""
    found = find_many_stances(articles, actors=load_actors(folder / "actors.csv"), engine=engine)
    units = score_articles(
        found.evidence, articles=found.articles, mentions=found.mentions, stance=found.stance
    )
    for row in iterate(units):
        yield engine, row.article, row.actor, f"{row.total:.3f}", row.count, row.n_mentions


def main(arguments: Sequence[str] | None = None, *, folder: Path = FOLDER) -> int:
    """Write the files and say what was written."""
    files = make_files(folder)
    if "--read" in (sys.argv[1:] if arguments is None else arguments):
        articles = load_pieces(folder)
        rows = [r for name in STANCE_ENGINES for r in read_pieces(articles, engine=name)]
        head = "engine article actor total count n_mentions"
        files["readings.csv"] = _table(head, sorted(rows))
    for name, content in files.items():
        write_whole(folder / name, content)
        print(f"{folder / name}: {len(content):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
