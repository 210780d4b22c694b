"""Fit the weights of the frames' cues to coded paragraphs, and write helpers/lexicons/frames.csv.

Usage: python training/fit_frames.py [--dry]

In: `frame-cues.csv` (cues that we wrote, with the weights that we gave them), `frame-codes.csv`
(which frames a coder saw in each paragraph of our op-eds). Out: one list for all frames, in which
a sum of 1 makes a frame present.

For each frame one logistic regression is fitted to the cues in a paragraph, each counted as
`helpers.framing` counts it. A cue of ours has the weight that we gave it, times one factor a frame,
plus what the codes say of that cue alone; a word that stands in no list of ours has what the codes
say. What speaks against a frame is set to nothing, so that every row of evidence is a word *for*
the frame. The sum from which a frame is present is the one with the best F1 on pieces that were
left out; all weights are divided by it. `--dry` prints the figures and writes nothing.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from data import PLACEHOLDER, read_lines
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from helpers.cues import FOLDER, index_by, load_lexicon
from helpers.evaluation import read_texts
from helpers.framing import list_frame_cues
from helpers.morphology import noun_forms, verb_forms
from helpers.schema import FRAMES, iterate
from helpers.text import find_tokens, plain_view

HERE = Path(__file__).parent
# How freely a factor a frame, a cue of ours and a word of none of our lists may move.
FREEDOM = (1.0, 0.8, 0.3)
PIECES = 4  # a word must stand in so many pieces,
LOWER = 0.9  # and so often in small letters, or it may be a name
LEAST = 0.05
KEPT = 0.12  # log-odds from which a learnt word is kept
GRAMMAR = frozenset(
    "the and but for nor yet not are was were been being have has had having does did doing done "
    "will would can could may might shall should must this that these those there here then than "
    "with from into onto upon over under about after before between during through without within "
    "against among its his her hers their theirs our ours your yours him them who whom whose which "
    "what when where why how all any both each few more most much many other some such only own "
    "same too very just also even still ever never again once one two three four five six seven "
    "they you say says said get got thing things make made like let put "
    "eight nine ten twelve twenty thirty forty fifty hundred thousand first second third".split()
)


class Coded(NamedTuple):
    """Hold the coded paragraphs: one number a paragraph in all; `pieces` names the text of each."""

    sentences: pd.DataFrame
    mentions: pd.DataFrame
    pieces: list[str]
    codes: np.ndarray


def load_codes(path: Path) -> dict[tuple[str, str, int], set[str]]:
    """Read which frames a coder saw, by coder, text and paragraph."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            (row["coder"], row["doc_id"], int(row["paragraph"])): set(row["frames"].split())
            for row in csv.DictReader(stream)
        }


def load_coded() -> Coded:
    """Lay the coded op-eds out in tables, each placeholder as a name of its own."""
    codes = {key[1:]: frames for key, frames in load_codes(HERE / "frame-codes.csv").items()}
    wanted = {doc for doc, _ in codes}
    aliases = {letter: [f"Actor{letter.lower()}"] for letter in "ABCDEFGH"}
    tables: list[list[pd.DataFrame]] = [[], []]
    pieces: list[str] = []
    rows = []
    for file in sorted(HERE.glob("opeds-*.jsonl")):
        for piece in read_lines(file):
            if piece["id"] not in wanted:
                continue
            texts = [
                PLACEHOLDER.sub(lambda m: f"Actor{m[1].lower()}", t) for t in piece["paragraphs"]
            ]
            _, sentences, mentions = read_texts(texts, aliases=aliases)
            last = len(tables[0]) and int(tables[0][-1]["sentence"].max()) + 1
            for kept, table in zip(tables, (sentences, mentions), strict=True):
                moved = table.assign(
                    paragraph=table["paragraph"] + len(pieces), sentence=table["sentence"] + last
                )
                kept.append(moved)
            pieces += [piece["id"]] * len(texts)
            rows += [[f in codes[piece["id"], p] for f in FRAMES] for p in range(len(texts))]
    return Coded(pd.concat(tables[0]), pd.concat(tables[1]), pieces, np.array(rows))


