"""Is every file of a collection accounted for, and does nothing in it raise an error?"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from archive_files import COPY, FERRY, GERMAN, HARBOUR, WIRE, join, main, make_archive
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import ingest
from helpers.errors import CorpusError, PackageError
from helpers.ingest import Corpus, describe_corpus, load_corpus, survey_corpus
from helpers.schema import check_table


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("archive") / "all")


@pytest.fixture(scope="module")
def corpus(archive: Path) -> Corpus:
    return load_corpus(archive)


def row_of(corpus: Corpus, file: str, place: str = "") -> pd.Series:
    rows = corpus.files[(corpus.files["file"] == file) & (corpus.files["place"] == place)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_every_file_stands_in_the_report(archive: Path, corpus: Corpus) -> None:
    check_table(corpus.files, table="files")
    told = set(corpus.files["file"])
    for file in archive.rglob("*"):
        name = file.relative_to(archive).as_posix()
        if file.is_dir() or name == "good/own/article.txt":
            continue
        assert any(one == name or one.startswith(f"{name}/") for one in told), name


def test_every_article_stands_in_the_report_once(corpus: Corpus) -> None:
    named = corpus.files.loc[corpus.files["article"] != "", "article"].tolist()
    assert named == [article.id for article in corpus.articles]
    assert len(set(named)) == len(named)


def test_every_row_that_is_not_simply_read_says_why(corpus: Corpus) -> None:
    files = corpus.files
    assert (files.loc[files["status"] != "read", "reason"] != "").all()
    assert (files.loc[files["status"] == "read", "reason"] == "").all()
    unread = files["status"].isin(["failed", "skipped"])
    assert (files.loc[unread, "article"] == "").all()
    assert (files.loc[~unread, "n_words"] > 20).all()


def test_a_text_in_another_language_is_kept_and_refused_by_name(corpus: Corpus) -> None:
    row = row_of(corpus, "good/hafen.txt")
    assert (row["status"], row["language"]) == ("refused language", "de")
    assert row["reason"].startswith("in German; stance, frames, devices and actors")
    assert row["article"] in {article.id for article in corpus.articles}


def test_wire_copy_keeps_its_place_and_names_its_first(corpus: Corpus) -> None:
    first = row_of(corpus, "good/nexis.docx", "document 1")
    copy = row_of(corpus, "good/nexis.docx", "document 2")
    again = row_of(corpus, "good/nexis.rtf", "document 1")
    assert (first["status"], first["outlet"]) == ("read", WIRE.outlet)
    assert (copy["status"], copy["outlet"]) == ("near-duplicate", COPY.outlet)
    assert again["status"] == "duplicate"
    assert copy["duplicate_of"] == again["duplicate_of"] == first["article"]
    assert first["cluster"] == copy["cluster"] == again["cluster"] == first["article"]
    assert 0.5 < copy["similarity"] < 1 == again["similarity"]


def test_only_what_is_to_be_measured_can_be_chosen(corpus: Corpus) -> None:
    read = corpus.select("read")
    assert {article.articles.loc[0, "language"] for article in read} == {"en"}
    more = corpus.select("read", "near-duplicate", "duplicate", "refused language")
    assert more == corpus.articles
    with pytest.raises(CorpusError, match="no article has the status 'failed'"):
        corpus.select("failed")


def test_a_survey_gives_the_same_report_without_the_texts(archive: Path, corpus: Corpus) -> None:
    pd.testing.assert_frame_equal(survey_corpus(archive), corpus.files)


def test_without_looking_for_copies_none_is_marked(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(join(FERRY), encoding="utf-8")
    found = load_corpus(tmp_path, duplicates=False).files
    assert found["status"].tolist() == ["read", "read"]
    assert survey_corpus(tmp_path, duplicates=False).equals(found)
    assert load_corpus(tmp_path).files["status"].tolist() == ["read", "duplicate"]


def test_a_copy_in_another_language_is_refused_first(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(join(GERMAN), encoding="utf-8")
    found = load_corpus(tmp_path).files
    assert found["status"].tolist() == ["refused language"] * 2
    assert found["duplicate_of"].tolist() == ["", found.loc[0, "article"]]


def test_columns_of_one_s_own_are_named(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(
        f'Titel,Artikel\n{HARBOUR[0]},"{" ".join(FERRY[1])}"\n', encoding="utf-8"
    )
    assert load_corpus(tmp_path).files["status"].tolist() == ["failed"]
    named = load_corpus(tmp_path, columns={"text": "Artikel", "title": "Titel"})
    assert named.files["title"].tolist() == [HARBOUR[0]]


def test_an_empty_folder_gives_an_empty_report(tmp_path: Path) -> None:
    found = load_corpus(tmp_path)
    assert found.articles == ()
    assert found.files.empty
    assert describe_corpus(found.files) == "0 files and rows"
    with pytest.raises(CorpusError, match="no such file"):
        load_corpus(tmp_path / "gone")


def test_the_report_is_said_in_numbers_that_add_up(corpus: Corpus) -> None:
    first, *rest = describe_corpus(corpus.files).splitlines()
    assert first == f"{len(corpus.files)} files and rows"
    assert sum(int(line.split()[0]) for line in rest) == len(corpus.files)


@pytest.mark.parametrize("read", [load_corpus, survey_corpus])
def test_what_is_wrong_with_the_question_is_said_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[..., object]
) -> None:
    (tmp_path / "a.txt").write_text(join(FERRY), encoding="utf-8")

    def fail(_: object) -> None:
        raise AssertionError("was read")

    monkeypatch.setattr(ingest, "read_sources", fail)
    with pytest.raises(CorpusError, match="must be above 0 and at most 1"):
        read(tmp_path, threshold=2)
    monkeypatch.setitem(sys.modules, "rensa", None)
    with pytest.raises(PackageError, match="the package rensa is needed"):
        read(tmp_path)


def test_the_command_that_shows_it_prints_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["archive_files", str(tmp_path / "made")])
    main()
    said = capsys.readouterr().out
    assert "files and rows" in said
    assert "is a scan: its 2 pages hold pictures" in said


SUFFIXES = ["txt", "md", "html", "mhtml", "docx", "rtf", "pdf", "csv", "tsv", "jsonl", "zip"]
SUFFIXES += ["parquet", "doc", "", "png"]
STARTS = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"{\\rtf1 ", b"text,title\n", b'{"text": "', b"PAR1"]
STARTS += [b"\xff\xfe", b"<html><body><p>", b"MIME-Version: 1.0\n\n"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(SUFFIXES), st.sampled_from(STARTS), st.binary(max_size=300)),
        min_size=1,
        max_size=4,
    )
)
def test_no_bytes_in_any_file_raise(files: list[tuple[str, bytes, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for number, (suffix, start, rest) in enumerate(files):
            (folder / f"{number}.{suffix}").write_bytes(start + rest)
        found = load_corpus(folder)
        check_table(found.files, table="files")
        told = {name.split("/")[0] for name in found.files["file"]}
        assert told == {file.name for file in folder.iterdir()}


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_damage_to_a_good_file_raises(archive: Path, data: st.DataObject) -> None:
    good = sorted(path for path in (archive / "good").iterdir() if path.is_file())
    file = data.draw(st.sampled_from(good))
    raw = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    raw = raw[: data.draw(st.integers(1, len(raw)))]
    with tempfile.TemporaryDirectory() as made:
        (Path(made) / file.name).write_bytes(raw)
        assert len(load_corpus(made).files)
