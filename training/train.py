"""Train the stance encoder: `python training/train.py --out DIR --newsmtsc FILE [options]`."""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
import torch.nn.functional as functional
from data import Piece, load_narrative, load_newsmtsc, load_written
from model import Reader, from_pretrained
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor

from helpers.windows import (
    FIRST_PLACEHOLDER,
    PLACEHOLDERS,
    Cell,
    Tokens,
    Window,
    make_window,
    mask_passage,
    plan_windows,
)

UNKNOWN = -100
SHUFFLED = 16
# Share of a source that is read in an epoch, where it is not all: long texts with few labels.
EACH_EPOCH = {"narrative": 0.35}


class Example(NamedTuple):
    """Hold a window and the labels (0, 1, 2 or UNKNOWN) of its cells, in it and as a whole."""

    window: Window
    labels: list[int]
    whole: list[int]


class Cut(NamedTuple):
    """Hold a piece whose passages are tokens already."""

    piece: Piece
    title: Tokens
    paragraphs: list[Tokens]


def cut_piece(piece: Piece, tokenize: Callable[[str], list[int]]) -> Cut:
    """Turn the passages of a piece into tokens."""
    title = mask_passage(piece.title, tokenize=tokenize) if piece.title else []
    return Cut(piece, title, [mask_passage(p, tokenize=tokenize) for p in piece.paragraphs])


def make_examples(
    cut: Cut, *, limit: int, number: Callable[[int], int], titled: bool = True
) -> Iterator[Example]:
    """Cut a piece into windows that overlap as those of use do, with the labels of each cell."""
    title = cut.title if titled else []
    room = limit - len(title) - 2
    for first, last in plan_windows([len(p) + 1 for p in cut.paragraphs], limit=room, again=0.25):
        inside = [(i, cut.paragraphs[i]) for i in range(first, last)]
        for actor in {actor: None for _, tokens in inside for _, actor in tokens if actor}:
            window = make_window(title, inside, limit=limit, target=actor, number=number)
            labels = [_label(cut.piece.labels[cell.paragraph], cell) for cell in window.cells]
            wholes = [_label(cut.piece.whole, cell) for cell in window.cells]
            if any(label != UNKNOWN for label in (*labels, *wholes)):
                yield Example(window, labels, wholes)


def _label(labels: dict[str, int], cell: Cell) -> int:
    return labels[cell.actor] + 1 if cell.actor in labels else UNKNOWN


def collate(examples: Sequence[Example]) -> dict[str, Tensor]:
    """Stack examples into one batch, padded to the longest window and the most cells."""
    length = max(len(e.window.ids) for e in examples)
    width = max(len(e.window.cells) for e in examples)
    size = (len(examples), width)
    batch = {
        "ids": torch.zeros(len(examples), length, dtype=torch.long),
        "mask": torch.zeros(len(examples), length),
        "labels": torch.full(size, UNKNOWN),
        "wholes": torch.full(size, UNKNOWN),
    }
    for name in ("here", "around", "everywhere"):
        batch[name] = torch.zeros(*size, length)
    for i, example in enumerate(examples):
        ids = example.window.ids
        batch["ids"][i, : len(ids)] = torch.tensor(ids)
        batch["mask"][i, : len(ids)] = 1
        for j, cell in enumerate(example.window.cells):
            batch["here"][i, j, list(cell.here)] = 1 / len(cell.here)
            batch["around"][i, j, cell.around[0] : cell.around[1]] = 1 / (
                cell.around[1] - cell.around[0]
            )
            batch["everywhere"][i, j, list(cell.everywhere)] = 1 / len(cell.everywhere)
            batch["labels"][i, j] = example.labels[j]
            batch["wholes"][i, j] = example.whole[j]
    return batch


def make_batches(
    examples: list[Example], *, tokens: int, rng: random.Random
) -> list[list[Example]]:
    """Put windows of like length together, about `tokens` to a batch, in random order."""
    rng.shuffle(examples)
    examples.sort(key=lambda e: len(e.window.ids) + rng.random() * 24)
    batches: list[list[Example]] = [[]]
    for example in examples:
        if batches[-1] and len(example.window.ids) * (len(batches[-1]) + 1) > tokens:
            batches.append([])
        batches[-1].append(example)
    rng.shuffle(batches)
    return batches


