"""Compute every number of notebook 5 anew, from evidence rows and sentences alone."""

from __future__ import annotations

import ast
import csv
import json
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from claims import assert_claims, read_prose, spell

from helpers import find_frame_actors, score_frame_actors, summarise_roles
from helpers.analysis import Analysis
from helpers.corpus import make_article
from helpers.cues import load_lexicon
from helpers.frame_actors import AttachmentSettings, function_of
from helpers.framing import USUAL_LENGTH, find_frames
from helpers.narrative_scores import LEAST, SURE_ENOUGH
from helpers.schema import FRAMES, MEASURED_KINDS, make_table

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "notebooks" / "05-which-frames.ipynb"
CODES = ROOT / "training" / "dev" / "frame-codes.csv"
STATES = ("us", "iran", "israel", "syria", "russia", "turkey")
SETTLED = (
    "Five invented sentences, each a paragraph of its own. The first three are about the same "
    "event. The last two tell",
    "One event, three stories",
    "below a weight of 0.3",
    "Sentences are numbered from 0",
    "Sentences 0 to 2 share an event",
    "A word may serve two frames",
    "Breach counts twice",
    "Sentences 3 and 4 have opposite moods",
    "A weight of 1 means",
    "0.5 means: two such cues are needed",
    "tells two kinds of rows apart",
    "and the value is s / (s + 1)",
    "open: s / (s + 1)",
    "so the two columns can be compared",
    "between 0 and 1, and 0.5 when s is 1. From 0.5 a frame counts as present",
    "Two things are held back",
    "the quicker of the two engines",
    "paragraph 3 tells of men arrested",
    "Paragraph 8 counts as one about responsibility and morality",
    "Paragraph 2 deserves a closer look",
    "Paragraph 2, act",
    "Paragraph 2, last",
    "Paragraph 12, new",
    "present from 0.5. Would 0.4 or 0.6",
    "Strategy leads at each of the three, and with both readers",
    "The first three columns count",
    "The last two count those",
    "Two readers who coded paragraph 2 saw conflict in it, and nothing else",
    "by the list and by two readers",
    "(Section 5 asks readers.)",
    "names four things that a frame may do",
    "serves one of them",
    "keeps clear of 1",
    "likelier than the other two together",
    "present from 0.5.",
    "(s of 1 or more)",
    "The other two judges blame nobody",
    "Make a list of six cues",
    "deadline (noun, 0.8), imminent (adjective, 0.8), postpone (verb, 0.6), "
    "time is running out (phrase, 1.0), wait (verb, 0.4) and hurry (verb, 0.8)",
    "between two deeds",
    "The United States is agent of strategy in",
)


@pytest.fixture(scope="module")
def cues(lexical_analysis: Analysis) -> pd.DataFrame:
    rows = lexical_analysis.evidence
    labels = lexical_analysis.paragraphs.set_index("paragraph")["label"]
    rows = rows[rows["measure"] == "frame"]
    return rows.assign(where=rows["paragraph"].map(labels))


@pytest.fixture(scope="module")
def sums(cues: pd.DataFrame) -> dict[tuple[str, str], float]:
    """Give the sum of the weights by frame and label of paragraph; labels are not shared."""
    assert (cues.groupby("where")["paragraph"].nunique() == 1).all()
    return cues.groupby(["label", "where"])["weight"].sum().to_dict()


@pytest.fixture(scope="module")
def attached(lexical_analysis: Analysis) -> pd.DataFrame:
    found = lexical_analysis
    return find_frame_actors(
        found.evidence, sentences=found.sentences, events=found.events, quotes=found.quotes
    )


@pytest.fixture(scope="module")
def roles(lexical_analysis: Analysis) -> pd.DataFrame:
    found = lexical_analysis
    table = summarise_roles(found.evidence, mentions=found.mentions, engine_stance="sum")
    return table.set_index("actor")


