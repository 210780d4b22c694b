"""Fit the weights of the lexical engine: `python training/fit_lexical.py --encoder DIR [options]`.

A multinomial logit on the clues of `helpers.clues`, with utilities -favour, plain and +favour.
Rare words borrow from like ones: beside its own weight each word has one that is linear in its
vector (MiniLM's, with VADER's, TextBlob's and our own word lists beside it); both are added up in
the CSV, so that no vector is needed later. A trained encoder may label further noun phrases of
the same texts as if they were targets (`--teacher`, from train.py without `--all`).
Needs torch, scipy and scikit-learn.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import numpy as np
import textblob
import torch
import vaderSentiment
from data import Piece, load_newsmtsc, load_written
from model import Reader, from_pretrained
from safetensors.torch import load_file
from scipy import sparse
from scipy.optimize import minimize
from sklearn.metrics import f1_score
from tokenizers import Tokenizer
from train import Example, collate, is_held_out

from helpers.clues import find_clues
from helpers.cues import load_lexicon
from helpers.files import write_whole
from helpers.lexical import (
    BUNDLED,
    COLUMNS,
    FAVOURABLE_ABOVE,
    UNFAVOURABLE_BELOW,
    load_weights,
    score_passage,
)
from helpers.morphology import noun_forms, verb_forms
from helpers.text import find_tokens, plain_view
from helpers.windows import (
    FIRST_PLACEHOLDER,
    PLACEHOLDERS,
    Passage,
    make_window,
    mask_passage,
)

# Relations in which a word borrows from like words.
BORROWED = ("anywhere", "in a paragraph", "agent", "patient", "clause before", "clause after")
DIMENSIONS = 150
# How much a point of a word list counts in a word's vector, whose mean square length is 1.
LISTED = 4.0
NOUN_PHRASE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Aa]n?|[Tt]hese|[Tt]hose) (?:[a-z]+ )?[a-z]{4,}\b"
    r"|\b[A-Z][a-z]+(?: [A-Z][a-z]+)*\b|\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|him|her|them|[Ww]e|I)\b"
    r"|\b(?:officials|workers|families|police|voters|critics|ministers|soldiers|people|residents"
    r"|lawmakers|protesters)\b"
)


class Cell(NamedTuple):
    """Hold one actor in one passage, the chances of its labels, where it is from and a weight."""

    passage: Passage
    actor: str
    chances: tuple[float, float, float]
    source: str
    weight: float = 1.0


def list_cells(pieces: Sequence[Piece]) -> Iterator[Cell]:
    """List the labelled actors that a passage mentions."""
    for piece in pieces:
        source = _genre(piece)
        for passage, labels in zip(piece.paragraphs, piece.labels, strict=True):
            named = {span[2] for span in passage.spans}
            for actor, label in labels.items():
                if actor in named:
                    told = (float(label < 0), float(label == 0), float(label > 0))
                    yield Cell(passage, actor, told, source)


def _genre(piece: Piece) -> str:
    return piece.source if piece.source in ("newsmtsc", "passages") else "opeds"


def ask_teacher(
    pieces: Sequence[Piece], *, teacher: Path, encoder: Path, each: int, weight: float
) -> list[Cell]:
    """Let a trained encoder label up to `each` further noun phrases of each passage."""
    rng = random.Random(0)  # noqa: S311
    asked: list[Passage] = []
    genres: list[str] = []
    for piece in pieces:
        for passage in piece.paragraphs:
            free = [
                (match.start(), match.end())
                for match in NOUN_PHRASE.finditer(passage.text)
                if not any(a < match.end() and match.start() < b for a, b, _ in passage.spans)
            ]
            for start, end in rng.sample(free, min(each, len(free))):
                spans = sorted([*passage.spans, (start, end, "asked")])
                asked.append(Passage(passage.text, tuple(spans)))
                genres.append(_genre(piece))
    tokenizer = _tokenizer(encoder)
    reader = Reader()
    reader.load_state_dict(load_file(str(teacher)))
    reader.eval()
    windows = []
    for passage in asked:
        tokens = mask_passage(
            passage,
            tokenize=lambda text: list(tokenizer.encode(text, add_special_tokens=False).ids),
        )
        windows.append(make_window([], [(0, tokens)], limit=384, target="asked"))
    order = sorted(range(len(asked)), key=lambda i: len(windows[i].ids))
    cells = []
    with torch.no_grad():
        for at in range(0, len(order), 64):
            here = [i for i in order[at : at + 64] if windows[i].cells]
            if not here:
                continue
            batch = collate([Example(windows[i], [0], [0]) for i in here])
            logits, _ = reader(*(batch[k] for k in ("ids", "mask", "here", "around", "everywhere")))
            for i, chances in zip(here, logits[:, 0].softmax(-1).tolist(), strict=True):
                cells.append(Cell(asked[i], "asked", tuple(chances), genres[i], weight))
    return cells


def _tokenizer(encoder: Path) -> Any:
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def find_names(passages: Sequence[Passage]) -> frozenset[str]:
    """Find words that stand with a capital inside sentences more often than without."""
    capital, small = Counter[str](), Counter[str]()
    for text in {passage.text for passage in passages}:
        view = plain_view(text)
        for token in find_tokens(view)[1:]:
            form = view[token.start : token.end]
            (small if form == form.lower() else capital)[token.lower] += 1
    return frozenset(word for word, n in capital.items() if n > small[word] and word != "i")


def count_clues(
    cells: Sequence[Cell], columns: dict[tuple[str, str], int], *, names: frozenset[str], grow: bool
) -> sparse.csr_matrix:
    """Count the clues of each cell; columns are added where `grow` is set."""
    wanted: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row, cell in enumerate(cells):
        wanted[id(cell.passage)].append((row, cell.actor))
    rows: list[int] = []
    at: list[int] = []
    for group in wanted.values():
        place = {actor: row for row, actor in group}
        for clue in find_clues(cells[group[0][0]].passage):
            row = place.get(clue.actor)
            key = (clue.relation, clue.cue)
            if row is None or (clue.relation != "shape" and _holds(clue.cue, names)):
                continue
            column = columns.setdefault(key, len(columns)) if grow else columns.get(key)
            if column is not None:
                rows.append(row)
                at.append(column)
    shape = (len(cells), len(columns))
    return sparse.csr_matrix((np.ones(len(rows)), (rows, at)), shape=shape)


def _holds(cue: str, names: frozenset[str]) -> bool:
    return cue in names if " " not in cue else any(word in names for word in cue.split())


def embed_words(words: Sequence[str], *, encoder: Path) -> np.ndarray:
    """Give each word a vector: MiniLM's of the word alone and of its pieces, and word lists."""
    tokenizer = _tokenizer(encoder)
    weights = load_file(str(encoder / "model.safetensors"))
    reader = from_pretrained(weights, first=FIRST_PLACEHOLDER, count=PLACEHOLDERS).eval()
    ids = [tokenizer.encode(word.strip("[]")).ids for word in words]
    told, pieces = np.zeros((len(words), 384)), np.zeros((len(words), 384))
    with torch.no_grad():
        for i in range(0, len(words), 256):
            some = ids[i : i + 256]
            width = max(map(len, some))
            x = torch.tensor([row + [0] * (width - len(row)) for row in some])
            mask = torch.tensor([[1.0] * len(row) + [0.0] * (width - len(row)) for row in some])
            table = reader.words(x)
            state = reader.norm(table + reader.places.weight[:width] + reader.kind)
            for layer in reader.layers:
                state = layer(state, (mask[:, None, None, :] - 1.0) * 1e4)
            told[i : i + 256] = _mean(state, mask)
            inner = mask.clone()
            inner[:, 0] = 0
            inner[range(len(some)), [len(row) - 1 for row in some]] = 0
            pieces[i : i + 256] = _mean(table, inner)
    told /= np.linalg.norm(told, axis=1, keepdims=True)
    pieces /= np.sqrt((pieces**2).sum(1).mean())
    joined = np.hstack([told, pieces])
    joined -= joined.mean(0)
    _, directions = np.linalg.eigh(joined.T @ joined)
    vectors = joined @ directions[:, ::-1][:, :DIMENSIONS]
    vectors /= np.sqrt((vectors**2).sum(1).mean())
    lists = _lists()
    none = np.zeros(8)
    return np.hstack([vectors, LISTED * np.stack([lists.get(word, none) for word in words])])


