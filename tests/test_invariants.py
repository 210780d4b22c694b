"""Hold the design's five invariants against the real article, short texts and made-up ones.

1. `text[start:end]` is the text of the row. 2. Every score can be recomputed from its evidence.
3. No evidence is a missing value. 4. Renaming an actor changes none of its scores. 5. The same
input gives the same tables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from helpers.actors import find_mentions
from helpers.analysis import Analysis, analyse, choose_scoring
from helpers.corpus import Article, make_article
from helpers.errors import ArticleError
from helpers.framing import find_frames
from helpers.neural_stance import find_neural_stance
from helpers.rhetoric import find_devices
from helpers.schema import MEASURED_KINDS, NARRATIVE_ROLES, check_table
from helpers.scores import score_evidence
from helpers.sentiment import find_polarity
from helpers.stance import find_stance
from helpers.voices import assign_voices, find_quotes, make_voices, name_speakers

TABLES = (
    "articles",
    "paragraphs",
    "sentences",
    "quotes",
    "actors",
    "mentions",
    "events",
    "evidence",
)
WORDS = {
    "sentences": "text",
    "quotes": "text",
    "mentions": "surface",
    "events": "surface",
    "evidence": "cue",
}
FEW = 40

SHORT_TEXTS = {
    "one clause": "Ruritania bombed Freedonia.",
    "no actor at all": "It rained on the just and on the unjust.",
    "no cue at all": "Ruritania has a river. The river is long.",
    "two voices": (
        "Ruritania Lies Again\n\n“Freedonia murdered our villagers,” said Rudolf. He was wrong.\n\n"
        "Firefly denied it: “We protect the villagers.” Ruritania has never been honest."
    ),
    "quotation over paragraphs": (
        "The sources said: “Ruritania is a brutal aggressor. It never stops.\n\n"
        "  1. It bombs its neighbours.\n  2. It tortures prisoners.\n\n"
        "Freedonia is generous”, they added. The council will meet."
    ),
    "lost marks": "The assault is near”, said Rudolf.\n\n“Sylvania is free. Nobody closed it.",
    "scare quotes": "Ruritania’s “humanitarian” bombs fell on the so-called “safe zone” there.",
    "title in capitals": "RURITANIA BOMBS FREEDONIA\n\nThe villagers fled. Why would they do it?",
    "odd spaces": "Ruritania\u00a0bombed\u2009the school.\tFreedonia\u202fhelped the pupils.",
    "web remains": "Ruritania helped the poor, who were glad.\n\nBy Ann Other\n\nShare this",
    "only questions": "Will Ruritania attack? Who could trust Freedonia? Is Sylvania not honest?",
}


def check_offsets(found: Analysis) -> None:
    """Invariant 1: in every table the offsets give the row's words, in order, in their block."""
    text = found.article.text
    blocks = {row.paragraph: row for row in found.paragraphs.itertuples()}
    for name, column in {"paragraphs": "text", **WORDS}.items():
        table = getattr(found, name)
        for row in table.itertuples():
            assert text[row.start : row.end] == getattr(row, column), (name, row)
            assert row.start < row.end, (name, row)
            home = blocks[row.paragraph]
            assert home.start <= row.start < home.end, (name, row)
            if name != "quotes":  # a quotation may run on over paragraphs
                assert row.end <= home.end, (name, row)
    spans = {row.sentence: (row.start, row.end) for row in found.sentences.itertuples()}
    for name in ("mentions", "events", "evidence"):
        for row in getattr(found, name).itertuples():
            start, end = spans[row.sentence]
            assert start <= row.start < row.end <= max(end, blocks[row.paragraph].end), (name, row)
    # Quoted words may stand within indirect speech; among themselves neither overlap.
    indirect = found.quotes["kind"] == "indirect"
    tables = {name: getattr(found, name) for name in ("paragraphs", "sentences", "mentions")}
    tables |= {"marked": found.quotes[~indirect], "indirect": found.quotes[indirect]}
    for name, table in tables.items():
        assert (table["start"].to_numpy()[1:] >= table["end"].to_numpy()[:-1]).all(), name
    for row in found.quotes.dropna(subset=["speaker_start"]).itertuples():
        assert text[row.speaker_start : row.speaker_end] == row.speaker


