"""How does the article read with all that was found in it? An analysis in; the reading view out.

The article as it is printed: mentions in their actor's colour, quotations by voice, devices
underlined, the stance toward each actor in the margin, and below each paragraph the reasons. What
is shown can be chosen by check boxes. There is no script in it: the boxes work by style rules
alone, so that the view is the same in a notebook and in a saved page. All text is escaped.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.analysis import Analysis
from helpers.files import write_whole
from helpers.margins import Note, note_stances
from helpers.marks import (
    QUOTE_WORDS,
    Mark,
    clean_words,
    escape_words,
    ink_classes,
    label_actors,
    number_actors,
    within,
)
from helpers.reading import (
    TEMPLATES,
    Reading,
    choose_blocks,
    collect_marks,
    language_of,
    reading_style,
    write_block,
)
from helpers.schema import DEVICE_FAMILIES, iterate
from helpers.style import ink_on, signed, stance_colour

# What can be shown or hidden: the class of its check box, and its name.
TOGGLES: Final = (
    ("show-actors", "actors"),
    ("show-voices", "voices"),
    ("show-devices", "devices"),
    ("show-stance", "stance in the margin"),
    ("show-names", "names beside the words"),
)
# A stance is shown in one of these steps from −1 to +1; the number beside it is exact.
_STEPS: Final = 9
_BESIDE: Final = ("caption", "byline")
_MARKS: Final = "“”‘’\"' "


def read_closely(
    analysis: Analysis, *, paragraphs: Sequence[str] = (), anchor: str = ""
) -> Reading:
    """Show an analysed article for close reading, with all that was found in it.

    Parameters
    ----------
    analysis
        From `analyse`.
    paragraphs
        Labels of the paragraphs to show ("T", "1", "8.2"); the whole article where empty.
    anchor
        Put before the id of each paragraph, for a page that shows a text more than once.

    Returns
    -------
    Reading
        HTML without scripts; a notebook shows it as the last expression of a cell. Mentions stand
        in their actor's colour with its name beside them, quotations by voice, devices with a line
        for each family, and the stance toward each actor in the margin. Below it, "Why" opens the
        reasons of the paragraph; a mark also says its own when the pointer rests on it.

    Raises
    ------
    DiscourseError
        If no paragraph has a given label.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> found = analyse(make_article("Norway clearly betrayed Sweden."), engine="lexical")
    >>> 'class="note"' in read_closely(found).html
    True
    """
    shown = choose_blocks(analysis.article, paragraphs=paragraphs)
    if not len(paragraphs):
        every = analysis.paragraphs
        shown = every[every["label"].isin(shown["label"]) | every["kind"].isin(_BESIDE)]
    marks = collect_marks(
        actors=analysis.actors,
        mentions=analysis.mentions,
        quotes=analysis.quotes,
        evidence=analysis.evidence,
        measure="device",
    )
    notes, numbers = note_stances(analysis), number_actors(analysis.actors)
    rows = []
    for row in iterate(shown):
        block = write_block(row, text=analysis.article.text, marks=marks, anchor=anchor)
        margin = _margin(row, marks=marks, notes=notes.get(row.paragraph, []), numbers=numbers)
        rows.append(f'<div class="row">{block}{margin if row.label else ""}</div>')
    seen = [mark for row in iterate(shown) for mark in within(marks, start=row.start, end=row.end)]
    language = escape(language_of(analysis.article))
    return Reading(
        f'<div class="reading closely" lang="{language}">{_toggles()}{_legend(seen, analysis)}'
        f"{''.join(rows)}</div>",
        reading_style() + stance_rules(scope=".closely"),
    )


def stance_rules(*, scope: str) -> str:
    """Give the rules for the ground and the ink of a stance, one for each step.

    Parameters
    ----------
    scope
        The selector within which they hold.
    """
    rules = []
    for step in range(_STEPS):
        ground = stance_colour(2 * step / (_STEPS - 1) - 1)
        rules.append(
            f"{scope} .stance-{step} {{ background: {ground}; color: {ink_on(ground)}; }}\n"
        )
    return "".join(rules)


def stance_class(value: float) -> str:
    """Name the class of a stance from -1 to +1.

    Examples
    --------
    >>> stance_class(-1), stance_class(0.02), stance_class(1)
    ('stance-0', 'stance-4', 'stance-8')
    """
    return f"stance-{round((value + 1) / 2 * (_STEPS - 1))}"


def _toggles() -> str:
    # Hidden where no style rules are kept, as in a notebook that is not trusted: the boxes would
    # do nothing there. The rules show them.
    boxes = "".join(
        f'<label><input type="checkbox" class="{name}" checked> {words}</label> '
        for name, words in TOGGLES
    )
    return f'<fieldset class="toggles" hidden><legend>Show</legend>{boxes}</fieldset>'


def _legend(marks: Sequence[Mark], analysis: Analysis) -> str:
    """Explain the marks that occur, and no others."""
    classes = {name for mark in marks for name in mark.classes.split()}
    labels, numbers = label_actors(analysis.actors), number_actors(analysis.actors)
    named = dict.fromkeys(value for mark in marks for name, value in mark.data if name == "actor")
    actors = [
        f'<span class="mention {ink_classes(numbers.get(actor))}">'
        f"{escape_words(labels.get(actor, actor))}</span>"
        for actor in sorted(named, key=lambda actor: numbers.get(actor, len(numbers)))
    ]
    if "place" in classes:
        actors.append('<span class="mention ink-none place">dotted: only as a place</span>')
    voices = [
        f'<span class="quote quote-{kind}">{words}</span>'
        for kind, words in QUOTE_WORDS.items()
        if f"quote-{kind}" in classes
    ]
    devices = [
        f'<span class="cue family-{number}">{words}</span> ({_join(names)})'
        for number, (words, names) in enumerate(DEVICE_FAMILIES.items(), start=1)
        if f"family-{number}" in classes
    ]
    stance = [
        f'<span class="value {stance_class(value)}">{signed(value, places=1)}</span> {words}'
        for value, words in ((-1, "against the actor"), (0, "neither"), (1, "for the actor"))
    ]
    lines = (
        ("why-mention", "Actors", actors),
        ("why-quote", "Voices", ["no mark: the author", *voices]),
        ("why-cue", "Devices", devices),
        ("why-note", "Stance", stance),
    )
    return '<dl class="key">{}</dl>'.format(
        "".join(
            f'<div class="{kind}"><dt>{name}</dt><dd>{" · ".join(items)}</dd></div>'
            for kind, name, items in lines
            if items
        )
    )


def _join(names: Sequence[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


def _margin(
    row: Any, *, marks: Sequence[Mark], notes: Sequence[Note], numbers: dict[str, int]
) -> str:
    label = escape_words(row.label)
    items = "".join(_write_note(note, numbers) for note in notes)
    stances = f'<ul class="notes" aria-label="Stance in paragraph {label}">{items}</ul>'
    reasons = [
        *_note_reasons(notes),
        *_mark_reasons(within(marks, start=row.start, end=row.end), row=row),
    ]
    why = (
        '<details class="why"><summary>Why<span class="unseen"> paragraph '
        f"{label} is marked so</span></summary><ul>{''.join(reasons)}</ul></details>"
    )
    return f'<div class="margin">{stances if notes else ""}{why if reasons else ""}</div>'


def _write_note(note: Note, numbers: dict[str, int]) -> str:
    name = f'<span class="mention {ink_classes(numbers.get(note.actor))}">{{}}</span>'
    name = name.format(escape_words(note.label))
    if note.value is None:
        return f'<li class="note"><span class="value none">–</span> {name} {note.verdict}</li>'
    value = f'<span class="value {stance_class(note.value)}">{signed(note.value)}</span>'
    return f'<li class="note">{value} {name} {note.verdict}</li>'


def _note_reasons(notes: Sequence[Note]) -> Iterator[str]:
    for note in notes:
        told = "" if note.value is None else f" {signed(note.value)}"
        head = f"<b>{escape_words(note.label)}{told}</b>, {note.verdict}"
        body = "; ".join(escape_words(reason) for reason in note.reasons)
        yield f'<li class="why-note">{head}{f": {body}" if body else ""}</li>'


def _mark_reasons(marks: Sequence[Mark], *, row: Any) -> Iterator[str]:
    for mark in marks:
        words = row.text[max(mark.start - row.start, 0) : mark.end - row.start]
        if len(words) > 60:
            words = f"{words[:40].rstrip()} … {words[-16:].lstrip()}"
        said = escape_words(words.strip(_MARKS))
        yield f'<li class="why-{mark.kind}">“{said}”: {escape_words(mark.why)}</li>'


def export_reading(analysis: Analysis, *, path: Path | str) -> Path:
    """Write the reading view of an article as a page of its own.

    Parameters
    ----------
    analysis
        From `analyse`.
    path
        The file to write.

    Returns
    -------
    pathlib.Path
        The file: one page that needs no network and runs no script.

    Raises
    ------
    DiscourseError
        If it cannot be written there.
    """
    return write_whole(Path(path), render_reading(analysis))


def render_reading(analysis: Analysis) -> str:
    """Render the page that `export_reading` writes."""
    reading = read_closely(analysis)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8") + reading.style
    about = analysis.article.articles.iloc[0].to_dict()
    return environment.get_template("page.html.j2").render(
        about={key: clean_words(str(value)) for key, value in about.items()},
        style=style,
        style_hash=hash_of(style),
        reading=reading.html,
        settings=analysis.settings,
    )


def hash_of(content: str) -> str:
    """Give the source expression by which a Content-Security-Policy permits a style or script."""
    return "sha256-" + b64encode(sha256(content.encode("utf-8")).digest()).decode("ascii")
