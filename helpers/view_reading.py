"""Stand-in."""

from html import escape
from itertools import pairwise

from helpers.analysis import Analysis
from helpers.scales import measured_blocks
from helpers.schema import iterate


def stand_in(analysis: Analysis, *, anchor: str = "") -> str:
    text = analysis.article.text
    spans = []
    cues: dict[tuple[str, int, int], list[int]] = {}
    for row in iterate(analysis.evidence):
        if row.measure != "polarity":
            cues.setdefault((row.measure, row.start, row.end), []).append(row.evidence)
    for (measure, start, end), ids in cues.items():
        rows = " ".join(map(str, ids))
        spans.append((start, end, f'class="cue cue-{measure}" data-rows="{rows}"'))
    for row in iterate(analysis.mentions):
        spans.append((row.start, row.end, f'class="mention" data-actor="{escape(row.actor)}"'))
    out = []
    for block in iterate(measured_blocks(analysis.paragraphs)):
        here = [s for s in spans if s[0] < block.end and s[1] > block.start]
        cuts = {block.start, block.end} | {
            min(max(x, block.start), block.end) for s in here for x in s[:2]
        }
        words = ""
        for start, end in pairwise(sorted(cuts)):
            piece = escape(text[start:end])
            for s in sorted(
                (s for s in here if s[0] <= start and end <= s[1]), key=lambda s: s[1] - s[0]
            ):
                piece = f"<span {s[2]}>{piece}</span>"
            words += piece
        out.append(
            f'<p class="block" id="{anchor}p-{block.label}" data-paragraph="{block.paragraph}" '
            f'data-label="{block.label}">{words}</p>'
        )
    return f'<div class="reading" lang="en">{"".join(out)}</div>'