def is_held_out(piece: Piece) -> bool:
    """Tell whether a piece is kept for calibration: one in eight of ours, by its name."""
    return piece.source not in ("newsmtsc", "narrative") and zlib.crc32(piece.id.encode()) % 8 == 0


def is_in_share(piece: Piece, share: float) -> bool:
    """Tell whether a piece belongs to a share of our texts, by its name; shares are nested."""
    return zlib.crc32(piece.id.encode()[::-1]) % 1000 < share * 1000


def compute_loss(
    reader: Reader, batch: dict[str, Tensor], *, whole: float, ordinal: float
) -> Tensor:
    """Add up cross-entropy on cells and wholes and, since labels are ordered, squared error."""
    cells, wholes = reader(
        batch["ids"], batch["mask"], batch["here"], batch["around"], batch["everywhere"]
    )
    cells, wholes = cells.float().flatten(0, 1), wholes.float().flatten(0, 1)
    labels, of_whole = batch["labels"].flatten(), batch["wholes"].flatten()
    known = labels != UNKNOWN
    loss = cells.sum() * 0
    if bool(known.any()):
        loss = functional.cross_entropy(cells[known], labels[known], label_smoothing=0.1)
        probabilities = cells[known].softmax(-1)
        value = probabilities[:, 2] - probabilities[:, 0]
        loss = loss + ordinal * functional.mse_loss(value, labels[known].float() - 1)
    told = of_whole != UNKNOWN
    if whole and bool(told.any()):
        loss = loss + whole * functional.cross_entropy(
            wholes[told], of_whole[told], label_smoothing=0.1
        )
    return loss


class Words(torch.nn.Module):
    """Look words up in a table of which only the placeholders' rows learn."""

    fixed: Tensor

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        self.register_buffer("fixed", table, persistent=False)
        rows = table[FIRST_PLACEHOLDER : FIRST_PLACEHOLDER + PLACEHOLDERS]
        self.placeholders = torch.nn.Parameter(rows.clone())

    def forward(self, ids: Tensor) -> Tensor:
        """Give the vectors of token numbers [B, T]."""
        rank = ids - FIRST_PLACEHOLDER
        learnt = (rank >= 0) & (rank < PLACEHOLDERS)
        own = functional.embedding(rank.clamp(0, PLACEHOLDERS - 1), self.placeholders)
        return torch.where(learnt.unsqueeze(-1), own, functional.embedding(ids, self.fixed))


