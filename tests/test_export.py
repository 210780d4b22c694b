"""Do exported files come out the same, whole and harmless, and read back as they were?"""

from __future__ import annotations

import hashlib
import math
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from synthetic import make_story

from helpers import plots
from helpers.analysis import Analysis
from helpers.errors import DiscourseError
from helpers.export import (
    clean_name,
    export_figure,
    export_table,
    import_table,
    remove_figure,
)
from helpers.schema import TABLES, make_table
from helpers.sheets import csv_from_table, table_from_csv
from helpers.style import Picture

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


def stance(preset: str = "screen") -> Picture:
    story = make_story()
    picture = plots.plot_stance(
        story.scores, paragraphs=story.paragraphs, actors=story.actors, preset=preset
    )
    picture.name += f"-{preset}" * (preset != "screen")
    return picture


def digests(paths: list[Path]) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_only_figures_of_ones_own_are_removed(tmp_path: Path) -> None:
    picture = stance()
    picture.data.attrs = {"version of discourse-notebooks": "0.1"}
    paths = export_figure(picture, out=tmp_path)
    mine = tmp_path / "stance-of-mine.png"
    mine.write_bytes(b"mine")
    assert sorted(remove_figure("stance", out=tmp_path)) == sorted(paths)
    assert list(tmp_path.iterdir()) == [mine]
    assert remove_figure("stance", out=tmp_path) == []
    for name, content in (("square.png", b"mine"), ("shift.png", b"mine"), ("shift.txt", b"mine")):
        (tmp_path / name).write_bytes(content)
    assert remove_figure("square", out=tmp_path) == remove_figure("shift", out=tmp_path) == []
    assert len(list(tmp_path.iterdir())) == 4


def test_a_figure_that_cannot_be_removed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = stance()
    picture.data.attrs = {"version of discourse-notebooks": "0.1"}
    export_figure(picture, out=tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(DiscourseError, match="cannot be removed"):
        remove_figure("stance", out=tmp_path)


def test_a_figure_becomes_five_files(tmp_path: Path) -> None:
    picture = stance()
    picture.data.attrs = {"engine": "lexical", "version": "0.1"}
    paths = export_figure(picture, out=tmp_path / "new" / "figures")
    assert [path.name for path in paths] == [
        f"stance.{suffix}" for suffix in ("png", "svg", "pdf", "csv", "txt")
    ]
    assert sorted(path.name for path in paths) == sorted(
        path.name for path in (tmp_path / "new" / "figures").iterdir()
    )
    words = paths[-1].read_text(encoding="utf-8")
    assert words.startswith(picture.title + "\n\nCaption: ")
    assert picture.caption in words and picture.alt in words
    assert words.endswith("\n\nengine: lexical\n\nversion: 0.1\n")
    data = pd.read_csv(paths[3])
    assert list(data.columns) == list(picture.data.columns)
    assert len(data) == len(picture.data)


def test_the_svg_holds_text_and_an_alternative(tmp_path: Path) -> None:
    picture = stance()
    picture.alt = 'Less < more & "so"'
    drawing = export_figure(picture, out=tmp_path)[1].read_text(encoding="utf-8")
    root = ET.fromstring(drawing)  # noqa: S314
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.findtext(f"{space}title") == picture.title
    assert root.findtext(f"{space}desc") == picture.alt
    texts = {"".join(node.itertext()).strip() for node in root.iter(f"{space}text")}
    assert "Northland" in texts
    assert not re.search(r"\d{4}-\d\d-\d\d|matplotlib v", drawing, re.IGNORECASE)


def test_the_pdf_holds_text_and_no_date(tmp_path: Path) -> None:
    picture = stance()
    reader = PdfReader(export_figure(picture, out=tmp_path)[2])
    assert "Northland" in reader.pages[0].extract_text()
    assert dict(reader.metadata or {}) == {"/Title": picture.title, "/Subject": picture.alt}


def test_files_are_the_same_in_another_process(tmp_path: Path) -> None:
    pages = ("screen", "column", "slide")
    here, again = (
        digests([path for p in pages for path in export_figure(stance(p), out=tmp_path / "here")])
        for _ in range(2)
    )
    assert len(here) == 15
    code = (
        "import sys; from pathlib import Path; from test_export import stance, export_figure\n"
        f"for p in {pages}: export_figure(stance(p), out=Path(sys.argv[1]))"
    )
    folders = [str(Path(__file__).parent), *sys.path]
    there = tmp_path / "there"
    subprocess.run(
        [sys.executable, "-c", code, str(there)],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "4242", "PYTHONPATH": os.pathsep.join(folders)},
    )
    assert here == again == digests(sorted(there.iterdir()))


