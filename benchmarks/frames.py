"""Measure how far frames agree with careful reading, and write that section of docs/validity.md.

Usage: python benchmarks/frames.py [FOLDER]

Paragraphs: the development op-eds and the article of `corpus/`, coded twice under the codebook
(`training/dev/frame-codes.csv`). Articles: FOLDER/narrative with train.jsonl and dev.jsonl (MIT);
without FOLDER they are left out. The baselines need scikit-learn, which comes with the packages for
training; without it they are left out.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from helpers.agreement import measure_alpha
from helpers.catalogue import load_actors
from helpers.corpus import load_article
from helpers.evaluation import load_rows, read_texts
from helpers.files import write_whole
from helpers.frame_evaluation import CODED, evaluate_frames, f1_of
from helpers.framing import find_frames
from helpers.schema import FRAMES, MEASURED_KINDS

ROOT = Path(__file__).parent.parent
TRAINING = ROOT / "training"
START, END = "## Frames, paragraph by paragraph", "## Op-eds: 24 pieces"
GROUPS = {
    "development op-eds": "dev-",
    "held-back op-eds": "dev2-",
    "the article in `corpus/`": "idlib",
}
Flags = np.ndarray
Frames = dict[tuple[str, str, int], set[str]]


def load_codes(path: Path) -> Frames:
    """Read which frames a coder saw, by coder, text and paragraph."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            (row["coder"], row["doc_id"], int(row["paragraph"])): set(row["frames"].split())
            for row in csv.DictReader(stream)
        }


def texts() -> Iterator[tuple[str, list[str], dict[str, list[str]]]]:
    """Give each coded text: its name, paragraphs and actors' names."""
    for name in ("opeds", "opeds2"):
        for row in load_rows(TRAINING / "dev" / f"{name}.jsonl", needs=("doc_id", "paragraphs")):
            yield row["doc_id"], row["paragraphs"], row["aliases"]
    folder = ROOT / "corpus" / "idlib-2018"
    article, actors = load_article(folder), load_actors(folder)
    measured = article.paragraphs[article.paragraphs["kind"].isin(MEASURED_KINDS)]
    aliases = actors.groupby("actor", sort=False)["alias"].apply(list).to_dict()
    yield article.id, measured["text"].tolist(), aliases


def lay_out(codes: Frames) -> tuple[list[str], list[str], dict[str, Flags], Flags]:
    """Read every coded text: names, paragraphs, codes by coder, and what the machine says."""
    names, paragraphs, told = [], [], []
    coded: dict[str, list[list[bool]]] = {"a": [], "b": []}
    for name, blocks, aliases in texts():
        _, sentences, mentions = read_texts(blocks, aliases=aliases)
        found = find_frames(sentences, mentions=mentions)
        sums = found.groupby(["paragraph", "label"])["weight"].sum()
        for number, block in enumerate(blocks):
            names.append(name)
            paragraphs.append(block)
            told.append([sums.get((number, frame), 0.0) >= 1 for frame in FRAMES])
            for coder, rows in coded.items():
                rows.append([frame in codes[coder, name, number] for frame in FRAMES])
    return names, paragraphs, {c: np.array(rows) for c, rows in coded.items()}, np.array(told)


def scores(coded: dict[str, Flags], told: Flags, rows: Flags) -> list[float]:
    """Give the F1 of each frame against each coder, averaged over the two."""
    return [
        float(np.nanmean([_f1(flags[rows, j], told[rows, j]) for flags in coded.values()]))
        if any(flags[rows, j].any() for flags in coded.values()) or told[rows, j].any()
        else float("nan")
        for j in range(len(FRAMES))
    ]


def _f1(coded: Flags, told: Flags) -> float:
    return f1_of(coded.tolist(), told.tolist()) if coded.any() or told.any() else float("nan")


def tfidf_paragraphs(paragraphs: Sequence[str]) -> Flags | None:
    """Give the answers of a logistic regression on tf-idf, fitted on the same coded paragraphs."""
    if find_spec("sklearn") is None:
        return None
    sys.path.insert(0, str(TRAINING))
    from fit_frames import choose_cut, left_out_tfidf, load_coded, tfidf

    coded = load_coded()
    own = coded.sentences.groupby("paragraph")["text"].apply(" ".join).tolist()
    told = []
    for codes in coded.codes.T:
        cut = choose_cut(codes, left_out_tfidf(own, codes, coded.pieces))
        told.append(tfidf(own, codes, paragraphs) >= cut)
    return np.array(told).T


