"""Turn executed notebooks into web pages that ask the network for nothing.

In: an executed notebook, and the exported figures. Out: one HTML page a notebook, and an
`index.html` that lists the pages, each with the question it answers, and shows the figures. The
pages work from a disk without a connection, name every picture in words, and link to one another.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

import jinja2
from PIL import Image

from helpers.errors import DiscourseError
from helpers.notebooks import Notebook

TEMPLATES: Final = Path(__file__).parent / "templates"
SITE: Final = "Discourse notebooks"
# A start tag with an address; attribute values hold no bare ">" once nbconvert has written them.
_ADDRESS: Final = re.compile(r"(<[a-z]+\b[^<>]*?\s(?:href|src)=\")([^\"]*)(\")", re.IGNORECASE)
_OUTSIDE: Final = r"(?:https?:)?//"


class PageError(DiscourseError):
    """Report a page that would not work without a network."""


@dataclass(frozen=True)
class Heading:
    """Hold how a notebook is called and what it asks."""

    name: str
    title: str
    question: str


def read_heading(notebook: Notebook, *, name: str) -> Heading:
    r"""Find the title and the question in a notebook's first text cell.

    The title is the first heading, the question the first sentence that ends in a question mark;
    where one is missing the other stands in for it, and for both the file's name.

    Examples
    --------
    >>> cell = {"cell_type": "markdown", "source": "# 3 Voices\n\n**Whose words are these?**"}
    >>> read_heading({"cells": [cell]}, name="03-voices")
    Heading(name='03-voices', title='3 Voices', question='Whose words are these?')
    """
    texts = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    lines = (texts[0] if texts else "").splitlines()
    heads = [_plain(line) for line in lines if line.startswith("#")]
    prose = "\n".join("" if line.startswith("#") else _plain(line) for line in lines)
    blocks = [" ".join(block.split()) for block in prose.split("\n\n")]
    asked = [re.search(r"(?:^|(?<=[.!?:] ))[^.!?:]+\?", block) for block in [*blocks, *heads]]
    question = next((match[0] for match in asked if match), "")
    title = heads[0] if heads else question or name
    return Heading(name=name, title=title, question=question or title)


def _plain(markdown: str) -> str:
    """Drop Markdown's marks from a line; links keep their words."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown.strip())
    return re.sub(r"^(?:#+|>|[-*])\s+|[*_`]{1,2}(?=\S)|(?<=\S)[*_`]{1,2}", "", words)


def render_page(
    notebook: Notebook, *, heading: Heading, pages: Collection[str], here: Path, there: Path
) -> str:
    """Return an executed notebook as one page of HTML.

    Parameters
    ----------
    notebook
        The executed notebook.
    heading
        Its name and title (see `read_heading`).
    pages
        The names of all notebooks that have pages, without extension; links among them lead from
        page to page.
    here, there
        The folder of the notebook and the folder of its page; other relative links are rewritten
        from the one to the other.

    Raises
    ------
    PageError
        If the page would load a picture, a frame or the like from the network.
    """
    import nbformat  # these two are slow to import, and needed only for a page that changed
    from nbconvert import HTMLExporter

    titled = nbformat.from_dict(
        notebook | {"metadata": notebook["metadata"] | {"title": f"{heading.title} - {SITE}"}}
    )
    exporter = HTMLExporter(
        template_name="page",
        extra_template_basedirs=[str(TEMPLATES)],
        require_js_url="",
        mathjax_url="",
        mermaid_js_url="",
        mermaid_layout_elk_js_url="",
        jquery_url="",
        jupyter_widgets_base_url="",
    )
    # No folder of settings: a style sheet of the user's own would get into the page.
    page, _ = exporter.from_notebook_node(titled, resources={"config_dir": ""})
    page = strip_outside(rewrite_links(page, pages=pages, here=here, there=there))
    page = scope_headers(page)
    loaded = find_loads(page)
    if loaded:
        raise PageError(
            f"{heading.name}: the page would load {loaded[0]} from the network. Put the file into "
            "the project, or link to it instead of showing it."
        )
    return page.rstrip() + "\n"


