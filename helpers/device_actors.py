"""Who is hedged, mocked, accused, and how often? Evidence in; a table of devices by actors out.

A device works on an actor where `helpers.device_targets` says so. Counts alone would put whoever
is named most on top, so uses are set against the sentences that name the actor.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import numpy as np
import pandas as pd

from helpers.errors import DiscourseError
from helpers.schema import ALL_VOICES, AUTHOR, DEVICES, QUOTED, check_table, iterate, sure

# With fewer sentences a rate says nothing.
FEWEST_SENTENCES: Final = 5
_VOICES: Final = (ALL_VOICES, AUTHOR, QUOTED)
_COLUMNS: Final = ("device", "actor", "voice", "n", "n_sentences", "rate", "low", "high")
_DOMAIN: Final = r"^metaphor of (\w+):"


def compare_device_actors(
    evidence: pd.DataFrame,
    *,
    mentions: pd.DataFrame,
    draws: int = 1000,
    seed: int = 2018,
) -> pd.DataFrame:
    """Count how often each device works on each actor, in the author's words and in quoted ones.

    Parameters
    ----------
    evidence
        Of one article; rows of measure `device` that have an actor count.
    mentions
        Of the same article; names count, mere places do not.
    draws
        Bootstrap samples of the sentences behind each interval.
    seed
        Of the samples.

    Returns
    -------
    pandas.DataFrame
        One row per device, actor and voice (all, author, quoted) with a use in any voice, devices
        in order of the schema; columns device, actor, voice, n (uses), n_sentences (sentences that
        name the actor in that voice), rate (uses per 100 of them), low, high (95 % bootstrap
        interval over sentences; Efron & Tibshirani 1993). Under five sentences the last three are
        missing: insufficient evidence.

    Raises
    ------
    DiscourseError
        If the tables hold several articles.

    Notes
    -----
    The interval tells how much a rate hangs on single sentences, not how often a device or its
    actor was found wrongly.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> text = "Norway clearly lost. " + "Norway waits. " * 4 + "Sweden waits."
    >>> found = analyse(make_article(text), engine="lexical")
    >>> table = compare_device_actors(found.evidence, mentions=found.mentions)
    >>> table[["device", "actor", "voice", "n", "n_sentences", "rate"]].values.tolist()
    [['booster', 'norway', 'all', 1, 5, 20.0], ['booster', 'norway', 'author', 1, 5, 20.0],
     ['booster', 'norway', 'quoted', 0, 0, nan]]
    """
    check_table(evidence, table="evidence")
    check_table(mentions, table="mentions")
    articles = sorted(set(evidence["article"]) | set(mentions["article"]))
    if len(articles) > 1:
        raise DiscourseError(
            f"the tables hold {len(articles)} articles ({', '.join(articles)}); give one at a time"
        )
    home = dict(zip(mentions["mention"], mentions["sentence"], strict=True))
    named: dict[tuple[str, str], set[int]] = {}
    for mention in iterate(sure(mentions)):
        if mention.role != "place":
            for voice in (ALL_VOICES, AUTHOR if mention.voice == AUTHOR else QUOTED):
                named.setdefault((mention.actor, voice), set()).add(mention.sentence)
    uses: dict[tuple[str, str, str], Counter[int]] = {}
    for row in iterate(evidence[(evidence["measure"] == "device") & (evidence["actor"] != "")]):
        for voice in (ALL_VOICES, AUTHOR if row.voice == AUTHOR else QUOTED):
            # A doer that is told a sentence before is counted there.
            uses.setdefault((row.label, row.actor, voice), Counter())[home[row.mention]] += 1
    order = [*DEVICES, *sorted({device for device, _, _ in uses} - set(DEVICES))]
    pairs = sorted(
        {(device, actor) for device, actor, _ in uses},
        key=lambda pair: (order.index(pair[0]), pair[1]),
    )
    rows: list[dict[str, Any]] = []
    for device, actor in pairs:
        for voice in _VOICES:
            counts = uses.get((device, actor, voice), Counter())
            rows.append(
                {"device": device, "actor": actor, "voice": voice, "n": sum(counts.values())}
                | _rate(counts, sorted(named.get((actor, voice), set())), draws=draws, seed=seed)
            )
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def _rate(counts: Counter[int], sentences: list[int], *, draws: int, seed: int) -> dict[str, Any]:
    """Set uses against the sentences that name an actor."""
    number = len(sentences)
    if number < FEWEST_SENTENCES:
        return {"n_sentences": number, "rate": np.nan, "low": np.nan, "high": np.nan}
    each = np.array([counts[sentence] for sentence in sentences], dtype=np.float64)
    generator = np.random.default_rng(seed)
    drawn = generator.multinomial(number, np.full(number, 1 / number), size=draws) @ each
    rates = np.sort(drawn) / number * 100
    low, high = (float(rates[round(share * (draws - 1))]) for share in (0.025, 0.975))
    return {"n_sentences": number, "rate": each.sum() / number * 100, "low": low, "high": high}


def count_domains(evidence: pd.DataFrame) -> pd.Series:
    """Count metaphors by what they liken their matter to, the commonest first.

    Parameters
    ----------
    evidence
        Rows of `find_devices`; the domain is read from `why`.

    Returns
    -------
    pandas.Series
        The number of metaphors, by domain; images of a list without domains are left out.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.rhetoric import find_devices
    >>> from helpers.schema import make_table
    >>> article = make_article("The trial was a farce. The league is a paper tiger, a charade.")
    >>> found = find_devices(article.sentences, mentions=make_table("mentions", []),
    ...                      quotes=make_table("quotes", []))
    >>> count_domains(found).to_dict()
    {'theatre': 2, 'animal': 1}
    """
    found = evidence[(evidence["measure"] == "device") & (evidence["label"] == "metaphor")]
    domains = Counter(found["why"].str.extract(_DOMAIN)[0].dropna())
    counts = dict(sorted(domains.items(), key=lambda pair: (-pair[1], pair[0])))
    return pd.Series(counts, name="n", dtype="int64").rename_axis("domain")