def section(folder: Path | None) -> str:
    """Write the section."""
    names, paragraphs, coded, told = lay_out(load_codes(TRAINING / "dev" / "frame-codes.csv"))
    group = {
        key: np.array([name.startswith(start) for name in names]) for key, start in GROUPS.items()
    }
    answers: list[tuple[str, Flags | None]] = [
        ("never present (the majority)", np.zeros_like(told)),
        ("always present", np.ones_like(told)),
        ("tf-idf", tfidf_paragraphs(paragraphs)),
        ("**frames.csv**", told),
        ("the other coder", None),
    ]
    head = "| | " + " | ".join(f.replace("_", " ") for f in FRAMES) + " | macro-F1 |"
    rule = "|---" * (len(FRAMES) + 2) + "|"
    lines = [
        START,
        "",
        "Written by `python benchmarks/frames.py`. Each paragraph was coded twice and blind under "
        "section 3 of the codebook, by **language models, not by people** "
        "(`training/dev/frame-codes.csv`). How far the two agree, as Krippendorff's alpha:",
        "",
        head.replace("macro-F1", "paragraphs"),
        rule,
    ]
    for key, rows in group.items():
        alphas = [
            measure_alpha([coded[c][rows, j].astype(float).tolist() for c in "ab"])
            for j in range(len(FRAMES))
        ]
        lines.append(f"| {key} | " + " | ".join(map(_number, alphas)) + f" | {rows.sum()} |")
    lines += [
        "",
        'Agreement of the machine with the coders, as the F1 of "present" (the mean over the two '
        "coders). Weights and cuts were fitted on other paragraphs, each coded once "
        "(`training/frame-codes.csv`); so was tf-idf, a logistic regression on the words. A dash: "
        "nobody saw the frame.",
        "",
    ]
    for key, rows in group.items():
        lines += [f"**{key[0].upper()}{key[1:]}**", "", head, rule]
        for name, answer in answers:
            if name == "the other coder":
                values = [_f1(coded["a"][rows, j], coded["b"][rows, j]) for j in range(len(FRAMES))]
            elif answer is None:
                lines.append(f"| {name} | not measured: scikit-learn is not installed |")
                continue
            else:
                values = scores(coded, answer, rows)
            cells = " | ".join(map(_number, values))
            lines.append(f"| {name} | {cells} | {np.nanmean(values):.3f} |")
            print(key, name, f"{np.nanmean(values):.3f}", flush=True)
        lines.append("")
    lines += [
        "Read this with care. Against the answers that read nothing the machine does well; on the "
        "op-eds it does about as well as tf-idf, which gives no reasons, and far less well than a "
        "second reader: no list of words sees what a paragraph is *about*. The op-eds were written "
        "to say things without the usual words, which makes them hard. The article has so few "
        "paragraphs that one more or less moves a figure by much.",
        "",
        "### Frames of whole articles",
        "",
        *articles(folder),
    ]
    return "\n".join([*lines, ""])


def _number(value: float) -> str:
    return "–" if np.isnan(value) else f"{value:.2f}"


def articles(folder: Path | None) -> Iterator[str]:
    """Compare the frames of whole articles with narrative-framing's codes (dev half)."""
    if folder is None:
        yield "Not measured: the data were not there."
        return
    needs = ("doc_id", "text", "frames")
    rows = load_rows(folder / "narrative" / "dev.jsonl", needs=needs)
    told = evaluate_frames(rows).agreement
    if told is None:
        raise ValueError("narrative: no row has a code to compare with")
    yield (
        f"Five generic frames of {told.n} articles on climate, coded by people (narrative-framing, "
        "MIT; development half). Fitted on its training half, as is tf-idf; "
        "`discourse evaluate frames` prints the first, `training/fit_articles.py` both."
    )
    yield ""
    yield "| | " + " | ".join(CODED.values()) + " | macro-F1 |"
    yield "|---" * (len(CODED) + 2) + "|"
    codes = {code: [row["frames"][code] == "True" for row in rows] for code in CODED}
    most: Callable[[list[bool]], bool] = lambda flags: 2 * sum(flags) > len(flags)  # noqa: E731
    yield _row("majority", [f1_of(f, [most(f)] * len(f)) for f in codes.values()])
    yield _row("always present", [f1_of(f, [True] * len(f)) for f in codes.values()])
    if find_spec("sklearn") is None:
        yield "| tf-idf | not measured: scikit-learn is not installed |"
    else:
        sys.path.insert(0, str(TRAINING))
        from fit_articles import score_tfidf

        train: list[dict[str, Any]] = load_rows(folder / "narrative" / "train.jsonl", needs=needs)
        yield _row("tf-idf", score_tfidf(train, rows))
    yield _row("**ours**", list(told.f1.values()))


def _row(name: str, values: Sequence[float]) -> str:
    print("articles", name, f"{np.mean(values):.3f}", flush=True)
    return f"| {name} | " + " | ".join(f"{v:.2f}" for v in values) + f" | {np.mean(values):.3f} |"


def main() -> None:
    """Measure and put the section in its place."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    file = ROOT / "docs" / "validity.md"
    page = file.read_text(encoding="utf-8")
    at = page.index(END)
    before = page[: page.index(START)] if START in page else page[:at]
    write_whole(file, before + section(folder) + "\n" + page[at:])


if __name__ == "__main__":
    main()
