"""Does the editor's script draw, send and keep the focus, in a browser without any network?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers.schema import ACTOR_KINDS

SCRIPT = Path(__file__).parent.parent / "helpers" / "templates" / "actors-editor.js"
ROWS = [
    {"actor": "board", "label": "Board", "kind": "organisation", "bloc": "", "alias": "Board"},
    {"actor": "board", "label": "Board", "kind": "organisation", "bloc": "", "alias": "the <b>B"},
    {"actor": "byron", "label": "Byron", "kind": "person", "bloc": "", "alias": "Byron"},
]
PAGE = """<!doctype html><div id=place></div><script type=module>
const data = {rows: %s, kinds: %s, message: "Saved."};
const heard = {};
window.sent = [];
window.answer = (name, value) => { data[name] = value; heard["change:" + name](); };
const model = {get: (name) => data[name], on: (name, act) => { heard[name] = act; },
               send: (content) => window.sent.push(content)};
%s
render({model, el: document.getElementById("place")});
window.ready = true;
</script>"""

pytestmark = pytest.mark.slow


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    rows = [row | {"form": "name", "count": 1, "keep": True} for row in ROWS]
    script = SCRIPT.read_text(encoding="utf-8").replace("export default { render };", "")
    opened = browser.new_page()
    data = json.dumps(rows).replace("<", "\\u003c")
    opened.set_content(PAGE % (data, json.dumps(ACTOR_KINDS), script))
    opened.wait_for_function("window.ready")
    yield opened
    opened.close()


def sent(page: Any) -> list[Any]:
    return list(page.evaluate("window.sent"))


def test_one_row_an_actor_and_every_field_has_a_name(page: Any) -> None:
    assert page.locator("tbody tr").count() == 2
    assert page.locator("b").count() == 0
    fields = "[...document.querySelectorAll('input, select')]"
    unnamed = f"{fields}.filter(node => !node.ariaLabel && !node.labels.length).length"
    assert page.evaluate(unnamed) == 0


def test_what_is_done_is_sent(page: Any) -> None:
    page.get_by_label("Keep Byron").press("Space")
    page.get_by_label("Label of Byron").fill("Ada Byron")
    page.keyboard.press("Enter")
    page.get_by_label("Kind of Byron").select_option("leader")
    page.get_by_label("Merge Byron into").select_option("board")
    page.get_by_label("New actor").fill("fishers")
    page.keyboard.press("Enter")
    page.get_by_label("Add a name to Byron").fill(" ")
    page.keyboard.press("Enter")
    found = [(each["edit"], each["values"]) for each in sent(page)]
    assert list(dict.fromkeys(map(str, found))) == [
        str(("keep_actor", {"actor": "byron", "keep": False})),
        str(("change", {"actor": "byron", "label": "Ada Byron"})),
        str(("change", {"actor": "byron", "kind": "leader"})),
        str(("merge", {"actor": "byron", "into": "board"})),
        str(("add", {"alias": "fishers"})),
    ]


def test_focus_and_what_is_being_typed_survive_an_answer(page: Any) -> None:
    page.get_by_label("Bloc of Board").fill("Tow")
    rows = [ROWS[0] | {"form": "name", "count": 1, "keep": True, "label": "The Board"}]
    page.evaluate("rows => window.answer('rows', rows)", rows)
    assert page.evaluate("document.activeElement.dataset.key") == "bloc board"
    assert page.get_by_label("Bloc of The Board").input_value() == "Tow"
    page.evaluate("window.answer('message', 'Not done: no.')")
    assert page.get_by_role("status").inner_text() == "Not done: no."
