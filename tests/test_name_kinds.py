"""Do the words of a name tell what it belongs to?"""

from __future__ import annotations

import pytest

from helpers.name_kinds import is_acronym, is_no_actor, kind_of_body, looks_like_person

KINDS = [
    ("Liberty Party", "party"),
    ("Ministry of Truth", "government"),
    ("Defence Ministry", "government"),
    ("Salvation Army", "army"),
    ("Red Brigade", "armed_group"),
    ("Strelsau Times", "media"),
    ("Bank of Ruritania", "organisation"),
    ("Club for Growth", "organisation"),
    ("Fair Trade League", "organisation"),
    ("Senate", "organisation"),
    ("Johnson & Johnson", "organisation"),
    ("Ada Byron", ""),
    ("Isle of Wight", ""),
    ("Byron", ""),
]


@pytest.mark.parametrize(("name", "kind"), KINDS, ids=[name for name, _ in KINDS])
def test_kinds(name: str, kind: str) -> None:
    assert kind_of_body(name.split()) == kind


@pytest.mark.parametrize(
    "name",
    ["Affordable Care Act", "Ohio", "New York", "Hurricane Ada", "Bill of Rights", "TV", "Calif"],
)
def test_laws_places_and_storms_do_nothing(name: str) -> None:
    assert is_no_actor(name.split())


@pytest.mark.parametrize("name", ["Ada Byron", "Fair Trade League", "Senate", "WTO"])
def test_actors_may_do_something(name: str) -> None:
    assert not is_no_actor(name.split())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Byron", True),
        ("Mark Green", True),
        ("J. Edgar Hoover", True),
        ("Byron", False),
        ("Green New Deal", False),
        ("South Ossetia", False),
        ("Florida Latino", False),
        ("Promise PAC", False),
        ("Ada WTO", False),
        ("Rank of Ada", False),
        ("Fresh Partiers", False),
        ("Fair Trade League", False),
    ],
)
def test_persons_have_two_names_at_least(name: str, expected: bool) -> None:
    assert looks_like_person(name.split()) is expected


def test_letters() -> None:
    assert is_acronym("WTO") and is_acronym("AT&T") and is_acronym("F.B.I.")
    assert not is_acronym("Wto") and not is_acronym("A") and not is_acronym("ABCDEFGH")
