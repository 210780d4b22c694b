"""Is every place of a collection found, in one order, and nothing lost or led astray?"""

from __future__ import annotations

import os
import random
import sys
import zipfile
from pathlib import Path

import pytest
from archive_files import FERRY, HARBOUR, WIRE, join, make_archive, make_csv
from office_files import make_nexis_docx

from helpers import locating
from helpers.documents import Source
from helpers.errors import CorpusError
from helpers.locating import find_sources


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("archive"))


def told(path: Path, **options: object) -> dict[str, str]:
    """Give the status or kind of each place, with the reason where there is one."""
    found = find_sources(path, **options)  # type: ignore[arg-type]
    return {source.name: source.reason or source.kind for source in found}


def test_every_kind_is_found_in_the_order_of_names(archive: Path) -> None:
    found = list(find_sources(archive / "good"))
    assert [source.name for source in found if not source.status] == [
        "bundle.zip/inner/harbour.txt",
        "bundle.zip/inner/mediacloud.csv, row 2",
        "bundle.zip/inner/mediacloud.csv, row 3",
        "bundle.zip/inner/news.parquet, row 1",
        "bundle.zip/inner/news.parquet, row 2",
        "ferry.html",
        "gdelt.jsonl, line 1",
        "hafen.txt",
        "harbour-old.txt",
        "harbour.pdf",
        "harbour.txt",
        "letter.rtf",
        "lighthouse.docx",
        "lighthouse.md",
        "mediacloud.csv, row 2",
        "mediacloud.csv, row 3",
        "news.parquet, row 1",
        "news.parquet, row 2",
        "nexis.docx, document 1",
        "nexis.docx, document 2",
        "nexis.docx, document 3",
        "nexis.rtf, document 1",
        "nexis.rtf, document 2",
        "own",
    ]
    assert len({source.id for source in found}) == len(found)


def test_what_is_broken_is_named_with_its_reason(archive: Path) -> None:
    found = told(archive / "broken")
    for name, part in {
        ".hidden.txt": "hidden",
        "bomb.zip": "zip bomb",
        "broken.docx": "damaged or no Word document",
        "broken.parquet": "damaged or no Parquet",
        "broken.zip": "damaged or no zip",
        "climbing.zip/../climbing.txt": "leads out of the zip",
        "climbing.zip/inner.zip": "a zip within a zip",
        "no-text.csv": "no column is known to hold the text",
        "old.doc": "save it as .docx",
        "picture.png": "holds no article",
        "two-texts.csv": "several columns may hold the text",
    }.items():
        assert part in found[name], found[name]


def test_the_order_is_not_that_of_the_file_system(tmp_path: Path) -> None:
    names = [f"{letter}{k}.txt" for letter in "aB" for k in range(8)] + [
        "b/x.txt",
        "B.txt",
        "é.txt",
    ]
    random.Random(7).shuffle(names)  # noqa: S311
    for name in names:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(join(FERRY), encoding="utf-8")
    found = [source.file for source in find_sources(tmp_path)]
    assert found == sorted(names, key=lambda name: name.split("/"))


def test_names_stay_when_the_folder_moves(archive: Path, tmp_path: Path) -> None:
    moved = make_archive(tmp_path / "moved")
    before = [source.id for source in find_sources(archive)]
    assert [source.id for source in find_sources(moved)] == before
    here = Path.cwd()
    os.chdir(moved)
    try:
        assert [source.id for source in find_sources(".")] == before
    finally:
        os.chdir(here)


def test_a_single_file_or_an_article_s_folder_is_a_collection_of_one(archive: Path) -> None:
    assert told(archive / "good" / "ferry.html") == {"ferry.html": "page"}
    assert told(archive / "good" / "own") == {
        "own": "folder",
        "own/article.toml": "belongs to the article in this folder",
    }
    assert list(told(archive / "good" / "gdelt.jsonl")) == ["gdelt.jsonl, line 1"]


def test_a_path_that_is_not_there_and_a_field_that_is_none_are_refused_at_once(
    tmp_path: Path,
) -> None:
    with pytest.raises(CorpusError, match="no such file or folder"):
        find_sources(tmp_path / "gone")
    with pytest.raises(CorpusError, match="'words' is not known"):
        find_sources(tmp_path, columns={"words": "a"})