def reach(sums: dict[tuple[str, str], float], value: float) -> Counter[str]:
    """Count the paragraphs in which a frame reaches a value."""
    return Counter(frame for (frame, _), s in sums.items() if s / (s + 1) >= value)


def read_codes() -> dict[str, list[list[str]]]:
    """Give the frames that each reader saw in each measured paragraph, in the order of the text."""
    with CODES.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["doc_id"] == "idlib-2018"]
    rows.sort(key=lambda row: int(row["paragraph"]))
    return {
        coder: [row["frames"].split() for row in rows if row["coder"] == coder] for coder in "ab"
    }


def sentences_of(attached: pd.DataFrame, part: str) -> set[tuple[int, str, str]]:
    rows = attached[attached["part"] == part]
    return set(zip(rows["sentence"], rows["actor"], rows["frame"], strict=True))


def test_every_number_of_the_prose_is_computed_anew(
    lexical_analysis: Analysis,
    cues: pd.DataFrame,
    sums: dict[tuple[str, str], float],
    attached: pd.DataFrame,
    roles: pd.DataFrame,
) -> None:
    loose, usual, strict = (reach(sums, value) for value in (0.4, 0.5, 0.6))
    assert loose["conflict"] - loose["security"] == 1
    assert loose["security"] > loose["responsibility"]
    assert usual["responsibility"] > max(usual["security"], usual["conflict"])
    read = read_codes()
    seen = {coder: sum("security" in frames for frames in read[coder]) for coder in "ab"}
    assert strict["responsibility"] == strict["security"] > strict["conflict"]
    served = Counter(function_of(why) for why in cues["why"])
    triples = sentences_of(attached, "agent")
    scheming = [t for t in triples if t[2] == "strategy"]
    own = {actor: sum(t[1] == actor for t in triples) for actor in ("us", "syria")}
    us = sum(t[1] == "us" for t in scheming)
    by_chance = own["us"] * len(scheming) / len(triples)
    fighting = [t for t in triples if t[2] == "conflict"]
    syria = sum(t[1] == "syria" for t in fighting)
    expected = own["syria"] * len(fighting) / len(triples)
    judged = sentences_of(attached, "judge")
    moral = [t for t in judged if t[2] == "morality"]
    assert [t[1] for t in moral] == ["un"]
    lift = len(judged) / (sum(t[1] == "un" for t in judged) * len(moral))
    cells = sum(
        attached.loc[attached["part"] == part, "actor"].nunique()
        * attached.loc[attached["part"] == part, "frame"].nunique()
        for part in ("agent", "object", "judge")
    )
    assert set(roles.loc[list(STATES), "role"]) == {"no role"}
    assert (roles.loc[list(STATES), ["hero", "villain", "victim"]].max(axis=1) < 0.5).all()
    assert roles.loc["jihadists", "low"] < 0.35
    speech = lexical_analysis.quotes[lexical_analysis.quotes["kind"] == "speech"]
    quoted = sum(len(text.split()) for text in speech["text"])
    assert 0.45 < quoted / lexical_analysis.sentences["n_words"].sum() < 0.55
    weights = cues["weight"].groupby([cues["label"], cues["voice"] == "author"]).sum()
    assert 1.8 < weights["morality", False] / weights["morality", True] < 2
    assert_claims(
        NOTEBOOK,
        claims=[
            f"We look for {spell(len(FRAMES))} frames",
            f"{spell(len(FRAMES)).capitalize()} frames are a grid",
            f"of more than {USUAL_LENGTH} words",
            f"its sum is {sums['strategy', '8']:.2f}",
            "At 0.4, conflict is ahead of security by one paragraph",
            "at 0.5, responsibility is ahead",
            "at 0.6, responsibility and security are level, and conflict is left "
            f"with {spell(strict['conflict'])}",
            f"From 0.5 it is present in {spell(usual['responsibility'])} paragraphs",
            f"Security is found in {spell(usual['security'])} paragraphs, and the readers saw it "
            f"in {spell(seen['a'])} and {spell(seen['b'])}",
            f"few remedies: {served['remedy']} cues in all, of {len(cues)}",
            f"in {us} sentences, and chance would give {by_chance:.2f}",
            f"Syria is agent of conflict in {spell(syria)} sentences, chance would give "
            f"{expected:.2f}",
            f"But we look at {cells} cells at once",
            f"The greatest lift, {lift:.2f}, is that of the United Nations as judge in morality",
            f"With fewer than {spell(AttachmentSettings().least)} pairs",
            f"if its chance is {SURE_ENOUGH} or more",
            f"none of the {spell(len(STATES))} states",
            f"the interval of the chance reaches far below {SURE_ENOUGH}",
            "three actors get a part",
            "About half of the words of this text are quoted",
            "Morality weighs nearly twice as much",
        ],
        settled=SETTLED,
    )


