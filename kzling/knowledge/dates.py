"""Dates of any precision: a year, a year and month, or a day, as ISO strings."""

import re
from datetime import date, datetime

from kzling.model import Name

_ISO = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def iso_date(value: str | date | None) -> str | None:
    """Give a date as ISO string without time of day, None for what is no date.

    >>> iso_date("2022-03-06T02:45:00Z"), iso_date("2022"), iso_date("soon")
    ('2022-03-06', '2022', None)
    """
    if isinstance(value, datetime):
        value = value.date()
    text = value.isoformat() if isinstance(value, date) else (value or "").strip()[:10]
    return text if _ISO.fullmatch(text) else None


def valid_on(name: Name, day: str | None) -> bool:
    """Say whether a name was in use on a day; None asks for today, that is for names that have not ended.

    A day of lower precision than the name's dates counts as its first day.
    """
    if day is None:
        return name.until is None and name.kind != "former"
    return not ((name.since and day < name.since) or (name.until and day >= name.until))
