"""Does each place give its article, or a reason, whatever part of the places is read?"""

from __future__ import annotations

import random
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from archive_files import FERRY, GERMAN, HARBOUR, WIRE, join, make_archive

from helpers.corpus import Article
from helpers.documents import Source
from helpers.gathering import Failure, read_sources
from helpers.locating import find_sources


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Source]:
    return list(find_sources(make_archive(tmp_path_factory.mktemp("archive"))))


@pytest.fixture(scope="module")
def found(sources: list[Source]) -> list[Article | Failure]:
    return list(read_sources(sources))


def by_name(sources: list[Source], found: list[Article | Failure], name: str) -> Article | Failure:
    return found[[source.name for source in sources].index(name)]


def test_each_place_gives_one_answer_in_order(
    sources: list[Source], found: list[Article | Failure]
) -> None:
    assert len(found) == len(sources)
    for source, one in zip(sources, found, strict=True):
        if isinstance(one, Article):
            assert one.id == source.id == one.articles.loc[0, "article"]
        else:
            assert one.source == source
            assert (one.file, one.place) == (source.file, source.place)


def test_every_good_file_is_read_and_every_broken_one_says_why(
    sources: list[Source], found: list[Article | Failure]
) -> None:
    for source, one in zip(sources, found, strict=True):
        good = source.file.startswith("good/") and not source.status
        good = good or source.name == "broken/rows.csv, row 2"
        assert isinstance(one, Article) == good, source.name
        if isinstance(one, Failure):
            assert one.reason
            assert one.remedy or one.status == "skipped", (source.name, one)


def test_a_part_in_any_order_gives_the_same(
    sources: list[Source], found: list[Article | Failure]
) -> None:
    order = list(range(len(sources)))
    random.Random(3).shuffle(order)  # noqa: S311
    again = read_sources([sources[k] for k in order[:20]])
    for k, one in zip(order[:20], again, strict=True):
        expected = found[k]
        assert type(one) is type(expected)
        if isinstance(one, Article) and isinstance(expected, Article):
            assert (one.id, one.text, one.notes) == (expected.id, expected.text, expected.notes)


def test_metadata_come_from_where_they_stand(
    sources: list[Source], found: list[Article | Failure]
) -> None:
    def row(name: str) -> dict[str, str]:
        one = by_name(sources, found, name)
        assert isinstance(one, Article)
        return dict(one.articles.iloc[0])

    cloud = row("good/mediacloud.csv, row 2")
    assert cloud["title"] == HARBOUR[0]
    assert (cloud["outlet"], cloud["published"]) == ("Saltholm Observer", "2018-05-01")
    assert cloud["source"] == "https://observer.example/1"
    assert row("good/gdelt.jsonl, line 1")["published"] == "2018-05-03"
    assert row("good/nexis.rtf, document 1")["outlet"] == WIRE.outlet
    assert row("good/own")["outlet"] == "Observer"
    assert row("good/hafen.txt")["language"] == "de"
    assert row("good/ferry.html")["title"] == FERRY[0]


def test_a_document_of_an_export_or_a_row_that_is_gone_is_said(
    sources: list[Source],
) -> None:
    (export,) = [source for source in sources if source.name == "good/nexis.rtf, document 2"]
    (gone,) = read_sources([replace(export, number=9)])
    assert isinstance(gone, Failure)
    assert gone.reason == "there is no such document"
    assert gone.remedy.startswith("the file was changed")


def test_a_file_that_went_away_between_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(join(FERRY), encoding="utf-8")
    (tmp_path / "b.csv").write_text("title,text\nA,B c d.\n", encoding="utf-8")
    sources = list(find_sources(tmp_path))
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.csv").write_text("colour\nblue\n", encoding="utf-8")
    gone, changed = read_sources(sources)
    assert isinstance(gone, Failure)
    assert "FileNotFoundError" in gone.reason
    assert isinstance(changed, Failure)
    assert "no column is known" in changed.reason


