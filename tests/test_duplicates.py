"""Are copies found, exact and near, the same in every process, and nothing else marked?"""

from __future__ import annotations

import itertools
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from archive_files import COPY, FERRY, HARBOUR, LETTER, WIRE, join
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import duplicates
from helpers.corpus import Article, make_article
from helpers.duplicates import (
    chance_of_meeting,
    find_duplicates,
    find_shingles,
    score_similarity,
)
from helpers.errors import CorpusError, PackageError
from helpers.schema import check_table

ROOT = Path(__file__).parent.parent


def article(identifier: str, headline: str, body: list[str] | tuple[str, ...]) -> Article:
    return make_article("\n\n".join([headline, *body]), identifier=identifier)


def marks(articles: list[Article], **options: object) -> dict[str, tuple[str, str]]:
    table = find_duplicates(articles, **options)  # type: ignore[arg-type]
    check_table(table, table="duplicates")
    return {row.article: (row.copy, row.duplicate_of) for row in table.itertuples()}


def test_a_wire_report_is_found_again_under_another_headline() -> None:
    wire = article("wire", WIRE.headline, WIRE.body)
    copy = article("copy", COPY.headline, COPY.body)
    other = article("other", LETTER.headline, LETTER.body)
    table = find_duplicates([wire, copy, other])
    assert table["copy"].tolist() == ["", "near", ""]
    assert table["duplicate_of"].tolist() == ["", "wire", ""]
    assert table["cluster"].tolist() == ["wire", "wire", ""]
    expected = score_similarity(
        find_shingles("\n".join(WIRE.body)), find_shingles("\n".join(COPY.body))
    )
    assert table.loc[1, "similarity"] == pytest.approx(expected)
    assert table["similarity"].isna().tolist() == [True, False, True]


def test_case_marks_and_line_ends_make_no_difference() -> None:
    body = list(HARBOUR[1])
    plain = [part.replace("“", '"').replace("”", '"').upper() for part in body]
    found = marks([article("a", "One", body), article("b", "Two", plain)])
    assert found["b"] == ("exact", "a")


def test_each_copy_names_the_first_and_all_share_a_cluster() -> None:
    articles = [article(f"n{k}", f"Headline {k}", FERRY[1]) for k in range(5)]
    table = find_duplicates(articles)
    assert table["duplicate_of"].tolist() == ["", "n0", "n0", "n0", "n0"]
    assert set(table["cluster"]) == {"n0"}


def chain(words: list[str], start: int, stop: int) -> str:
    return " ".join(words[start:stop]) + "."


def test_what_hangs_together_by_a_third_is_one_cluster() -> None:
    words = [f"w{k}" for k in range(160)]
    one = article("one", "H", [chain(words, 0, 100)])
    two = article("two", "H", [chain(words, 60, 160)])
    both = article("both", "H", [chain(words, 20, 140)])
    assert marks([one, two, both], threshold=0.55)["both"][0] == "near"
    table = find_duplicates([one, two, both], threshold=0.55)
    assert table["cluster"].tolist() == ["one", "one", "one"]
    assert table["duplicate_of"].tolist() == ["", "", "one"]


def test_the_threshold_is_kept_exactly() -> None:
    words = [f"w{k}" for k in range(104)]
    one = article("one", "H", [chain(words, 0, 104)])
    part = article("part", "H", [chain(words, 0, 84)])  # 80 of 100 runs
    assert marks([one, part], threshold=0.8)["part"] == ("near", "one")
    assert marks([one, part], threshold=0.81)["part"] == ("", "")


@pytest.mark.parametrize("threshold", [0, -1, 1.1, float("nan")])
def test_a_threshold_that_is_none_is_refused(threshold: float) -> None:
    with pytest.raises(CorpusError, match="must be above 0 and at most 1"):
        find_duplicates([], threshold=threshold)


def test_texts_without_words_and_no_texts_are_no_copies() -> None:
    assert marks([]) == {}
    empty = [make_article("…\n\n!!!", identifier=name) for name in "ab"]
    assert set(marks(empty).values()) == {("", "")}


ARTICLES = [
    article("wire", WIRE.headline, WIRE.body),
    article("ferry", FERRY[0], FERRY[1]),
    article("harbour", HARBOUR[0], HARBOUR[1]),
    article("copy", COPY.headline, COPY.body),
    article("cut", COPY.headline, COPY.body[:2]),
]