def test_a_file_is_replaced_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    export_table(pd.DataFrame({"x": [1]}), path=path)

    def fail(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(DiscourseError, match=r"a.csv: cannot be written \(Permission denied\)"):
        export_table(pd.DataFrame({"x": [2]}), path=path)
    assert path.read_text() == "x\n1\n"
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "figures").write_text("")
    with pytest.raises(DiscourseError, match="choose a folder"):
        export_table(pd.DataFrame({"x": [1]}), path=tmp_path / "figures" / "a.csv")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("stance", "stance"),
        ("Stance: the Author's view", "stance-the-author-s-view"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\x\0y", "c-x-y"),
        ("NUL", "nul-file"),
        ("com1", "com1-file"),
        ("İdlib – Éire", "idlib-eire"),
        ("a" * 200, "a" * 80),
    ],
)
def test_names_are_safe(text: str, name: str) -> None:
    assert clean_name(text) == name


@given(st.text(max_size=120))
def test_every_name_is_safe(text: str) -> None:
    name = clean_name(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= 85
    assert clean_name(name) == name


def test_texts_without_letters_get_names_of_their_own() -> None:
    assert clean_name("Идлиб") != clean_name("北方")
    assert clean_name("北方").startswith("unnamed-")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "﹦1",
        "'quoted'",
        "''",
        "'=1",
    ],
)
def test_formulas_are_guarded_and_come_back(text: str) -> None:
    line = csv_from_table(pd.DataFrame({"cue": [text]})).split("\n", 1)[1]
    assert line.lstrip('"').startswith("'" + text[0])
    story = make_story()
    story.mentions.loc[0, "surface"] = text
    back = table_from_csv(csv_from_table(story.mentions), table="mentions", source="x")
    assert back.loc[0, "surface"] == text


@pytest.mark.parametrize("text", ["a=b", "1-2", "so - what", " =x", "−.4", "“quoted”", "", "#x"])
def test_harmless_texts_are_left_alone(text: str) -> None:
    line = csv_from_table(pd.DataFrame({"cue": [text], "n": [1]})).split("\n")[1]
    assert line.replace('"', "") == f"{text},1"


def test_numbers_are_never_guarded() -> None:
    frame = pd.DataFrame(
        {
            "a": [-0.123456789, 0.1 + 0.2, -0.0, math.nan, math.inf],
            "b": pd.array([-1, None, 3, 4, 5], dtype="Int64"),
            "c": [True, False, np.True_, None, pd.NaT],
            "d": [np.int64(-7), np.float64(-1e-9), 1e20, 2, None],
        }
    )
    assert csv_from_table(frame).splitlines() == [
        "a,b,c,d",
        "-0.123457,-1,True,-7",
        "0.3,,False,-1e-09",
        "0,3,True,1e+20",
        ",4,,2",
        "inf,5,,",
    ]


def test_a_row_of_one_empty_text_stays_a_row() -> None:
    text = csv_from_table(pd.DataFrame({"=x": ["", "a"]}))
    assert text == '\'=x\n""\na\n'


