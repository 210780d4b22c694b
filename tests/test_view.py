"""The parts of the view fit into a page, whatever the texts hold."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import pytest
from view_cases import EVIL, make_harmful

from helpers.analysis import Analysis
from helpers.style import ink_on, signed, stance_colour
from helpers.view import View, load_script, load_style, picture_view, render_view, write_data


@pytest.fixture(scope="module")
def view() -> View:
    return render_view(make_harmful(), anchor="one")


def test_the_data_cannot_end_its_element(view: View) -> None:
    assert not re.search("[<>&\u2028\u2029]", view.data)
    data = json.loads(view.data)
    assert EVIL in data["actors"][0]["label"] + data["actors"][1]["label"]
    assert data["curves"] == []  # Two paragraphs hold too little for a curve.
    assert view.data_id == "one-data"
    assert 'data-view="one-data"' in view.html


def test_the_page_can_allow_the_script_by_its_hash(view: View) -> None:
    digest = base64.b64encode(hashlib.sha256(view.script.encode()).digest()).decode()
    assert view.script_hash == f"'sha256-{digest}'"
    assert view.script.rstrip().endswith("start();")


def test_the_html_holds_no_script_no_handler_and_no_style(view: View) -> None:
    bare = re.sub(r'"[^"]*"', '""', view.html)
    assert not re.findall(r"<(script|style|img|b|i|u)\b", bare)
    assert not re.findall(r"<[^>]*\s(?:on\w+|style)=", bare)
    assert "Ruritania &lt;/script&gt;" in view.html


def test_a_reading_can_be_given() -> None:
    made = render_view(make_harmful(), reading='<div class="reading">mine</div>')
    assert made.html.count('class="reading"') == 1
    assert ">mine<" in made.html


def test_the_still_table_says_what_the_scores_say(lexical_analysis: Analysis) -> None:
    page = picture_view(lexical_analysis)
    scores = lexical_analysis.scores
    us = scores[
        (scores["measure"] == "stance") & (scores["voice"] == "all") & (scores["actor"] == "us")
    ]
    row = re.search(r'<tr><th scope="row">United States</th>(.*?)</tr>', page)
    assert row
    cells = re.findall(r"<td>(.*?)</td>", row[1])
    told = ["" if v != v else signed(v, places=1) for v in us["value"]]
    assert cells == told
    assert "NATO" not in page


def test_the_script_makes_no_html_and_asks_for_nothing() -> None:
    script = load_script()
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert word not in script
    for word in ("fetch(", "XMLHttpRequest", "import(", "import ", "WebSocket", "EventSource"):
        assert word not in script
    assert set(re.findall(r"https?://[^\s\"']+", script)) == {"http://www.w3.org/2000/svg"}


def test_the_style_loads_nothing_and_has_every_shade() -> None:
    style = load_style()
    assert "url(" not in style
    assert "@import" not in style
    for step in range(21):
        colour = stance_colour(step / 10 - 1)
        assert f".view .s-{step}{{background:{colour};color:{ink_on(colour)}}}" in style
    assert len(re.findall(r"\.view \.r-\d+\{", style)) == 11


def test_what_is_not_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        write_data({"value": float("nan")})
