"""Words around a date that look like a part of it and are none."""

import pytest

from kzling.language.dates import written_time


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("6 March 2025, 09:00, Astana Times", "2025-03-06T09:00:00Z"),
        ("The Moscow Times, 6 March 2022, 14:25", "2022-03-06T14:25:00Z"),
        ("6 March 2025, 09:00 Astana time", "2025-03-06T04:00:00Z"),
        ("6 марта 2022 (3 дня назад)", None),
        ("6 марта 2022, 2:30 дня", "2022-03-06T14:30:00Z"),
        ("6 марта 2022 в 5 вечера", "2022-03-06T17:00:00Z"),
        ("12:30 am 6. März 2022", "2022-03-06T12:30:00Z"),
        ("12:30 am, March 6, 2022", "2022-03-06T00:30:00Z"),
        ("6 mars 2022, 14:25 est mis à jour", "2022-03-06T14:25:00Z"),
        ("6 March 2022, 14:25 EST", "2022-03-06T19:25:00Z"),
        ("14h25 cet article du 6 mars 2022", "2022-03-06T14:25:00Z"),
    ],
)
def test_words_around_a_date(stated: str, expected: str | None) -> None:
    assert written_time(stated) == expected
