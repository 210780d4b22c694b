"""Test that a job runs again exactly when something that matters changed."""

from pathlib import Path

import pytest

from helpers.freshness import digest_files, is_fresh, write_record


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "list.csv").write_text("word\n", encoding="utf-8")
    (tmp_path / "out.txt").write_text("made\n", encoding="utf-8")
    return tmp_path


def digest(root: Path) -> str:
    return digest_files([root / "in"], root=root)


def test_digest_sees_content_name_and_new_files(root):
    digests = {digest(root)}
    (root / "in" / "list.csv").write_text("words\n", encoding="utf-8")
    digests.add(digest(root))
    (root / "in" / "list.csv").rename(root / "in" / "other.csv")
    digests.add(digest(root))
    (root / "in" / "deep").mkdir()
    (root / "in" / "deep" / "more.csv").write_text("", encoding="utf-8")
    digests.add(digest(root))
    assert len(digests) == 4


def test_digest_passes_over_bytecode_hidden_and_missing_files(root):
    before = digest(root)
    (root / "in" / "__pycache__").mkdir()
    (root / "in" / "__pycache__" / "list.pyc").write_text("", encoding="utf-8")
    (root / "in" / ".hidden").write_text("", encoding="utf-8")
    assert digest(root) == before
    assert digest_files([root / "in", root / "missing"], root=root) == before


def test_digest_survives_a_move_of_the_project(root, tmp_path_factory):
    moved = tmp_path_factory.mktemp("moved") / "project"
    before = digest(root)
    root.rename(moved)
    assert digest(moved) == before


def test_a_recorded_job_is_fresh_until_inputs_or_outputs_change(root):
    record, inputs = root / "records" / "job.json", digest(root)
    assert not is_fresh(record, inputs=inputs, root=root)
    write_record(record, inputs=inputs, outputs=[root / "out.txt"], root=root)
    assert is_fresh(record, inputs=inputs, root=root)
    assert not is_fresh(record, inputs="other", root=root)
    (root / "out.txt").write_text("edited\n", encoding="utf-8")
    assert not is_fresh(record, inputs=inputs, root=root)
    (root / "out.txt").unlink()
    assert not is_fresh(record, inputs=inputs, root=root)


@pytest.mark.parametrize("damaged", ["", "[]", "{}", '{"inputs": "x"}', '{"inputs": "x", "outp'])
def test_a_damaged_record_means_not_fresh(root, damaged):
    record = root / "job.json"
    record.write_text(damaged, encoding="utf-8")
    assert not is_fresh(record, inputs="x", root=root)
