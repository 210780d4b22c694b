"""Measure how a political article portrays each actor, paragraph by paragraph.

The notebooks import from here; each name is documented where it is defined. Names follow one
pattern: `load_*` reads a file, `find_*` gives a table of what is in the text, `score_*` adds
evidence up, `plot_*` draws a figure, `export_*` writes files.
"""

from helpers.actors import find_mentions, find_unresolved, resolve_mentions
from helpers.analysis import Analysis, analyse
from helpers.batch import Batch, analyse_archive
from helpers.catalogue import load_actors
from helpers.changepoints import find_changes
from helpers.checking import check_answer
from helpers.chunks import Plan, make_plan
from helpers.close_reading import export_reading, read_closely
from helpers.coder_comparison import (
    code_by_machine,
    compare_codings,
    compare_paragraphs,
    count_confusion,
    list_disagreements,
)
from helpers.coding import draw_cells, estimate_means, load_codes, recalibrate
from helpers.coding_desk import code_article
from helpers.coding_sheets import export_coding_template, load_coding, load_codings
from helpers.codings import make_task
from helpers.comparison import Comparison, compare_articles
from helpers.contrasts import compare_sides
from helpers.corners import compare_square, score_square
from helpers.corpus import Article, load_article, make_article
from helpers.cues import load_lexicon
from helpers.device_actors import compare_device_actors, count_domains
from helpers.disagreements import show_disagreements
from helpers.dispersion import score_dispersion
from helpers.distribution import score_curve
from helpers.documents import Source
from helpers.duplicates import find_duplicates
from helpers.editor import ActorEditor, edit_actors
from helpers.engines import choose_engine
from helpers.errors import DiscourseError
from helpers.events import find_events
from helpers.exhibits import export_figures
from helpers.explore import explore
from helpers.export import export_figure, export_table, import_table
from helpers.fetching import load_url
from helpers.frame_actors import find_frame_actors, find_frame_functions, score_frame_actors
from helpers.framing import find_frames
from helpers.gathering import Failure, read_sources
from helpers.ingest import Corpus, describe_corpus, load_corpus, survey_corpus
from helpers.loading import count_articles, load_tables
from helpers.locating import find_sources
from helpers.many import find_many_stances
from helpers.matched import compare_matched, match_events
from helpers.narrative import find_narrative_roles
from helpers.narrative_scores import score_narrative_roles, summarise_roles
from helpers.neural_stance import NeuralSettings, find_neural_stance
from helpers.outlet_shift import explain_outlets
from helpers.outlet_time import find_turns, score_over_time
from helpers.outlets import compare_outlets, score_articles
from helpers.own import save_actors, save_article
from helpers.pasted import load_pasted
from helpers.plots import (
    plot_agreement,
    plot_comparison,
    plot_confusion,
    plot_curves,
    plot_devices,
    plot_frame_actors,
    plot_frames,
    plot_matched,
    plot_network,
    plot_outlets,
    plot_over_time,
    plot_polarity_against_stance,
    plot_salience,
    plot_sensitivity,
    plot_shift,
    plot_square,
    plot_stance,
    plot_stance_lines,
    plot_voices,
)
from helpers.presets import Preset
from helpers.publish import publish
from helpers.reading import annotate
from helpers.relations import find_acts, score_relations
from helpers.reliability import measure_reliability
from helpers.reprints import drop_reprints
from helpers.resampling import Resampling
from helpers.rhetoric import find_devices
from helpers.scores import ScoreSettings, score_evidence
from helpers.sensitivity import Finding, compare_variants, propose_findings
from helpers.sentiment import find_polarity
from helpers.series import score_sentences
from helpers.shift import explain_shift
from helpers.sides import Side
from helpers.square import find_square, propose_blocs
from helpers.stance import find_stance
from helpers.suggestion import suggest_actors
from helpers.summary import summarise_actors
from helpers.variants import Variant, make_variants
from helpers.view import View, render_view
from helpers.voices import assign_voices, find_quotes, name_speakers

__all__ = [
    "ActorEditor",
    "Analysis",
    "Article",
    "Batch",
    "Comparison",
    "Corpus",
    "DiscourseError",
    "Failure",
    "Finding",
    "NeuralSettings",
    "Plan",
    "Preset",
    "Resampling",
    "ScoreSettings",
    "Side",
    "Source",
    "Variant",
    "View",
    "analyse",
    "analyse_archive",
    "annotate",
    "assign_voices",
    "check_answer",
    "choose_engine",
    "code_article",
    "code_by_machine",
    "compare_articles",
    "compare_codings",
    "compare_device_actors",
    "compare_matched",
    "compare_outlets",
    "compare_paragraphs",
    "compare_sides",
    "compare_square",
    "compare_variants",
    "count_articles",
    "count_confusion",
    "count_domains",
    "describe_corpus",
    "draw_cells",
    "drop_reprints",
    "edit_actors",
    "estimate_means",
    "explain_outlets",
    "explain_shift",
    "explore",
    "export_coding_template",
    "export_figure",
    "export_figures",
    "export_reading",
    "export_table",
    "find_acts",
    "find_changes",
    "find_devices",
    "find_duplicates",
    "find_events",
    "find_frame_actors",
    "find_frame_functions",
    "find_frames",
    "find_many_stances",
    "find_mentions",
    "find_narrative_roles",
    "find_neural_stance",
    "find_polarity",
    "find_quotes",
    "find_sources",
    "find_square",
    "find_stance",
    "find_turns",
    "find_unresolved",
    "import_table",
    "list_disagreements",
    "load_actors",
    "load_article",
    "load_codes",
    "load_coding",
    "load_codings",
    "load_corpus",
    "load_lexicon",
    "load_pasted",
    "load_tables",
    "load_url",
    "make_article",
    "make_plan",
    "make_task",
    "make_variants",
    "match_events",
    "measure_reliability",
    "name_speakers",
    "plot_agreement",
    "plot_comparison",
    "plot_confusion",
    "plot_curves",
    "plot_devices",
    "plot_frame_actors",
    "plot_frames",
    "plot_matched",
    "plot_network",
    "plot_outlets",
    "plot_over_time",
    "plot_polarity_against_stance",
    "plot_salience",
    "plot_sensitivity",
    "plot_shift",
    "plot_square",
    "plot_stance",
    "plot_stance_lines",
    "plot_voices",
    "propose_blocs",
    "propose_findings",
    "publish",
    "read_closely",
    "read_sources",
    "recalibrate",
    "render_view",
    "resolve_mentions",
    "save_actors",
    "save_article",
    "score_articles",
    "score_curve",
    "score_dispersion",
    "score_evidence",
    "score_frame_actors",
    "score_narrative_roles",
    "score_over_time",
    "score_relations",
    "score_sentences",
    "score_square",
    "show_disagreements",
    "suggest_actors",
    "summarise_actors",
    "summarise_roles",
    "survey_corpus",
]