def test_what_the_prose_says_of_the_invented_sentences_is_so() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    code = next(
        "".join(c["source"]) for c in cells if "toy = make_article(" in "".join(c["source"])
    )
    strings = [n.value for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Constant)]
    text = max((s for s in strings if isinstance(s, str)), key=len)
    found = find_frames(make_article(text).sentences, mentions=make_table("mentions", []))
    sums = found.groupby(["sentence", "label"])["weight"].sum().unstack()
    assert sums.idxmax(axis=1).tolist() == [
        "economic", "strategy", "legality", "legality", "legality",
    ]  # fmt: skip
    assert set(found.loc[found["cue"] == "breach", "label"]) == {"legality", "conflict"}
    assert set(found.loc[found["cue"] == "sanctions", "label"]) == {"economic"}


def test_what_the_prose_says_of_the_list_is_so() -> None:
    lexicon = load_lexicon("frames")
    assert set(lexicon["source"]) == {"ours", "fitted"}
    suitcase = lexicon[(lexicon["cue"] == "suitcase") & (lexicon["frame"] == "responsibility")]
    assert suitcase["source"].tolist() == ["fitted"]
    last = lexicon[(lexicon["cue"] == "last") & (lexicon["frame"] == "responsibility")]
    assert last["source"].tolist() == ["fitted"]
    strategy = lexicon.loc[lexicon["frame"] == "strategy", "function"].fillna("")
    assert "problem" not in set(strategy)


def test_what_the_prose_says_of_the_figure_is_so(sums: dict[tuple[str, str], float]) -> None:
    ranks = reach(sums, 0.5)
    assert [frame for frame, _ in ranks.most_common(4)] == [
        "strategy",
        "responsibility",
        "security",
        "conflict",
    ]
    assert len({ranks[frame] for frame in ("strategy", "security", "responsibility")}) == 3
    assert not ranks["human_interest"]
    for value in (0.4, 0.6):
        assert reach(sums, value).most_common(1)[0][0] == "strategy"
        others = reach(sums, value)
        least = min(others[f] for f in ("security", "responsibility", "conflict"))
        assert least > max(others[f] for f in ("morality", "legality", "economic"))


def test_what_the_prose_says_of_single_paragraphs_is_so(
    cues: pd.DataFrame, sums: dict[tuple[str, str], float]
) -> None:
    def heard(where: str, cue: str) -> dict[str, float]:
        rows = cues[(cues["where"] == where) & (cues["cue"].str.lower() == cue)]
        return rows.groupby("label")["weight"].sum().to_dict()

    def present(where: str) -> set[str]:
        return {frame for (frame, w), s in sums.items() if w == where and s >= 1}

    assert heard("3", "scream")["human_interest"] > sums["human_interest", "3"] / 2
    assert sums["human_interest", "3"] < 1
    assert present("8") == {"responsibility", "morality"}
    assert 0.97 < sums["strategy", "8"] < 1
    for cue in ("responsible for", "are responsible", "need to"):
        assert "responsibility" in heard("8", cue)
    for cue in ("damn", "conscience", "crimes", "condemned"):
        assert "morality" in heard("8", cue)
    assert present("2") == {"conflict", "responsibility", "legality", "security"}
    for frame in ("legality", "responsibility"):
        assert sums[frame, "2"] - heard("2", "act")[frame] < 1
    assert "responsibility" in heard("2", "last")
    assert set(heard("2", "provocations")) == {"conflict"}
    assert set(heard("12", "new")) == {"conflict", "economic", "legality", "strategy"}
    assert max(heard("12", "new").values()) < 0.3
    assert not heard("12", "prime")
    lexicon = load_lexicon("frames").set_index("cue")
    assert set(lexicon.loc[["new", "prime"], "source"]) == {"fitted"}