def _mean(state: torch.Tensor, mask: torch.Tensor) -> np.ndarray:
    total = (state * mask[..., None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)
    return total.numpy().astype(float)


def _lists() -> dict[str, np.ndarray]:
    """Look words up in VADER (MIT), TextBlob (MIT, from Pattern, BSD) and our own list."""
    lists: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(8))
    vader = Path(vaderSentiment.__file__).with_name("vader_lexicon.txt")
    for line in vader.read_text(encoding="utf-8").splitlines():
        word, valence = line.split("\t")[:2]
        lists[word.lower()][[0, 6]] = float(valence) / 4, abs(float(valence)) / 4
    told = defaultdict(list)
    blob = Path(textblob.__file__).parent / "en" / "en-sentiment.xml"
    for entry in ElementTree.parse(blob).getroot():  # noqa: S314  (a file of a package we pin)
        told[entry.get("form", "")].append(
            [float(entry.get(k, 0)) for k in ("polarity", "subjectivity")]
        )
    for word, values in told.items():
        lists[word][[1, 2]] = np.mean(values, 0)
    forms = {"verb": verb_forms, "noun": noun_forms}
    for row in load_lexicon("stance").itertuples():
        for form in forms.get(row.pos, lambda cue: {cue})(row.cue):
            if " " not in form:
                weights = np.nan_to_num([row.agent, row.patient, row.describes])
                held = lists[form][3:6]
                lists[form][3:6] = np.where(held == 0, weights, held)
                lists[form][7] = 1
    return dict(lists)


