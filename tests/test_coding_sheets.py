"""A coder's file is read as people and spreadsheets write it, and every bad row is named."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from small_task import lay_article, small_task

from helpers.coding import load_codes
from helpers.coding_sheets import export_coding_template, load_coding, load_codings
from helpers.codings import Task, make_task
from helpers.errors import CodingError
from helpers.schema import FRAMES, make_table

HEAD = "coder,paragraph,actor,measure,label,code\n"


@pytest.fixture
def task(tmp_path: Path) -> Task:
    return small_task(tmp_path)


def write(task: Task, text: str, *, name: str = "ann") -> Path:
    folder = Path(str(task.article.path)) / "coding"
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_codes_come_as_people_write_them(task: Task) -> None:
    file = write(
        task,
        HEAD
        + "ann,T,ruritania,stance,,\u22121\nann,1,freedonia,stance,,Neutral\n"
        + "ann,1,ruritania,stance,,+1\n"
        + "ann,T,,frame,conflict,present\nann,T,,frame,economic,\nann,1,,frame,conflict,\n",
    )
    table = load_coding(file, task=task).set_index(["paragraph", "actor", "label"])["code"]
    number = dict(zip(task.blocks["label"], task.blocks["paragraph"], strict=True))
    one = number["1"]
    assert table[0, "ruritania", ""] == -1
    assert table[one, "freedonia", ""] == 0
    assert table[one, "ruritania", ""] == 1
    assert table[0, "", "conflict"] == 1
    # Beside a marked frame an open one is absent; where nothing is marked, nothing is coded.
    assert table[0, "", "economic"] == 0
    assert (one, "", "conflict") not in table.index


def test_a_spreadsheet_s_habits_are_known(task: Task) -> None:
    labels = task.blocks["label"].tolist()
    listed = next(x for x in labels if "." in x)
    text = HEAD.replace(",", ";") + f"ann;{listed.replace('.', ',')};freedonia;stance;;1,0\n;;;;;\n"
    file = write(task, "\ufeff" + text)
    table = load_coding(file, task=task)
    assert table[["actor", "code"]].values.tolist() == [["freedonia", 1.0]]


def test_every_bad_row_is_named_with_its_line(task: Task) -> None:
    bad = (
        "ann,8. Jan,ruritania,stance,,1\nann,T,mars,stance,,1\nann,T,ruritania,stance,,good\n"
        "ann,T,freedonia,stance,,1\nann,T,,frame,boredom,1\nann,T,,frame,conflict,-1\n"
        "ann,T,,mood,,1\nann,T,ruritania,frame,conflict,1\nann,T,ruritania,stance,pro,1\n"
        "ann,1,freedonia,stance,,1\nann,1,freedonia,stance,,0\n"
    )
    with pytest.raises(CodingError) as caught:
        load_coding(write(task, HEAD + bad), task=task)
    lines = str(caught.value).splitlines()
    assert [int(x.split("line ")[1].split(":")[0]) for x in lines] == [*range(2, 11), 12]
    for line, words in zip(
        lines,
        (
            "no paragraph is labelled '8. Jan'",
            "no actor is called 'mars'",
            "stance is 'good'; expected -1, 0, 1 or none",
            "freedonia is not named in paragraph T",
            "no frame is called 'boredom'",
            "frame is '-1'; expected 1 or 0",
            "measure is 'mood'; expected stance, frame, device",
            "a frame has no actor",
            "a stance has no label",
            "freedonia in 1 is coded in line 11 already",
        ),
        strict=True,
    ):
        assert words in line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "column 'coder' is missing"),
        ("coder,paragraph,actor,measure,label\n", "column 'code' is missing"),
        (HEAD, "holds no code"),
        (HEAD + "ann,T,ruritania,stance,,1\nben,1,ruritania,stance,,1\n", "ann and ben"),
        (HEAD + 'ann,T,"' + "x" * 200_000 + '",stance,,1\n', "cannot be read as CSV"),
    ],
)
def test_a_file_of_no_use_is_refused(task: Task, text: str, words: str) -> None:
    with pytest.raises(CodingError, match=words):
        load_coding(write(task, text), task=task)


def test_a_file_that_is_not_there_or_not_text_is_refused(task: Task) -> None:
    with pytest.raises(CodingError, match="cannot be read"):
        load_coding("none.csv", task=task)
    file = write(task, HEAD)
    file.write_bytes(b"PK\x03\x04 a workbook")
    with pytest.raises(CodingError, match="save the sheet as CSV UTF-8"):
        load_coding(file, task=task)


def test_an_old_encoding_is_read(task: Task) -> None:
    file = write(task, HEAD)
    file.write_bytes((HEAD + "Zo\u00eb,T,ruritania,stance,,1\n").encode("cp1252"))
    assert load_coding(file, task=task)["coder"].tolist() == ["Zo\u00eb"]


def test_a_template_filled_in_comes_back(tmp_path: Path) -> None:
    folder = lay_article(tmp_path)
    file = export_coding_template(folder, coder="Ben", path=folder / "coding" / "ben.csv")
    sheet = pd.read_csv(file, keep_default_na=False, dtype=str)
    task = make_task(folder)
    assert len(sheet) == len(task.cells)
    assert (sheet["code"] == "").all()
    assert sheet["text"].str.contains("<now> & at once").sum() == 1
    assert sheet.loc[0, "hint"] == "stance toward Ruritania: -1, 0, 1 or none"
    sheet.loc[sheet["measure"] == "stance", "code"] = "-1"
    sheet.loc[(sheet["paragraph"] == "T") & (sheet["label"] == "conflict"), "code"] = "1"
    sheet.to_csv(file, index=False)
    table = load_coding(file, task=task)
    assert set(table["coder"]) == {"Ben"}
    assert (table.query("measure == 'stance'")["code"] == -1).all()
    assert table.query("measure == 'frame'")["code"].tolist() == [1, *[0] * (len(FRAMES) - 1)]


def test_a_template_never_lies_down_on_codes(tmp_path: Path) -> None:
    folder = lay_article(tmp_path)
    file = folder / "ben.csv"
    file.write_text("codes", encoding="utf-8")
    with pytest.raises(CodingError, match="is there already"):
        export_coding_template(folder, coder="Ben", path=file)
    assert file.read_text() == "codes"


def test_the_files_of_a_class_come_together(task: Task) -> None:
    folder = write(task, HEAD + "ann,T,ruritania,stance,,1\n").parent
    write(task, HEAD + "ben,T,ruritania,stance,,0\n", name="ben")
    write(task, "paragraph,reason\nT,none\n", name="resolved")
    assert load_codings(folder, task=task)["coder"].tolist() == ["ann", "ben"]
    write(task, HEAD + "ben,T,ruritania,stance,,0\n", name="copy-of-ben")
    with pytest.raises(CodingError, match="another file"):
        load_codings(folder, task=task)


def test_a_folder_without_codes_is_said_to_be_so(tmp_path: Path, task: Task) -> None:
    with pytest.raises(CodingError, match="holds no coding"):
        load_codings(tmp_path, task=task)


def test_the_older_reader_takes_the_stances_of_the_one_format(task: Task) -> None:
    file = write(
        task,
        HEAD
        + "ann,T,ruritania,stance,,-1\nann,1,freedonia,stance,,none\nann,T,,frame,conflict,1\n",
    )
    row = {"article": "a", "voice": "all", "measure": "stance", "label": ""}
    row |= {"value": 0.5, "n_evidence": 1, "n_mentions": 1}
    rows = [{**row, "paragraph": p, "actor": a} for p, a in ((0, "ruritania"), (2, "freedonia"))]
    codes = load_codes(file, scores=make_table("scores", rows), paragraphs=task.article.paragraphs)
    assert codes.values.tolist() == [[0, "ruritania", -1]]
