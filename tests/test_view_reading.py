"""The text of the view carries every cue, shows none, and holds nothing that could run."""

from __future__ import annotations

import re
from typing import Any

import pytest
from view_cases import make_harmful

from helpers.analysis import Analysis
from helpers.view_reading import Tree, make_tree, write_reading


def words_of(node: Any) -> str:
    """Join the texts of a tree, without what is printed beside the words."""
    if isinstance(node, str):
        return node
    tag, attributes, *children = node
    if tag == "br":
        return "\n"
    aside = attributes.get("class") in ("tag", "label")
    return "" if aside else "".join(map(words_of, children))


def nodes_of(tree: Tree) -> list[Tree]:
    inner = [child for child in tree[2:] if not isinstance(child, str)]
    return [tree, *(node for child in inner for node in nodes_of(child))]


def test_every_row_but_ratings_has_its_mark(lexical_analysis: Analysis) -> None:
    html = write_reading(lexical_analysis, anchor="a-")
    marked = {int(row) for rows in re.findall(r'data-rows="([^"]+)"', html) for row in rows.split()}
    table = lexical_analysis.evidence
    assert marked == set(table.loc[table["measure"] != "polarity", "evidence"])
    assert 'id="a-p-8.1"' in html
    assert 'data-label="8.1"' in html


def test_the_text_is_whole_in_both_forms(lexical_analysis: Analysis) -> None:
    tree = make_tree(write_reading(lexical_analysis))
    blocks = [node for node in nodes_of(tree) if "data-label" in node[1]]
    texts = lexical_analysis.paragraphs.set_index("label")["text"]
    assert [block[1]["data-label"] for block in blocks][:3] == ["T", "1", "2"]
    for block in blocks:
        assert words_of(block).strip() == texts[block[1]["data-label"]], block[1]["data-label"]


def test_markup_in_a_text_stays_text() -> None:
    html = write_reading(make_harmful())
    assert not re.findall(r"<(?!/?(?:div|p|span|sup|br)\b)", html)
    assert not re.findall(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', html))
    tree = make_tree(html)
    assert {node[0] for node in nodes_of(tree)} <= {"div", "p", "span", "sup", "br"}
    assert "<img src=x onerror=" in words_of(tree)
    named = {name for node in nodes_of(tree) for name in node[1]}
    assert named <= {
        "class", "lang", "title", "data-rows", "data-label", "data-actor", "data-voice",
        "data-paragraph",
    }  # fmt: skip


@pytest.mark.parametrize("html", ["<div><script></script></div>", "<div><img></div>"])
def test_a_tree_takes_no_other_tag(html: str) -> None:
    with pytest.raises(ValueError, match="a reading holds no"):
        make_tree(html)


def test_a_tree_drops_ids_handlers_and_styles() -> None:
    html = '<div id="a" onclick="x" style="y" class="reading">a<br>b</div>'
    assert make_tree(html) == ["div", {"class": "reading"}, "a", ["br", {}], "b"]