def list_words(coded: Coded, *, listed: set[str]) -> pd.DataFrame:
    """List the words, by their shortest form, that stand in enough pieces and are no names."""
    seen: dict[str, set[str]] = {}
    lower: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in iterate(coded.sentences):
        view = plain_view(row.text)
        for number, token in enumerate(find_tokens(view)):
            word = token.lower
            if word.isalpha() and len(word) > 2 and word not in GRAMMAR:
                seen.setdefault(word, set()).add(coded.pieces[row.paragraph])
                if number:  # the first word of a sentence has a capital anyway
                    total[word] += 1
                    lower[word] += view[token.start].islower()
    base: dict[str, str] = {}
    for word in sorted(seen, key=lambda w: (len(w), w)):
        for form in sorted((noun_forms(word) | verb_forms(word)) & set(seen)):
            base.setdefault(form, word)
        base.setdefault(word, word)
    pieces: dict[str, set[str]] = {}
    for word, first in base.items():
        if total[word] and lower[word] >= LOWER * total[word]:
            pieces.setdefault(first, set()).update(seen[word])
    words = sorted(w for w, where in pieces.items() if len(where) >= PIECES and w not in listed)
    return pd.DataFrame({"cue": words, "pos": "word", "weight": 0.0, "function": ""})


def single_forms(cues: pd.DataFrame) -> set[str]:
    """Name every form of the single words of a list."""
    forms: set[str] = set()
    for cue in cues["cue"]:
        if " " not in cue:
            forms |= {cue} | noun_forms(cue) | verb_forms(cue)
    return forms


class Counts(NamedTuple):
    """Hold how much of each cue a paragraph holds (rows) for one frame, and the weights we gave."""

    cues: pd.DataFrame
    matrix: sparse.csr_matrix
    given: np.ndarray


def count_cues(coded: Coded, cues: pd.DataFrame, *, frame: str) -> Counts:
    """Count the cues of a frame in every paragraph as `find_frames` counts them."""
    ours = cues[cues["frame"] == frame]
    words = list_words(coded, listed=single_forms(ours)).assign(frame=frame, source="fitted")
    # Of two entries with one cue, as a verb and as a noun, the heavier counts.
    ours = ours.sort_values("weight", ascending=False, kind="stable")
    both = pd.concat([ours, words], ignore_index=True)
    places = {cue: i for i, cue in reversed(list(enumerate(both["cue"])))}
    found = list_frame_cues(
        coded.sentences, mentions=coded.mentions, indexes=index_by(both, column="frame")
    )
    rows = [cue.sentence.paragraph for cue in found]
    matrix = sparse.csr_matrix(
        ([cue.share for cue in found], (rows, [places[cue.entry.cue] for cue in found])),
        shape=(len(coded.pieces), len(both)),
    )
    return Counts(both, matrix, both["weight"].to_numpy(dtype=float))


def fit(counts: Counts, codes: np.ndarray, freedom: tuple[float, float, float]) -> np.ndarray:
    """Fit the weights of one frame, in log-odds, none below 0."""
    factor, ours, words = freedom
    scale = np.where(counts.given > 0, ours, words)
    together = sparse.csr_matrix((counts.matrix @ counts.given)[:, None] * factor)
    features = sparse.hstack([together, counts.matrix @ sparse.diags(scale)]).tocsr()
    learnt = LogisticRegression(C=1.0, max_iter=500).fit(features, codes).coef_[0]
    weights = np.maximum(0, learnt[0] * factor * counts.given + learnt[1:] * scale)
    return np.where((counts.given > 0) | (weights >= KEPT), weights, 0.0)


def f1_of(codes: np.ndarray, told: np.ndarray) -> float:
    """Give the F1 of "present"."""
    return float(2 * (codes & told).sum() / max(1, codes.sum() + told.sum()))


def choose_cut(codes: np.ndarray, sums: np.ndarray) -> float:
    """Choose the sum from which a frame is present: best F1, but not present twice too often."""
    cuts = np.unique(np.round(sums, 2))
    cuts = [cut for cut in cuts if cut > 0 and (sums >= cut).sum() <= 2 * codes.sum()]
    return float(max(cuts, key=lambda cut: f1_of(codes, sums >= cut)))