class Design(NamedTuple):
    """Hold counts of clues beside sums of word vectors, as one matrix."""

    counts: sparse.csr_matrix
    turned: sparse.csr_matrix
    sums: np.ndarray

    def times(self, weights: np.ndarray) -> np.ndarray:
        """Multiply by weights."""
        width = self.counts.shape[1]
        return self.counts @ weights[:width] + self.sums @ weights[width:]

    def back(self, slopes: np.ndarray) -> np.ndarray:
        """Multiply the transpose by slopes."""
        return np.concatenate([self.turned @ slopes, slopes @ self.sums])


def fit_logit(
    design: Design, chances: np.ndarray, weight: np.ndarray, ridge: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Fit favour and plain, each with a ridge."""
    width = len(ridge)

    def loss(z: np.ndarray) -> tuple[float, np.ndarray]:
        favour, plain = design.times(z[:width]), design.times(z[width:])
        logits = np.stack([-favour, plain, favour], 1)
        logits -= logits.max(1, keepdims=True)
        logits -= np.log(np.exp(logits).sum(1, keepdims=True))
        off = (np.exp(logits) - chances) * weight[:, None]
        both = np.concatenate([ridge, ridge]) * z
        slope = np.concatenate([design.back(off[:, 2] - off[:, 0]), design.back(off[:, 1])])
        return -(weight * (chances * logits).sum(1)).sum() + both @ z / 2, slope + both

    found = minimize(
        loss, np.zeros(2 * width), jac=True, method="L-BFGS-B", options={"maxiter": 100}
    )
    return found.x[:width], found.x[width:]


def weigh(cells: Sequence[Cell], *, news: float, passages: float) -> np.ndarray:
    """Weigh cells so that within each source the labels count alike; teacher's ones as they are."""
    sources = {"newsmtsc": news, "passages": passages, "opeds": 1.0}
    sure = [(c.source, max(range(3), key=c.chances.__getitem__)) for c in cells]
    taught = [c.weight for c in cells]
    counts = Counter(k for k, c in zip(sure, cells, strict=True) if c.actor != "asked")
    total = Counter(c.source for c in cells if c.actor != "asked")
    return np.array(
        [
            sources[k[0]] * (t if c.actor == "asked" else total[k[0]] / 3 / counts[k])
            for k, t, c in zip(sure, taught, cells, strict=True)
        ]
    )


def fit(cells: Sequence[Cell], options: argparse.Namespace) -> list[list[object]]:
    """Fit, add borrowed to own weights, and keep the rows that matter most."""
    names = find_names([cell.passage for cell in cells])
    columns: dict[tuple[str, str], int] = {}
    counts = count_clues(cells, columns, names=names, grow=True)
    keys = list(columns)
    often = np.diff(counts.tocsc().indptr)
    words = sorted({cue for relation, cue in keys if relation == "anywhere"})
    vectors = embed_words(words, encoder=options.encoder)
    number = {word: i for i, word in enumerate(words)}
    places = {r: [(j, number[k[1]]) for j, k in enumerate(keys) if k[0] == r] for r in BORROWED}
    sums = np.hstack(
        [counts[:, [j for j, _ in p]] @ vectors[[i for _, i in p]] for p in places.values()]
    )
    kept = np.flatnonzero(often >= options.least)
    own = counts[:, kept]
    ridge = np.concatenate(
        [np.full(len(kept), options.ridge), np.full(sums.shape[1], options.borrowed_ridge)]
    )
    chances = np.array([cell.chances for cell in cells])
    weight = weigh(cells, news=options.news, passages=options.passages)
    design = Design(own, own.T.tocsr(), sums)
    weights = np.zeros((2, len(keys)))
    for total, z in zip(weights, fit_logit(design, chances, weight, ridge), strict=True):
        total[kept] = z[: len(kept)]
        for b, place in enumerate(places.values()):
            first = len(kept) + b * vectors.shape[1]
            borrowed = vectors @ z[first : first + vectors.shape[1]]
            total[[j for j, _ in place]] += borrowed[[i for _, i in place]]
    size = np.sqrt(np.asarray(counts.multiply(counts).sum(0)).ravel() + 0.5)
    matter = size * np.hypot(*weights)
    chosen = sorted(np.argsort(-matter, kind="stable")[: options.rows], key=lambda j: keys[j])
    weights[1, [j for j, key in enumerate(keys) if key[1].startswith("actor in")]] += options.plain
    weights = np.round(weights * options.sharpen, 3)
    source = ("like words", "labels")
    return [
        [*keys[j], *weights[:, j], often[j], source[int(often[j] >= options.least)]]
        for j in chosen
        if weights[:, j].any()
    ]


def alpha(one: np.ndarray, other: np.ndarray) -> float:
    """Compute Krippendorff's interval alpha of two codings without gaps."""
    both = np.concatenate([one, other])
    return float(1 - ((one - other) ** 2).mean() / (2 * both.var(ddof=1)))


def report(name: str, cells: Sequence[Cell], path: Path) -> None:
    """Print how well the written weights do on cells."""
    weights = load_weights(path)
    scores: dict[int, dict[str, float]] = {}
    for cell in cells:
        if id(cell.passage) not in scores:
            scores[id(cell.passage)] = score_passage(cell.passage, weights=weights)
    values = np.array([scores[id(cell.passage)][cell.actor] for cell in cells])
    labels = np.array([int(np.argmax(cell.chances)) - 1 for cell in cells])
    said = np.where(values < UNFAVOURABLE_BELOW, -1, np.where(values > FAVOURABLE_ABOVE, 1, 0))
    print(
        f"{name:18s} n {len(cells):5d}  macro-F1 {f1_score(labels, said, average='macro'):.3f}  "
        f"alpha {alpha(labels, said):.3f} (of values {alpha(labels, values):.3f})  "
        f"reversed {(labels * said < 0).mean():.3f}"
    )


def main() -> None:
    """Read the options, fit, write the CSV and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--newsmtsc", type=Path, required=True, help="folder of NewsMTSC")
    parser.add_argument("--teacher", type=Path, help="weights of a trained encoder")
    parser.add_argument("--out", type=Path, default=BUNDLED)
    parser.add_argument("--rows", type=int, default=22_000)
    parser.add_argument(
        "--least", type=int, default=3, help="cells that give a clue its own weight"
    )
    parser.add_argument("--ridge", type=float, default=150.0)
    parser.add_argument("--borrowed-ridge", type=float, default=60.0)
    parser.add_argument("--news", type=float, default=1.5, help="weight of news beside op-eds")
    parser.add_argument("--passages", type=float, default=1.0)
    parser.add_argument("--taught", type=float, default=0.5, help="weight of the teacher's labels")
    parser.add_argument("--each", type=int, default=3, help="noun phrases asked for a passage")
    parser.add_argument("--sharpen", type=float, default=3.0, help="factor on all weights")
    parser.add_argument("--plain", type=float, default=0.2, help="added to plain for every actor")
    options = parser.parse_args()
    torch.set_num_threads(1)
    written = load_written()
    news = load_newsmtsc(options.newsmtsc / "train.jsonl")
    pieces = [*news, *(piece for piece in written if not is_held_out(piece))]
    cells = list(list_cells(pieces))
    if options.teacher:
        cells += ask_teacher(
            pieces,
            teacher=options.teacher,
            encoder=options.encoder,
            each=options.each,
            weight=options.taught,
        )
    rows = fit(cells, options)
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([COLUMNS, *rows])
    write_whole(options.out, stream.getvalue())
    print(f"{options.out}: {len(rows)} rows, {options.out.stat().st_size / 1e6:.2f} MB")
    held = list(list_cells([piece for piece in written if is_held_out(piece)]))
    for source in ("passages", "opeds"):
        report(f"held-out {source}", [c for c in held if c.source == source], options.out)
    for part in ("dev_rw", "dev_mt"):
        told = list(list_cells(load_newsmtsc(options.newsmtsc / f"{part}.jsonl")))
        report(part, told, options.out)


if __name__ == "__main__":
    main()
