"""Fit temperature, pooling and thresholds of the encoder: `python training/calibrate.py MODELS`.

Everything is fitted on pieces that the encoder was not trained on: one in eight of those written
for training, those written since, and the development op-eds with codes of two independent coders.
What is printed is cross-validated by piece. Writes MODELS/stance.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from data import HERE, Piece, load_dev, load_written
from train import is_held_out, is_in_share

from helpers.agreement import compare_labels, measure_alpha
from helpers.encoder import Encoder, load_encoder, read_windows
from helpers.neural import read_article
from helpers.pooling import gather_parts, shrink
from helpers.windows import CLS, FIRST_PLACEHOLDER, SEP, Cell, Window

Floats = npt.NDArray[np.float64]
# Share of cells that pooled labels may turn the wrong way round.
REVERSED = 0.06
# From how many mentions on a mean counts for more than half: of the cell, and of the actor
# elsewhere. The optimum is flat: on written pieces 0.5 to 4 and 1 to 8 differ by less than 0.01.
HALVES = (1.0, 2.0)
# By how much a cell's own reading is stretched. From 2.2 to 2.8 alpha is the same to 0.003.
SPREAD = 2.6006
# Written after the shipped weights were trained.
SINCE = frozenset(f"opeds-set{number}" for number in range(27, 34))
FILES = ("stance.onnx", "tokenizer.json")
# Read again by a test on every machine: the numbers must be the same to 1e-3.
EXAMPLE = "bombed the hospital and lied about it, the envoys said on Tuesday."


class Cells(NamedTuple):
    """Hold the coded cells of some pieces: their own readings, what is pooled [n, 2], and codes."""

    pieces: npt.NDArray[np.int64]
    own: Floats
    inputs: Floats
    codes: Floats
    chances: Floats


def collect(pieces: list[Piece], encoder: Encoder) -> Cells:
    """Read every piece as an article and gather its coded cells."""
    numbers, own, inputs, codes, chances = [], [], [], [], []
    for number, piece in enumerate(pieces):
        readings = read_article(piece.paragraphs, encoder=encoder, title=piece.title)
        for part in gather_parts(readings):
            label = piece.labels[part.paragraph].get(part.actor)
            if label is not None:
                numbers.append(number)
                own.append(part.own)
                mine = shrink(len(part.readings), half=HALVES[0]) * part.own
                theirs = shrink(part.n_elsewhere, half=HALVES[1]) * part.elsewhere
                inputs.append((mine, theirs))
                codes.append(label)
                chances.append(part.chances)
    return Cells(
        np.array(numbers),
        np.array(own),
        np.array(inputs),
        np.array(codes, float),
        np.array(chances),
    )


def fit_line(
    inputs: Floats, codes: Floats, sources: npt.NDArray[np.int64], *, pull: float = 5.0
) -> Floats:
    """Fit code = weights x inputs + intercept by ridge regression; every source counts alike."""
    sizes = np.bincount(sources)
    weights = (len(codes) / (len(sizes) * sizes))[sources]
    design = np.column_stack([inputs, np.ones(len(inputs))])
    penalty = pull * np.eye(design.shape[1])
    penalty[-1, -1] = 0.0
    line: Floats = np.linalg.solve(
        design.T @ (weights[:, None] * design) + penalty, design.T @ (weights * codes)
    )
    return line


def stretch_line(line: Floats, inputs: Floats, codes: Floats) -> Floats:
    """Stretch a fitted line about the mean of the codes until its values agree best with them.

    Least squares draws values to their mean, where interval alpha wants them to spread as the
    codes do.
    """

    def stretch(times: float) -> Floats:
        longer = times * line
        longer[-1] += codes.mean() - (inputs @ longer[:-1] + longer[-1]).mean()
        return longer

    lines = [stretch(float(times)) for times in np.arange(1.0, 3.01, 0.05)]
    return max(lines, key=lambda longer: _alpha(apply_line(longer, inputs), codes))


def apply_line(line: Floats, inputs: Floats) -> Floats:
    """Apply a fitted line and keep the result within [-1, 1]."""
    value: Floats = np.clip(inputs @ line[:-1] + line[-1], -1, 1)
    return value


def stretch_own(own: Floats) -> Floats:
    """Put cells' own readings on the scale of codes."""
    value: Floats = np.clip(SPREAD * own, -1, 1)
    return value


