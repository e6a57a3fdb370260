"""Dates as articles and records write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.language.dates import LONGEST, written_time

DAY = "2022-03-06T00:00:00Z"
CLOCK = "2022-03-06T14:25:00Z"

MACHINE = [
    ("2022-03-06", DAY),
    ("2022-03-06T14:25", CLOCK),
    ("2022-03-06T14:25:00Z", CLOCK),
    ("2022-03-06t14:25:00z", CLOCK),
    ("2022-03-06 14:25:00", CLOCK),
    ("2022-03-06T14:25:00.123456Z", CLOCK),
    ("2022-03-06T14:25:00,5Z", CLOCK),
    ("2022-03-06T14:25:00+06:00", "2022-03-06T08:25:00Z"),
    ("2022-03-06T14:25:00-05:00", "2022-03-06T19:25:00Z"),
    ("2022-03-06T14:25-05:00", "2022-03-06T19:25:00Z"),
    ("2022-03-06T14:25:00+0600", "2022-03-06T08:25:00Z"),
    ("2022-03-06T14:25:00+06", "2022-03-06T08:25:00Z"),
    ("2022-03-06 14:25:00 +0600", "2022-03-06T08:25:00Z"),
    ("2022-03-06 14:25:00 +0000 UTC", CLOCK),
    ("2022-03-06T02:00:00+05:30", "2022-03-05T20:30:00Z"),
    ("2022-03-06T24:00:00Z", "2022-03-07T00:00:00Z"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ("20220306", DAY),
    ("20220306T142500Z", CLOCK),
    ("20220306T142500+0600", "2022-03-06T08:25:00Z"),
    ("20220306142500", CLOCK),
    ("2022-3-6", DAY),
    ("Sun, 06 Mar 2022 14:25:00 GMT", CLOCK),
    ("Sun, 06 Mar 2022 14:25:00 +0300", "2022-03-06T11:25:00Z"),
    ("Sun, 06 Mar 2022 14:25:00 +0300 (MSK)", "2022-03-06T11:25:00Z"),
    ("Sun, 6 Mar 2022 14:25:00 EST", "2022-03-06T19:25:00Z"),
    ("Sunday, 06-Mar-22 14:25:00 GMT", CLOCK),
    ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"),
    ("Sun Mar  6 14:25:00 2022", CLOCK),
    ("Sun Mar 06 14:25:00 +0000 2022", CLOCK),
    ("Sun Mar 06 14:25:00 MSK 2022", "2022-03-06T11:25:00Z"),
    ("Sun Mar 06 2022 14:25:00 GMT+0600 (Alma-Ata Time)", "2022-03-06T08:25:00Z"),
    ("06/Mar/2022:14:25:00 +0000", CLOCK),
    ("1646576700", CLOCK),
    ("1646576700000", CLOCK),
    ("1646576700.75", CLOCK),
]

NUMERIC = [
    ("06.03.2022", DAY),
    ("6.3.22", DAY),
    ("06.03.98", "1998-03-06T00:00:00Z"),
    ("6. 3. 2022", DAY),
    ("06.03.2022 14:25", CLOCK),
    ("06.03.2022, 14:25:30", "2022-03-06T14:25:30Z"),
    ("14:25 06.03.2022", CLOCK),
    ("14:25 - 06.03.2022", CLOCK),
    ("06.03.2022 — 14:25", CLOCK),
    ("14:25, 6.3.22", CLOCK),
    ("06.03.2022 г.", DAY),
    ("06.03.2022 ж.", DAY),
    ("06.03.2022 | 14:25", CLOCK),
    ("2022.03.06", DAY),
    ("2022/05/13", "2022-05-13T00:00:00Z"),
    ("2022/03/06 14:25", CLOCK),
    ("13/05/2022", "2022-05-13T00:00:00Z"),
    ("05/13/2022", "2022-05-13T00:00:00Z"),
    ("13-05-2022", "2022-05-13T00:00:00Z"),
    ("03/03/2022", "2022-03-03T00:00:00Z"),
    ("Опубликовано: 06.03.2022 в 14:25 (МСК)", "2022-03-06T11:25:00Z"),
    ("06.03.2022 (6 марта 2022)", DAY),
]

WORDS = [
    ("6 наурыз 2022", DAY),
    ("6 НАУРЫЗ 2022", DAY),
    ("6 наурыз, 2022 | 14:25", CLOCK),
    ("6-наурыз 2022 ж.", DAY),
    ("2022 жылғы 6 наурыз", DAY),
    ("2022 ж. 6 наурызда", DAY),
    ("2022 жылдың 6 наурызында", DAY),
    ("2022 жылдың наурыз айының 6-сы", DAY),
    ("2022 жылғы наурыздың 6-сы күні", DAY),
    ("Жарияланған: 6 наурыз 2022, 14:25", CLOCK),
    ("Жексенбі, 6 Наурыз 2022", DAY),
    ("6 нау. 2022", DAY),
    ("31 желтоқсан 2021", "2021-12-31T00:00:00Z"),
    ("6 nauryz 2022", DAY),
    ("1 şılde 2022", "2022-07-01T00:00:00Z"),
    ("1 shilde 2022", "2022-07-01T00:00:00Z"),
    ("2022-جىلعى 6-ناۋرىز", DAY),
    ("6 марта 2022", DAY),
    ("6\N{NO-BREAK SPACE}марта\N{NO-BREAK SPACE}2022\N{NO-BREAK SPACE}г.", DAY),
    ("6 марта 2022 г. в 14:25", CLOCK),
    ("6 марта 2022 года, 14.25", CLOCK),
    ("6-го марта 2022", DAY),
    ("воскресенье, 6 марта 2022", DAY),
    ("Опубликовано 6 марта 2022 г., 2:25 дня", CLOCK),
    ("6 мар 2022", DAY),
    ("10 февр. 2022 г.", "2022-02-10T00:00:00Z"),
    ("МАРТ 6, 2022", DAY),
    ("14:25, 6 марта 2022", CLOCK),
    ("14:25 – 6 марта 2022", CLOCK),
    ("6марта2022", DAY),
    ("March 6, 2022", DAY),
    ("MARCH 6 2022", DAY),
    ("March 6th, 2022", DAY),
    ("6th of March 2022", DAY),
    ("the 6th day of March, 2022", DAY),
    ("Sunday, 6 Mar 2022 10:15 AM", "2022-03-06T10:15:00Z"),
    ("March 6, 2022 at 2:25 pm", CLOCK),
    ("March 6, 2022, 2:25 p.m.", CLOCK),
    ("March 6, 2022 2 PM", "2022-03-06T14:00:00Z"),
    ("6 March 2022 12:05 am", "2022-03-06T00:05:00Z"),
    ("6 March 2022 12:05 pm", "2022-03-06T12:05:00Z"),
    ("Published: Sept 6, 2022", "2022-09-06T00:00:00Z"),
    ("2022 March 6", DAY),
    ("2022-Mar-06", DAY),
    ("This article may be old: 6 June 2022", "2022-06-06T00:00:00Z"),
    ("6. März 2022", DAY),
    ("Sonntag, den 6. März 2022, 14.25 Uhr", CLOCK),
    ("6. Jänner 2022", "2022-01-06T00:00:00Z"),
    ("6 marca 2022", DAY),
    ("6 marca 2022 r., godz. 14:25", CLOCK),
    ("6 listopada 2022", "2022-11-06T00:00:00Z"),
    ("6 paź 2022", "2022-10-06T00:00:00Z"),
    ("6 березня 2022", DAY),
    ("6 березня 2022 року о 14:25", CLOCK),
    ("6 лютого 2022", "2022-02-06T00:00:00Z"),
    ("6 сакавіка 2022 г.", DAY),
    ("6 лістапада 2022", "2022-11-06T00:00:00Z"),
    ("6-mart, 2022", DAY),
    ("2022-yil 6-mart", DAY),
    ("2022 yil 6 mart kuni", DAY),
    ("6-oktyabr 2022", "2022-10-06T00:00:00Z"),
    ("2022 йил 6 март", DAY),
    ("6-март, 2022", DAY),
    ("2022-жылдын 6-марты", DAY),
    ("2022 елның 6 нчы марты", DAY),
    ("6 гыйнвар 2022", "2022-01-06T00:00:00Z"),
    ("6 Şubat 2022 Pazar", "2022-02-06T00:00:00Z"),
    ("6 KASIM 2022", "2022-11-06T00:00:00Z"),
    ("6 İyun 2022", "2022-06-06T00:00:00Z"),
    ("2022-ci il martın 6-sı", DAY),
    ("6 mart 2022-ci il", DAY),
    ("6 марти соли 2022", DAY),
    ("2022-nji ýylyň 6-njy marty", DAY),
    ("2022 йылдың 6 ғинуары", "2022-01-06T00:00:00Z"),
    ("6 მარტი, 2022", DAY),
    ("2022 წლის 6 მარტს", DAY),
    ("6 მარტი 2022, 14:25", CLOCK),
    ("2022 թ. մարտի 6", DAY),
    ("2022 թվականի մարտի 6-ին", DAY),
    ("2022 оны 3 дугаар сарын 6", DAY),
    ("2022 оны 3-р сарын 6-ны өдөр", DAY),
    ("2022 оны гуравдугаар сарын 6", DAY),
    ("2022 оны арван нэгдүгээр сарын 6", "2022-11-06T00:00:00Z"),
    ("2022年3月6日", DAY),
    ("2022年3月6日 14:25", CLOCK),
    ("2022 年 3 月 6 日 下午2:25", CLOCK),
    ("2022年03月06号", DAY),
    ("2022年3月6日14时25分", CLOCK),
    ("2022年3月6日 14：25", CLOCK),
    ("6 mars 2022 à 14h25", CLOCK),
    ("6 mars 2022 à 14 h 25", CLOCK),
    ("le 1er mars 2022", "2022-03-01T00:00:00Z"),
    ("mar. 8 févr. 2022", "2022-02-08T00:00:00Z"),
    ("6 de marzo de 2022", DAY),
    ("domingo 6 de marzo del 2022, 2:25 p. m.", CLOCK),
    ("6 marzo 2022", DAY),
    ("1° marzo 2022", "2022-03-01T00:00:00Z"),
    ("6. března 2022", DAY),
    ("6. července 2022", "2022-07-06T00:00:00Z"),
    ("6 martie 2022", DAY),
]

ZONES = [
    ("6 March 2022 14:25 GMT+6", "2022-03-06T08:25:00Z"),
    ("6 March 2022 14:25 (UTC+5)", "2022-03-06T09:25:00Z"),
    ("6 March 2022 14:25 UTC+05:30", "2022-03-06T08:55:00Z"),
    ("6 March 2022 14:25 UTC", CLOCK),
    ("6 марта 2022, 14:25 МСК", "2022-03-06T11:25:00Z"),
    ("6 марта 2012, 14:25 мск", "2012-03-06T10:25:00Z"),
    ("6 марта 2022 14:25 по московскому времени", "2022-03-06T11:25:00Z"),
    ("6 марта 2022, 14:25 по времени Астаны", "2022-03-06T08:25:00Z"),
    ("29 февраля 2024, 14:25 по времени Астаны", "2024-02-29T08:25:00Z"),
    ("1 марта 2024, 14:25 по времени Астаны", "2024-03-01T09:25:00Z"),
    ("6 наурыз 2022, Астана уақыты бойынша 14:25", "2022-03-06T08:25:00Z"),
    ("March 6, 2022 14:25 CST", CLOCK),
    ("March 6, 2022 14:25 local time", CLOCK),
]

NO_DATE = {
    "empty": ["", " "],
    "relative or none": ["вчера", "кеше", "2 hours ago", "2 часа назад", "soon", "http://example.kz/2022"],
    "not to the day": [
        "2022",
        "2022-03",
        "март 2022",
        "6 марта",
        "6 March, 14:25",
        "14:25",
        "6 новостей за март 2022",
    ],
    "two readings": ["03/06/2022", "03-06-2022", "6/3/22", "6. listopada 2022.", "06. srp 2022"],
    "no such day": ["31.02.2022", "2022-02-30", "31 апреля 2022", "32 мая 2022", "29.02.2023"],
    "no such time": ["2022-03-06T25:00Z", "2022-03-06T14:75Z", "2022-03-06T24:01Z", "2022-03-06T24:00:01Z"],
    "no such offset": ["2022-03-06T14:25:00+99:00", "2022-03-06T14:25:00+06:75"],
    "two dates": ["6 марта 2022, 7 марта 2022", "2022-03-06 2022-03-07", "Published 6 March 2022, updated 7 March"],
    "a span": ["5-6 марта 2022", "с 5 по 6 марта 2022 года", "6 March 2022 10:00-11:00", "6 March 2022 10:00-11"],
    "other numbers": ["6 марта 2022, 1203 просмотра", "2022-03-06+06:00", "123456", "9" * 20, "+7 701 123 45 67"],
    "other calendars and null dates": ["15 шаабан 1443", "1400/12/15", "0001-01-01T00:00:00Z", "9999-12-31"],
    "two times": ["6 March 2022 10:00, 11:00"],
}


@pytest.mark.parametrize(("stated", "expected"), MACHINE + NUMERIC + WORDS + ZONES)
def test_written_dates(stated: str, expected: str) -> None:
    assert written_time(stated) == expected


@pytest.mark.parametrize("stated", [stated for group in NO_DATE.values() for stated in group])
def test_no_full_date(stated: str) -> None:
    assert written_time(stated) is None


@pytest.mark.parametrize(
    ("stated", "language", "expected"),
    [
        ("6. listopada 2022.", "hr", "2022-10-06T00:00:00Z"),
        ("6. listopada 2022", "pl-PL", "2022-11-06T00:00:00Z"),
        ("6 listopada 2022", "hr", "2022-10-06T00:00:00Z"),
        ("06. srp 2022", "cs", "2022-08-06T00:00:00Z"),
        ("06. srp 2022", "hr", "2022-07-06T00:00:00Z"),
        ("06. srp 2022", "kk", None),
        ("6 марта 2022", "kk", DAY),
    ],
)
def test_language_decides_between_months(stated: str, language: str, expected: str | None) -> None:
    assert written_time(stated, language=language) == expected


ASTANA = datetime.timezone(datetime.timedelta(hours=6))


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (datetime.datetime(2022, 3, 6, 14, 25), CLOCK),
        (datetime.datetime(2022, 3, 6, 14, 25, tzinfo=ASTANA), "2022-03-06T08:25:00Z"),
        (datetime.date(2022, 3, 6), DAY),
        (datetime.datetime(2022, 3, 6, tzinfo=datetime.tzinfo()), None),  # type: ignore[abstract]
        (datetime.datetime.min, None),
        (datetime.datetime.max.replace(tzinfo=ASTANA), None),
        (1646576700, CLOCK),
        (1646576700.9, CLOCK),
        (1646576700000, CLOCK),
        (20220306, DAY),
        (315532800, "1980-01-01T00:00:00Z"),
        (4102444799, "2099-12-31T23:59:59Z"),
        (315532799, None),
        (4102444800, None),
        (0, None),
        (-1646576700, None),
        pytest.param(10**5000, None, id="huge"),
        (float("nan"), None),
        (float("inf"), None),
        (True, None),
        (None, None),
        (b"2022-03-06", None),
        (["2022-03-06"], None),
    ],
)
def test_values_of_columns(stated: object, expected: str | None) -> None:
    assert written_time(stated) == expected


def test_long_text_is_no_date() -> None:
    assert written_time("  6 марта 2022 " + " " * LONGEST) == DAY
    assert written_time("6 марта 2022 " + "." * LONGEST) is None
    assert written_time("1" * 1_000_000) is None


#: How a day is usually written: {y} {m} {d}, with the month in the first form of the table.
USUAL = {
    "kk-Cyrl": ["{d} {m} {y}", "{y} жылғы {d} {m}"],
    "kk-Latn": ["{d} {m} {y}", "{y} jyly {d} {m}"],
    "kk-Arab": ["{y}-جىلى {d}-{m}"],
    "ru": ["{d} {m} {y}", "{d} {m} {y} г.", "{y}, {d} {m}"],
    "uk": ["{d} {m} {y} року"],
    "be": ["{d} {m} {y} года"],
    "en": ["{d} {m} {y}", "{m} {d}, {y}", "{d}-{m}-{y}"],
    "de": ["{d}. {m} {y}"],
    "pl": ["{d} {m} {y}", "{d} {m} {y} r."],
    "cs": ["{d}. {m} {y}"],
    "hr": ["{d}. {m} {y}. godine"],
    "fr": ["{d} {m} {y}"],
    "es": ["{d} de {m} de {y}"],
    "it": ["{d} {m} {y}"],
    "ro": ["{d} {m} {y}"],
    "uz-Latn": ["{d}-{m}, {y}", "{y}-yil {d}-{m}"],
    "uz-Cyrl": ["{y} йил {d} {m}"],
    "ky": ["{d}-{m}, {y}", "{y}-жылдын {d}-{m}"],
    "tt": ["{d} {m} {y}", "{y} елның {d} {m}"],
    "ba": ["{d} {m} {y}", "{y} йылдың {d} {m}"],
    "tr": ["{d} {m} {y}"],
    "az": ["{d} {m} {y}", "{y}-ci il, {d} {m}"],
    "tk": ["{d}-njy {m} {y}", "{y}-nji ýylyň {d}-nji {m}"],
    "tg": ["{d} {m} {y}", "{d} {m} соли {y}"],
    "ka": ["{d} {m}, {y}", "{y} წლის {d} {m}"],
    "hy": ["{y} թ. {m} {d}", "{m} {d}, {y}", "{d} {m} {y}"],
    "mn": ["{y} оны {m} {d}", "{y} оны {n} дугаар сарын {d}-ны өдөр"],
    "zh": ["{y}年{n}月{d}日"],
}
MONTHS = data.read_yaml("dates/months.yml")["languages"]


@pytest.mark.parametrize("language", USUAL)
@given(day=st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), seconds=st.integers(0, 86399))
def test_every_day_in_every_language(language: str, day: datetime.date, seconds: int) -> None:
    name = MONTHS[language]["months"][day.month - 1][0] if MONTHS[language]["months"] else ""
    told = language if language == "hr" else None
    clock = (datetime.datetime.min + datetime.timedelta(seconds=seconds)).time()
    for pattern in USUAL[language]:
        written = pattern.format(y=day.year, m=name, n=day.month, d=day.day)
        for shape in (written, written.upper(), f"Label: {written}!"):
            assert written_time(shape, language=told) == f"{day}T00:00:00Z", shape
        assert written_time(f"{written}, {clock}", language=told) == f"{day}T{clock}Z"


@pytest.mark.parametrize("language", MONTHS)
def test_every_form_of_the_table_is_read(language: str) -> None:
    for month, forms in enumerate(MONTHS[language]["months"], start=1):
        for form in forms:
            written = f"2022 {form} 6" if language == "mn" else f"6 {form} 2022"
            assert written_time(written, language=language) == f"2022-{month:02}-06T00:00:00Z", written


@pytest.mark.parametrize("language", MONTHS)
def test_table_has_twelve_months_of_unique_forms(language: str) -> None:
    months = MONTHS[language]["months"]
    forms = [form for month in months for form in month]
    assert len(months) == (0 if language == "zh" else 12)
    assert all(months)
    assert len(forms) == len(set(forms))
    assert forms == [form.lower() for form in forms]


def test_only_croatian_disagrees_with_its_neighbours() -> None:
    said: dict[str, dict[int, list[str]]] = {}
    for language, facts in MONTHS.items():
        for month, forms in enumerate(facts["months"], start=1):
            for form in forms:
                said.setdefault(form, {}).setdefault(month, []).append(language)
    split = {form: months for form, months in said.items() if len(months) > 1}
    assert set(split) == {"listopad", "listopada", "lis", "lip", "srp"}
    assert all(["hr"] in months.values() for months in split.values())


ZONE_TABLE = data.read_yaml("dates/clock.yml")["zones"]


@pytest.mark.parametrize("zone", ZONE_TABLE, ids=lambda zone: str(zone["offsets"]))
def test_every_zone_of_the_table_is_read(zone: dict[str, dict[str, str]]) -> None:
    for name in [*zone.get("after", []), *zone.get("anywhere", [])]:
        for first, offset in zone["offsets"].items():
            assert written_time(f"{first} 14:25 {name}") == written_time(f"{first}T14:25:00{offset}")
        before = datetime.date.fromisoformat(min(zone["offsets"])) - datetime.timedelta(days=1)
        assert written_time(f"{before} 14:25 {name}") == f"{before}T14:25:00Z"


PIECES = [*"6 -./:TZ", "06", "2022", "31", "марта", "March", "наурыз", "14:25", "pm", "+06:00"]


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_text_gives_a_time_or_none(text: str) -> None:
    found = written_time(text)
    assert found is None or datetime.datetime.strptime(found, "%Y-%m-%dT%H:%M:%SZ")


MOMENTS = st.datetimes(timezones=st.none() | st.timezones()) | st.dates() | st.times()
ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.binary() | MOMENTS


@given(ANYTHING | st.lists(ANYTHING) | st.dictionaries(st.text(), ANYTHING))
def test_any_object_gives_a_time_or_none(stated: object) -> None:
    found = written_time(stated)
    assert found is None or datetime.datetime.strptime(found, "%Y-%m-%dT%H:%M:%SZ")


@given(st.datetimes(datetime.datetime(1600, 1, 2), datetime.datetime(2100, 12, 30)), st.integers(-11 * 60, 14 * 60))
def test_isoformat_comes_back(moment: datetime.datetime, minutes: int) -> None:
    zoned = moment.replace(microsecond=0, tzinfo=datetime.timezone(datetime.timedelta(minutes=minutes)))
    expected = zoned.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert written_time(zoned.isoformat()) == written_time(zoned) == expected
