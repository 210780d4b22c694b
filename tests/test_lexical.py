"""Check which words count for whom, that the sums are sums, and that names count for nothing.

The single cases use a handful of weights, so that a reader can add them up by eye; the last ones
ask the bundled list.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.clues import find_clues
from helpers.errors import LexiconError
from helpers.lexical import (
    BUNDLED,
    COLUMNS,
    Weight,
    credit_passage,
    lean_on_rest,
    load_weights,
    make_weights,
    score_passage,
    stance_of,
)
from helpers.windows import Passage

HEADER = ",".join(COLUMNS)
BOMBED = make_weights(
    {
        ("agent", "bombed"): Weight(-1.0, 0.0),
        ("patient", "bombed"): Weight(0.5, 0.0),
        ("agent, denied", "bombed"): Weight(0.25, 0.0),
        ("anywhere", "said"): Weight(0.0, 2.0),
    }
)


def mark(text: str) -> Passage:
    """Turn "{A} met {Bo}" into a passage whose actors are called by their first letters."""
    plain, spans, at = "", [], 0
    for match in re.finditer(r"\{(\w)([^}]*)\}", text):
        plain += text[at : match.start()]
        name = match[1] + match[2]
        spans.append((len(plain), len(plain) + len(name), match[1]))
        plain += name
        at = match.end()
    return Passage(plain + text[at:], tuple(spans))


def relations(text: str, cue: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for clue in find_clues(mark(text)):
        if clue.cue == cue:
            found.setdefault(clue.actor, set()).add(clue.relation)
    return found


@pytest.mark.parametrize(
    ("text", "cue", "agents", "patients"),
    [
        ("{A} bombed {B}.", "bombed", "A", "B"),
        ("{B} was bombed by {A}.", "bombed", "A", "B"),
        ("{B} was heavily bombed by {A}.", "bombed", "A", "B"),
        ("{B}, bombed by {A}, gave in.", "bombed", "A", "B"),
        ("{A} has bombed {B}.", "bombed", "A", "B"),
        ("{B} has been bombed.", "bombed", "", "B"),
        ("{A} was bombing {B}.", "bombing", "A", "B"),
        ("{A} forces attacked the {B} army.", "attacked", "A", "B"),
        ("{A} said that troops attacked {B}.", "attacked", "", "B"),
        ("{A} left. Troops attacked.", "attacked", "", ""),
        ("{A} met {B}: troops attacked.", "attacked", "", ""),
    ],
)
def test_roles(text: str, cue: str, agents: str, patients: str) -> None:
    found = relations(text, cue)
    assert {a for a, names in found.items() if "agent" in names} == set(agents)
    assert {a for a, names in found.items() if "patient" in names} == set(patients)


@pytest.mark.parametrize(
    ("text", "cue", "held", "lacked"),
    [
        ("{A} lied.", "lied", {"after 1", "clause after"}, {"denied", "asked", "quoted"}),
        ("{A} never once lied.", "lied", {"denied", "agent, denied"}, {"agent"}),
        ("{A} didn't lie.", "lie", {"denied"}, set()),
        ("{A} did not go, but lied.", "lied", {"after", "after 4-7"}, {"denied", "clause after"}),
        ("Why would {A} lie?", "lie", {"asked"}, {"denied"}),
        ("Why? {A} lied.", "lied", {"after 1"}, {"asked"}),
        ("The “brave” {A} army.", "brave", {"quoted", "before"}, set()),
        ("The brave {A} army.", "brave", {"before 1"}, {"quoted"}),
        ("{A} met {B}, a liar.", "liar", {"after, past another actor"}, {"before"}),
        ("{A} met kings of {B}.", "kings", {"between it and another"}, {"in a paragraph"}),
        ("{A} left. A liar won.", "liar", {"other sentence", "in a paragraph"}, {"after 2-3"}),
    ],
)
def test_relations(text: str, cue: str, held: set[str], lacked: set[str]) -> None:
    found = relations(text, cue)["A"]
    assert held <= found
    assert not lacked & found


def test_phrases_show_who_is_who() -> None:
    cues = {c.cue for c in find_clues(mark("{A} accused {B} of 12 lies.")) if c.actor == "B"}
    assert {"[other] accused [it]", "accused [it] of", "of [number]"} <= cues
    assert not [cue for cue in cues if "A" in cue or "12" in cue]


def test_nearest_mention_gets_the_cue() -> None:
    passage = mark("{A} rose early, and late in the day {A} lied.")
    (credit,) = credit_passage(passage, weights=make_weights({("after 1", "lied"): Weight(-1, 0)}))
    assert credit.span == 1
    assert passage.text[credit.start : credit.end] == "lied"


def test_credits_by_hand() -> None:
    # favour -1, plain 0: chances e, 1, 1/e over 4.086; the stance is (0.368 - 2.718) / 4.086.
    passage = mark("{A} bombed {B}.")
    told = credit_passage(passage, weights=BOMBED)
    assert [(c.span, c.start, c.end, round(c.weight, 3)) for c in told] == [
        (0, 2, 8, -0.575),
        (1, 2, 8, 0.32),
    ]
    assert told[0].why == "agent -1 × rate 0.58"


def test_cues_that_cancel_are_credited_all_the_same() -> None:
    # Both at the rate of a favour near 0: 2 / (2 + 1).
    rows = {("after 1", "brave"): Weight(0.6, 0.0), ("anywhere", "liar"): Weight(-0.6, 0.0)}
    told = credit_passage(mark("{A} brave liar."), weights=make_weights(rows))
    assert [round(credit.weight, 9) for credit in told] == [0.4, -0.4]


def test_passive_gives_the_same_stances() -> None:
    active = score_passage(mark("{A} bombed {B}."), weights=BOMBED)
    assert score_passage(mark("{B} was bombed by {A}."), weights=BOMBED) == active
    assert active["A"] < 0 < active["B"]


def test_denial_changes_the_row() -> None:
    assert score_passage(mark("{A} never bombed {B}."), weights=BOMBED)["A"] > 0


def test_report_lowers_the_stance_and_turns_nothing() -> None:
    plain = score_passage(mark("{A} bombed {B}."), weights=BOMBED)["A"]
    told = score_passage(mark("{A} bombed {B}, they said."), weights=BOMBED)["A"]
    assert plain < told < 0


def test_silence_is_zero() -> None:
    assert score_passage(mark("{A} slept."), weights=BOMBED) == {"A": 0.0}
    assert credit_passage(Passage("Nobody is here.", ()), weights=BOMBED) == []


def test_stance_of_is_odd_and_bounded() -> None:
    assert stance_of(0.7, 0.3) == -stance_of(-0.7, 0.3)
    assert stance_of(900.0, -900.0) == pytest.approx(1.0)
    assert stance_of(1.0, 900.0) == 0.0


def test_a_stance_leans_half_way_on_the_other_paragraphs() -> None:
    values = {(0, "a"): -0.8, (1, "a"): 0.2, (4, "a"): 0.4, (1, "b"): -0.6}
    leaning = lean_on_rest(values)
    # Half its own, half the mean of the two others; b stands in one paragraph only.
    assert leaning == pytest.approx(
        {(0, "a"): -0.25, (1, "a"): 0.0, (4, "a"): 0.05, (1, "b"): -0.6}
    )
    assert list(leaning) == list(values)
    assert values[0, "a"] == -0.8
    assert lean_on_rest({}) == {}


@given(
    st.dictionaries(st.tuples(st.integers(0, 5), st.sampled_from("ab")), st.floats(-1, 1, width=32))
)
def test_leaning_keeps_means_and_bounds(values: dict[tuple[int, str], float]) -> None:
    leaning = lean_on_rest(values)
    assert leaning.keys() == values.keys()
    for actor in "ab":
        before = [value for (_, name), value in values.items() if name == actor]
        after = [value for (_, name), value in leaning.items() if name == actor]
        assert sum(after) == pytest.approx(sum(before), abs=1e-6)
        if before:
            assert min(before) - 1e-9 <= min(after)
            assert max(after) <= max(before) + 1e-9


TEXTS = [
    "{A} was right to protect {B} from the brutal raids of {C}.",
    "Why would {A} lie? Because {B}, the “liberator”, pays. {A} said nothing.",
    "{A}'s corrupt generals never cared, critics said, but {C} did.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_sum_of_credits_is_the_score(text: str) -> None:
    passage = mark(text)
    scores = score_passage(passage)
    for actor, score in scores.items():
        told = [c for c in credit_passage(passage) if passage.spans[c.span][2] == actor]
        assert told
        assert sum(c.weight for c in told) == pytest.approx(score, abs=1e-9)


@given(
    st.lists(st.sampled_from("{A} {B} bombed praised not said by was , . ? “ ” the".split())).map(
        " ".join
    )
)
def test_sums_hold_for_any_order_of_words(text: str) -> None:
    passage = mark(text)
    totals = dict.fromkeys((actor for _, _, actor in passage.spans), 0.0)
    for credit in credit_passage(passage):
        assert 0 <= credit.start < credit.end <= len(passage.text)
        totals[passage.spans[credit.span][2]] += credit.weight
    assert totals == pytest.approx(score_passage(passage), abs=1e-9)


@pytest.mark.parametrize("text", TEXTS)
def test_names_count_for_nothing(text: str) -> None:
    renamed = text.replace("{A}", "{Atrocious Killers}").replace("{B}", "{Brave Saviours}")
    assert score_passage(mark(renamed)) == score_passage(mark(text))


def test_hidden_names_count_for_nothing() -> None:
    passage = mark("Murder of {A} followed. {B} wept.")
    hidden = passage._replace(hidden=((0, 6),))
    assert score_passage(hidden) != score_passage(passage)
    renamed = mark("Paradise of {A} followed. {B} wept.")._replace(hidden=((0, 8),))
    assert score_passage(renamed) == score_passage(hidden)


def test_unmarked_names_count_for_nothing() -> None:
    assert score_passage(mark("{A} met Murder and Hope there.")) == score_passage(
        mark("{A} met Hope and Murder there.")
    )


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("{A} was praised by the judges.", "{A} was convicted by the judges."),
        ("{A} rescued the children.", "{A} murdered the children."),
        ("The honest work of {A} saved us.", "The shameful lies of {A} ruined us."),
        ("{A} was accused of fraud.", "{A} is guilty of fraud and betrayed us."),
    ],
)
def test_bundled_weights_know_better_from_worse(better: str, worse: str) -> None:
    assert score_passage(mark(better))["A"] > score_passage(mark(worse))["A"]


def test_bundled_file_is_small_and_sorted() -> None:
    with BUNDLED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    keys = [(row[0], row[1]) for row in rows]
    assert keys == sorted(keys)
    assert len(keys) == len(load_weights().rows) <= 30_000
    assert BUNDLED.stat().st_size < 1_000_000
    assert load_weights() is load_weights()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("relation,cue,weight\n", "expected the columns relation,cue,favour,plain,n,source"),
        ("", "found none"),
        (f"{HEADER}\nagent,bombed,bad,0,1,labels\n", "line 2: favour is 'bad'; expected a number"),
        (f"{HEADER}\nagent,bombed,1,nan,1,labels\n", "line 2: plain is 'nan'"),
        (f"{HEADER}\nagent,bombed,1,99,1,labels\n", "line 2: plain is '99'"),
        (f"{HEADER}\nagent,,1,0,1,labels\n", "line 2: relation or cue is empty; fill it in"),
        (f"{HEADER}\nagent,a, b,1,0,1,labels\n", "line 2: expected 6 cells, found 7"),
        (f"{HEADER}\nagent,b,1,0,1,x\nagent,b,1,0,1,x\n", "line 3: agent,b stands twice"),
    ],
)
def test_malformed_weights(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape(message)) as caught:
        load_weights(file)
    assert "mine.csv" in str(caught.value)


def test_unreadable_weights(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot be read"):
        load_weights(tmp_path / "none.csv")
    file = tmp_path / "mine.csv"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(LexiconError, match="not UTF-8"):
        load_weights(file)


def test_own_weights_are_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(f'{HEADER}\nphrase,"[it] , who",-1.5,0.25,7,mine\n', encoding="utf-8")
    assert load_weights(file).rows == {("phrase", "[it] , who"): Weight(-1.5, 0.25)}
