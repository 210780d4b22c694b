"""Which figures are there?

Tables in: those of one article. Out: a `Picture` from each function. Every figure has a module of
its own or shares one with its like; this one gathers their names for the notebooks.
"""

from __future__ import annotations

from helpers.plots_agreement import plot_agreement, plot_confusion
from helpers.plots_comparison import plot_comparison
from helpers.plots_curves import plot_curves
from helpers.plots_frame_actors import plot_frame_actors
from helpers.plots_frames import plot_frames
from helpers.plots_lines import plot_stance_lines
from helpers.plots_matched import plot_matched
from helpers.plots_network import plot_network
from helpers.plots_outlets import plot_outlets
from helpers.plots_polarity import plot_polarity_against_stance
from helpers.plots_sensitivity import plot_sensitivity
from helpers.plots_shift import plot_shift
from helpers.plots_square import plot_square
from helpers.plots_stance import plot_stance
from helpers.plots_strips import plot_devices, plot_salience
from helpers.plots_time import plot_over_time
from helpers.plots_voices import plot_voices

__all__ = [
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
]
