"""Measure how a political article portrays each actor, paragraph by paragraph.

The notebooks import from here; each name is documented where it is defined. Names follow one
pattern: `load_*` reads a file, `find_*` gives a table of what is in the text, `score_*` adds
evidence up, `plot_*` draws a figure, `export_*` writes files.
"""

from helpers.actors import find_mentions, find_unresolved, resolve_mentions
from helpers.analysis import Analysis, analyse
from helpers.catalogue import load_actors
from helpers.coding import draw_cells, estimate_means, load_codes, recalibrate
from helpers.corners import compare_square, score_square
from helpers.corpus import Article, load_article, make_article
from helpers.cues import load_lexicon
from helpers.engines import choose_engine
from helpers.errors import DiscourseError
from helpers.events import find_events
from helpers.export import export_figure, export_table, import_table
from helpers.framing import find_frames
from helpers.narrative import find_narrative_roles
from helpers.narrative_scores import score_narrative_roles, summarise_roles
from helpers.neural_stance import NeuralSettings, find_neural_stance
from helpers.plots import (
    plot_devices,
    plot_frames,
    plot_polarity_against_stance,
    plot_salience,
    plot_square,
    plot_stance,
    plot_stance_lines,
    plot_voices,
)
from helpers.publish import publish
from helpers.reading import annotate
from helpers.report import summarise_actors
from helpers.rhetoric import find_devices
from helpers.scores import ScoreSettings, score_evidence
from helpers.sentiment import find_polarity
from helpers.square import find_square, propose_blocs
from helpers.stance import find_stance
from helpers.suggestion import suggest_actors
from helpers.voices import assign_voices, find_quotes, name_speakers

__all__ = [
    "Analysis",
    "Article",
    "DiscourseError",
    "NeuralSettings",
    "ScoreSettings",
    "analyse",
    "annotate",
    "assign_voices",
    "choose_engine",
    "compare_square",
    "draw_cells",
    "estimate_means",
    "export_figure",
    "export_table",
    "find_devices",
    "find_events",
    "find_frames",
    "find_mentions",
    "find_narrative_roles",
    "find_neural_stance",
    "find_polarity",
    "find_quotes",
    "find_square",
    "find_stance",
    "find_unresolved",
    "import_table",
    "load_actors",
    "load_article",
    "load_codes",
    "load_lexicon",
    "make_article",
    "name_speakers",
    "plot_devices",
    "plot_frames",
    "plot_polarity_against_stance",
    "plot_salience",
    "plot_square",
    "plot_stance",
    "plot_stance_lines",
    "plot_voices",
    "propose_blocs",
    "publish",
    "recalibrate",
    "resolve_mentions",
    "score_evidence",
    "score_narrative_roles",
    "score_square",
    "suggest_actors",
    "summarise_actors",
    "summarise_roles",
]