@pytest.mark.parametrize("table", [name for name in TABLES if name != "articles"])
def test_tables_come_back(tmp_path: Path, table: str, lexical_analysis: Analysis) -> None:
    story = make_story()
    # What a made-up story lacks is taken from the real article.
    frame = getattr(story if hasattr(story, table) else lexical_analysis, table)
    assert len(frame)
    path = export_table(frame, path=tmp_path / f"{table}.csv")
    back = import_table(path, table=table)
    pd.testing.assert_frame_equal(back, frame, rtol=1e-5)
    # A second passage changes nothing at all.
    again = export_table(back, path=tmp_path / "again.csv")
    assert again.read_bytes() == path.read_bytes()
    assert b"\r" not in path.read_bytes()
    empty = frame.head(0)
    back = import_table(export_table(empty, path=tmp_path / "empty.csv"), table=table)
    pd.testing.assert_frame_equal(back, empty)


@given(st.lists(st.tuples(TEXTS, TEXTS, st.booleans()), max_size=4))
def test_any_text_comes_back(rows: list[tuple[str, str, bool]]) -> None:
    frame = make_table(
        "quotes",
        [
            {
                "article": article,
                "paragraph": 0,
                "quote": i,
                "kind": "speech",
                "speaker": "",
                "speaker_actor": "",
                "source": "",
                "cue": "",
                "reporting": "",
                "utterance": i,
                "direct": closed,
                "start": 0,
                "end": 1,
                "text": text,
                "closed": closed,
                "repaired": not closed,
            }
            for i, (article, text, closed) in enumerate(rows)
        ],
    )
    back = table_from_csv(csv_from_table(frame), table="quotes", source="x")
    pd.testing.assert_frame_equal(back, frame)


def test_long_cells_come_back() -> None:
    story = make_story()
    story.sentences.loc[0, "text"] = "word " * 60_000
    back = table_from_csv(csv_from_table(story.sentences), table="sentences", source="x")
    assert back.loc[0, "text"] == "word " * 60_000


def test_what_a_spreadsheet_saves_is_read(tmp_path: Path) -> None:
    frame = make_story().quotes
    text = csv_from_table(frame).replace("\n", "\r\n").replace(",True", ",TRUE")
    path = tmp_path / "quotes.csv"
    path.write_bytes(text.encode("utf-8-sig"))
    pd.testing.assert_frame_equal(import_table(path, table="quotes"), frame)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "line 1: found the columns none"),
        (b"article,paragraph\n", "line 1: found the columns article, paragraph; expected those"),
        (b"\xff\xfe", "cannot be read as UTF-8"),
        (b"HEADER\na,0,0,0\n", "row 2: found 4 cells, expected 7"),
        (b"HEADER\na,x,0,0,1,t,1\n", "column paragraph: expected int64"),
        (b"HEADER\na,,0,0,1,t,1\n", "column paragraph: expected int64"),
        (b"HEADER\na,99999999999999999999,0,0,1,t,1\n", "column paragraph: expected int64"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "sentences.csv"
    header = ",".join(column.name for column in TABLES["sentences"]).encode()
    path.write_bytes(content.replace(b"HEADER", header))
    with pytest.raises(DiscourseError, match=re.escape(message)) as caught:
        import_table(path, table="sentences")
    assert "sentences.csv" in str(caught.value)


def test_a_truth_value_that_is_none_is_refused() -> None:
    text = csv_from_table(make_story().quotes).replace(",True", ",yes")
    with pytest.raises(DiscourseError, match=r"column direct: .*found 'yes', expected True or Fa"):
        table_from_csv(text, table="quotes", source="x")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DiscourseError, match=r"none\.csv: cannot be read"):
        import_table(tmp_path / "none.csv", table="scores")


def test_half_a_character_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DiscourseError, match="half a character"):
        export_table(pd.DataFrame({"x": pd.Series(["\ud800"], dtype=object)}), path=tmp_path / "a")