@pytest.mark.parametrize("kept", [0, 1000])
def test_what_goes_into_a_file_is_compared_the_same(
    monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    whole = find_duplicates(ARTICLES)
    monkeypatch.setattr(duplicates, "_KEPT", kept)
    assert find_duplicates(iter(ARTICLES)).equals(whole)
    assert whole["copy"].tolist() == ["", "", "", "near", "near"]


def test_a_disk_without_room_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(duplicates, "_KEPT", 0)
    monkeypatch.setattr("tempfile.TemporaryFile", fail)
    with pytest.raises(CorpusError, match=r"has no room .* \(No space left on device\)"):
        find_duplicates(ARTICLES)


def test_the_shingles_of_a_text_are_cut_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # A template: each text shares less than the threshold with each other one.
    draw = random.Random(5)  # noqa: S311
    fixed = [f"w{k}" for k in range(200)]
    texts = [
        [" ".join(f"{' '.join(fixed[k : k + 15])} x{draw.random()}." for k in range(0, 200, 20))]
        for _ in range(20)
    ]
    cut, cuts = duplicates.find_shingles, []

    def count(text: str) -> set[str]:
        cuts.append(text)
        return cut(text)

    monkeypatch.setattr(duplicates, "_KEPT", 1)
    monkeypatch.setattr(duplicates, "find_shingles", count)
    articles = [article(str(n), "H", body) for n, body in enumerate(texts)]
    assert set(find_duplicates(articles, threshold=0.9)["copy"]) == {""}
    assert len(cuts) == len(articles)


def test_another_process_marks_the_same() -> None:
    bodies = [list(WIRE.body), list(FERRY[1]), list(COPY.body)]
    script = (
        "import json, sys\n"
        "from helpers.corpus import make_article\n"
        "from helpers.duplicates import find_duplicates\n"
        "bodies = json.loads(sys.stdin.read())\n"
        "texts = ['\\n\\n'.join(['H', *body]) for body in bodies]\n"
        "articles = [make_article(text, identifier=str(k)) for k, text in enumerate(texts)]\n"
        "print(find_duplicates(articles).to_csv(), end='')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)},
        input=json.dumps(bodies),
        capture_output=True,
        text=True,
        check=True,
    )
    here = find_duplicates([article(str(k), "H", body) for k, body in enumerate(bodies)])
    assert done.stdout == here.to_csv()
    assert "near" in done.stdout


def test_a_package_that_is_lacking_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rensa", None)
    with pytest.raises(PackageError, match="the package rensa is needed to find copies"):
        find_duplicates([])


def test_a_short_text_is_one_run_and_its_copy_is_found() -> None:
    assert find_shingles("It is open.") == {"it is open"}
    assert find_shingles("") == set()
    assert score_similarity(set(), set()) == 0


def test_the_chance_to_meet_rises_with_what_is_shared() -> None:
    chances = [chance_of_meeting(k / 20) for k in range(21)]
    assert chances[0] == 0
    assert chances[-1] == 1
    assert all(one < two for one, two in itertools.pairwise(chances[:15]))


SETS = st.sets(st.integers(0, 30).map(str), max_size=12)


@given(SETS.filter(bool), SETS.filter(bool))
def test_numbers_stand_for_shingles(one: set[str], other: set[str]) -> None:
    found = duplicates._compare(duplicates._number(one), duplicates._number(other))
    assert found == score_similarity(one, other)


@given(SETS, SETS)
def test_similarity_is_that_of_sets(one: set[str], other: set[str]) -> None:
    found = score_similarity(one, other)
    assert found == score_similarity(other, one)
    assert 0 <= found <= 1
    assert (found == 1) == (one == other and bool(one))


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from([join(FERRY), join(HARBOUR), "A b.\n\nC d e."]), max_size=6))
def test_of_texts_that_are_the_same_all_but_the_first_are_marked(texts: list[str]) -> None:
    articles = [make_article(text, identifier=f"n{k}") for k, text in enumerate(texts)]
    found = marks(articles)
    for k, text in enumerate(texts):
        first = texts.index(text)
        assert found[f"n{k}"] == (("exact", f"n{first}") if first < k else ("", ""))
