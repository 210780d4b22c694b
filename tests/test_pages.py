"""Test the parts of the pages: headings, links, what points outside, colours, the index."""

import re
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from helpers.pages import (
    TEMPLATES,
    Heading,
    PageError,
    find_loads,
    read_heading,
    render_index,
    render_page,
    rewrite_links,
    strip_outside,
)


def markdown(*sources):
    cells = [{"cell_type": "markdown", "source": s, "metadata": {}, "id": "a"} for s in sources]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def page(source, pages=("01-first",)):
    return render_page(
        markdown(source),
        heading=Heading("01-first", "First <steps>", "Why?"),
        pages=pages,
        here=Path("notebooks"),
        there=Path("figures/html"),
    )


@pytest.mark.parametrize(
    ("source", "title", "question"),
    [
        ("# Voices\n\n**Question:** Who *speaks*?\n\n20 min", "Voices", "Who speaks?"),
        ("# Who speaks?\n\nThirty minutes.", "Who speaks?", "Who speaks?"),
        ("# Voices\n> So. Who speaks,\n> and [why](a.md)?", "Voices", "Who speaks, and why?"),
        ("## Voices\n\nNo question here.", "Voices", "Voices"),
        ("Who speaks?", "Who speaks?", "Who speaks?"),
        ("", "03-voices", "03-voices"),
    ],
)
def test_title_and_question_come_from_the_first_cell(source, title, question):
    found = read_heading(markdown(source, "# Later\n\nNot this?"), name="03-voices")
    assert found == Heading("03-voices", title, question)


def test_a_notebook_without_text_is_called_by_its_name():
    assert read_heading({"cells": []}, name="03-voices").title == "03-voices"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("02-who.ipynb", "02-who.html"),
        ("02-who.ipynb#part?", "02-who.html#part?"),
        ("77-none.ipynb", "../../notebooks/77-none.ipynb"),
        ("../docs/a%20b.md?x=1&amp;y=2", "../../docs/a%20b.md?x=1&amp;y=2"),
        ("#part", "#part"),
        ("https://doi.org/10.1", "https://doi.org/10.1"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("data:image/png;base64,AA", "data:image/png;base64,AA"),
        ("index.html", "index.html"),
    ],
)
def test_links_lead_where_they_led_from_the_notebook(address, expected):
    places = {"here": Path("notebooks"), "there": Path("figures/html")}
    for tag in ('<a class="x" href="{}">', '<img alt="&gt;" src="{}"/>'):
        found = rewrite_links(tag.format(address), pages=["02-who"], **places)
        assert found == tag.format(expected)


@pytest.mark.parametrize(
    "part",
    [
        '<script defer src="https://example.org/a.js">\n</script>',
        "<script src='//example.org/a.js'></script>",
        '<link rel="stylesheet" href="https://example.org/a.css">',
        "@import url('https://example.org/a.css');",
        "@font-face { font-family: A; src: url(https://example.org/a.woff) }",
    ],
)
def test_scripts_sheets_and_fonts_from_outside_are_taken_out(part):
    assert find_loads(strip_outside(f"<p>a</p>{part}<p>b</p>")) == []
    assert strip_outside(f"<p>a</p>{part}<p>b</p>") == "<p>a</p><p>b</p>"


def test_a_page_stands_alone_and_says_what_it_is():
    made = page("# First\n\n```python\nx = 1\n```\n\n[web](https://example.org/a)")
    assert '<html lang="en">' in made
    assert "<title>First &lt;steps&gt; - Discourse notebooks</title>" in made
    assert find_loads(made) == []
    assert "<script" not in made
    assert '<a href="https://example.org/a">' in made
    assert "tabindex=" not in made
    assert made == page("# First\n\n```python\nx = 1\n```\n\n[web](https://example.org/a)")


def test_a_page_that_would_load_a_picture_from_outside_is_refused():
    with pytest.raises(PageError, match=r"01-first: .* https://example\.org/a\.png"):
        page("![a](https://example.org/a.png)")


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_text_colour_can_be_read_on_both_backgrounds():
    css = (TEMPLATES / "page" / "static" / "page.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", css))
    grounds = {colours.pop("paper"), colours.pop("panel")}
    assert grounds >= {colours.pop(name) for name in [*colours] if name.endswith("background")}
    del colours["line"]  # rules, not text
    assert len(colours) > 8
    for name, colour in colours.items():
        for ground in grounds:
            ratio = (luminance(ground) + 0.05) / (luminance(colour) + 0.05)
            assert ratio >= 7, f"{name} {colour} on {ground}: {ratio:.1f} to 1"


def test_every_variable_that_a_page_uses_is_defined():
    made = page("# First\n\n```python\nx = 1\n```")
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", made)) <= set(re.findall(r"(--[\w-]+):", made))


def test_index_lists_notebooks_and_shows_figures_with_their_words(tmp_path):
    there = tmp_path / "html"
    for folder in (there, tmp_path / "an article", tmp_path / "empty"):
        folder.mkdir()
    words = PngInfo()
    words.add_text("Title", "Who is <judged>?")
    words.add_text("Description", 'A "grid".')
    Image.new("L", (1, 1)).save(tmp_path / "an article" / "a.png", pnginfo=words)
    Image.new("L", (1, 1)).save(tmp_path / "an article" / "b_c.png")
    (tmp_path / "an article" / "report.html").write_text("", encoding="utf-8")
    headings = [Heading("01-a", "A & B", "Why?"), Heading("02-b", "Who?", "Who?")]
    made = render_index(headings, figures=tmp_path, there=there)
    assert '<a href="01-a.html">A &amp; B</a><br>Why?' in made
    assert '<a href="02-b.html">Who?</a></li>' in made
    assert '<a href="../an%20article/report.html">The whole report on an article</a>' in made
    assert '<img loading="lazy" src="../an%20article/a.png" alt="A &#34;grid&#34;.">' in made
    assert "<figcaption>Who is &lt;judged&gt;?</figcaption>" in made
    assert 'alt="b c"' in made
    assert "empty" not in made
    assert find_loads(made) == []
