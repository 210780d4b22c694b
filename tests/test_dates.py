"""Is a printed date read as the one day that it can mean, and left alone else?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.dates import parse_date

DAY = "2018-03-03"


@pytest.mark.parametrize(
    "printed",
    [
        "2018-03-03",
        "2018-03-03 06:00:00",
        "2018-03-03T06:00:00+00:00",
        "2018/3/3",
        "20180303",
        "20180303120000",
        "20180303T120000Z",
        20180303,
        20180303120000,
        "March 3, 2018",
        "March 3, 2018 Saturday",
        "March 3, 2018 Saturday 10:15 AM GMT",
        "Saturday, March 3, 2018",
        "Sat, 03 Mar 2018 12:00:00 GMT",
        "3 March 2018",
        "3rd March 2018",
        "03-Mar-2018",
        "Mar. 3, 2018",
        "3 MARCH, 2018",
        "  March   3,  2018 ",
        "3/3/2018",
        date(2018, 3, 3),
        datetime(2018, 3, 3, 12, tzinfo=UTC),
    ],
)
def test_one_day_in_many_forms(printed: object) -> None:
    assert parse_date(printed) == DAY


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("March 2018", "2018-03"),
        ("2018-03", "2018-03"),
        ("2018", "2018"),
        ("25/12/2018", "2018-12-25"),
        ("12/25/2018", "2018-12-25"),
        ("25.12.2018 08:00", "2018-12-25"),
    ],
)
def test_what_is_not_printed_is_not_made_up(printed: str, expected: str) -> None:
    assert parse_date(printed) == expected


@pytest.mark.parametrize(
    "printed",
    [
        "3/4/2018",
        "yesterday",
        "",
        "February 30, 2018",
        "2018-13-01",
        "20181301",
        "1525132800",
        "Marching 3, 2018",
        "32/13/2018",
        "A march on 3 fronts in 2018",
        None,
        float("nan"),
    ],
)
def test_a_date_that_could_be_several_days_or_none_is_left_unknown(printed: object) -> None:
    assert parse_date(printed) == ""


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_comes_back_from_how_papers_print_it(day: date) -> None:
    month = day.strftime("%B")
    for printed in (f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}"):
        assert parse_date(printed) == day.isoformat()


@given(st.text(max_size=40))
def test_no_text_raises(text: str) -> None:
    found = parse_date(text)
    assert found == "" or found[:4].isdigit()