def train(options: argparse.Namespace) -> None:
    """Train, average the weights over the last steps, and write them."""
    rng = random.Random(options.seed)  # noqa: S311
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    # Without support in the processor, 16-bit products take many times as long as 32-bit ones.
    halved = torch.ops.mkldnn._is_mkldnn_bf16_supported()
    tokenizer = Tokenizer.from_file(str(options.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()

    def tokenize(text: str) -> list[int]:
        ids: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    pieces = load_written() if not options.no_written else []
    pieces = [p for p in pieces if not is_held_out(p)] if not options.all else pieces
    pieces = [piece for piece in pieces if piece.source not in options.without]
    if options.share < 1:
        pieces = [piece for piece in pieces if is_in_share(piece, options.share)]
    if options.newsmtsc:
        pieces += load_newsmtsc(options.newsmtsc)
    if options.narrative:
        pieces += load_narrative(options.narrative)
    cuts = [cut_piece(piece, tokenize) for piece in pieces]
    weights = load_file(str(options.encoder / "model.safetensors"))
    reader = from_pretrained(weights, first=FIRST_PLACEHOLDER, count=PLACEHOLDERS)
    if options.start:
        reader.load_state_dict(load_file(str(options.start)))
    words = Words(reader.words.weight.detach().clone())
    reader.words = words  # type: ignore[assignment]
    heads = [p for n, p in reader.named_parameters() if n.startswith(("cell", "whole"))]
    body = [p for n, p in reader.named_parameters() if not n.startswith(("cell", "whole", "words"))]
    optimizer = torch.optim.AdamW(
        [
            {"params": body, "lr": options.rate, "weight_decay": 0.01},
            {"params": [words.placeholders], "lr": options.rate * 5, "weight_decay": 0.0},
            {"params": heads, "lr": options.rate * 5, "weight_decay": 0.01},
        ]
    )

    average: dict[str, Tensor] = {}
    step = steps = 0
    began = time.time()
    for epoch in range(options.epochs):
        examples = []
        for cut in cuts:
            each = 1.0 if cut.piece.source in options.fresh else options.each
            if rng.random() > each * EACH_EPOCH.get(cut.piece.source, 1.0):
                continue
            others = rng.sample(range(1, SHUFFLED), SHUFFLED - 1)
            shuffled = [0, *others, *range(SHUFFLED, 10**3)]
            limit = rng.choice((96, 128, 160, 192, 224))
            titled = rng.random() < 0.85
            examples += make_examples(cut, limit=limit, number=shuffled.__getitem__, titled=titled)
        batches = make_batches(examples, tokens=options.tokens, rng=rng)
        steps = steps or len(batches) * options.epochs
        reader.train()
        total = 0.0
        for batch in batches:
            done = min(1.0, step / steps)
            factor = min(1.0, step / 200) * max(0.02, 1 - done)
            for group, times in zip(optimizer.param_groups, (1, 5, 5), strict=True):
                group["lr"] = options.rate * times * factor
            with torch.autocast("cpu", torch.bfloat16, enabled=halved):
                loss = compute_loss(
                    reader, collate(batch), whole=options.whole, ordinal=options.ordinal
                )
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([*body, *heads, words.placeholders], 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            total += loss.item()
            step += 1
            if step % 5 == 0:
                now = {n: p.detach() for n, p in reader.state_dict().items()}
                keep = min(0.99, (1 + step / 5) / (10 + step / 5))
                for name, value in now.items():
                    if name in average:
                        average[name].lerp_(value, 1 - keep)
                    else:
                        average[name] = value.clone()
            if step % 100 == 0:
                print(f"  step {step}/{steps} {time.time() - began:.0f} s", flush=True)
        minutes = (time.time() - began) / 60
        print(f"epoch {epoch + 1}: loss {total / len(batches):.3f}, {minutes:.1f} min", flush=True)
        save(average, words.fixed, options.out / "model.safetensors")
    described: dict[str, Any] = {k: str(v) for k, v in vars(options).items()}
    (options.out / "options.json").write_text(json.dumps(described, indent=1), encoding="utf-8")


def save(average: dict[str, Tensor], fixed: Tensor, path: Path) -> None:
    """Write the averaged weights, the placeholders put back among the words."""
    state = copy.copy(average)
    words = fixed.clone()
    words[FIRST_PLACEHOLDER : FIRST_PLACEHOLDER + PLACEHOLDERS] = state.pop("words.placeholders")
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({n: v.contiguous() for n, v in {**state, "words.weight": words}.items()}, str(path))


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--newsmtsc", type=Path, help="train.jsonl of NewsMTSC")
    parser.add_argument("--narrative", type=Path, help="train.jsonl of narrative-framing")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--all", action="store_true", help="train on the calibration share too")
    parser.add_argument("--no-written", action="store_true")
    parser.add_argument(
        "--without", nargs="*", default=[], help="files of ours to leave out, as opeds-set22"
    )
    parser.add_argument("--share", type=float, default=1.0, help="share of our own texts")
    parser.add_argument(
        "--each", type=float, default=1.0, help="share of the texts that is read in an epoch"
    )
    parser.add_argument(
        "--fresh", nargs="*", default=[], help="files that are read whole in every epoch"
    )
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--tokens", type=int, default=2048)
    parser.add_argument("--whole", type=float, default=0.3)
    parser.add_argument("--ordinal", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    if not math.isfinite(options.rate):
        parser.error("the rate must be a number")
    train(options)


if __name__ == "__main__":
    main()