def rewrite_links(page: str, *, pages: Collection[str], here: Path, there: Path) -> str:
    """Point relative links of a notebook to where they lead from its page.

    Examples
    --------
    >>> rewrite_links(
    ...     '<a href="02-who.ipynb#where">Next</a> <a href="../docs/glossary.md">Glossary</a>',
    ...     pages=["02-who"], here=Path("notebooks"), there=Path("figures/html"),
    ... )
    '<a href="02-who.html#where">Next</a> <a href="../../docs/glossary.md">Glossary</a>'
    """

    def rewrite(match: re.Match[str]) -> str:
        address = html.unescape(match[2])
        if re.match(r"[a-z][a-z0-9+.-]*:|/|#|$|index\.html$", address, re.IGNORECASE):
            return match[0]
        path, *rest = re.split(r"(?=[#?])", address, maxsplit=1)
        target = unquote(path)
        if target.endswith(".ipynb") and target.removesuffix(".ipynb") in pages:
            path = quote(target.removesuffix(".ipynb")) + ".html"
        else:
            path = quote(_from(there, here / target))
        return match[1] + html.escape("".join([path, *rest])) + match[3]

    return _ADDRESS.sub(rewrite, page)


def scope_headers(page: str) -> str:
    """Tell for each header of a table whether it heads a column or a row.

    Neither pandas nor Markdown says so, and a screen reader would read out cells without heads.

    Examples
    --------
    >>> scope_headers("<table><thead><tr><th>a</th></tr></thead><tr><th>0</th></tr></table>")
    '<table><thead><tr><th scope="col">a</th></tr></thead><tr><th scope="row">0</th></tr></table>'
    """
    pieces = re.split(r"(<thead\b.*?</thead>)", page, flags=re.IGNORECASE | re.DOTALL)
    bare = re.compile(r"<th(?=[\s>])(?![^<>]*\sscope=)", re.IGNORECASE)
    return "".join(
        bare.sub(f'<th scope="{"col" if number % 2 else "row"}"', piece)
        for number, piece in enumerate(pieces)
    )


def strip_outside(page: str) -> str:
    """Take out scripts, style sheets and fonts that a page would fetch from the network.

    Examples
    --------
    >>> strip_outside('<script src="https://example.org/a.js"></script><p>Text</p>')
    '<p>Text</p>'
    """
    for pattern in (
        rf"<script\b[^<>]*\ssrc=[\"']?{_OUTSIDE}[^<>]*>.*?</script>",
        rf"<link\b[^<>]*\shref=[\"']?{_OUTSIDE}[^<>]*>",
        rf"@import\s+(?:url\()?[\"']?{_OUTSIDE}[^;]*;",
        rf"@font-face\s*\{{[^}}]*{_OUTSIDE}[^}}]*\}}",
    ):
        page = re.sub(pattern, "", page, flags=re.IGNORECASE | re.DOTALL)
    return page


def find_loads(page: str) -> list[str]:
    """List the addresses outside that a page would load; links that a reader may follow are none.

    Examples
    --------
    >>> find_loads('<a href="https://example.org">x</a> <img src="https://example.org/a.png">')
    ['https://example.org/a.png']
    """
    tags = rf"<[a-z]+\b[^<>]*\s(?:src|srcset|data|poster)=[\"']?({_OUTSIDE}[^\s\"'<>]*)"
    links = rf"<link\b[^<>]*\shref=[\"']?({_OUTSIDE}[^\s\"'<>]*)"
    styles = rf"url\(\s*[\"']?({_OUTSIDE}[^\s\"')]*)"
    return [found for pattern in (tags, links, styles) for found in re.findall(pattern, page, re.I)]


def render_index(headings: Iterable[Heading], *, figures: Path, there: Path) -> str:
    """Return the page that lists all notebooks and shows the exported figures.

    Parameters
    ----------
    headings
        What `read_heading` found, in the order of the notebooks.
    figures
        The folder that holds one folder of exported figures an article.
    there
        The folder of the pages.
    """
    galleries = []
    for folder in sorted(path for path in figures.glob("*") if path.is_dir() and path != there):
        shown = [_describe_figure(path, there=there) for path in sorted(folder.glob("*.png"))]
        reports = [_from(there, path) for path in sorted(folder.rglob("report.html"))]
        galleries += [(folder.name, reports, shown)] if shown else []
    loader = jinja2.FileSystemLoader(TEMPLATES)
    template = jinja2.Environment(loader=loader, autoescape=True).get_template("index.html.j2")
    return template.render(site=SITE, pages=list(headings), galleries=galleries) + "\n"


def _from(there: Path, path: Path) -> str:
    return Path(os.path.relpath(path, there)).as_posix()


def _describe_figure(path: Path, *, there: Path) -> dict[str, str]:
    """Take a figure's title and its words from the image file, where its maker wrote them."""
    with Image.open(path) as image:
        about = {str(key): str(value) for key, value in image.info.items()}
    name = path.stem.replace("-", " ").replace("_", " ")
    return {
        "source": _from(there, path),
        "caption": about.get("Title", name),
        "alt": about.get("Description", name),
    }