def fit_thresholds(
    values: Floats, codes: Floats, sources: npt.NDArray[np.int64] | None = None
) -> tuple[float, float]:
    """Choose the thresholds with the best macro-F1.

    Where sources are told, alpha counts as much, and no more than `REVERSED` of the cells may be
    the wrong way round, in the mean of the sources.
    """
    best, chosen = -np.inf, (-0.9, 0.9)
    for low in np.arange(-0.9, -0.01, 0.04):
        for high in np.arange(0.02, 0.92, 0.04):
            labels = np.where(values < low, -1, np.where(values > high, 1, 0))
            worth = _f1(labels, codes)
            if sources is not None:
                wrong = labels * codes < 0
                if np.mean([wrong[sources == s].mean() for s in np.unique(sources)]) > REVERSED:
                    continue
                worth += _alpha(labels, codes)
            if worth > best:
                best, chosen = worth, (round(float(low), 2), round(float(high), 2))
    return chosen


def _alpha(values: Floats | npt.NDArray[np.int64], codes: Floats) -> float:
    """Give the interval alpha of two complete rows, in closed form."""
    both = np.concatenate([values, codes])
    return float(1 - np.mean((values - codes) ** 2) / (2 * both.var(ddof=1)))


def _f1(labels: npt.NDArray[np.int64], codes: Floats) -> float:
    scores = [
        2 * np.sum((labels == k) & (codes == k)) / max(1, np.sum(labels == k) + np.sum(codes == k))
        for k in (-1, 0, 1)
    ]
    return float(np.mean(scores))


def cut(values: Floats, thresholds: tuple[float, float]) -> list[int]:
    """Turn values into labels."""
    low, high = thresholds
    return [-1 if value < low else 1 if value > high else 0 for value in values]


def fit_temperature(chances: Floats, codes: Floats) -> float:
    """Find the temperature with the least log loss (Guo et al. 2017)."""
    rows, told = np.arange(len(codes)), codes.astype(int) + 1
    losses = {}
    for temperature in np.arange(0.5, 3.01, 0.05):
        powers = chances ** (1 / temperature)
        powers /= powers.sum(axis=1, keepdims=True)
        losses[round(float(temperature), 2)] = -np.log(powers[rows, told] + 1e-12).mean()
    return min(losses, key=lambda t: losses[t])


def calibration_error(chances: Floats, codes: Floats, *, bins: int = 10) -> float:
    """Give the expected calibration error of the likeliest label (Naeini et al. 2015)."""
    sure, right = chances.max(axis=1), chances.argmax(axis=1) == codes.astype(int) + 1
    which = np.minimum((sure * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(sure[which == b].mean() - right[which == b].mean()) * np.mean(which == b)
            for b in range(bins)
            if (which == b).any()
        )
    )


def fit_unsure(chances: Floats, codes: Floats) -> float:
    """Find the largest chance of the likeliest label up to which fewer than half are right."""
    sure, right = chances.max(axis=1), chances.argmax(axis=1) == codes.astype(int) + 1
    edges = [round(float(edge), 2) for edge in np.arange(0.34, 0.9, 0.02)]
    low = [e for e in edges if (sure < e).sum() > 20 and right[sure < e].mean() < 0.5]
    return max(low, default=0.34)


def describe(name: str, codes: Floats, values: Floats, labels: list[int]) -> None:
    """Print how values and labels agree with codes."""
    found = compare_labels(codes.astype(int).tolist(), labels)
    alpha = measure_alpha([codes.tolist(), values.tolist()])
    print(
        f"{name:42} n {found.n:5} F1 {found.f1:.3f} alpha {found.alpha:.3f} "
        f"of values {alpha:.3f} reversed {found.reversed:.3f}"
    )


def cross_validate(name: str, cells: Cells, fitted_too: Cells | None = None) -> None:
    """Fit on all pieces but some, in ten folds, and print agreement on those left out."""
    values, own = np.zeros((2, len(cells.codes)))
    labels, own_labels = np.zeros(len(values), int), np.zeros(len(values), int)
    for fold in range(10):
        out = cells.pieces % 10 == fold
        kept = [take(cells, ~out), *([] if fitted_too is None else [fitted_too])]
        fit = fit_all(kept)
        values[out] = apply_line(fit.line, cells.inputs[out])
        labels[out] = cut(values[out], fit.pooled)
        own[out] = stretch_own(cells.own[out])
        own_labels[out] = cut(own[out], fit.own)
    describe(f"{name}, own", cells.codes, own, own_labels.tolist())
    describe(f"{name}, pooled", cells.codes, values, labels.tolist())


