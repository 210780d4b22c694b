"""Fit temperature, pooling and thresholds of the encoder: `python training/calibrate.py MODELS`.

Everything is fitted on pieces that the encoder was not trained on: one in eight of those written
for training, and the development op-eds with codes of two independent coders. What is printed is
cross-validated by piece. Writes MODELS/stance.json.
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
from helpers.pooling import gather_parts
from helpers.windows import CLS, FIRST_PLACEHOLDER, SEP, Cell, Window

Floats = npt.NDArray[np.float64]
# Share of cells that pooled labels may turn the wrong way round.
REVERSED = 0.05
FILES = ("stance.onnx", "tokenizer.json")
# Read again by a test on every machine: the numbers must be the same to 1e-3.
EXAMPLE = "bombed the hospital and lied about it, the envoys said on Tuesday."


class Cells(NamedTuple):
    """Hold the coded cells of some pieces: inputs [n, 3] (own, elsewhere, whole) and codes."""

    pieces: npt.NDArray[np.int64]
    inputs: Floats
    codes: Floats
    chances: Floats


def collect(pieces: list[Piece], encoder: Encoder) -> Cells:
    """Read every piece as an article and gather its coded cells."""
    numbers, inputs, codes, chances = [], [], [], []
    for number, piece in enumerate(pieces):
        readings = read_article(piece.paragraphs, encoder=encoder, title=piece.title)
        for part in gather_parts(readings):
            label = piece.labels[part.paragraph].get(part.actor)
            if label is not None:
                numbers.append(number)
                inputs.append((part.own, part.elsewhere, part.whole))
                codes.append(label)
                chances.append(part.chances)
    return Cells(np.array(numbers), np.array(inputs), np.array(codes, float), np.array(chances))


def fit_line(inputs: Floats, codes: Floats, *, pull: float = 5.0) -> Floats:
    """Fit code = weights x inputs + intercept by ridge regression; weights are not below 0."""
    used = list(range(inputs.shape[1]))
    while True:
        design = np.column_stack([inputs[:, used], np.ones(len(inputs))])
        penalty = pull * np.eye(design.shape[1])
        penalty[-1, -1] = 0.0
        solved = np.linalg.solve(design.T @ design + penalty, design.T @ codes)
        if (solved[:-1] >= 0).all():
            break
        used.pop(int(np.argmin(solved[:-1])))
    line = np.zeros(inputs.shape[1] + 1)
    line[[*used, -1]] = solved
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


def stretch_own(line: Floats, inputs: Floats) -> Floats:
    """Put cells' own readings on the scale of pooled values."""
    value: Floats = np.clip(inputs[:, 0] * line[:-1].sum(), -1, 1)
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
        kept = [(cells.inputs[~out], cells.codes[~out])]
        if fitted_too is not None:
            kept.append((fitted_too.inputs, fitted_too.codes))
        inputs, codes, sources = join(kept)
        line = stretch_line(fit_line(inputs, codes), inputs, codes)
        values[out] = apply_line(line, cells.inputs[out])
        labels[out] = cut(values[out], fit_thresholds(apply_line(line, inputs), codes, sources))
        own[out] = stretch_own(line, cells.inputs[out])
        own_labels[out] = cut(own[out], fit_thresholds(stretch_own(line, inputs), codes))
    describe(f"{name}, own", cells.codes, own, own_labels.tolist())
    describe(f"{name}, pooled", cells.codes, values, labels.tolist())


def join(sets: list[tuple[Floats, Floats]]) -> tuple[Floats, Floats, npt.NDArray[np.int64]]:
    """Put inputs and codes of several sets below each other, and say of which set each row is."""
    sources = np.repeat(np.arange(len(sets)), [len(codes) for _, codes in sets])
    return (
        np.concatenate([inputs for inputs, _ in sets]),
        np.concatenate([codes for _, codes in sets]),
        sources,
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
    options = parser.parse_args()
    folder = options.models.resolve()
    hashes = {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in FILES}
    settings: dict[str, Any] = {"sha256": hashes, "temperature": 1.0}
    (folder / "stance.json").write_text(json.dumps(settings), encoding="utf-8")
    held = [p for p in load_written() if is_held_out(p) and is_in_share(p, options.share)]
    dev = load_dev(HERE)
    encoder = load_encoder(folder)
    cells = collect(dev, encoder)
    print(f"development: calibration error {calibration_error(cells.chances, cells.codes):.3f}")
    settings["temperature"] = fit_temperature(cells.chances, cells.codes)
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
    inputs, codes, sources = join([(ours.inputs, ours.codes), (coded.inputs, coded.codes)])
    line = stretch_line(fit_line(inputs, codes), inputs, codes)
    pooled = apply_line(line, inputs)
    own, actor, whole, intercept = (round(float(x), 4) for x in line)
    settings["pooling"] = {"own": own, "actor": actor, "whole": whole, "intercept": intercept}
    settings["thresholds"] = {
        "own": fit_thresholds(stretch_own(line, inputs), codes),
        "pooled": fit_thresholds(pooled, codes, sources),
    }
    settings["unsure"] = fit_unsure(
        np.concatenate([ours.chances, coded.chances]), np.concatenate([ours.codes, coded.codes])
    )
    settings["example"] = {"text": EXAMPLE, "chances": read_example(encoder)}
    print(json.dumps({k: v for k, v in settings.items() if k != "sha256"}))
    text = json.dumps(settings, indent=1) + "\n"
    (folder / "stance.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
