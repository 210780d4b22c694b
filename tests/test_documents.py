"""Is a place the same in every process, and is its name fit for a report and a file?"""

from __future__ import annotations

import pickle
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.documents import Opener, Source, explain
from helpers.errors import ArticleError, CorpusError

ROOT = "/data"


def make(name: str, **more: object) -> Source:
    return Source(f"{ROOT}/{name}", ROOT, "text", **more)  # type: ignore[arg-type]


def test_a_place_survives_the_way_to_another_process() -> None:
    source = make("a.csv", number=3, columns=(("text", "body"),))
    assert pickle.loads(pickle.dumps(source)) == source  # noqa: S301


def test_names_and_places_in_words() -> None:
    assert make("b/a.txt").name == "b/a.txt"
    assert Source(f"{ROOT}/a.csv", ROOT, "csv", number=2).name == "a.csv, row 2"
    assert Source(f"{ROOT}/a.jsonl", ROOT, "jsonl", number=2).place == "line 2"
    assert Source(f"{ROOT}/a.docx", ROOT, "nexis", number=2).place == "document 2"


def test_accents_apart_from_letters_give_the_same_identifier() -> None:
    assert make("caf\u00e9.txt").id == make("cafe\u0301.txt").id


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=30)


@given(NAMES.filter(lambda name: name not in (".", "..")), st.integers(0, 9))
def test_every_identifier_is_safe_as_the_name_of_a_file(name: str, number: int) -> None:
    found = make(name, number=number).id
    assert found.replace("-", "").isalnum()
    assert found.isascii()
    assert found == found.lower()
    assert len(found) <= 60


@given(st.sets(st.tuples(NAMES, st.integers(0, 3)), max_size=20))
def test_identifiers_of_different_places_differ(places: set[tuple[str, int]]) -> None:
    sources = [make(f"x/{name}", number=number) for name, number in places]
    names = {(source.file, source.number) for source in sources}
    assert len({source.id for source in sources}) == len(names)


def test_a_name_that_is_no_text_can_still_be_written() -> None:
    source = make("bad\udcff.txt")
    assert source.file.encode("utf-8")
    assert source.id.startswith("bad-")


def test_pages_of_one_name_in_many_folders_are_told_apart() -> None:
    # The first eight digits of these two are the same.
    names = ("site/2018/story-21152/index.html", "site/2018/story-118929/index.html")
    one, other = (make(name).id for name in names)
    assert one[:14] == other[:14] == "index-b56c0478"
    assert one != other


def test_names_whose_bytes_are_no_text_are_told_apart() -> None:
    assert make("caf\udce9.txt").file == make("caf\udce8.txt").file
    assert make("caf\udce9.txt").id != make("caf\udce8.txt").id


def test_errors_are_told_without_the_name() -> None:
    source = make("a.txt")
    assert explain(ArticleError("a.txt: is empty; fill it"), source) == "is empty; fill it"
    assert explain(CorpusError(f"{ROOT}/a.txt: is empty"), source) == "is empty"
    assert explain(MemoryError(), source).startswith("does not fit into memory; ")
    said = explain(RuntimeError("a\nb" + "c" * 400), source)
    assert said.startswith("cannot be read (RuntimeError: a bccc")
    assert len(said) < 300


def test_a_zip_stays_open_for_its_next_member(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("x.txt", f"in {name}")
            archive.writestr("y.txt", "y" * 50)
    first, second = str(tmp_path / "a.zip"), str(tmp_path / "b.zip")
    with Opener() as opener:
        assert opener.open_zip(first) is opener.open_zip(first)
        assert opener.read(second, "x.txt", limit=10) == b"in b.zip"
        assert opener.read(first, "x.txt", limit=10) == b"in a.zip"
        with pytest.raises(CorpusError, match="is larger than 10 bytes"):
            opener.read(first, "y.txt", limit=10)
    with Opener() as opener, pytest.raises(CorpusError, match="is damaged or no zip"):
        opener.open_zip(str(tmp_path))