def test_what_the_prose_says_of_the_readers_is_so(lexical_analysis: Analysis) -> None:
    rows = lexical_analysis.paragraphs
    labels = rows.loc[rows["kind"].isin(MEASURED_KINDS), "label"].tolist()
    for frames in read_codes().values():
        told = dict(zip(labels, frames, strict=True))
        assert told["2"] == ["conflict"]
        counts = Counter(frame for seen in frames for frame in seen)
        assert counts.most_common(1)[0][0] == "strategy"
        assert not counts["responsibility"]


def test_what_the_prose_says_of_functions_is_so(cues: pd.DataFrame) -> None:
    served = Counter(zip(cues["label"], map(function_of, cues["why"]), strict=True))
    problems = Counter({frame: served[frame, "problem"] for frame in FRAMES})
    assert [frame for frame, _ in problems.most_common(2)] == ["security", "conflict"]
    judging = {frame for frame in FRAMES if served[frame, "judgement"]}
    assert judging == {"responsibility", "morality"}
    assert max(FRAMES, key=lambda frame: served[frame, "cause"]) == "strategy"


def test_what_the_prose_says_of_attachment_is_so(attached: pd.DataFrame) -> None:
    scored = score_frame_actors(attached)
    us = scored[(scored["actor"] == "us") & (scored["frame"] == "strategy")]
    assert 1 < us.loc[us["part"] == "agent", "lift"].item() < 1.1
    assert not (scored["finding"] == "above chance").any()
    assert not (scored["finding"] == "below chance").any()
    tallest = scored.loc[scored["n_sentences"].idxmax()]
    assert tallest[["part", "actor", "frame"]].tolist() == ["agent", "us", "strategy"]
    cells = scored.set_index(["part", "actor", "frame"])
    syria = cells.loc["agent", "syria", "conflict"]
    assert syria["low"] > 1
    assert syria["finding"] == "not told apart from chance"
    greatest = scored.loc[scored["lift"].idxmax()]
    assert greatest[["part", "actor", "frame", "finding"]].tolist() == [
        "judge",
        "un",
        "morality",
        "insufficient evidence",
    ]


def test_what_the_prose_says_of_judges_is_so(attached: pd.DataFrame) -> None:
    judges = attached[(attached["part"] == "judge") & (attached["actor"] != "author")]
    quoted = judges[judges["why"] == "its quoted words judge"]
    assert set(zip(quoted["actor"], quoted["cue"], strict=True)) == {
        ("syria", "has failed"),
        ("syria", "create"),
        ("us", "act"),
    }
    deeds = judges[judges["why"] != "its quoted words judge"]
    assert set(zip(deeds["actor"], deeds["cue"], strict=True)) == {
        ("un", "condemned"),
        ("un", "crimes"),
    }
    failed = attached[(attached["cue"] == "has failed") & (attached["actor"] == "turkey")]
    assert failed["part"].tolist() == ["agent"]


def test_the_agent_of_the_attack_is_still_wrong(
    attached: pd.DataFrame, lexical_analysis: Analysis
) -> None:
    rows = attached[(attached["actor"] == "turkey") & (attached["cue"] == "attack on")]
    assert rows["part"].tolist() == ["agent"]
    assert "“request”" in rows["why"].item()
    sentences = lexical_analysis.sentences.set_index("sentence")["text"]
    assert "Turkish request to postpone the attack" in sentences[rows["sentence"].item()]
    told = sentences[sentences.str.contains("is gathering all its forces to attack")]
    assert told.str.startswith("The Syrian Army").all()
    assert len(told) == 1
    # In another paragraph, as the prose says.
    homes = lexical_analysis.sentences.set_index("sentence")["paragraph"]
    assert homes[told.index[0]] != homes[rows["sentence"].item()]