def check_coverage(found: Analysis) -> None:
    """Each visible character of a measured paragraph stands in exactly one sentence."""
    inside = np.zeros(len(found.article.text), dtype=int)
    for row in found.sentences.itertuples():
        inside[row.start : row.end] += 1
    for row in found.paragraphs.itertuples():
        measured = row.kind in MEASURED_KINDS
        for at in range(row.start, row.end):
            if not measured:
                assert inside[at] == 0
            elif not found.article.text[at].isspace():
                assert inside[at] == 1, (at, found.article.text[at])


class Recomputed(NamedTuple):
    value: float
    number: int
    own: float


def recompute(found: Analysis) -> dict[tuple[object, ...], Recomputed]:
    """Add up the evidence anew, by the words of the design and by nothing of `helpers.scores`."""
    gathered: dict[tuple[object, ...], list[float]] = {}
    loans: dict[tuple[object, ...], float] = {}
    mentions: dict[tuple[object, ...], set[int]] = {}
    for row in found.evidence.itertuples():
        voices = {"all", "author" if row.voice == "author" else "quoted", row.voice}
        label = "" if row.measure == "stance" else row.label
        # A device counts for its paragraph, and for the actor that it works on besides.
        actors = {row.actor, ""} if row.measure == "device" else {row.actor}
        for voice in voices:
            for actor in actors:
                key = (row.paragraph, actor, voice, row.measure, label)
                gathered.setdefault(key, []).append(row.weight)
                mentions.setdefault(key, set()).add(row.mention)
                if row.label == "borrowed":
                    loans[key] = loans.get(key, 0.0) + row.weight
    values = {}
    for key, weights in gathered.items():
        total, number, own = sum(weights), len(weights), np.nan
        if key[3] == "polarity":
            value = total / number
        elif key[3] == "stance":
            among = len(mentions[key]) if found.settings["engine"] == "neural" else 1
            value = min(1.0, max(-1.0, total / among))
            own = min(1.0, max(-1.0, (total - loans.get(key, 0.0)) / among))
        elif key[3] == "narrative":
            # The chance of a part: its mean over mentions against those of all three.
            parts = [sum(gathered[*key[:4], r]) / len(mentions[key]) for r in NARRATIVE_ROLES]
            powers = [np.exp(part) for part in parts]
            value = float(np.exp(total / len(mentions[key])) / sum(powers))
        elif key[3] == "frame":
            value = total / (total + 1)
        else:
            value = total
        values[key] = Recomputed(value, number, own)
    return values


def check_scores(found: Analysis) -> None:
    """Invariants 2 and 3: scores follow from evidence; without evidence they are missing."""
    expected = recompute(found)
    seen = set()
    for row in found.scores.itertuples():
        label = "" if row.measure == "stance" else row.label
        key = (row.paragraph, row.actor, row.voice, row.measure, label)
        assert key not in seen, key
        seen.add(key)
        assert (row.n_evidence == 0) == bool(np.isnan(row.value)), row
        if key not in expected:
            assert row.n_evidence == 0, row
            assert np.isnan(row.low), row
            assert np.isnan(row.high), row
            continue
        value, number, own = expected[key]
        assert row.n_evidence == number, row
        assert row.value == pytest.approx(value, abs=1e-12), row
        assert row.own == pytest.approx(own, abs=1e-12, nan_ok=True), row
        assert np.isnan(row.low) or row.low <= row.high + 1e-12, row
        if row.measure in ("stance", "polarity"):
            assert -1 <= row.value <= 1, row
            assert np.isnan(row.low) or -1 <= row.low <= row.high + 1e-12 <= 1 + 1e-12, row
        if row.measure == "stance":
            assert 0 <= row.borrowed <= 1, row
    assert set(expected) <= seen
    for voice in ("all", "author", "quoted"):
        assert {key[0] for key in seen if key[2] == voice} == set(
            found.paragraphs.loc[found.paragraphs["kind"].isin(MEASURED_KINDS), "paragraph"]
        )


def check_tables(found: Analysis) -> None:
    """Every table obeys the schema; ids run from 0; evidence points at its own mention."""
    for name in TABLES[1:]:
        check_table(getattr(found, name), table=name)
    check_table(found.article.articles, table="articles")
    check_table(found.scores, table="scores")
    for name, column in (("quotes", "quote"), ("mentions", "mention"), ("evidence", "evidence")):
        assert getattr(found, name)[column].tolist() == list(range(len(getattr(found, name))))
    mentions = found.mentions.set_index("mention")
    for row in found.evidence.dropna(subset=["mention"]).itertuples():
        mention = mentions.loc[row.mention]
        assert (mention["actor"], mention["voice"]) == (row.actor, row.voice), row
        assert mention["paragraph"] == row.paragraph
        assert mention["role"] != "place"


