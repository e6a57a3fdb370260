import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.knowledge.dates import iso_date, utc_time, valid_on
from kzling.model import Name


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2022", "2022"),
        ("2022-09", "2022-09"),
        ("2022-09-17T10:00:00Z", "2022-09-17"),
        (datetime.date(2022, 9, 17), "2022-09-17"),
        (datetime.datetime(2022, 9, 17, 12), "2022-09-17"),
        ("2022-13", None),
        ("2022-02-31", None),
        ("2022-03-06 or so", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_iso_date(value: str | datetime.date | None, day: str | None) -> None:
    assert iso_date(value) == day


def test_since_is_inclusive_and_until_exclusive() -> None:
    name = Name("Nur-Sultan", since="2019-03-23", until="2022-09-17", kind="former")
    assert valid_on(name, "2019-03-23")
    assert not valid_on(name, "2022-09-17")
    assert not valid_on(name, None)
    assert valid_on(Name("Astana"), None)
    assert valid_on(Name("x", since="2019-01-01"), "2019")
    assert not valid_on(Name("x", until="2019-01-01"), "2019")
    assert valid_on(Name("x", since="2019"), "2019-01-01")


@given(st.text() | st.dates().map(str) | st.datetimes(timezones=st.timezones()).map(lambda d: d.isoformat()))
def test_any_date_is_read_or_refused(stated: str) -> None:
    time = utc_time(stated)
    assert time is None or (len(time) == 20 and time.endswith("Z"))
