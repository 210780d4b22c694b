"""Fit which frames an article carries, and write helpers/lexicons/article-frames.csv.

Usage: python training/fit_articles.py DATA/narrative [--dry]

In: train.jsonl of narrative-framing (MIT): articles with five frames each. Out: the weights that
`helpers.frame_evaluation` adds up, the cut for "present" folded into the intercept. Prints figures
on articles that were left out, beside a logistic regression on tf-idf, and those of dev.jsonl for
both.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from data import read_lines
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from helpers.frame_evaluation import CODED, FILE, describe_article, f1_of

ARTICLES = 5  # a word must stand in so many articles
STRENGTH = 2.0
WORDS = 20.0  # scale of the words, so that they are as free as in tf-idf
LEAST = 0.5  # a smaller weight is dropped

Features = dict[tuple[str, str], float]


def codes_of(rows: list[dict[str, Any]]) -> np.ndarray:
    """Read the codes, one column a frame."""
    return np.array([[row["frames"][code] == "True" for code in CODED] for row in rows])


def choose_keys(found: list[Features]) -> list[tuple[str, str]]:
    """List the features that stand in enough articles, rare words being noise."""
    counts = Counter(key for features in found for key in features if key[0] == "word")
    words = sorted(key for key, n in counts.items() if ARTICLES <= n <= 0.6 * len(found))
    return [*sorted(k for k in found[0] if k[0] == "frame"), *words]


def matrix_of(found: list[Features], keys: list[tuple[str, str]]) -> np.ndarray:
    """Lay features out, one row an article."""
    return np.array([[features.get(key, 0.0) for key in keys] for features in found])


def fit(found: list[Features], codes: np.ndarray) -> tuple[dict[tuple[str, str], float], float]:
    """Fit one frame: the weights that are kept, and the intercept."""
    keys = choose_keys(found)
    values = matrix_of(found, keys)
    word = np.array([key[0] == "word" for key in keys])
    spread = np.log(len(found) / np.maximum(1, (values > 0).sum(0)))
    scale = np.where(word, spread, 0.15 / np.maximum(values.std(0), 1e-9))
    middle = np.where(word, 0, values.mean(0))
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=1000)
    model.fit((values - middle) * scale, codes)
    learnt = model.coef_[0] * scale
    kept = {
        key: float(weight)
        for key, weight in zip(keys, learnt, strict=True)
        if key[0] == "frame" or abs(weight) >= LEAST
    }
    return kept, float(model.intercept_[0] - learnt @ middle)


def add_up(found: list[Features], weights: dict[tuple[str, str], float]) -> np.ndarray:
    """Add up each article."""
    return np.array([sum(w * f.get(key, 0.0) for key, w in weights.items()) for f in found])


def cut(codes: np.ndarray, sums: np.ndarray) -> float:
    """Choose the sum from which a frame is present: the middle of a gap, best F1."""
    order = np.sort(sums)
    middles = (order[1:] + order[:-1]) / 2
    return float(max(middles, key=lambda at: f1_of(codes.tolist(), (sums >= at).tolist())))


def main() -> None:
    """Fit, print figures, write the weights."""
    folder = Path(sys.argv[1])
    train, dev = (list(read_lines(folder / f"{half}.jsonl")) for half in ("train", "dev"))
    found, held = ([describe_article(row["text"]) for row in rows] for rows in (train, dev))
    codes, judged = codes_of(train), codes_of(dev)
    folds = np.arange(len(train)) % 5
    tables = []
    scores: dict[str, list[float]] = {"ours": [], "tf-idf": [], "ours, dev": [], "tf-idf, dev": []}
    texts, dev_texts = ([row["text"] for row in rows] for rows in (train, dev))
    for column, frame in enumerate(CODED.values()):
        answer = codes[:, column]
        sums, others = np.zeros(len(train)), np.zeros(len(train))
        for fold in range(5):
            inside, out = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            weights, intercept = fit([found[i] for i in inside], answer[inside])
            sums[out] = add_up([found[i] for i in out], weights) + intercept
            others[out] = tfidf([texts[i] for i in inside], answer[inside], [texts[i] for i in out])
        at, other = cut(answer, sums), cut(answer, others)
        weights, intercept = fit(found, answer)
        told = add_up(held, weights) + intercept >= at
        dev_other = tfidf(texts, answer, dev_texts) >= other
        for name, truth, guess in (
            ("ours", answer, sums >= at),
            ("tf-idf", answer, others >= other),
            ("ours, dev", judged[:, column], told),
            ("tf-idf, dev", judged[:, column], dev_other),
        ):
            scores[name].append(f1_of(truth.tolist(), guess.tolist()))
        rows = [
            ("intercept", "", intercept - at),
            *((kind, name, weight) for (kind, name), weight in sorted(weights.items())),
        ]
        tables.append(pd.DataFrame(rows, columns=["kind", "feature", "weight"]).assign(frame=frame))
    print(f"{'':14}" + "".join(f"{frame:>15}" for frame in CODED.values()) + "          macro")
    for name, row in scores.items():
        print(f"{name:14}" + "".join(f"{f1:15.3f}" for f1 in row) + f"{np.mean(row):15.3f}")
    whole = pd.concat(tables)[["frame", "kind", "feature", "weight"]].round(3)
    print(f"{len(whole)} weights")
    if "--dry" not in sys.argv:
        whole.to_csv(FILE, index=False, lineterminator="\n")


def score_tfidf(train: list[dict[str, Any]], dev: list[dict[str, Any]]) -> list[float]:
    """Give the F1 of the baseline on other articles, its cut chosen on articles left out."""
    texts, others = ([row["text"] for row in rows] for rows in (train, dev))
    folds = np.arange(len(train)) % 5
    scores = []
    for codes, judged in zip(codes_of(train).T, codes_of(dev).T, strict=True):
        sums = np.zeros(len(train))
        for fold in range(5):
            inside, out = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            sums[out] = tfidf([texts[i] for i in inside], codes[inside], [texts[i] for i in out])
        told = tfidf(texts, codes, others) >= cut(codes, sums)
        scores.append(f1_of(judged.tolist(), told.tolist()))
    return scores


def tfidf(texts: list[str], codes: np.ndarray, others: list[str]) -> np.ndarray:
    """Fit the baseline: a logistic regression on tf-idf of words."""
    words = TfidfVectorizer(min_df=3, sublinear_tf=True)
    model = LogisticRegression(C=5, class_weight="balanced", max_iter=500)
    model.fit(words.fit_transform(texts), codes)
    return np.asarray(model.decision_function(words.transform(others)))


if __name__ == "__main__":
    main()