def quickly(article: Article, *, actors: pd.DataFrame, engine: str = "lexical") -> Analysis:
    """Analyse with few draws; the engine that is left out is the quick one."""
    few = replace(choose_scoring(engine), draws=FEW)
    return analyse(article, actors=actors, engine=engine, scoring=few)


def again(found: Analysis, article: Article, *, actors: pd.DataFrame) -> Analysis:
    """Analyse by the same engine and with as many draws as before."""
    if found.settings["score settings"] == repr(choose_scoring(found.settings["engine"])):
        return analyse(article, actors=actors, engine=found.settings["engine"])
    return quickly(article, actors=actors, engine=found.settings["engine"])


def check_all(found: Analysis) -> None:
    check_tables(found)
    check_offsets(found)
    check_coverage(found)
    check_scores(found)


def same(first: Analysis, second: Analysis) -> None:
    for name in (
        "paragraphs",
        "sentences",
        "quotes",
        "actors",
        "mentions",
        "events",
        "evidence",
        "scores",
    ):
        assert_frame_equal(getattr(first, name), getattr(second, name))
    assert first.settings == second.settings


# ---------------------------------------------------------------- the real article


@pytest.mark.parametrize("engine", ["analysis", "lexical_analysis"])
def test_the_article_keeps_offsets_scores_and_schema(
    engine: str, request: pytest.FixtureRequest
) -> None:
    check_all(request.getfixturevalue(engine))


@pytest.mark.parametrize("engine", ["analysis", "lexical_analysis"])
def test_the_article_gives_the_same_tables_twice(
    engine: str, article: Article, request: pytest.FixtureRequest
) -> None:
    found = request.getfixturevalue(engine)
    same(found, analyse(article, engine=found.settings["engine"]))


# ---------------------------------------------------------------- short texts


@pytest.fixture(scope="module", params=["neural", "lexical"])
def short(
    request: pytest.FixtureRequest, make_actors: Callable[..., pd.DataFrame]
) -> Mapping[str, Analysis]:
    """Each short text, analysed once by each engine."""
    engine, actors = str(request.param), make_actors()
    return {
        name: quickly(make_article(text), actors=actors, engine=engine)
        for name, text in SHORT_TEXTS.items()
    }


@pytest.mark.parametrize("name", SHORT_TEXTS)
def test_short_texts_keep_the_invariants(name: str, short: Mapping[str, Analysis]) -> None:
    check_all(short[name])


@pytest.mark.parametrize("name", SHORT_TEXTS)
def test_short_texts_give_the_same_tables_twice(
    name: str, short: Mapping[str, Analysis], make_actors: Callable[..., pd.DataFrame]
) -> None:
    same(short[name], again(short[name], make_article(SHORT_TEXTS[name]), actors=make_actors()))


def test_nothing_given_is_changed(make_actors: Callable[..., pd.DataFrame]) -> None:
    actors = make_actors()
    article = make_article(SHORT_TEXTS["two voices"])
    paragraphs, sentences = article.paragraphs, article.sentences
    quotes = find_quotes(paragraphs, text=article.text)
    bare = find_mentions(sentences, actors=actors)
    named = name_speakers(quotes, mentions=bare)
    mentions = assign_voices(bare, quotes=named)
    voice = make_voices(named)
    cast: dict[str, Any] = {"mentions": mentions, "actors": actors}
    evidence = find_stance(paragraphs, sentences=sentences, **cast)
    tables = [actors, paragraphs, sentences, quotes, bare, named, mentions, evidence]
    before = [table.copy(deep=True) for table in tables]
    find_quotes(paragraphs, text=article.text)
    find_mentions(sentences, actors=actors)
    name_speakers(quotes, mentions=bare)
    assign_voices(bare, quotes=named)
    find_stance(paragraphs, sentences=sentences, **cast)
    find_neural_stance(paragraphs, **cast)
    find_polarity(sentences, mentions=mentions, voice=voice)
    find_frames(sentences, mentions=mentions, voice=voice)
    find_devices(sentences, mentions=mentions, quotes=named, voice=voice)
    score_evidence(
        evidence, paragraphs=paragraphs, sentences=sentences, mentions=mentions, actors=actors
    )
    analyse(article, actors=actors)
    for table, copy in zip(tables, before, strict=True):
        assert_frame_equal(table, copy)


# ---------------------------------------------------------------- renaming (invariant 4)