def left_out(
    counts: Counts, codes: np.ndarray, pieces: list[str], freedom: tuple[float, float, float]
) -> np.ndarray:
    """Add up each paragraph with the weights fitted on other pieces."""
    sums = np.zeros(len(codes))
    for train, test in GroupKFold(5).split(codes, groups=pieces):
        part = Counts(counts.cues, counts.matrix[train], counts.given)
        sums[test] = counts.matrix[test] @ fit(part, codes[train], freedom)
    return sums


def baseline(coded: Coded) -> list[float]:
    """Give the F1 of a logistic regression on tf-idf of words, fitted and cut the same way."""
    texts = coded.sentences.groupby("paragraph")["text"].apply(" ".join).tolist()
    scores = []
    for codes in coded.codes.T:
        sums = left_out_tfidf(texts, codes, coded.pieces)
        scores.append(f1_of(codes, sums >= choose_cut(codes, sums)))
    return scores


def left_out_tfidf(texts: Sequence[str], codes: np.ndarray, pieces: list[str]) -> np.ndarray:
    """Give the chance of a frame in each paragraph, from tf-idf fitted on other pieces."""
    sums = np.zeros(len(codes))
    for train, test in GroupKFold(5).split(codes, groups=pieces):
        inside, out = [texts[i] for i in train], [texts[i] for i in test]
        sums[test] = tfidf(inside, codes[train], out)
    return sums


def tfidf(texts: Sequence[str], codes: np.ndarray, others: Sequence[str]) -> np.ndarray:
    """Fit a logistic regression on tf-idf of words, and give the chance of a frame in others."""
    words = TfidfVectorizer(min_df=3, sublinear_tf=True)
    model = LogisticRegression(C=5, class_weight="balanced", max_iter=500)
    model.fit(words.fit_transform(texts), codes)
    return np.asarray(model.predict_proba(words.transform(others))[:, 1])


def main() -> None:
    """Fit, print cross-validated figures, and write the list."""
    coded = load_coded()
    cues = load_lexicon("frames", path=HERE / "frame-cues.csv")
    print(f"{len(coded.pieces)} paragraphs of {len(set(coded.pieces))} pieces, {len(cues)} cues")
    told: dict[str, list[float]] = {"tf-idf": baseline(coded), "ours": [], "words": [], "both": []}
    lists = []
    for frame, codes in zip(FRAMES, coded.codes.T, strict=True):
        counts = count_cues(coded, cues, frame=frame)
        sums = np.zeros(len(codes))
        for name, freedom in (
            ("ours", (FREEDOM[0], 1e-3, 1e-3)),
            ("words", (1e-3, FREEDOM[2], FREEDOM[2])),
            ("both", FREEDOM),
        ):
            sums = left_out(counts, codes, coded.pieces, freedom)
            told[name].append(f1_of(codes, sums >= choose_cut(codes, sums)))
        weights = fit(counts, codes, FREEDOM) / choose_cut(codes, sums)
        lists.append(close_list(counts, weights))
    print(f"{'F1, left out':14}" + "".join(f"{f[:9]:>10}" for f in FRAMES) + f"{'macro':>10}")
    for name, scores in told.items():
        row = "".join(f"{score:10.3f}" for score in scores)
        print(f"{name:14}{row}{np.mean(scores):10.3f}")
    whole = pd.concat(lists).sort_values(["frame", "cue", "pos"])
    print(whole.groupby(["frame", "source"]).size().unstack().to_string())
    if "--dry" not in sys.argv:
        whole.to_csv(FOLDER / "frames.csv", index=False, lineterminator="\n")


def close_list(counts: Counts, weights: np.ndarray) -> pd.DataFrame:
    """Put the fitted weights into the list; a learnt word must weigh enough to be kept."""
    final = np.round(np.clip(weights, 0, 1), 2)
    # A cue of ours stays, with the least weight, for it may hide a shorter one that misleads.
    ours = (counts.cues["source"] != "fitted").to_numpy()
    final = np.where(ours, np.maximum(final, LEAST), final)
    # As the entry that is found is the heaviest with its cue, its twin gets the same weight.
    table: pd.DataFrame = counts.cues.assign(weight=final)[final > 0]
    table = table.assign(weight=table.groupby("cue")["weight"].transform("max"))
    names: list[Any] = ["frame", "cue", "pos", "weight", "function", "source"]
    return table[names]


if __name__ == "__main__":
    main()