def test_given_columns_travel_with_the_places(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (source,) = find_sources(tmp_path, columns={"text": "b"})
    assert source.columns == (("text", "b"),)
    assert not source.status
    (refused,) = find_sources(tmp_path)
    assert refused.status == "failed"


def test_places_come_before_the_rest_is_looked_at(tmp_path: Path) -> None:
    rows = [{"title": "A", "text": "B"}] * 50
    (tmp_path / "a.csv").write_text(make_csv(rows), encoding="utf-8")
    found = find_sources(tmp_path)
    next(found)
    (tmp_path / "b.txt").write_text("late", encoding="utf-8")
    found.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["x.csv", "x.jsonl"])
def test_a_table_without_rows_is_skipped(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("title,text\n" if name == "x.csv" else "\n", encoding="utf-8")
    (source,) = find_sources(tmp_path)
    assert (source.status, source.reason) == ("skipped", "a table without rows")


def test_a_parquet_file_and_a_zip_without_content_are_skipped(tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.table({"text": pyarrow.array([], pyarrow.string())})
    pyarrow.parquet.write_table(table, tmp_path / "x.parquet")
    zipfile.ZipFile(tmp_path / "x.zip", "w").close()
    assert set(told(tmp_path).values()) == {"a table without rows", "an empty zip"}


def test_broken_rows_are_told_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text('title,text\nA,"open\nB,C\n', encoding="utf-8")
    found = told(tmp_path)
    assert "nothing closes" in found["x.csv, row 2"]
    assert found["x.csv, row 3"] == "csv"


def test_hidden_members_of_a_zip_are_skipped(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(".x/y.txt", "A")
        archive.writestr("export.docx", make_nexis_docx([WIRE]))
        archive.writestr("book.txt", "b" * 30)
    assert told(tmp_path) == {
        "x.zip/.x/y.txt": "hidden file",
        "x.zip/export.docx, document 1": "nexis",
        "x.zip/book.txt": "text",
    }


def test_a_file_that_is_too_large_is_refused_unopened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locating, "limit_of", lambda suffix: 100)
    (tmp_path / "book.txt").write_text(join(HARBOUR), encoding="utf-8")
    assert "100 at most" in told(tmp_path)["book.txt"]


def test_a_file_without_a_suffix_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "README").write_text("Hello.", encoding="utf-8")
    assert told(tmp_path) == {"README": "a file without a suffix; its kind is not known"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.txt")
    assert told(tmp_path) == {"x.txt": "no ordinary file"}


def link(place: Path, target: Path) -> None:
    try:
        place.symlink_to(target)
    except (OSError, NotImplementedError):
        pytest.skip("this system lets nobody make links")


def test_links_are_never_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    for folder in (root, outside):
        folder.mkdir()
        (folder / "a.txt").write_text(join(FERRY), encoding="utf-8")
    link(root / "b.txt", outside / "a.txt")
    link(root / "c", outside)
    link(root / "d", root)
    link(root / "e.txt", root / "a.txt")
    link(root / "f.txt", root / "f.txt")
    found = told(root)
    assert found["a.txt"] == "text"
    assert found["b.txt"].startswith("is a link out of the folder")
    assert found["c"].startswith("is a link out of the folder")
    assert found["d"].startswith("a link within the folder")
    assert found["e.txt"].startswith("a link within the folder")
    assert "link" in found["f.txt"]
    assert len(found) == 6


def test_a_folder_or_file_that_cannot_be_read_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(join(FERRY), encoding="utf-8")
    iterate, look = Path.iterdir, Path.stat

    def deny(self: Path) -> object:
        if self.name == "b":
            raise PermissionError(13, "Permission denied")
        return iterate(self)

    monkeypatch.setattr(Path, "iterdir", deny)
    assert told(tmp_path)["b"].startswith("cannot be read (Permission denied)")

    def gone(self: Path, **options: bool) -> object:
        if self.name == "a.txt" and options.get("follow_symlinks") is not False:
            raise FileNotFoundError(2, "No such file")
        return look(self, **options)

    source = Source(str(tmp_path / "a.txt"), str(tmp_path), "other")
    monkeypatch.setattr(Path, "stat", gone)
    (found,) = locating._open_file(source, None)  # type: ignore[arg-type]
    assert found.reason.startswith("cannot be read (No such file)")


def test_a_link_that_cannot_be_resolved_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Path, strict: bool = False) -> Path:
        raise RuntimeError("a loop")

    monkeypatch.setattr(Path, "resolve", fail)
    source = Source(str(tmp_path / "a.txt"), str(tmp_path), "other")
    assert "leads nowhere" in locating._judge_link(source, tmp_path / "a.txt", tmp_path).reason


def test_what_stands_beside_an_article_is_found_too(tmp_path: Path) -> None:
    own = tmp_path / "own"
    for name in ("article.txt", "article.toml", "b.txt", "bad.docx", "in/c.txt", "coding/x.csv"):
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text(join(FERRY) if name.endswith(".txt") else "", encoding="utf-8")
    beside = {
        "own": "folder",
        "own/article.toml": "belongs to the article in this folder",
        "own/b.txt": "text",
        "own/coding": "belongs to the article in this folder",
        "own/in/c.txt": "text",
    }
    for start in (own, tmp_path):
        found = told(start)
        assert "damaged or no Word document" in found.pop("own/bad.docx")
        assert found == beside
    assert [s.id for s in find_sources(own)] == [s.id for s in find_sources(tmp_path)]


def test_an_article_behind_a_link_is_not_read(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    for folder in (root / "text", root / "facts", outside):
        folder.mkdir(parents=True)
    (outside / "article.txt").write_text(join(FERRY), encoding="utf-8")
    (outside / "article.toml").write_text('title = "Secret"', encoding="utf-8")
    (root / "facts" / "article.txt").write_text(join(FERRY), encoding="utf-8")
    link(root / "text" / "article.txt", outside / "article.txt")
    link(root / "facts" / "article.toml", outside / "article.toml")
    found = told(root)
    assert found["text/article.txt"].startswith("is a link out of the folder")
    assert found["facts"].startswith("its article.toml is a link")
    assert not [source for source in find_sources(root) if not source.status]
    alone = told(root / "text")
    assert list(alone) == ["article.txt"]
    assert alone["article.txt"].startswith("is a link out of the folder")


def test_a_link_into_nothing_or_into_what_is_hidden_promises_nothing(tmp_path: Path) -> None:
    (tmp_path / ".old").mkdir()
    (tmp_path / ".old" / "a.txt").write_text(join(FERRY), encoding="utf-8")
    link(tmp_path / "gone.txt", tmp_path / "nowhere.txt")
    link(tmp_path / "old.txt", tmp_path / ".old" / "a.txt")
    assert told(tmp_path) == {
        ".old": "hidden file or folder",
        "gone.txt": "is a link that leads nowhere; put the file itself there",
        "old.txt": "a link to what is hidden",
    }


def test_folders_may_be_deeper_than_python_calls_itself(tmp_path: Path) -> None:
    # Made and taken away by steps, for such a path is longer than some systems take whole.
    here, deep = Path.cwd(), sys.getrecursionlimit() + 50
    os.chdir(tmp_path)
    try:
        for _ in range(deep):
            Path("a").mkdir()
            os.chdir("a")
        Path("x.txt").write_text(join(FERRY), encoding="utf-8")
        (source,) = find_sources(tmp_path)
        assert source.file == "a/" * deep + "x.txt" or source.status == "failed"
        Path("x.txt").unlink()
    finally:
        for _ in range(deep):
            os.chdir("..")
            Path("a").rmdir()
        os.chdir(here)


def test_names_that_differ_in_accents_only_are_not_read_as_one(tmp_path: Path) -> None:
    names = ["caf\u00e9.txt", "cafe\u0301.txt"]
    for name in names:
        (tmp_path / name).write_text(join(FERRY), encoding="utf-8")
    if len(list(tmp_path.iterdir())) < len(names):
        pytest.skip("this system keeps one name for both")
    first, second = find_sources(tmp_path)
    assert not first.status
    assert second.status == "failed"
    assert "accents" in second.reason


def test_names_that_are_no_text_keep_identifiers_of_their_own(tmp_path: Path) -> None:
    for letter in (b"\xe8", b"\xe9"):
        try:
            Path(os.fsdecode(bytes(tmp_path) + b"/caf" + letter + b".txt")).write_text("a", "utf-8")
        except OSError:
            pytest.skip("this system keeps names in Unicode only")
    assert len({source.id for source in find_sources(tmp_path)}) == 2


def test_a_folder_that_may_be_listed_but_not_entered_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(self: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text(join(FERRY), encoding="utf-8")
    monkeypatch.setattr(Path, "is_symlink", deny)
    assert told(tmp_path)["a.txt"].startswith("cannot be read (Permission denied)")
    monkeypatch.setattr(Path, "is_file", deny)
    assert not locating._holds_article(tmp_path)


def test_a_text_that_is_given_as_a_path_is_refused_in_words() -> None:
    with pytest.raises(CorpusError, match=r"^The council closed .{,60} …: there is no such file"):
        find_sources("The council closed the harbour. " * 200)
