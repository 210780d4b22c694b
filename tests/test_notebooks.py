"""Test what is read from and kept in a notebook; running one is tested in test_build."""

import json
from pathlib import Path

import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from helpers import notebooks
from helpers.notebooks import (
    NotebookError,
    count_undescribed,
    digest_source,
    kernel_environment,
    read_notebook,
    tidy_notebook,
)

PNG = "iVBORw0KGgo="


def code(source="1", *, outputs=(), **more):
    cell = {"cell_type": "code", "source": source, "metadata": {}, "execution_count": 1}
    return {**cell, "outputs": list(outputs), **more}


def shown(data, metadata=None):
    return {"output_type": "display_data", "data": data, "metadata": metadata or {}}


def notebook(*cells, **metadata):
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def saved(folder: Path, content) -> Path:
    path = folder / "01-first.ipynb"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_tidy_keeps_what_authors_wrote_and_drops_what_a_run_left():
    cell = code(
        ["a = 1\n", "a"],
        id="keep",
        metadata={"tags": ["solution"], "execution": {"iopub.status.busy": "2026"}, "scrolled": 1},
    )
    text = {"cell_type": "markdown", "id": "t", "source": "# A", "metadata": {}, "attachments": {}}
    tidy = tidy_notebook(
        notebook(
            cell,
            text,
            widgets={"state": {}},
            kernelspec={"name": "mine", "display_name": "Mine"},
            language_info={"name": "python", "version": "3.13.0"},
        )
    )
    assert tidy["cells"][0]["metadata"] == {"tags": ["solution"]}
    assert tidy["cells"][0]["source"] == "a = 1\na"
    assert tidy["cells"][1] == text
    assert set(tidy["metadata"]) == {"kernelspec", "language_info"}
    assert tidy["metadata"]["kernelspec"]["name"] == "python3"
    assert "version" not in tidy["metadata"]["language_info"]


def test_tidy_hides_addresses_and_random_table_names():
    page = '<style>#T_0a1b2_row0 {}</style><table id="T_0a1b2"></table><p id="T_fffff">T_12345</p>'
    tidy = tidy_notebook(
        notebook(
            code(
                outputs=[
                    {"output_type": "stream", "name": "stdout", "text": ["<a at 0x7f", "00>\n"]},
                    shown({"text/plain": "<b at 0xDEAD>", "text/html": page}),
                    shown({"application/json": {"a": [1]}}),
                ]
            )
        )
    )
    stream, table, data = tidy["cells"][0]["outputs"]
    assert stream["text"] == "<a at 0x...>\n"
    assert table["data"]["text/plain"] == "<b at 0x...>"
    assert table["data"]["text/html"] == (
        '<style>#T_table1_row0 {}</style><table id="T_table1"></table><p id="T_table2">T_12345</p>'
    )
    assert data["data"] == {"application/json": {"a": [1]}}


def test_tidy_drops_live_widgets_but_keeps_what_stands_beside_them():
    widget = {notebooks.WIDGET_TYPE: {"model_id": "random"}}
    tidy = tidy_notebook(
        notebook(code(outputs=[shown(widget), shown({**widget, "text/plain": "a slider"})]))
    )
    assert [output["data"] for output in tidy["cells"][0]["outputs"]] == [
        {"text/plain": "a slider"}
    ]


def test_tidy_changes_nothing_it_was_given():
    given = notebook(code(id="a", outputs=[shown({"text/plain": "<b at 0x1>"})]))
    before = json.dumps(given)
    tidy_notebook(given)
    assert json.dumps(given) == before


def test_missing_and_double_ids_are_filled_from_the_place(tmp_path):
    cells = [code(), code(id="mine"), code(id="mine"), code(id="cell-05"), code()]
    path = saved(tmp_path, notebook(*cells))
    ids = [cell["id"] for cell in read_notebook(path)["cells"]]
    assert ids == ["cell-01", "mine", "cell-03", "cell-05", "cell-05b"]
    assert read_notebook(path) == read_notebook(path)


@pytest.mark.parametrize(
    "content", [[], {"nbformat": 3}, {"nbformat": 4}, notebook({"cell_type": "code", "id": "a"})]
)
def test_what_is_no_notebook_is_named(tmp_path, content):
    with pytest.raises(NotebookError, match=r"01-first\.ipynb is not a notebook"):
        read_notebook(saved(tmp_path, content))


def test_source_digest_ignores_outputs_and_sees_sources_and_tags():
    plain = tidy_notebook(notebook(code("a", id="x")))
    run = tidy_notebook(notebook(code("a", id="x", outputs=[shown({"text/plain": "1"})])))
    tagged = tidy_notebook(notebook(code("a", id="x", metadata={"tags": ["solution"]})))
    edited = tidy_notebook(notebook(code("b", id="x")))
    assert digest_source(plain) == digest_source(run)
    assert len({digest_source(n) for n in (plain, tagged, edited)}) == 3


def test_pictures_without_words_are_counted():
    described = shown({"image/png": PNG}, {"image/png": {"alt": "A rising line."}})
    cell = code(outputs=[described, shown({"image/png": PNG}), shown({"image/svg+xml": "<svg/>"})])
    assert count_undescribed(notebook(cell, {"cell_type": "markdown"})) == 2


def test_kernels_see_no_personal_settings_and_fonts_are_listed_once(tmp_path, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    calls = []
    monkeypatch.setattr(notebooks.subprocess, "run", lambda *a, **k: calls.append(k["env"]))
    env = kernel_environment(tmp_path)
    assert "MPLBACKEND" not in env
    assert env["PYTHONHASHSEED"] == "0"
    assert env["OMP_NUM_THREADS"] == "3"
    (Path(env["MPLCONFIGDIR"]) / "fontlist-1.json").write_text("{}", encoding="utf-8")
    assert kernel_environment(tmp_path) == env
    assert calls == [env]


@pytest.mark.parametrize(
    ("error", "words"),
    [(DeadKernelError("gone"), "the kernel ended"), (CellTimeoutError("late"), "no result after")],
)
def test_a_lost_or_endless_cell_is_named(error, words):
    path = Path("notebooks/01-first.ipynb")
    message = notebooks._describe_failure(path, notebook(code("while True:\n    pass")), 0, error)
    assert f"notebooks/01-first.ipynb, cell 1 of 1 (`while True:`): {words}" in message