@pytest.mark.parametrize(
    ("declared", "text", "noted"),
    [
        ("en", FERRY, False),
        ("English", FERRY, False),
        ("eng", FERRY, False),
        ("EN-us", FERRY, False),
        ("fr", FERRY, True),
        ("en", GERMAN, True),
        ("German", GERMAN, False),
    ],
)
def test_a_language_that_is_said_and_not_found_is_noted(
    tmp_path: Path, declared: str, text: tuple[str, tuple[str, ...]], noted: bool
) -> None:
    body = " ".join(text[1]).replace('"', "'")
    (tmp_path / "x.csv").write_text(f'lang,text\n{declared},"{body}"\n', encoding="utf-8")
    (one,) = read_sources(find_sources(tmp_path))
    assert isinstance(one, Article)
    assert any("said to be in" in note for note in one.notes) == noted
    assert one.articles.loc[0, "language"] == ("de" if text is GERMAN else "en")


def test_a_package_that_is_lacking_is_named_for_each_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_archive(tmp_path / "x")
    for module in ("docx", "pypdf", "striprtf", "striprtf.striprtf", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, module, None)
    found = list(read_sources(find_sources(tmp_path / "x" / "good")))
    lacking = {
        one.file: one.remedy for one in found if isinstance(one, Failure) and one.status == "failed"
    }
    assert set(lacking) == {
        "bundle.zip/inner/news.parquet",
        "harbour.pdf",
        "letter.rtf",
        "lighthouse.docx",
        "news.parquet",
        "nexis.docx",
        "nexis.rtf",
    }
    assert all('pip install "discourse-notebooks[archive]"' in said for said in lacking.values())


def test_half_letters_of_json_can_still_be_written(tmp_path: Path) -> None:
    line = (
        '{"title": "A \\ud800 b", "text": "It is open. It is \\udfff closed.", "lang": "\\ud800"}'
    )
    (tmp_path / "x.jsonl").write_text(line, encoding="utf-8")
    (tmp_path / "y.jsonl").write_text('{"\\ud800": "It is open."}', encoding="utf-8")
    one, other = read_sources(find_sources(tmp_path))
    assert isinstance(one, Article)
    assert one.text.encode() and one.articles.loc[0, "title"].encode()
    assert "".join(one.notes).encode("utf-8") is not None
    assert isinstance(other, Failure)
    assert other.reason.encode("utf-8")


def test_a_zip_of_articles_says_what_the_folders_say(tmp_path: Path) -> None:
    root = tmp_path / "news"
    for name, outlet in (("one", "The Gazette"), ("two/in", "The Courier")):
        folder = root / name
        (folder / "coding").mkdir(parents=True)
        (folder / "article.txt").write_text(join(FERRY), encoding="utf-8")
        about = f'outlet = "{outlet}"\npublished = "2018-03-03"\nlanguage = "en"\n'
        (folder / "article.toml").write_text(about, encoding="utf-8")
        (folder / "actors.csv").write_text("actor,label\n", encoding="utf-8")
        (folder / "coding" / "ann.csv").write_text("coder,code\n", encoding="utf-8")
    (root / "two" / "harbour.txt").write_text(join(HARBOUR), encoding="utf-8")
    (root / "coding").mkdir()
    (root / "coding" / "left.txt").write_text(join(HARBOUR), encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        for file in root.rglob("*"):
            archive.write(file, file.relative_to(root))
    told = []
    for start in (root, tmp_path / "news.zip"):
        sources = list(find_sources(start))
        assert not [source.name for source in sources if source.status == "failed"]
        found = [x for x in read_sources(sources) if not isinstance(x, Failure)]
        told.append([a.articles.drop(columns="article").to_dict("records") for a in found])
        assert len({article.id for article in found}) == len(found) == 4
    assert told[0] == told[1]
    (source,) = (s for s in find_sources(tmp_path / "news.zip") if s.member == "one/article.txt")
    assert source.file == "news.zip/one"
    assert source.id.startswith("one-")


def test_a_zip_of_one_article_without_an_article_toml_is_an_article(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "own.zip", "w") as archive:
        archive.writestr("article.txt", join(FERRY))
    (source,) = find_sources(tmp_path / "own.zip")
    (found,) = read_sources([source])
    assert source.file == "own.zip"
    assert found.articles["title"].tolist() == [FERRY[0]]  # type: ignore[union-attr]


def test_an_article_toml_in_a_zip_that_is_none_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "own.zip", "w") as archive:
        archive.writestr("a/article.txt", join(FERRY))
        archive.writestr("a/article.toml", "outlet = ")
    failed = [
        item
        for item in read_sources(find_sources(tmp_path / "own.zip"))
        if isinstance(item, Failure) and item.status == "failed"
    ]
    assert [(item.file, "is not valid TOML" in item.reason) for item in failed] == [
        ("own.zip/a", True)
    ]
