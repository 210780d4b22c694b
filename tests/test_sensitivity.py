"""Are findings asked again of what a variant really changes, and answered by their order?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sentences import make_series

from helpers import variants as ways
from helpers.analysis import Analysis, analyse
from helpers.corpus import make_article
from helpers.cues import load_lexicon
from helpers.resampling import Resampling
from helpers.sensitivity import Finding, Term, compare_variants, propose_findings
from helpers.sides import SIDES
from helpers.variants import Variant, make_variants

FEW = Resampling(draws=199)
NORTH, SOUTH = Term("stance", actor="north"), Term("stance", actor="south")
TEXT = """Ruritania Lies

Ruritania bombed the school and lied. Its leader Rudolf lied again. “Ruritania is cruel,” said the
sources. “Ruritania is generous,” said Firefly of Freedonia.

Freedonia helped the pupils. The court of Freedonia is honest. Freedonia signed the treaty."""


def two(north: list[float], south: list[float]) -> pd.DataFrame:
    return pd.concat([make_series(north), make_series(south, actor="south")], ignore_index=True)


def ask(finding: Finding, *series: pd.DataFrame, **more: object) -> list[str]:
    variants = [Variant(str(i), one, **more) for i, one in enumerate(series)]  # type: ignore[arg-type]
    table = compare_variants(variants, findings=[finding], settings=FEW)
    return [f"{row.survives}{' firmly' * row.firm}" for row in table.itertuples()]


def test_a_side_of_zero() -> None:
    firm, loose, over = [-0.5, -0.4] * 10, [-0.5, 0.48] * 10, [0.5, 0.4] * 10
    series = [make_series(values) for values in (firm, loose, over, [-0.5, -0.4])]
    answers = ask(Finding("north below 0", NORTH), *series)
    assert answers == ["yes firmly", "yes", "no firmly", "insufficient evidence"]


def test_the_lowest_of_several() -> None:
    low, high = [-0.5, -0.4] * 10, [0.5, 0.4] * 10
    finding = Finding("north lowest of 2", NORTH, (SOUTH,))
    assert ask(finding, two(low, high), two(high, low)) == ["yes firmly", "no firmly"]
    # Without any other actor that has evidence there is nothing to be lower than.
    assert ask(finding, make_series(low)) == ["insufficient evidence"]


def test_the_margin_is_that_to_the_nearest_other() -> None:
    third = make_series([0.1] * 10, actor="east")
    series = pd.concat([two([-0.5] * 10, [0.5] * 10), third], ignore_index=True)
    finding = Finding("north lowest", NORTH, (SOUTH, Term("stance", actor="east")))
    table = compare_variants([Variant("one", series)], findings=[finding], settings=FEW)
    assert table["margin"].iloc[0] == pytest.approx(0.6)


def test_ends_and_voices() -> None:
    series = make_series([0.5] * 10 + [0.0] * 30 + [-0.5] * 10, voices=["author"] * 50)
    falls = Finding(
        "falls", NORTH._replace(side=SIDES["end"]), (NORTH._replace(side=SIDES["lead"]),)
    )
    assert ask(falls, series) == ["yes firmly"]
    voices = Finding(
        "author lower",
        NORTH._replace(side=SIDES["author"]),
        (NORTH._replace(side=SIDES["quoted"]),),
    )
    assert ask(voices, series) == ["insufficient evidence"]
    spoken = make_series([-0.5] * 5 + [0.5] * 5, voices=["author"] * 5 + ["quoted"] * 5)
    assert ask(voices, spoken) == ["yes firmly"]
    # In the author's words alone nobody is quoted.
    assert ask(voices, spoken, voice="author") == ["insufficient evidence"]


def test_what_a_variant_does_not_change_is_not_said_to_survive() -> None:
    answers = ask(Finding("north below 0", NORTH), make_series([-0.5] * 9), touches=("frame",))
    assert answers == ["not touched"]


def test_findings_say_what_is_there_and_hold_as_measured() -> None:
    series = pd.concat(
        [
            two([-0.4] * 10 + [-0.5] * 30 + [-0.6] * 10, [0.3] * 50),
            make_series([5, 0] * 25, measure="frame", actor="", label="legality"),
            make_series([1, 0] * 25, measure="frame", actor="", label="human_interest"),
        ]
    )
    actors = pd.DataFrame({"actor": ["north", "south"], "label": ["Northland", "Southland"]})
    findings = propose_findings(series, actors=actors)
    assert [finding.statement for finding in findings] == [
        "Northland on the unfavourable side",
        "Southland on the favourable side",
        "Northland lowest of 2",
        "Northland lower at the end than in the lead",
        "Legality the leading frame",
    ]
    table = compare_variants([Variant("as measured", series)], findings=findings, settings=FEW)
    assert set(table["survives"]) == {"yes"}
    assert table["finding"].tolist() == [finding.statement for finding in findings]


def test_too_little_gives_few_findings() -> None:
    actors = pd.DataFrame({"actor": ["north"], "label": ["Northland"]})
    assert propose_findings(make_series([0.5, 0.5]), actors=actors) == []
    [only] = propose_findings(make_series([0.5] * 4), actors=actors)
    assert only.statement == "Northland on the favourable side"
    rate = make_series([0.0] * 5, measure="frame", actor="", label="legality")
    assert propose_findings(rate, actors=actors) == []
    assert compare_variants([], findings=[only]).empty


@pytest.fixture(scope="module")
def short(make_actors) -> Analysis:  # type: ignore[no-untyped-def]
    return analyse(make_article(TEXT), actors=make_actors(), engine="lexical")


@pytest.fixture(scope="module")
def variants(short: Analysis) -> dict[str, Variant]:
    return {variant.name: variant for variant in make_variants(short, seeds=(1, 2))}


def stance_of(variant: Variant, *, actor: str = "ruritania") -> pd.DataFrame:
    series = variant.series
    keep = (series["measure"] == "stance") & (series["actor"] == actor)
    return series[keep & (series["voice"] == "all")]


def test_the_variants_are_there(variants: dict[str, Variant]) -> None:
    assert list(variants)[:4] == [
        "as measured",
        "author only",
        "names only",
        "with borrowed stance",
    ]
    assert {"half the words (1)", "half the words (2)", "repeated cues only"} <= set(variants)
    assert variants["author only"].voice == "author"


def test_names_only_leaves_out_leaders_and_the_loan_is_put_in(
    short: Analysis, variants: dict[str, Variant]
) -> None:
    assert "leader" in set(short.mentions["form"])
    names, measured = stance_of(variants["names only"]), stance_of(variants["as measured"])
    assert names["n_evidence"].sum() < measured["n_evidence"].sum()
    pooled = stance_of(variants["with borrowed stance"])
    told = short.scores.query("actor == 'ruritania' and measure == 'stance' and voice == 'all'")
    assert pooled["total"].sum() == pytest.approx(told["value"].sum())
    assert measured["total"].sum() == pytest.approx(told["own"].sum())


def test_half_the_words_are_another_half_for_another_seed(variants: dict[str, Variant]) -> None:
    totals = [
        stance_of(variants[name])["total"].sum()
        for name in ("as measured", "half the words (1)", "half the words (2)")
    ]
    assert len(set(np.round(totals, 6))) == 3


def test_a_list_of_frames_of_one_s_own_is_halved(make_actors) -> None:  # type: ignore[no-untyped-def]
    lexicon = load_lexicon("frames").iloc[:1]
    own = pd.concat([lexicon.assign(frame="kitchen", cue=cue) for cue in ("lied", "lying")])
    found = analyse(make_article(TEXT), actors=make_actors(), engine="lexical", frames=own)
    for variant in make_variants(found, seeds=(1, 2), other_engine=False):
        told = variant.series.query("measure == 'frame' and n_evidence > 0")
        assert set(told["label"]) <= {"kitchen"}, variant.name


def test_single_cues_are_left_out(variants: dict[str, Variant]) -> None:
    series = variants["repeated cues only"].series
    frames = series[(series["measure"] == "frame") & (series["voice"] == "all")]
    whole = variants["as measured"].series
    before = whole[(whole["measure"] == "frame") & (whole["voice"] == "all")]
    assert frames["n_evidence"].sum() < before["n_evidence"].sum()
    assert variants["repeated cues only"].touches == ("stance", "frame", "device")


def test_without_the_encoder_there_is_no_other_engine(
    short: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "is_installed", lambda: False)
    assert "other engine" not in {variant.name for variant in make_variants(short, seeds=())}


def test_with_it_the_other_engine_reads_the_same_mentions(variants: dict[str, Variant]) -> None:
    other = variants["other engine"]
    assert other.touches == ("stance",)
    assert len(stance_of(other)) >= 3
    assert (stance_of(other)["count"] >= 1).all()


def test_under_the_neural_engine_words_do_not_touch_stance(make_actors) -> None:  # type: ignore[no-untyped-def]
    found = analyse(make_article(TEXT), actors=make_actors(), engine="neural")
    variants = {variant.name: variant for variant in make_variants(found, seeds=(1,))}
    assert variants["half the words (1)"].touches == ("frame",)
    assert "stance" not in variants["repeated cues only"].touches
    # The lexical engine judges a paragraph as a whole, the neural one each mention.
    assert (stance_of(variants["other engine"])["count"] == 1).all()
    panel = compare_variants(
        list(variants.values()),
        findings=propose_findings(found.series, actors=found.actors),
        settings=FEW,
    )
    assert "not touched" in set(panel["survives"])
    base = panel[panel["variant"] == "as measured"]
    assert set(base["survives"]) == {"yes"}
