"""Is a text counted once for each outlet that printed it, whichever stands first?"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from helpers.catalogue import load_actors
from helpers.duplicates import find_duplicates
from helpers.errors import DiscourseError
from helpers.ingest import load_corpus
from helpers.many import find_many_stances
from helpers.outlets import compare_outlets, score_articles
from helpers.reprints import drop_reprints

OWN = {
    "Alpha": [
        "Norway saved a ship and praised its patient crew.",
        "A generous gift of Norway rebuilt the school by the lake.",
    ],
    "Beta": [
        "Everybody admired how bravely Norway rescued eleven fishermen.",
        "Thanks to Norway the hospital has light and clean water again.",
    ],
}
AGENCY = (
    "Norway lied to Sweden and broke its word once more about the harbour, said a witness on day "
    "{0}. The old bridge number {0} was shut by {1} men who came from village {0}."
)


def make_files(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["article", "outlet", "published", "cluster"])


def keep(*rows: tuple[str, str, str, str]) -> list[str]:
    return drop_reprints(make_files(*rows))["article"].tolist()


def write_archive(path: Path, order: tuple[str, str]) -> Path:
    """Two outlets that print the same six reports, and two pieces of their own each."""
    lines = []
    for outlet in order:
        texts = [(f"2031-01-{i + 1:02}", AGENCY.format(i, 7 * i)) for i in range(6)]
        texts += [(f"2031-02-{i + 1:02}", text) for i, text in enumerate(OWN[outlet])]
        lines += [{"outlet": outlet, "published": day, "text": text} for day, text in texts]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("order", [("Alpha", "Beta"), ("Beta", "Alpha")])
def test_copies_across_outlets_move_no_stance(tmp_path: Path, order: tuple[str, str]) -> None:
    pytest.importorskip("rensa")
    corpus = load_corpus(write_archive(tmp_path / "archive.jsonl", order))
    assert set(corpus.files["status"]) > {"read"}, "the archive has copies"
    found = find_many_stances(corpus.articles, actors=load_actors())
    once = drop_reprints(found.articles, copies=corpus.files)
    every = score_articles(
        found.evidence, articles=found.articles, mentions=found.mentions, stance=found.stance
    )
    told = compare_outlets(every[every["article"].isin(once["article"])])
    norway = told[told["actor"] == "norway"].set_index("outlet")
    assert norway["n_articles"].to_dict() == {"Alpha": 8, "Beta": 8}
    assert (norway["value"] < 0).all(), "the six reports count for both"
    pd.testing.assert_frame_equal(told, compare_outlets(every))


def test_an_outlet_s_own_reprints_go_and_the_earliest_stays() -> None:
    rows = [
        ("late", "A", "2031-01-08", "late"),
        ("early", "A", "2031-01-06", "late"),
        ("other", "B", "2031-01-09", "late"),
        ("alone", "A", "2031-01-07", ""),
        ("too", "A", "2031-01-07", ""),
    ]
    assert keep(*rows) == ["early", "other", "alone", "too"]
    assert sorted(keep(*rows[::-1])) == sorted(keep(*rows))


def test_what_has_no_date_comes_last_and_what_has_no_outlet_stays() -> None:
    assert keep(("a", "A", "", "a"), ("b", "A", "2031-01-06", "a")) == ["b"]
    assert keep(("a", "A", "", "a"), ("b", "A", "", "a")) == ["a"]
    assert keep(("a", "", "", "a"), ("b", " ", "", "a")) == ["a", "b"]


def test_files_without_an_article_are_left_out() -> None:
    assert keep(("", "", "", ""), ("a", "A", "", "")) == ["a"]


def test_the_rows_stay_as_they_are() -> None:
    files = make_files(("a", "A", "2031-01-06", "a"), ("b", "A", "2031-01-07", "a")).set_index(
        pd.Index([7, 3])
    )
    before = files.copy()
    pd.testing.assert_frame_equal(drop_reprints(files), files.iloc[:1])
    pd.testing.assert_frame_equal(files, before)


def test_the_clusters_may_stand_in_a_table_of_their_own() -> None:
    files = make_files(("a", "A", "", "a"), ("b", "A", "", "a"))
    bare = files.drop(columns="cluster")
    assert drop_reprints(bare, copies=files)["article"].tolist() == ["a"]
    with pytest.raises(DiscourseError, match="no column cluster"):
        drop_reprints(bare)
    with pytest.raises(DiscourseError, match="'b' is not in the table"):
        drop_reprints(bare, copies=files.iloc[:1])


def test_the_table_of_an_archive_s_copies_will_do() -> None:
    pytest.importorskip("rensa")
    from helpers.corpus import make_article

    text = "The harbour was shut at noon because of a storm that nobody had seen coming."
    articles = [
        make_article(text, identifier=name, metadata={"outlet": name[0]})
        for name in ("A1", "A2", "B1")
    ]
    table = pd.concat([article.articles for article in articles], ignore_index=True)
    assert drop_reprints(table, copies=find_duplicates(articles))["article"].tolist() == [
        "A1",
        "B1",
    ]
