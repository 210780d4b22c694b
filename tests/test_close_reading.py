"""The reading view shows all that was found, switches it off without a script, and stays safe."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browsing import open_page, words_of

from helpers.analysis import Analysis, analyse
from helpers.close_reading import (
    export_reading,
    hash_of,
    read_closely,
    render_reading,
    stance_class,
)
from helpers.corpus import make_article
from helpers.errors import DiscourseError
from helpers.style import signed


def test_every_stance_stands_in_the_margin_with_its_sign(analysis: Analysis) -> None:
    html = read_closely(analysis).html
    cells = analysis.scores.query("measure == 'stance' and voice == 'all' and n_evidence > 0")
    printed = re.findall(r'class="value stance-(\d)">([^<]+)</span> <span class="mention', html)
    assert len(printed) == len(cells)
    assert sorted(value for _, value in printed) == sorted(map(signed, cells["value"]))
    assert html.count("only as a place, not judged") >= 1


def test_each_paragraph_has_one_place_to_ask_why(analysis: Analysis) -> None:
    html = read_closely(analysis).html
    labels = [label for label in analysis.paragraphs["label"] if label]
    assert html.count("<summary>") == len(labels)
    assert "tabindex" not in html
    for label in labels:
        assert f'id="p-{label}"' in html
        assert f"paragraph {label} is marked so" in html


def test_captions_stand_where_they_are_printed_and_are_not_measured(analysis: Analysis) -> None:
    html = read_closely(analysis).html
    assert html.count('class="block block-caption" data-paragraph=') == 2
    assert "block-boilerplate" not in html
    assert "block-caption" not in read_closely(analysis, paragraphs=["1"]).html


def test_some_paragraphs_can_be_asked_for(analysis: Analysis) -> None:
    html = read_closely(analysis, paragraphs=["2"], anchor="mine-").html
    assert re.findall(r' id="([^"]+)"', html) == ["mine-p-2"]
    with pytest.raises(DiscourseError, match="no paragraph is labelled '99'"):
        read_closely(analysis, paragraphs=["99"])


def test_the_legend_explains_what_occurs_and_nothing_else() -> None:
    found = analyse(make_article("Norway clearly lost."), engine="lexical")
    html = read_closely(found).html
    legend = html[html.index('<dl class="key">') : html.index("</dl>")]
    assert "Norway" in legend
    assert "how firmly" in legend
    assert "scare quotes" not in legend
    assert "asking and mocking" not in legend
    bare = read_closely(analyse(make_article("Norway lost."), engine="lexical")).html
    assert "<dt>Devices</dt>" not in bare


def test_a_paragraph_without_marks_has_an_empty_margin() -> None:
    found = analyse(make_article("The sea is calm.\n\nNorway lost."), engine="lexical")
    html = read_closely(found, paragraphs=["1"]).html
    assert '<div class="margin"></div>' in html


def test_a_stance_has_a_step_of_the_scale() -> None:
    assert [stance_class(value) for value in (-1, -0.13, 0.12, 0.13, 1)] == [
        "stance-0",
        "stance-3",
        "stance-4",
        "stance-5",
        "stance-8",
    ]


def test_the_page_runs_nothing_and_loads_nothing(analysis: Analysis, tmp_path: Path) -> None:
    path = export_reading(analysis, path=tmp_path / "mine" / "reading.html")
    page = path.read_text(encoding="utf-8")
    assert "<script" not in page
    assert not re.search(r"\s(?:on\w+|style|src)=", re.sub(r'title="[^"]*"', "", page))
    assert not re.search(r"https?://", page)
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert f"style-src '{hash_of(style)}'" in page
    assert len(page) < 300_000


def look(opened: Any, selector: str, name: str) -> str:
    script = "([s, n]) => getComputedStyle(document.querySelector(s))[n]"
    return str(opened.evaluate(script, [selector, name]))


@pytest.mark.slow
def test_boxes_switch_marks_off_without_a_script(
    browser: Any, lexical_analysis: Analysis, tmp_path: Path
) -> None:
    opened = open_page(browser, tmp_path, render_reading(lexical_analysis))
    cases = [
        ("show-actors", "#p-1 .mention", "borderBottomStyle", "none"),
        ("show-voices", "#p-3 .quote-speech", "backgroundColor", "rgba(0, 0, 0, 0)"),
        ("show-devices", "#p-1 .cue-device", "textDecorationLine", "none"),
        ("show-stance", ".notes", "display", "none"),
        ("show-names", "#p-1 .tag", "display", "none"),
    ]
    for box, selector, name, off in cases:
        assert look(opened, selector, name) != off, box
        opened.locator(f".{box}").uncheck()
        assert look(opened, selector, name) == off, box
        opened.locator(f".{box}").check()
        assert look(opened, selector, name) != off, box


@pytest.mark.slow
def test_the_keyboard_opens_the_reasons(
    browser: Any, lexical_analysis: Analysis, tmp_path: Path
) -> None:
    opened = open_page(browser, tmp_path, render_reading(lexical_analysis))
    # The link past the head, five boxes, and the first paragraph's reasons.
    for _ in range(7):
        opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert not opened.locator(".why ul").first.is_visible()
    opened.keyboard.press("Enter")
    reasons = opened.locator(".why ul").first
    assert reasons.is_visible()
    assert "United States" in reasons.inner_text()


@pytest.mark.slow
@pytest.mark.parametrize("width", [1100, 360])
def test_the_page_has_no_fault(
    browser: Any, lexical_analysis: Analysis, tmp_path: Path, width: int
) -> None:
    audit = (Path(__file__).parent / "audit.js").read_text(encoding="utf-8")
    opened = open_page(browser, tmp_path, render_reading(lexical_analysis), width=width)
    opened.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    assert opened.evaluate(audit) == []


@pytest.mark.slow
def test_paper_shows_the_text_and_no_boxes(
    browser: Any, lexical_analysis: Analysis, tmp_path: Path
) -> None:
    opened = open_page(browser, tmp_path, render_reading(lexical_analysis))
    opened.emulate_media(media="print")
    assert not opened.locator(".toggles").is_visible()
    assert opened.locator(".notes").first.is_visible()
    words = lexical_analysis.paragraphs.set_index("label").loc["15", "text"].split()
    assert words_of(opened, "p-15").split() == words
