"""Dates of any precision: a year, a year and month, or a day, as ISO strings."""

import datetime
import re

from kzling.model import Name

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def iso_date(value: object) -> str | None:
    """Give a date as ISO string without time of day, None for what is no date.

    >>> iso_date("2022-03-06T02:45:00Z"), iso_date("2022"), iso_date("2022-02-31"), iso_date("soon")
    ('2022-03-06', '2022', None, None)
    """
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    stated = value.strip() if isinstance(value, str) else ""
    try:
        if _ISO.fullmatch(stated):
            datetime.date.fromisoformat(_first_day(stated))
            return stated
        return datetime.datetime.fromisoformat(stated).date().isoformat()
    except ValueError:
        return None


def utc_time(stated: object) -> str | None:
    """Give an ISO date or time as "YYYY-MM-DDTHH:MM:SSZ"; times without a zone count as UTC. None if it is none.

    >>> utc_time("2022-03-06T02:45:00+03:00"), utc_time("2022-03-06"), utc_time("2022")
    ('2022-03-05T23:45:00Z', '2022-03-06T00:00:00Z', None)
    """
    if not isinstance(stated, str):
        return None
    try:
        moment = datetime.datetime.fromisoformat(stated.strip())
        zoned = moment.replace(tzinfo=datetime.UTC) if moment.tzinfo is None else moment.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None
    return zoned.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def valid_on(name: Name, day: str | None) -> bool:
    """Say whether a name was in use on a day; None asks for today, that is for names that have not ended.

    A day of lower precision is a span, of which some part is enough; dates of the name count as their first day.

    >>> name = Name("Nur-Sultan", since="2019-03-23", until="2022-09-17")
    >>> [valid_on(name, day) for day in ("2019", "2019-02", "2022-09", "2023")]
    [True, False, True, False]
    """
    if day is None:
        return name.until is None and name.kind != "former"
    begun = name.since is None or _last_day(day) >= _first_day(name.since)
    ended = name.until is not None and _first_day(day) >= _first_day(name.until)
    return begun and not ended


def _first_day(day: str) -> str:
    return (day + "-01-01")[:10] if len(day) < 7 else (day + "-01")[:10]


def _last_day(day: str) -> str:
    # A 31st of every month, since strings are compared.
    return (day + "-12-31")[:10] if len(day) < 7 else (day + "-31")[:10]
