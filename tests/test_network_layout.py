"""Do the arrows of a network keep out of each other's way?"""

from __future__ import annotations

from itertools import combinations, pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.network_layout import (
    GAP,
    HEAD,
    SLOT,
    Layout,
    bend,
    lay_ties,
    make_head,
    order_patients,
)

PAIRS = list(permutations("abcdef", 2))
TIES = st.lists(st.sampled_from(PAIRS), min_size=1, max_size=20, unique=True)


def lay(ties: list[tuple[str, str]]) -> Layout:
    return lay_ties(ties, agents=list(dict.fromkeys(agent for agent, _ in ties)))


@given(TIES)
def test_no_two_arrows_leave_or_arrive_at_one_height(ties: list[tuple[str, str]]) -> None:
    found = lay(ties)
    for heights, least in ((found.leaves, SLOT), (found.arrives, HEAD)):
        assert all(abs(a - b) >= least - 1e-9 for a, b in combinations(heights, 2))
        assert all(0 < y < found.height for y in heights)


@given(TIES)
def test_an_arrow_ends_at_its_actors(ties: list[tuple[str, str]]) -> None:
    found = lay(ties)
    for (agent, patient), leaves, arrives in zip(ties, found.leaves, found.arrives, strict=True):
        assert found.agents[agent].top <= leaves <= found.agents[agent].foot
        assert found.patients[patient].top <= arrives <= found.patients[patient].foot


@given(TIES)
def test_actors_of_a_column_keep_apart(ties: list[tuple[str, str]]) -> None:
    found = lay(ties)
    for column in (found.agents, found.patients):
        stands = list(column.values())
        for above, below in pairwise(stands):
            assert below.top - above.foot >= GAP - 1e-9
        assert stands[-1].foot <= found.height


@given(TIES)
def test_arrows_of_one_actor_do_not_cross(ties: list[tuple[str, str]]) -> None:
    found = lay(ties)
    for one, other in combinations(range(len(ties)), 2):
        if ties[one][0] == ties[other][0] or ties[one][1] == ties[other][1]:
            first = found.leaves[one] - found.leaves[other]
            last = found.arrives[one] - found.arrives[other]
            assert first * last > 0


def test_a_heading_has_room_above_its_actor() -> None:
    ties = [("a", "x"), ("b", "x")]
    plain = lay_ties(ties, agents=["a", "b"])
    headed = lay_ties(ties, agents=["a", "b"], headed=["b"], heading=0.5)
    free = headed.agents["b"].top - headed.agents["a"].foot
    assert free >= plain.agents["b"].top - plain.agents["a"].foot + 0.5 - 1e-9


def test_the_lower_column_grows_to_the_height_of_the_other() -> None:
    one = lay_ties([("a", name) for name in "uvwxyz"], agents=["a"])
    assert one.agents["a"].y == pytest.approx(one.height / 2)
    many = lay_ties([(name, "x") for name in "uvw"], agents=list("uvw"))
    assert many.patients["x"].y == pytest.approx(many.height / 2)


def test_patients_stand_near_those_who_do_it() -> None:
    ties = [("a", "z"), ("b", "y"), ("c", "x"), ("a", "y"), ("c", "y")]
    assert order_patients(ties, agents=["a", "b", "c"]) == ["z", "y", "x"]


def test_a_curve_leaves_and_arrives_level() -> None:
    curve = bend((0.0, 0.0), (2.0, 1.0))
    slopes = np.diff(curve[:, 1]) / np.diff(curve[:, 0])
    assert abs(slopes[0]) < 0.05 and abs(slopes[-1]) < 0.05
    assert (np.diff(curve[:, 0]) > 0).all()


def test_a_head_points_to_the_right() -> None:
    head = make_head((1.0, 2.0), length=0.2, width=0.1)
    assert head.tolist() == [[1.0, 2.0], [0.8, 1.95], [0.8, 2.05]]
