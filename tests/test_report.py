"""The report page says what the tables say, and nothing of the text can run in it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from conftest import write_svg_only

from helpers.analysis import Analysis, analyse
from helpers.close_reading import hash_of
from helpers.corpus import load_article, make_article
from helpers.publish import publish
from helpers.report import render_report
from helpers.schema import columns
from helpers.suggestion import suggest_actors

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Publish the sample with everything, as `discourse analyse` does."""
    out = tmp_path_factory.mktemp("published")
    ferry = load_article(SAMPLES / "ferry-page.html")
    actors = suggest_actors(ferry)[columns("actors")]
    with pytest.MonkeyPatch.context() as patch:
        write_svg_only(patch)
        publish(analyse(ferry, actors=actors, engine="lexical"), out=out)
    return (out / "report.html").read_text(encoding="utf-8")


def test_the_page_loads_nothing_and_describes_every_picture(published: str) -> None:
    assert "default-src 'none'" in published
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", published)
    assert len(re.findall(r'<img src="data:image/png', published)) >= 10
    assert not re.search(r'alt=""', published)
    assert len(published.encode()) < 3_000_000


def test_only_the_two_scripts_of_the_page_may_run(published: str) -> None:
    scripts = re.findall(r'<script type="module">(.*?)</script>', published, re.DOTALL)
    [content] = re.findall(r'Content-Security-Policy" content="([^"]*)"', published)
    [policy] = re.findall(r"script-src ([^;]*);", unescape(content))
    assert policy.split() == [f"'{hash_of(script)}'" for script in scripts]
    assert len(scripts) == 2
    [style] = re.findall(r"<style>(.*?)</style>", published, re.DOTALL)
    assert f"style-src '{hash_of(style)}';" in published
    assert not re.search(r"<[a-z]+ [^<>]*\bstyle=", published)


def test_every_link_of_the_page_has_its_place(published: str) -> None:
    places = set(re.findall(r'\bid="([^"]+)"', published))
    assert set(re.findall(r'href="#([^"]+)"', published)) <= places
    assert re.search(r"Figure \d+</a>", published)
    assert re.search(r"Table \d+</a>", published)


def test_engine_versions_and_hashes_stand_in_it(lexical_analysis: Analysis) -> None:
    page = render_report(lexical_analysis, pictures=[])
    for value in lexical_analysis.settings.values():
        if re.fullmatch(r"[\da-f]{64}", value):
            assert value in page
    assert lexical_analysis.settings["version of discourse-notebooks"] in page


def test_a_text_full_of_markup_renders_as_text() -> None:
    article = make_article(
        "<img src=x onerror=alert(1)>\n\n"
        "Norway said “<script>alert('x')</script> is a lie & a <b>trap</b>”. Sweden attacked it."
    )
    page = render_report(analyse(article, engine="lexical"), pictures=[])
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
