"""Check whom a sentence favours or tells against, by how much, and by which of its words.

`stance_cases.csv` holds one-clause sentences whose sign was written down before the engine was
asked. The single cases below use a word list of a dozen words, so that every weight can be
multiplied by hand.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.actors import find_mentions
from helpers.analysis import analyse
from helpers.corpus import make_article
from helpers.cues import load_lexicon
from helpers.schema import STANCE_LABELS
from helpers.scores import ScoreSettings
from helpers.stance import StanceSettings, find_stance
from helpers.voices import find_quotes

MakeActors = Callable[..., pd.DataFrame]
CASES = Path(__file__).with_name("stance_cases.csv")
SIGNS = dict(zip(STANCE_LABELS, (-1, 0, 1), strict=True)) | {"": 0}
OPENING = "The talks went on for a third day.\n\n"

WORDS = """cue,pos,agent,patient,describes,of,source
bomb,verb,-0.5,0.5,,,ours
help,verb,0.4,0.2,,,ours
blame,verb,,-0.6,,,ours
besiege,verb,-0.5,0.4,,,ours
attack,noun,-0.4,0.3,,patient,ours
attack,verb,-0.4,0.4,,,ours
crime,noun,-0.5,,,agent,ours
brutal,adjective,,,-0.8,,ours
generous,adjective,,,0.5,,ours
aggressor,noun,,,-0.7,,ours
brutally,adverb,-0.6,,,,ours
in good faith,phrase,0.6,,,,ours
at the mercy of,phrase,,-0.3,,,ours
a danger to,phrase,,,-0.6,,ours
"""


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    file = tmp_path_factory.mktemp("words") / "stance.csv"
    file.write_text(WORDS, encoding="utf-8")
    return load_lexicon("stance", path=file)


@pytest.fixture
def credit(
    lexicon: pd.DataFrame, make_actors: MakeActors
) -> Callable[..., list[tuple[str, str, float]]]:
    """Actor, cue and weight of each row of evidence of a sentence."""

    def credit_sentence(text: str, **options: object) -> list[tuple[str, str, float]]:
        actors = make_actors()
        article = make_article(OPENING + text)
        quotes = find_quotes(article.paragraphs, text=article.text)
        mentions = find_mentions(article.sentences, actors=actors)
        given: dict[str, object] = {"actors": actors, "quotes": quotes, "lexicon": lexicon}
        found = find_stance(article.sentences, mentions=mentions, **(given | options))  # type: ignore[arg-type]
        for row in found.itertuples():
            assert article.text[row.start : row.end] == row.cue
        return list(zip(found["actor"], found["cue"], found["weight"], strict=True))

    return credit_sentence


# ---------------------------------------------------------------- who gets which sign


def test_signs_of_sentences_written_down_beforehand(make_actors: MakeActors) -> None:
    with CASES.open(encoding="utf-8", newline="") as stream:
        cases = list(csv.DictReader(stream))
    assert len(cases) >= 60
    actors = make_actors()
    wrong = []
    turned = 0
    for case in cases:
        found = analyse(
            make_article(case["sentence"]), actors=actors, scoring=ScoreSettings(draws=2)
        ).scores
        rows = found[(found["measure"] == "stance") & (found["actor"] == case["actor"])]
        label = rows.loc[rows["voice"] == "all", "label"].iloc[0]
        if SIGNS[label] != int(case["sign"]):
            wrong.append(f"{case['sentence']} expected {case['sign']}, found {label or 'nothing'}")
            turned += SIGNS[label] == -int(case["sign"])
    share = 1 - len(wrong) / len(cases)
    report = f"{share:.3f} of {len(cases)} right, {turned} turned round\n" + "\n".join(wrong)
    # Measured, not wished for: raise these figures when the engine improves.
    assert share >= MEASURED, report
    assert turned <= TURNED, report


MEASURED = 0.84
TURNED = 3


# ---------------------------------------------------------------- one rule at a time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # agent and patient; sympathy is a weaker hint than blame (0.5 x 0.6)
        (
            "Ruritania bombed Freedonia.",
            [("ruritania", "bombed", -0.5), ("freedonia", "bombed", 0.3)],
        ),
        # a passive is turned round, with and without its by-phrase
        (
            "Freedonia was bombed by Ruritania.",
            [("ruritania", "bombed", -0.5), ("freedonia", "bombed", 0.3)],
        ),
        ("Freedonia was bombed.", [("freedonia", "bombed", 0.3)]),
        # what was not done to an actor tells nothing of it
        ("Freedonia was not bombed.", []),
        ("Freedonia wasn’t bombed.", []),
        # blame falls whole on whom it is laid
        ("Everyone blames Ruritania.", [("ruritania", "blames", -0.6)]),
        # an adjective before, after a copula, after "as", in apposition
        ("The brutal Ruritania left.", [("ruritania", "brutal", -0.8)]),
        ("Ruritania is brutal.", [("ruritania", "brutal", -0.8)]),
        ("Freedonia described Ruritania as brutal.", [("ruritania", "brutal", -0.8)]),
        ("Ruritania, the aggressor, left.", [("ruritania", "aggressor", -0.7)]),
        # an adverb goes to whoever acts
        ("Ruritania brutally answered.", [("ruritania", "brutally", -0.6)]),
        ("Ruritania talked in good faith.", [("ruritania", "in good faith", 0.6)]),
        # an event told by a noun: by its owner, on its object, of its doer
        (
            "Ruritania’s attack on Freedonia went on.",
            [("ruritania", "attack", -0.4), ("freedonia", "attack", 0.18)],
        ),
        ("The crimes of Ruritania went on.", [("ruritania", "crimes", -0.5)]),
        # a participle tells of what it stands before
        ("The besieged Ruritania slept.", [("ruritania", "besieged", 0.24)]),
    ],
)
def test_a_cue_is_credited_by_the_part_that_the_actor_plays(
    credit: Callable[..., list[tuple[str, str, float]]],
    text: str,
    expected: list[tuple[str, str, float]],
) -> None:
    assert sorted(credit(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Ruritania bombed the town.", -0.5),
        # denied: a bad thing clears a little, a good one blames
        ("Ruritania did not bomb the town.", 0.2),
        ("Ruritania never bombed the town.", 0.2),
        ("Ruritania didn’t bomb the town.", 0.2),
        ("Ruritania did not help the town.", -0.32),
        ("Ruritania is not brutal.", 0.32),
        ("Ruritania isn’t generous.", -0.4),
        ("Ruritania refused to help the town.", -0.32),
        ("There was no attack by Ruritania.", 0.16),
        # only supposed
        ("Ruritania would bomb the town.", -0.35),
        ("Ruritania wouldn’t bomb the town.", 0.14),
        ("If Ruritania bombed the town, it rained.", -0.35),
        # asked, and asked for effect
        ("Did Ruritania bomb the town?", -0.25),
        ("Why would Ruritania bomb the town?", 0.3),
        # not the head: a modifier, a possessor, an "of"
        ("Ruritania drones bombed the town.", -0.4),
        ("Ruritania’s drones bombed the town.", -0.4),
        ("The drones of Ruritania bombed the town.", -0.35),
        # an army, a leader and a demonym stand for their state
        ("The Ruritanian Army bombed the town.", -0.5),
        ("Rudolf bombed the town.", -0.5),
        ("Strelsau bombed the town.", -0.5),
        # scare quotes turn the word round, wherever they stand
        ("The “generous” Ruritania left.", -0.25),
        ("Ruritania is “generous”.", -0.25),
        ("Ruritania “helped” the town.", -0.2),
        ("The 'generous' Ruritania left.", -0.25),
        # two factors multiply
        ("Ruritania’s drones would not bomb the town.", 0.112),
        ("Ruritania’s “generous” gift came.", -0.2),
    ],
)
def test_factors_multiply_the_weight(
    credit: Callable[..., list[tuple[str, str, float]]], text: str, weight: float
) -> None:
    assert [(actor, value) for actor, _, value in credit(text)] == [("ruritania", weight)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # To fight an armed group draws no blame, and to be fought no pity ...
        ("Ruritania bombed the rebels.", []),
        ("The rebels were bombed by Ruritania.", []),
        # ... but what it does itself counts, and so does a blow that hits others too.
        ("The rebels bombed Ruritania.", [("rebels", -0.5), ("ruritania", 0.3)]),
        ("Ruritania bombed the rebels and Freedonia.", [("ruritania", -0.5), ("freedonia", 0.3)]),
        ("Everyone blames the rebels.", [("rebels", -0.6)]),
    ],
)
def test_armed_groups_are_fought_without_blame(
    credit: Callable[..., list[tuple[str, str, float]]],
    text: str,
    expected: list[tuple[str, float]],
) -> None:
    found = [(actor, weight) for actor, _, weight in credit(text)]
    assert sorted(found) == sorted(expected)


def test_the_rule_for_armed_groups_can_be_switched_off(
    credit: Callable[..., list[tuple[str, str, float]]],
) -> None:
    text = "Ruritania bombed the rebels."
    both = [("ruritania", "bombed", -0.5), ("rebels", "bombed", 0.3)]
    assert credit(text, settings=StanceSettings(fighter=1.0)) == both
    assert credit(text, actors=None) == both  # without a catalogue nobody is known to be one


@pytest.mark.parametrize(
    "text",
    [
        "The brutal men met in Ruritania.",  # a mere place
        "The crimes went on in Strelsau.",
        "Ruritania met Freedonia.",  # no cue
        "The brutal winter came.",  # no actor
        "War is brutal (and Ruritania slept).",  # something stands between
        "Nobody was brutal; Ruritania slept.",
        "For Ruritania there was something brutal.",  # an adjective speaks of its own noun
    ],
)
def test_where_nothing_ties_a_cue_to_an_actor_nothing_counts(
    credit: Callable[..., list[tuple[str, str, float]]], text: str
) -> None:
    assert credit(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # No clause ties the cue to anyone: the actor beside it has half of it.
        ("At the mercy of Ruritania they slept.", [("ruritania", "At the mercy of", -0.15)]),
        ("A danger to Ruritania was seen.", [("ruritania", "A danger to", -0.6)]),
        ("Ruritania watched as the crime went on.", [("ruritania", "crime", -0.25)]),
    ],
)
def test_a_cue_that_no_clause_ties_goes_to_whoever_is_near(
    credit: Callable[..., list[tuple[str, str, float]]],
    text: str,
    expected: list[tuple[str, str, float]],
) -> None:
    assert credit(text) == expected


def test_why_tells_how_a_weight_came_about(lexicon: pd.DataFrame, make_actors: MakeActors) -> None:
    article = make_article("Ruritania’s drones would not bomb the town.")
    mentions = find_mentions(article.sentences, actors=make_actors())
    found = find_stance(article.sentences, mentions=mentions, lexicon=lexicon)
    (why,) = found["why"]
    assert why == "agent of “bomb” -0.5 × possessor +0.8 × negated -0.4 × unreal +0.7"
    factors = [float(part.split()[-1]) for part in why.split(" × ")]
    product = 1.0
    for factor in factors:
        product *= factor
    assert found["weight"][0] == pytest.approx(product)


def test_every_weight_of_the_article_is_the_product_of_its_factors(
    analysis: object,
) -> None:
    evidence = analysis.evidence  # type: ignore[attr-defined]
    stance = evidence[evidence["measure"] == "stance"]
    assert len(stance) > 20
    for row in stance.itertuples():
        product = 1.0
        for part in row.why.split(" × "):
            product *= float(part.rsplit(" ", 1)[1])
        assert row.weight == pytest.approx(product, abs=6e-5), row.why
    assert stance["weight"].between(-1, 1).all()
    assert (stance["weight"] != 0).all()


def test_voices_are_those_of_the_mention(lexicon: pd.DataFrame, make_actors: MakeActors) -> None:
    article = make_article("Ruritania bombed Freedonia.")
    mentions = find_mentions(article.sentences, actors=make_actors()).assign(
        voice=pd.Series(["sources", "author"], dtype="str")
    )
    found = find_stance(article.sentences, mentions=mentions, lexicon=lexicon)
    assert dict(zip(found["actor"], found["voice"], strict=True)) == {
        "ruritania": "sources",
        "freedonia": "author",
    }


def test_a_settings_factor_of_one_leaves_the_weight(
    credit: Callable[..., list[tuple[str, str, float]]],
) -> None:
    plain = StanceSettings(possessor=1.0, unreal=1.0, not_bad=1.0, pity=1.0)
    assert credit("Ruritania’s drones would not bomb the town.", settings=plain) == [
        ("ruritania", "bomb", -0.5)
    ]


@pytest.mark.parametrize("text", ["Ruritania bombed Freedonia.", "The brutal Ruritania left."])
def test_a_cue_counts_once_for_a_mention(
    credit: Callable[..., list[tuple[str, str, float]]], text: str
) -> None:
    found = credit(text)
    assert len(found) == len({(actor, cue) for actor, cue, _ in found})