# What a new name must share with the old one is its pattern of capitals, nothing else.
NEW_NAMES = {
    "lower": ("zu", "quorblenvastic", "vizzu", "thrumbolandrian", "oxo", "wiffledenburgian"),
    "title": ("Zu", "Quorblenvastica", "Vizzu", "Thrumbolandria", "Oxo", "Wiffledenburg"),
    "upper": ("ZQ", "QRBVTS", "VZX", "THRMBLK", "OXQ", "WFFLD"),
}
BLIND = ["stance", "frame", "device", "narrative"]


def pattern_of(word: str) -> str:
    return "upper" if word.isupper() else "lower" if word.islower() else "title"


def rename(text: str, actors: pd.DataFrame, words: Mapping[str, str]) -> tuple[str, pd.DataFrame]:
    """Give words new forms everywhere, in the text and in every alias."""
    if not words:
        return text, actors
    longest = sorted(words, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w])(?:{'|'.join(map(re.escape, longest))})(?![\w])")
    aliases = [pattern.sub(lambda m: words[m[0]], alias) for alias in actors["alias"]]
    return pattern.sub(lambda m: words[m[0]], text), actors.assign(
        alias=pd.Series(aliases, index=actors.index, dtype="str")
    )


def new_words(actors: pd.DataFrame, *, names: Sequence[str], turn: int) -> dict[str, str]:
    """Invent a form for each one-word name of some actors, shorter or longer than the old."""
    own = actors[actors["actor"].isin(names) & (actors["form"] != "nominal")]
    words = [alias for alias in own["alias"] if alias.isalpha() and not alias.islower()]
    invented = {}
    for number, word in enumerate(dict.fromkeys(words)):
        pool = NEW_NAMES[pattern_of(word)]
        lap, place = divmod(number + turn, len(pool))
        suffix = "o" + "vo" * lap if lap else ""  # two names must stay two names
        invented[word] = pool[place] + (suffix.upper() if word.isupper() else suffix)
    return invented


def blind_scores(found: Analysis) -> pd.DataFrame:
    whole = found.scores["voice"].isin(["all", "author", "quoted"])
    return found.scores[found.scores["measure"].isin(BLIND) & whole].reset_index(drop=True)


def check_rename(before: Analysis, *, names: Sequence[str], turn: int) -> None:
    words = new_words(before.actors, names=names, turn=turn)
    text, actors = rename(before.article.text, before.actors, words)
    metadata = {"title": rename(str(before.article.articles["title"][0]), actors, words)[0]}
    assert (text != before.article.text) == any(word in before.article.text for word in words)
    article = make_article(text, identifier=before.article.id, metadata=metadata)
    after = again(before, article, actors=actors)
    kept = ["actor", "role", "form", "sentence"]
    assert_frame_equal(before.mentions[kept], after.mentions[kept])
    assert_frame_equal(blind_scores(before), blind_scores(after))


@pytest.mark.parametrize(
    ("engine", "turn"), [("analysis", 0), ("lexical_analysis", 0), ("lexical_analysis", 1)]
)
def test_renaming_all_actors_of_the_article_changes_no_score(
    engine: str, turn: int, request: pytest.FixtureRequest
) -> None:
    found = request.getfixturevalue(engine)
    check_rename(found, names=sorted(set(found.actors["actor"])), turn=turn)


@pytest.mark.parametrize(
    ("engine", "actor"),
    [("analysis", "us"), ("lexical_analysis", "us"), ("lexical_analysis", "syria")],
)
def test_renaming_one_actor_of_the_article_changes_no_score(
    engine: str, actor: str, request: pytest.FixtureRequest
) -> None:
    check_rename(request.getfixturevalue(engine), names=[actor], turn=1)


@pytest.mark.parametrize("names", [["ruritania"], ["freedonia", "ruritania"]])
@pytest.mark.parametrize("name", [name for name in SHORT_TEXTS if "capitals" not in name])
def test_renaming_an_actor_of_a_short_text_changes_no_score(
    name: str, names: list[str], short: Mapping[str, Analysis]
) -> None:
    check_rename(short[name], names=names, turn=len(names) - 1)


# ------------------------------------------------------------ texts made by hypothesis