def test_what_the_prose_says_of_roles_is_so(
    lexical_analysis: Analysis, roles: pd.DataFrame
) -> None:
    named = roles[roles["role"].isin(["hero", "villain", "victim"])]
    assert named["role"].to_dict() == {"jihadists": "victim"}
    assert -0.1 < roles.loc["jihadists", "stance"] < 0.1
    for cue in ("uproot", "attack", "killed"):
        assert cue in roles.loc["jihadists", "cues"]
    civilians = roles.loc["civilians"]
    assert civilians["victim"] > SURE_ENOUGH
    assert civilians["stance"] < -0.3
    assert civilians["role"] == "no role"
    thin = roles[roles["role"] == "insufficient evidence"]
    assert (thin["n_mentions"] == LEAST - 1).all()
    assert len(thin)
    assert tuple(roles.index[: len(STATES)]) == STATES
    kinds = lexical_analysis.actors.drop_duplicates("actor").set_index("actor")["kind"]
    assert set(kinds[list(STATES)]) == {"state"}


@pytest.mark.slow
def test_what_the_prose_says_of_the_other_engine_is_so(
    analysis: Analysis, lexical_analysis: Analysis
) -> None:
    told = summarise_roles(analysis.evidence, mentions=analysis.mentions)
    named = told[told["role"].isin(["hero", "villain", "victim"])]
    assert dict(zip(named["actor"], named["role"], strict=True)) == {
        "us": "villain",
        "civilians": "victim",
        "jihadists": "victim",
    }
    columns = ["label", "cue", "start", "weight"]
    frames = [
        found.evidence.loc[found.evidence["measure"] == "frame", columns].reset_index(drop=True)
        for found in (analysis, lexical_analysis)
    ]
    pd.testing.assert_frame_equal(*frames)


def test_what_the_prose_says_of_voices_is_so(cues: pd.DataFrame) -> None:
    side = cues["voice"].eq("author")
    weights = cues["weight"].groupby([cues["label"], side]).sum()
    for frame in ("strategy", "security"):
        assert weights[frame, True] == pytest.approx(weights[frame, False], rel=0.05)
    for cue in ("conscience", "crimes", "condemned", "damn"):
        rows = cues[(cues["label"] == "morality") & (cues["cue"] == cue)]
        assert len(rows)
        assert not (rows["voice"] == "author").any()


def test_what_the_prose_says_of_the_exercises_is_so(lexical_analysis: Analysis) -> None:
    own = pd.DataFrame(
        {
            "frame": "urgency",
            "cue": ["deadline", "imminent", "postpone", "time is running out", "wait", "hurry"],
            "pos": ["noun", "adjective", "verb", "phrase", "verb", "verb"],
            "weight": [0.8, 0.8, 0.6, 1.0, 0.4, 0.8],
            "function": "",
        }
    )
    found = lexical_analysis
    urgent = find_frames(found.sentences, mentions=found.mentions, lexicon=own)
    assert urgent["cue"].tolist() == ["wait", "postpone", "imminent"]
    assert (urgent.groupby("paragraph")["weight"].sum() < 1).all()
    assert urgent["why"].str.contains("long paragraph").tolist() == [True, True, False]
    chess = "The chess master's strategy was to attack, and he won the battle."
    hits = find_frames(make_article(chess).sentences, mentions=make_table("mentions", []))
    sums = hits.groupby("label")["weight"].sum()
    assert set(sums.index[sums >= 1]) == {"strategy"}
    assert "chess" in set(hits.loc[hits["label"] == "strategy", "cue"])
    assert chess in " ".join(read_prose(NOTEBOOK).split())
