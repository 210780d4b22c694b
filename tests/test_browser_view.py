"""The view in a browser: what a click shows is what the tables hold, by mouse and by keyboard.

The page is one of its own, under a Content-Security-Policy that allows its script alone. Where
there is no Chromium, or it does not start, the tests are left out and say so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from view_cases import make_harmful, make_speaking

from helpers.analysis import Analysis
from helpers.selection import select_evidence, select_scores
from helpers.style import signed
from helpers.view import View, load_script, render_view, write_data
from helpers.view_data import make_view_data
from helpers.view_reading import make_tree, write_reading

pytestmark = pytest.mark.slow
AUDIT = (Path(__file__).parent / "audit.js").read_text(encoding="utf-8")


def lay_out(view: View) -> str:
    policy = f"default-src 'none'; script-src {view.script_hash}; style-src 'unsafe-inline'"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>View</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<style>{view.css}</style></head><body><a class='skip' href='#main'>Skip to the text</a>"
        f"<main id='main'><h1>View</h1>{view.html}</main>"
        f'<script type="application/json" id="{view.data_id}">{view.data}</script>'
        f'<script type="module">{view.script}</script></body></html>'
    )


def open_page(browser: Any, analysis: Analysis, place: Path) -> tuple[Any, list[str]]:
    """Open a page with the view, and listen for whatever it should not do."""
    place.write_text(lay_out(render_view(analysis)), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    page.set_default_timeout(20_000)
    odd: list[str] = []
    page.on("console", lambda message: odd.append(message.text))
    page.on("pageerror", lambda error: odd.append(str(error)))
    page.on("dialog", lambda dialog: (odd.append(dialog.message), dialog.dismiss()))
    address = place.as_uri()
    page.on("request", lambda asked: asked.url == address or odd.append(asked.url))
    page.goto(address)
    page.locator(".view-grid").wait_for()
    return page, odd


@pytest.fixture(scope="module")
def opened(
    browser: Any, lexical_analysis: Analysis, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Any, list[str]]]:
    page, odd = open_page(browser, lexical_analysis, tmp_path_factory.mktemp("view") / "view.html")
    yield page, odd
    page.close()


@pytest.fixture
def page(opened: tuple[Any, list[str]]) -> Iterator[Any]:
    """Give the page as it is at first; nothing may go wrong on it."""
    page, odd = opened
    page.reload()
    page.locator(".view-grid").wait_for()
    yield page
    assert odd == []


def cell(page: Any, row: str, paragraph: str) -> Any:
    return page.locator(f'.view-grid button[aria-label^="{row}, paragraph {paragraph}:"]')


def choose(page: Any, field: str, value: str) -> None:
    page.get_by_label(field, exact=True).select_option(value)


def chosen(page: Any, field: str) -> str:
    return str(page.get_by_label(field, exact=True).input_value())


def test_a_click_opens_the_rows_of_the_table(page: Any, lexical_analysis: Analysis) -> None:
    analysis = lexical_analysis
    cell(page, "Syria", "5").click()
    rows = select_evidence(analysis, measure="stance", actor="syria", paragraph="5")
    score = select_scores(analysis, measure="stance", actor="syria", paragraph="5").iloc[0]
    listed = page.locator(".view-cues tbody tr[data-evidence]")
    assert [int(x) for x in listed.evaluate_all("list => list.map(x => x.dataset.evidence)")] == (
        rows["evidence"].tolist()
    )
    told = listed.evaluate_all("list => list.map(x => [...x.cells].map(c => c.textContent))")
    names = dict(zip(analysis.actors["actor"], analysis.actors["label"], strict=True))
    assert [line[1:] for line in told] == [
        [signed(row.weight), row.why, names.get(row.voice, row.voice)] for row in rows.itertuples()
    ]
    panel = page.locator(".view-panel").inner_text()
    assert f"{signed(score.value)} {score.label}" in panel
    assert f"The weights add up to {signed(score.value)}." in panel
    assert f"{signed(score.low)} to {signed(score.high)}" in panel
    assert f"{round(100 * score.borrowed)} %" in panel
    # The paragraph is in sight, and its cues are marked with their weights.
    block = page.locator('.view-text [data-label="5"]')
    assert "view-open" in block.get_attribute("class")
    inside, around = block.bounding_box(), page.locator(".view-text").bounding_box()
    assert around["y"] <= inside["y"] < around["y"] + around["height"]
    marked = page.locator(".view-cue-on")
    ids = {
        x for rows in marked.evaluate_all("l => l.map(x => x.dataset.rows)") for x in rows.split()
    }
    assert set(map(str, rows["evidence"])) <= ids


def test_every_score_is_the_sum_of_its_rows_in_the_browser(
    browser: Any, lexical_analysis: Analysis
) -> None:
    made = browser.new_page()
    script = load_script().replace("export default", "window.made =").replace("export ", "")
    made.set_content(f"<script>{script}</script>")
    check = """text => {
        const data = JSON.parse(text), ask = index(data), cells = unpackTable(data.cells);
        const told = cells.filter(cell => cell.evidence > 0);
        return [told.length, told.filter(cell => {
            const measure = data.measures[cell.measure], rows = ask.rows(cell);
            const parts = measure.labels.map(x => [x.id, ask.rows({...cell, label: x.word})]);
            const { value } = recompute(measure.name, rows, { unit: data.unit, parts });
            return rows.length !== cell.evidence || Math.abs(value - cell.value) > 1e-4;
        })];
    }"""
    for found in (lexical_analysis, make_harmful("neural")):
        many, wrong = made.evaluate(check, write_data(make_view_data(found)))
        assert many == (found.scores["n_evidence"] > 0).sum()
        assert wrong == []
    made.close()


def test_the_keyboard_goes_everywhere(page: Any) -> None:
    where = "document.activeElement.getAttribute('aria-label')"
    cell(page, "United States", "T").focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    assert page.evaluate(where).startswith("Israel, paragraph 1: ")
    page.keyboard.press("Enter")
    assert "Israel, paragraph 1" in page.locator(".view-head").inner_text()
    assert page.evaluate(where).startswith("Israel, paragraph 1")  # The focus stays.
    page.keyboard.press("End")
    assert page.evaluate(where) == "Israel, paragraph 15: not named as an actor"
    page.keyboard.press("Enter")
    assert "Silence is not neutrality" in page.locator(".view-panel").inner_text()
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(where).startswith("United States, paragraph T")
    # One stop of the Tab key for the whole table, then the evidence, then the text.
    assert page.locator('.view-grid button[tabindex="0"]').count() == 1
    stops = []
    for _ in range(3):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.className"))
    assert stops == ["", "view-panel", "view-text"]  # First the summary of the keys.


def test_filters_keep_what_is_chosen(page: Any) -> None:
    cell(page, "Iran", "9").click()
    choose(page, "Measure", "device")
    assert chosen(page, "Actor") == "iran"
    choose(page, "Actor", "")
    cell(page, "hedge", "10").click()
    choose(page, "Voice", "author")
    choose(page, "Measure", "narrative")
    choose(page, "Label", "victim")
    choose(page, "Measure", "device")
    assert chosen(page, "Label") == "hedge"
    assert chosen(page, "Voice") == "author"
    assert "hedge, paragraph 10" in page.locator(".view-head").inner_text()
    choose(page, "Measure", "narrative")
    assert chosen(page, "Label") == "victim"


def test_each_measure_has_its_table_and_its_curve(page: Any, lexical_analysis: Analysis) -> None:
    for measure, row in [("frame", "security"), ("polarity", "Russia"), ("device", "hedge")]:
        choose(page, "Measure", measure)
        if measure == "device":
            assert "on Russia" in page.locator(".view-left .view-title").first.inner_text()
            choose(page, "Actor", "")
        cell(page, row, "10").click()
        assert page.locator(".view-plot .view-line").count() >= 1, measure
        assert page.locator(".view-point").count() > 1
    choose(page, "Measure", "narrative")
    cell(page, "Russia", "10").click()
    assert "there is no curve" in page.locator(".view-curve").inner_text()
    assert "chance" in page.locator(".view-panel").inner_text()
    scores = lexical_analysis.scores
    frames = scores[(scores["measure"] == "frame") & (scores["voice"] == "all")]
    choose(page, "Measure", "frame")
    blank = page.locator(".view-grid .v-blank").count()
    assert blank == int((frames["n_evidence"] == 0).sum())


def test_a_point_of_the_curve_opens_its_paragraph(page: Any) -> None:
    choose(page, "Actor", "us")
    page.locator('.view-point[aria-label^="United States, paragraph 12:"]').click()
    assert "United States, paragraph 12" in page.locator(".view-head").inner_text()
    assert cell(page, "United States", "12").get_attribute("aria-current") == "true"


def test_words_of_a_cue_lead_to_their_place(page: Any) -> None:
    cell(page, "United States", "T").click()
    page.locator(".view-words", has_text="Doesn’t").click()
    assert page.locator(".view-found").all_inner_texts() == ["Doesn’t"]


def test_it_fits_a_narrow_window_and_can_be_read(page: Any) -> None:
    cell(page, "United States", "T").click()
    for width in (1200, 360):
        page.set_viewport_size({"width": width, "height": 900})
        wide, room = page.evaluate("[document.body.scrollWidth, document.body.clientWidth]")
        assert wide <= room
        assert page.evaluate(AUDIT) == []
    page.set_viewport_size({"width": 1200, "height": 900})


def test_what_harms_stays_text(browser: Any, tmp_path: Path) -> None:
    page, odd = open_page(browser, make_harmful(), tmp_path / "harm.html")
    for button in page.locator(".view-grid button").all():
        button.click()
    assert "</script>" in page.locator(".view-grid").inner_text()
    assert "<img src=x" in page.locator(".view-text").inner_text()
    assert page.locator(".view img, .view script, .view b, .view i, .view u").count() == 0
    assert page.title() == "View"
    assert odd == []
    page.close()


def test_a_tree_from_the_kernel_grows_no_other_tag(browser: Any) -> None:
    page = browser.new_page()
    script = load_script().replace("export default", "window.made =").replace("export ", "")
    page.set_content(f"<script>{script}</script>")
    tree = ["div", {}, "a", ["script", {}, "b"], ["img", {}], ["span", {"class": "x"}, "<b>"]]
    assert page.evaluate("tree => grow(tree).outerHTML", tree) == (
        '<div>a<span class="x">&lt;b&gt;</span></div>'
    )
    whole = make_tree(write_reading(make_harmful()))
    assert "<img src=x" in page.evaluate("tree => grow(tree).textContent", whole)
    assert json.loads(json.dumps(whole)) == whole
    page.close()


def test_numbers_are_rounded_as_in_the_figures(browser: Any) -> None:
    values = [n / 1000 for n in range(-1000, 1001, 5)]
    code = "const values = " + json.dumps(values) + f";\n{load_script()}\n"
    page = browser.new_page()
    said = page.evaluate(
        """async (code) => {
            const script = new Blob([code], {type: "text/javascript"});
            return (await import(URL.createObjectURL(script))).rounded;
        }""",
        code + "export const rounded = values.map((x) => [signed(x, 2), signed(x, 1),"
        " fixed(x, 2), fixed(x, 1)]);",
    )
    page.close()
    assert said == [
        [signed(x), signed(x, places=1), f"{abs(x):.2f}", f"{abs(x):.1f}"] for x in values
    ]


def test_curves_of_another_engine_are_forgotten(browser: Any) -> None:
    page = browser.new_page()
    script = load_script().replace("export default", "window.made =").replace("export ", "")
    page.set_content(f"<script>{script}</script>")
    check = """text => {
        const ask = index(JSON.parse(text));
        const curve = (...key) => ({ key: [key[0], key[1], "", key[2]], runs: [[0]] });
        ask.learn("stance", "all", [curve("stance", "all", "a"), curve("stance", "all", "b")]);
        ask.learn("stance", "author", [curve("stance", "author", "a")]);
        ask.learn("stance", "all", [curve("stance", "all", "b")]);
        const known = (...names) => ask.curve(...names) !== undefined;
        return [known("stance", "all", "", "a"), known("stance", "all", "", "b"),
                known("stance", "author", "", "a"), ask.drawn("stance", "all"),
                ask.drawn("frame", "all")];
    }"""
    told = page.evaluate(check, write_data(make_view_data(make_harmful())))
    page.close()
    assert told == [False, True, True, True, False]


def test_a_speaker_who_is_an_actor_goes_by_its_name(browser: Any, tmp_path: Path) -> None:
    found = make_speaking()
    page, odd = open_page(browser, found, tmp_path / "speaks.html")
    cell(page, "Freedonia", "1").click()
    voices = page.locator(".view-cues tbody tr[data-evidence] td:last-child").all_inner_texts()
    assert set(voices) == {"Republic of Ruritania"}
    assert odd == []
    page.close()
