"""Articles are read mention by mention, names unread, and pooled as a reader can redo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from helpers.encoder import Encoder, WindowReading, load_encoder, read_windows
from helpers.explanation import explain_readings, find_phrases
from helpers.neural import Reading, cut_windows, kept_spans, read_article
from helpers.pooling import PoolingSettings, pool_readings, read_pooling
from helpers.windows import Passage, Window, mask_passage

ENCODER = load_encoder()
TEXTS = (
    "Zog bombed the hospitals of Gog and lied about it.",
    "It rained all week.",
    "Gog buried its dead. The envoys of Zog laughed.",
)
SETTINGS = PoolingSettings(0.9, 1.0, 0.6, 2.0, 0.01, 1.0, (-0.25, 0.25), (-0.2, 0.2))


def mark(text: str, *names: str) -> Passage:
    spans = [
        (at, at + len(name), name.lower())
        for name in names
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    return Passage(text, tuple(sorted(spans)))


PASSAGES = [mark(text, "Zog", "Gog") for text in TEXTS]


def reading(paragraph: int, actor: str, value: float) -> Reading:
    chances = (max(0.0, -value), 1 - abs(value), max(0.0, value))
    return Reading(paragraph, actor, 0, *chances)


def test_every_mention_is_read_in_order() -> None:
    found = read_article(PASSAGES, encoder=ENCODER)
    assert [(r.paragraph, r.actor) for r in found] == [
        (0, "zog"),
        (0, "gog"),
        (2, "gog"),
        (2, "zog"),
    ]
    for r in found:
        assert r.unfavourable + r.neutral + r.favourable == pytest.approx(1)
        assert r.value == pytest.approx(r.favourable - r.unfavourable)


def test_the_aggressor_comes_out_worse_than_the_victim() -> None:
    values = {(r.paragraph, r.actor): r.value for r in read_article(PASSAGES, encoder=ENCODER)}
    assert values[0, "zog"] < values[0, "gog"]


def test_names_are_not_read() -> None:
    other = [
        mark(text.replace("Zog", "Ruritania").replace("Gog", "Us"), "Ruritania", "Us")
        for text in TEXTS
    ]
    before = read_article(PASSAGES, encoder=ENCODER)
    after = read_article(other, encoder=ENCODER)
    assert [r[3:] for r in before] == [r[3:] for r in after]


def test_a_headline_is_read_with_the_text() -> None:
    title = mark("The shame of Zog", "Zog")
    plain = read_article(PASSAGES, encoder=ENCODER)
    titled = read_article(PASSAGES, encoder=ENCODER, title=title)
    assert len(plain) == len(titled)
    assert [r[3:] for r in plain] != [r[3:] for r in titled]


def test_a_long_article_is_read_to_its_end() -> None:
    many = PASSAGES * 12
    found = read_article(many, encoder=ENCODER, limits=[96])
    assert {r.paragraph for r in found} == {i for i, p in enumerate(many) if p.spans}


def test_readings_in_short_and_in_long_windows_are_averaged() -> None:
    many = PASSAGES * 6
    short, long = (read_article(many, encoder=ENCODER, limits=[n]) for n in (64, 160))
    both = read_article(many, encoder=ENCODER, limits=[64, 160])
    assert len(short) == len(long) == len(both)
    assert [r[3:] for r in short] != [r[3:] for r in long]
    for a, b, found in zip(short, long, both, strict=True):
        assert found.value == pytest.approx((a.value + b.value) / 2)


def test_what_one_window_holds_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def count(windows: Sequence[Window], *, encoder: Encoder) -> list[WindowReading]:
        seen.append(len(windows))
        return read_windows(windows, encoder=encoder)

    monkeypatch.setattr("helpers.neural.read_windows", count)
    once = read_article(PASSAGES, encoder=ENCODER, limits=[200, 400])
    assert len(seen) == 1
    assert once == read_article(PASSAGES, encoder=ENCODER, limits=[400])


def test_a_paragraph_longer_than_a_window_is_read_as_far_as_it_reaches() -> None:
    long = mark("Zog sat. " * 60, "Zog")
    found = read_article([long], encoder=ENCODER, limits=[64])
    assert 0 < len(found) < 60


def test_a_span_inside_another_has_no_reading() -> None:
    passage = Passage("The Zog Guard left.", ((4, 13, "guard"), (4, 7, "zog")))
    assert kept_spans(passage) == [0]
    assert [r.actor for r in read_article([passage], encoder=ENCODER)] == ["guard"]


def test_an_article_without_mentions_has_no_reading() -> None:
    assert read_article([Passage("It rained.", ())], encoder=ENCODER) == []


# ---------------------------------------------------------------- pooling


def test_pooling_can_be_redone_by_hand() -> None:
    readings = [reading(0, "zog", -0.8), reading(1, "zog", 0.2), reading(1, "zog", 0.4)]
    first, second = pool_readings(readings, settings=SETTINGS)
    assert first.own == pytest.approx(-0.8)
    # One mention here counts for 1 of 1 + 1, two elsewhere for 2 of 2 + 2.
    assert first.value == pytest.approx(0.9 * 1 / 2 * -0.8 + 0.6 * 2 / 4 * 0.3 + 0.01)
    assert second.own == pytest.approx(0.3)
    assert second.value == pytest.approx(0.9 * 2 / 3 * 0.3 + 0.6 * 1 / 3 * -0.8 + 0.01)
    assert [(cell.n, cell.n_elsewhere) for cell in (first, second)] == [(1, 2), (2, 1)]


def test_an_actor_of_one_paragraph_has_nothing_to_lean_on() -> None:
    [cell] = pool_readings([reading(0, "zog", -0.5)], settings=SETTINGS)
    assert cell.value == pytest.approx(0.9 * 1 / 2 * -0.5 + 0.01)
    assert cell.n_elsewhere == 0


def test_what_rests_on_more_mentions_counts_for_more() -> None:
    def value(n: int, elsewhere: int) -> float:
        mine = [reading(0, "zog", -0.6)] * n
        return pool_readings(mine + [reading(1, "zog", 0.6)] * elsewhere, settings=SETTINGS)[
            0
        ].value

    assert value(1, 1) > value(2, 1) > value(5, 1)
    assert value(2, 1) < value(2, 2) < value(2, 6)


def test_own_stances_are_stretched_and_cut_mention_by_mention() -> None:
    wide = replace(SETTINGS, spread=2.5)
    first, _ = pool_readings(
        [reading(0, "zog", -0.2), reading(0, "zog", 0.9), reading(1, "gog", 0.3)], settings=wide
    )
    assert first.own == pytest.approx((2.5 * -0.2 + 1.0) / 2)


def test_pooled_values_stay_in_range() -> None:
    strong = replace(SETTINGS, own=5.0)
    [cell] = pool_readings([reading(0, "zog", -0.9)], settings=strong)
    assert cell.value == -1.0


def test_a_flat_cell_of_a_villain_is_drawn_down() -> None:
    readings = [reading(0, "zog", -0.9), reading(1, "zog", 0.0)]
    flat = pool_readings(readings, settings=SETTINGS)[1]
    assert flat.own == 0.0
    assert flat.value < -0.1


def test_the_shipped_settings_lean_but_do_not_fall() -> None:
    told = read_pooling(ENCODER.settings)
    assert told.own > 0
    assert told.actor >= 0
    assert told.own_half >= 0
    assert told.actor_half >= 0
    assert told.spread > 1
    assert told.pooled_thresholds[0] < 0 < told.pooled_thresholds[1]


# ---------------------------------------------------------------- explanation


def test_phrases_leave_out_mentions_and_small_words() -> None:
    passage = PASSAGES[0]
    found = [passage.text[a:b] for a, b in find_phrases(passage, start=0, end=len(passage.text))]
    assert found == ["bombed", "hospitals", "lied"]


def test_a_phrase_has_four_words_at_most() -> None:
    text = "Seven grim silent armed guards waited."
    passage = Passage(text, ())
    spans = find_phrases(passage, start=0, end=len(text))
    assert [text[a:b] for a, b in spans] == ["Seven grim silent armed", "guards waited"]


def test_the_word_that_damns_pulls_down() -> None:
    pulls = explain_readings(PASSAGES[:1], encoder=ENCODER)
    assert {PASSAGES[0].text[p.start : p.end] for p in pulls} == {"bombed", "hospitals", "lied"}
    zog = {PASSAGES[0].text[p.start : p.end]: p.weight for p in pulls if p.span == 0}
    assert min(zog.values()) < 0


def test_an_explanation_depends_on_no_name() -> None:
    other = [mark(text.replace("Zog", "Ruritania"), "Ruritania", "Gog") for text in TEXTS]
    before = [p.weight for p in explain_readings(PASSAGES, encoder=ENCODER)]
    after = [p.weight for p in explain_readings(other, encoder=ENCODER)]
    assert before == after


def test_a_headline_that_is_rated_too_is_read_once() -> None:
    title = mark("The shame of Zog", "Zog")
    head, *rest = (mask_passage(p, tokenize=ENCODER.tokenize) for p in (title, *PASSAGES))
    read_with = cut_windows(head, rest, limit=192)[0]
    rated = cut_windows(head, [head, *rest], limit=192)[0]
    assert rated.ids == read_with.ids
    assert len(rated.cells) == len(read_with.cells) + 1
