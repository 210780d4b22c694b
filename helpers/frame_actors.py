"""To whom do the frames attach? Evidence, events and quotations in; actors by frame and part out.

A cue of a frame stands in a clause, and a clause has parts. Who does the deed is the *agent* of the
frame there, whom it is done to its *object*, and whose judgement it is its *judge*. What an actor
does in a frame is then counted in sentences and held against what chance would give.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from helpers.judging import is_judging
from helpers.schema import AUTHOR, group_rows, iterate

PARTS: Final = ("agent", "object", "judge")
FUNCTIONS: Final = ("problem", "cause", "judgement", "remedy")
COLUMNS: Final = (
    "article",
    "paragraph",
    "sentence",
    "evidence",
    "frame",
    "function",
    "cue",
    "start",
    "end",
    "actor",
    "part",
    "why",
)
# What ends the reach of a deed to either side.
_BARRIER: Final = re.compile(r"[;:()\[\]–—\"“”„«»]|\s-\s|, (?:and|but|while|whereas|although) ")
_FUNCTION: Final = re.compile(r", names a (problem|cause|judgement|remedy)")
PRESENT: Final = 1.0  # the sum of weights from which a frame is present
REACH: Final = 80  # code points between a cue and the verb or noun of its deed
INSUFFICIENT: Final = "insufficient evidence"


@dataclass(frozen=True)
class AttachmentSettings:
    """Set what counts as enough, and how often to draw.

    Attributes
    ----------
    least : int
        Pairs that an actor in its part, and a frame in that part, must have; below it the
        finding is "insufficient evidence".
    level : float
        A share of chance below which a finding is told apart from chance.
    draws, seed : int
        Bootstrap samples of sentences behind each interval, and their seed.
    """

    least: int = 5
    level: float = 0.05
    draws: int = 1000
    seed: int = 2018


def function_of(why: str) -> str:
    """Read which of Entman's functions a cue serves from the reason of its evidence row.

    Examples
    --------
    >>> function_of("“to blame” speaks for responsibility +1, names a judgement")
    'judgement'
    """
    found = _FUNCTION.search(why)
    return found[1] if found else ""


def find_frame_functions(evidence: pd.DataFrame) -> pd.DataFrame:
    """Count which of Entman's four functions the cues of each frame serve, by paragraph.

    Parameters
    ----------
    evidence
        Rows of the table `evidence`; those of other measures are left out.

    Returns
    -------
    pandas.DataFrame
        One row per paragraph and frame with a cue, columns article, paragraph, frame, problem,
        cause, judgement, remedy (cues that serve it), untold (cues of which the list says
        nothing) and n_functions (how many of the four are served).

    Notes
    -----
    To frame is to promote a problem definition, a causal interpretation, a moral evaluation or a
    treatment (Entman 1993). The function stands in the list with the cue, not with its sentence:
    "no apology" names a remedy as "an apology" does.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.framing import find_frames
    >>> from helpers.schema import make_table
    >>> article = make_article("The truce ended the siege.")
    >>> evidence = find_frames(article.sentences, mentions=make_table("mentions", []))
    >>> found = find_frame_functions(evidence).set_index("frame")
    >>> found.loc["conflict", ["problem", "remedy", "n_functions"]].tolist()
    [1, 1, 2]
    """
    cells: dict[tuple[str, int, str], dict[str, int]] = {}
    for row in iterate(evidence[evidence["measure"] == "frame"]):
        key = (row.article, row.paragraph, row.label)
        counts = cells.setdefault(key, dict.fromkeys((*FUNCTIONS, "untold"), 0))
        counts[function_of(row.why) or "untold"] += 1
    return pd.DataFrame(
        [
            {
                "article": article,
                "paragraph": paragraph,
                "frame": frame,
                **counts,
                "n_functions": sum(counts[function] > 0 for function in FUNCTIONS),
            }
            for (article, paragraph, frame), counts in sorted(cells.items())
        ],
        columns=["article", "paragraph", "frame", *FUNCTIONS, "untold", "n_functions"],
    )


def find_frame_actors(
    evidence: pd.DataFrame,
    *,
    sentences: pd.DataFrame,
    events: pd.DataFrame,
    quotes: pd.DataFrame,
    traces: bool = False,
) -> pd.DataFrame:
    """Find whom each cue of a frame makes agent, object or judge.

    Parameters
    ----------
    evidence
        Rows of the table `evidence`; those of other measures are left out.
    sentences, events, quotes
        Tables of the schema.
    traces
        Whether cues count as well in paragraphs in which their frame is a mere trace.

    Returns
    -------
    pandas.DataFrame
        One row per cue, actor and part, columns article, paragraph, sentence, evidence (number of
        the cue's row), frame, function, cue, start, end, actor, part and why. A cue whose clause
        names no actor, and that judges nothing, has no row; nor, without `traces`, has one in a
        paragraph in which its frame is not present (a sum of weights under `PRESENT`).

    Notes
    -----
    The deed of a cue is the one whose verb or noun it is, or else the nearest in its sentence, at
    most `REACH` code points away and with no stronger mark than a comma between them. Its agent
    is the frame's agent and its patient the object; but who does a *judging* deed ("Norway
    condemned the raid", `is_judging`), and does it in fact, is the judge by a cue whose function
    is judgement. Who does another deed that is told in words of judgement ("Norway has failed")
    is judged, not judging, and stays the agent. A cue whose function is judgement has as judge
    also whoever speaks it: the actor that is quoted, or the author. Known failures: those of
    `find_events`, and a cue that stands between two deeds and belongs to the farther.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.catalogue import load_actors
    >>> from helpers.analysis import analyse
    >>> article = make_article("Norway has imposed sanctions on Sweden.")
    >>> told = analyse(article, actors=load_actors(), engine="lexical")
    >>> found = find_frame_actors(
    ...     told.evidence,
    ...     sentences=told.sentences,
    ...     events=told.events,
    ...     quotes=told.quotes,
    ...     traces=True,
    ... )
    >>> found.loc[found["frame"] == "economic", ["cue", "actor", "part"]].values.tolist()
    [['sanctions', 'norway', 'agent'], ['sanctions', 'sweden', 'object']]
    """
    deeds = group_rows(events, by="sentence")
    said = [quote for quote in iterate(quotes) if quote.speaker_actor]
    texts = {row.sentence: row for row in iterate(sentences)}
    rows: list[dict[str, Any]] = []
    cues = evidence[evidence["measure"] == "frame"]
    sums = cues.groupby(["paragraph", "label"])["weight"].transform("sum")
    for row in iterate(cues if traces else cues[sums >= PRESENT]):
        common = {
            name: getattr(row, name)
            for name in ("article", "paragraph", "sentence", "evidence", "cue", "start", "end")
        }
        common |= {"frame": row.label, "function": function_of(row.why)}
        parts = dict.fromkeys(
            (
                *_parts_in_clause(row, deeds.get(row.sentence, []), texts[row.sentence]),
                *_judges(row, said),
            )
        )
        # One actor has one part by one cue: whoever judges is not the agent as well.
        judges = {actor for actor, part, _ in parts if part == "judge"}
        seen: set[tuple[str, str]] = set()
        for actor, part, why in parts:
            if (actor, part) not in seen and (part != "agent" or actor not in judges):
                seen.add((actor, part))
                rows.append({**common, "actor": actor, "part": part, "why": why})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _parts_in_clause(
    cue: Any, deeds: Sequence[Any], sentence: Any
) -> Iterator[tuple[str, str, str]]:
    """Name the agents and objects of the deed to which a cue belongs."""
    reached = []
    for deed in deeds:
        first, last = min(cue.end, deed.end), max(cue.start, deed.start)
        gap = sentence.text[max(0, first - sentence.start) : max(0, last - sentence.start)]
        inside = deed.start < cue.end and cue.start < deed.end
        if inside or (len(gap) <= REACH and not _BARRIER.search(gap)):
            reached.append((0 if inside else 1 + len(gap), deed))
    if not reached:
        return
    nearest = min(distance for distance, _ in reached)
    for distance, deed in reached:
        if distance == nearest:
            judging = function_of(cue.why) == "judgement" and _is_judgement(deed)
            place = "is" if distance == 0 else "stands by"
            if deed.agent:
                part = "judge" if judging else "agent"
                yield deed.agent, part, f"the cue {place} the deed “{deed.verb}” that it does"
            if deed.patient:
                yield deed.patient, "object", f"the cue {place} the deed “{deed.verb}” done to it"


def _is_judgement(deed: Any) -> bool:
    """Tell whether a deed is a judging one and done: who refuses to condemn is no judge."""
    noun = deed.construction == "nominal"
    return is_judging(deed.verb, noun=noun) and not deed.negated and deed.modality == "asserted"


def _judges(cue: Any, said: Sequence[Any]) -> Iterator[tuple[str, str, str]]:
    """Name who speaks a cue that judges."""
    if function_of(cue.why) != "judgement":
        return
    if cue.voice == AUTHOR:
        yield AUTHOR, "judge", "the author's own words judge"
    for quote in said:
        if cue.voice != AUTHOR and quote.start <= cue.start and cue.end <= quote.end:
            yield quote.speaker_actor, "judge", "its quoted words judge"


def score_frame_actors(
    attached: pd.DataFrame, *, settings: AttachmentSettings | None = None
) -> pd.DataFrame:
    """Count how often each actor has each part in each frame, against what chance would give.

    Parameters
    ----------
    attached
        From `find_frame_actors`.
    settings
        What is enough, and how often to draw.

    Returns
    -------
    pandas.DataFrame
        One row per part, actor and frame that all occur, columns part, actor, frame, n_cues (cues
        by which it has the part), n_sentences (sentences with such a cue), expected (sentences by
        chance), lift (the one divided by the other), low and high (95 % bootstrap interval of
        the lift), p (exact), p_holm (p corrected for the number of cells of the part) and finding:
        above chance, below chance, not told apart from chance, or insufficient evidence.

    Notes
    -----
    What is counted are pairs of an actor and a frame, each once a sentence. Of the N pairs of a
    part, K have the actor and n the frame; by chance K·n/N would have both (Fisher's exact test,
    two-sided; Holm 1979 for the number of cells). An actor named often is thus held against its
    own number, and so is a frame. Pairs of one sentence are not independent, which makes p a
    little too small; so a finding also needs an interval, from sentences drawn anew, that keeps
    clear of 1.

    Examples
    --------
    >>> attached = pd.DataFrame(
    ...     [("judge", "zog", "morality", s) for s in range(6)]
    ...     + [("judge", "mot", "economic", s) for s in range(6, 12)],
    ...     columns=["part", "actor", "frame", "sentence"],
    ... )
    >>> found = score_frame_actors(attached)
    >>> found[["actor", "frame", "n_sentences", "lift", "finding"]].values.tolist()
    [['mot', 'economic', 6, 2.0, 'above chance'], ['mot', 'morality', 0, 0.0, 'below chance'],
     ['zog', 'economic', 0, 0.0, 'below chance'], ['zog', 'morality', 6, 2.0, 'above chance']]
    """
    settings = settings or AttachmentSettings()
    rows: list[dict[str, Any]] = []
    for part in PARTS:
        told = attached[attached["part"] == part]
        if not told.empty:
            rows += _correct(_score_part(told, part, settings), settings)
    names = "part actor frame n_cues n_sentences expected lift low high p p_holm finding".split()
    return pd.DataFrame(rows, columns=names)


def _score_part(
    told: pd.DataFrame, part: str, settings: AttachmentSettings
) -> list[dict[str, Any]]:
    cues = Counter(zip(told["actor"], told["frame"], strict=True))
    pairs = told[["sentence", "actor", "frame"]].drop_duplicates()
    numbers = {sentence: i for i, sentence in enumerate(sorted(set(pairs["sentence"])))}
    actors, frames = sorted(set(pairs["actor"])), sorted(set(pairs["frame"]))
    # One layer a sentence: which actor has the part in which frame.
    table = np.zeros((len(numbers), len(actors), len(frames)))
    for row in iterate(pairs):
        table[numbers[row.sentence], actors.index(row.actor), frames.index(row.frame)] = 1
    generator = np.random.default_rng([settings.seed, PARTS.index(part)])
    shares = np.full(len(numbers), 1 / len(numbers))
    draws = generator.multinomial(len(numbers), shares, size=settings.draws)
    drawn = np.einsum("ds,saf->daf", draws, table)
    counts = table.sum(0)
    by_actor, by_frame, total = counts.sum(1), counts.sum(0), counts.sum()
    rows = []
    for i, actor in enumerate(actors):
        for j, frame in enumerate(frames):
            expected = by_actor[i] * by_frame[j] / total
            low, high = _interval(drawn, i, j)
            enough = min(by_actor[i], by_frame[j]) >= settings.least
            margins = (int(counts[i, j]), int(by_actor[i]), int(by_frame[j]), int(total))
            rows.append(
                {
                    "part": part,
                    "actor": actor,
                    "frame": frame,
                    "n_cues": cues[actor, frame],
                    "n_sentences": int(counts[i, j]),
                    "expected": float(expected),
                    "lift": float(counts[i, j] / expected),
                    "low": low,
                    "high": high,
                    "p": exact_p(*margins),
                    "p_holm": math.nan,
                    "finding": "" if enough else INSUFFICIENT,
                }
            )
    return rows


def _interval(drawn: np.ndarray, i: int, j: int) -> tuple[float, float]:
    """Give the 2.5th and 97.5th percentile of a lift over the samples that have both margins."""
    actor, frame = drawn[:, i].sum(1), drawn[:, :, j].sum(1)
    told = (actor > 0) & (frame > 0)
    total = drawn.sum((1, 2))[told]
    lifts = np.sort(drawn[told, i, j] * total / (actor[told] * frame[told]))
    low, high = (float(lifts[round(share * (len(lifts) - 1))]) for share in (0.025, 0.975))
    return low, high


def exact_p(both: int, one: int, other: int, total: int) -> float:
    """Give the two-sided p of Fisher's exact test: how often chance gives a table as unlikely.

    Parameters
    ----------
    both, one, other, total
        Pairs with both, with the one, with the other, and in all.

    Examples
    --------
    >>> round(exact_p(3, 3, 3, 6), 3), exact_p(1, 2, 2, 4)
    (0.1, 1.0)
    """
    least, most = max(0, one + other - total), min(one, other)
    ways = {
        k: math.comb(one, k) * math.comb(total - one, other - k) for k in range(least, most + 1)
    }
    return sum(way for way in ways.values() if way <= ways[both]) / math.comb(total, other)


def _correct(rows: list[dict[str, Any]], settings: AttachmentSettings) -> list[dict[str, Any]]:
    """Correct for the number of cells that are tested (Holm), and put the findings into words."""
    tested = sorted((row for row in rows if not row["finding"]), key=lambda row: float(row["p"]))
    worst = 0.0
    for rank, row in enumerate(tested):
        worst = max(worst, min(1.0, row["p"] * (len(tested) - rank)))
        row["p_holm"] = worst
        found = "not told apart from chance"
        if worst < settings.level and row["low"] > 1:
            found = "above chance"
        elif worst < settings.level and row["high"] < 1:
            found = "below chance"
        row["finding"] = found
    return rows
