"""Progress is told in words."""

from __future__ import annotations

import pytest

from helpers.progress import Progress, describe_progress


def test_nothing_is_promised_before_the_first_text() -> None:
    progress = Progress(done=50, total=100, failed=2, fresh=0, seconds=3.0)
    assert progress.left is None
    assert describe_progress(progress) == "50 of 100 texts (50 %), 2 not measured"
    assert Progress(0, 0, 0, 0, 0.0).rate == 0
    assert describe_progress(Progress(0, 0, 0, 0, 0.0)).startswith("0 of 0 texts (100 %)")


def test_texts_of_earlier_runs_do_not_count_for_the_rate() -> None:
    progress = Progress(done=900, total=1000, failed=0, fresh=50, seconds=10.0)
    assert progress.rate == pytest.approx(5.0)
    assert progress.left == pytest.approx(20.0)