NAMES = st.sampled_from(
    "Ruritania|Freedonia|Sylvania|Rudolf|Firefly|Strelsau|rebels|villagers|Ruritanian|"
    "Mountain League|Grand Council|Ruritanian Army|Freedonian leaders".split("|")
)
VERBS = st.sampled_from(
    "bombed|helped|condemned|praised|invaded|protected|met|betrayed|accused|liberated|"
    "did not attack|failed to protect|would support|was attacked by|lied to".split("|")
)
NOUNS = st.sampled_from(
    "peace|the crimes of war|a brutal regime|the “reform”|a safe haven|the treaty|its allies|"
    'a naïve cafe\u0301|5" guns|the states’ plan|an 🔥 attack|İstanbul|ﬁre|Straße|'
    "a\u200bb".split("|")
)
TAILS = st.sampled_from([".", "!", "?", "...", "…", "?!", ".”", "”.", '."', ",” said Rudolf.", ""])
LEADS = st.sampled_from(
    '|||“|"|‘|„|«|But |Why would |It |Perhaps |If |Of |According to |Rudolf said: “|'
    "The minister warned that |1. |- |(|# ".split("|")
)
SPACES = st.sampled_from([" ", " ", " ", "\u00a0", "  ", "\t", "\u2009", "\u3000", " ,", " ’"])


@st.composite
def made_sentences(draw: st.DrawFn) -> str:
    gap = draw(SPACES)
    parts = [draw(NAMES), draw(VERBS), draw(st.one_of(NAMES, NOUNS))]
    if draw(st.booleans()):
        parts += [
            draw(st.sampled_from(["and", "of", "’s", "'s", ";", "because", "—"])),
            draw(NOUNS),
        ]
    sentence = draw(LEADS) + gap.join(parts) + draw(TAILS)
    change = draw(st.sampled_from(["", "", "", "upper", "long", "decomposed"]))
    if change == "upper":
        return sentence.upper()
    if change == "long":
        return sentence + " " + "x" * draw(st.integers(30, 400))
    return unicodedata.normalize("NFD", sentence) if change else sentence


ANY_TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=120
)
ODD_TEXT = st.text(
    st.sampled_from(list("“”„‟«»\"‘’'‹› .,;:?!-–—\n\t\u00a0\u2028é🔥́aA1xUS()")),
    min_size=1,
    max_size=60,
)


@st.composite
def made_texts(draw: st.DrawFn) -> str:
    paragraph = st.one_of(
        st.lists(made_sentences(), min_size=1, max_size=4).map(" ".join),
        st.lists(made_sentences(), min_size=1, max_size=3).map("\n".join),
        ODD_TEXT,
        ANY_TEXT,
    )
    paragraphs = draw(st.lists(paragraph, min_size=1, max_size=4))
    return draw(st.sampled_from(["\n\n", "\n", "\n \n"])).join(paragraphs)


def make_or_refuse(text: str) -> Article:
    """Make an article; a text without prose is refused with an error, never with a crash."""
    try:
        return make_article(text)
    except ArticleError:
        assume(False)
        raise


# Mostly the quick engine.
ENGINE = st.sampled_from(["lexical", "lexical", "lexical", "neural"])
QUICK = settings(
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # shrinking a text can take minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@settings(QUICK, max_examples=60)
@given(text=made_texts(), engine=ENGINE)
def test_made_texts_keep_the_invariants(
    text: str, engine: str, make_actors: Callable[..., pd.DataFrame]
) -> None:
    check_all(quickly(make_or_refuse(text), actors=make_actors(), engine=engine))


@settings(QUICK, max_examples=10)
@given(text=made_texts(), engine=ENGINE)
def test_made_texts_give_the_same_tables_twice(
    text: str, engine: str, make_actors: Callable[..., pd.DataFrame]
) -> None:
    article = make_or_refuse(text)
    first, second = (quickly(article, actors=make_actors(), engine=engine) for _ in range(2))
    same(first, second)


@settings(QUICK, max_examples=25)
@given(
    sentences=st.lists(made_sentences(), min_size=1, max_size=5),
    names=st.sampled_from([["ruritania"], ["freedonia"], ["ruritania", "freedonia", "sylvania"]]),
    turn=st.integers(0, 5),
    engine=ENGINE,
)
def test_renaming_in_made_texts_changes_no_score(
    sentences: list[str],
    names: list[str],
    turn: int,
    engine: str,
    make_actors: Callable[..., pd.DataFrame],
) -> None:
    text = "\n\n".join(["Two goals remain.", *sentences])
    # In a sentence of capitals a name is not written as its alias is.
    assume(not any(word.isupper() and len(word) > 3 for word in re.findall(r"\w+", text)))
    before = quickly(make_or_refuse(text), actors=make_actors(), engine=engine)
    check_rename(before, names=names, turn=turn)