class Fit(NamedTuple):
    """Hold what is fitted: the line of pooled values, thresholds of own and of pooled ones."""

    line: Floats
    own: tuple[float, float]
    pooled: tuple[float, float]


def take(cells: Cells, mask: npt.NDArray[np.bool_]) -> Cells:
    """Keep some cells."""
    return Cells(*(column[mask] for column in cells))


def fit_all(sets: list[Cells]) -> Fit:
    """Fit line and thresholds on several sets, each a source of its own."""
    sources = np.repeat(np.arange(len(sets)), [len(cells.codes) for cells in sets])
    whole = Cells(*(np.concatenate(columns) for columns in zip(*sets, strict=True)))
    line = fit_line(whole.inputs, whole.codes, sources)
    line = stretch_line(line, whole.inputs, whole.codes)
    return Fit(
        line,
        fit_thresholds(stretch_own(whole.own), whole.codes),
        fit_thresholds(apply_line(line, whole.inputs), whole.codes, sources),
    )


def read_example(encoder: Encoder) -> list[float]:
    """Read the example sentence, its subject a placeholder."""
    ids = [CLS, FIRST_PLACEHOLDER, *encoder.tokenize(EXAMPLE), SEP]
    window = Window(ids, [Cell(0, "a", (1,), (1, len(ids)), (1,))])
    [reading] = read_windows([window], encoder=encoder)
    return [round(float(chance), 5) for chance in reading.cells[0]]


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", type=Path, help="folder with stance.onnx and tokenizer.json")
    parser.add_argument(
        "--share", type=float, default=1.0, help="share of the held-back texts to read, for haste"
    )
    parser.add_argument(
        "--temperature", type=float, help="take this one, so that own stances stay as they were"
    )
    options = parser.parse_args()
    folder = options.models.resolve()
    hashes = {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in FILES}
    settings: dict[str, Any] = {"sha256": hashes, "temperature": 1.0}
    (folder / "stance.json").write_text(json.dumps(settings), encoding="utf-8")
    held = [
        piece
        for piece in load_written()
        if (is_held_out(piece) or piece.source in SINCE) and is_in_share(piece, options.share)
    ]
    dev = load_dev(HERE)
    encoder = load_encoder(folder)
    cells = collect(dev, encoder)
    print(f"development: calibration error {calibration_error(cells.chances, cells.codes):.3f}")
    fitted = fit_temperature(cells.chances, cells.codes)
    print(f"temperature with the least log loss on development: {fitted}")
    settings["temperature"] = options.temperature or fitted
    encoder = replace(encoder, settings=settings)
    ours, coded = collect(held, encoder), collect(dev, encoder)
    print(f"held-back written: calibration error {calibration_error(ours.chances, ours.codes):.3f}")
    print(
        f"temperature {settings['temperature']}: calibration error on development "
        f"{calibration_error(coded.chances, coded.codes):.3f}"
    )
    cross_validate("held-back written", ours)
    cross_validate("development", coded)
    cross_validate("development, fitted on written too", coded, ours)
    fit = fit_all([ours, coded])
    own, actor, intercept = (round(float(x), 4) for x in fit.line)
    settings["pooling"] = {
        "own": own,
        "own_half": HALVES[0],
        "actor": actor,
        "actor_half": HALVES[1],
        "intercept": intercept,
        "spread": SPREAD,
    }
    settings["thresholds"] = {"own": fit.own, "pooled": fit.pooled}
    settings["unsure"] = fit_unsure(
        np.concatenate([ours.chances, coded.chances]), np.concatenate([ours.codes, coded.codes])
    )
    settings["example"] = {"text": EXAMPLE, "chances": read_example(encoder)}
    print(json.dumps({k: v for k, v in settings.items() if k != "sha256"}))
    text = json.dumps(settings, indent=1) + "\n"
    (folder / "stance.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
