"""Which day does a printed date mean? A date as printed in; ISO 8601 out, or nothing.

Dates are printed in many forms. Those that can mean one day only are read; `3/4/2018` is March to
some and April to others, and is left unknown rather than guessed.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>(?:1[5-9]|20)\d{2})"
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[,.]?\s*)?"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ].*)?",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{{6}}Z?|T?\d{{4}})?",
        rf"{_YEAR}[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}})(?: .*)?",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}\b.*",
        rf"{_WEEKDAY}{_DAY}[ -]{_MONTH}[ -],?\s*{_YEAR}\b.*",
        rf"{_WEEKDAY}{_DAY}\s+{_MONTH},\s+{_YEAR}\b.*",
    )
)
_SLASHED: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: .*)?", re.ASCII)
_MONTH_OF_YEAR: Final = re.compile(rf"{_MONTH},?\s+{_YEAR}", re.IGNORECASE | re.ASCII)


def parse_date(printed: Any) -> str:
    """Read a date as printed in a newspaper, a table or a data base.

    Parameters
    ----------
    printed
        A text, a number such as 20180303, or a date.

    Returns
    -------
    str
        `2018-03-03`; `2018-03` or `2018` where no more is printed; empty where it cannot be told
        which day is meant. The time of day is left out.

    Examples
    --------
    >>> parse_date("March 3, 2018 Saturday"), parse_date("Sat, 03 Mar 2018 12:00:00 GMT")
    ('2018-03-03', '2018-03-03')
    >>> parse_date(20180303120000), parse_date("25/12/2018"), parse_date("3/4/2018")
    ('2018-03-03', '2018-12-25', '')
    """
    if hasattr(printed, "isoformat"):
        printed = printed.isoformat()
    text = " ".join(str(printed).split())
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _day(found["year"], found["month"], found["day"])
    if found := _SLASHED.fullmatch(text):
        one, two, year = found.groups()
        days = {_day(year, two, one), _day(year, one, two)} - {""}
        return days.pop() if len(days) == 1 else ""
    if found := _MONTH_OF_YEAR.fullmatch(text):
        return f"{found['year']}-{_MONTHS[found['month'].lower()]:02}"
    return text if re.fullmatch(rf"{_YEAR}(?:-(?:0[1-9]|1[0-2]))?", text, re.ASCII) else ""


def _day(year: str, month: str, day: str) -> str:
    number = _MONTHS.get(month.lower()) or int(month)
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return ""
