"""Dates as articles and records write them: in figures, in words of many languages, or as a machine's count."""

import datetime
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from kzling import data

#: The longest text, in code points without the white space around it, that can be a date. A date with weekday, label
#: and time zone takes under 100 in all examples of the tests.
LONGEST = 200

#: Years that count as dates: from the first printed newspapers (1605) on. Null dates of data bases (0001, 9999) and
#: usual years of other calendars (1400, 1443, 2565) lie outside.
YEARS = range(1600, 2101)

#: Seconds since 1970 that count as a date: the years 1980 to 2099. Counts of milliseconds are all larger.
EPOCH = range(315_532_800, 4_102_444_800)

#: Offsets from UTC in use, in minutes (IANA time zone database).
OFFSETS = range(-12 * 60, 14 * 60 + 1)

# A text is read in small letters, so capitals can stand for what a word means: A to L are the months, X a word that
# could be two of them, Y a word beside the year, W a filler.
_MONTHS = "ABCDEFGHIJKL"
_LETTER = r"[^\W\dA-Z_]"
_GAP = r"[\s.,․/'’-]*+(?:W[\s.,․/'’-]*+)*+"
_TAIL = rf"(?:-?{_LETTER}{{1,5}}(?!{_LETTER})|°)?"
_DAY = rf"(?<!\d)(?P<day>\d{{1,2}})(?!\d){_TAIL}"
_YEAR = rf"(?<!\d)(?P<year>\d{{4}})(?!\d){_TAIL}"
_OF_YEAR = rf"{_GAP}(?:Y{_GAP})?"
_NAME = "(?P<name>[A-L])"
_IN_WORDS = [
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}{_GAP}{_NAME}{_OF_YEAR}{_YEAR}",
        rf"{_NAME}{_GAP}{_DAY}{_OF_YEAR}{_YEAR}",
        rf"{_YEAR}{_OF_YEAR}{_DAY}{_GAP}{_NAME}",
        rf"{_YEAR}{_OF_YEAR}{_NAME}{_GAP}{_DAY}",
        rf"(?<!\d)(?P<day>\d{{1,2}})-{_NAME}-(?P<year>\d\d)(?!\d)",
    )
]
_IN_FIGURES = [
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})(?P<mark>[-/.])\s?(?P<month>\d{1,2})(?P=mark)\s?(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d\d)(?!\d)",
        r"(?<!\d)(?P<first>\d{1,2})(?P<mark>[-/])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)",
    )
]
_WORD = re.compile(rf"{_LETTER}+")
_DOTTED_DAY = re.compile(r"\d\.\s?$")
_COUNT = re.compile(r"(\d{9,13})(?:\.\d*)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d)?(\D.*)?)?")
# C and Java write the year last: "Sun Mar  6 14:25:00 MSK 2022".
_YEAR_LAST = re.compile(r"(\d{1,2}) (\d\d:\d\d:\d\d(?: [a-z]{1,5}| [+-]\d{4})?) (\d{4})$")
# A time, a dash and another time: no moment. After the "t" of ISO and after seconds a dash begins an offset.
_SPAN = re.compile(r"(?<![t:\d])\d{1,2}:\d\d(?:\s?-\s?\d{1,2}:\d\d|-\d{1,2}(?![\d./]))")
_DOTTED_TIME = re.compile(r"(?<![\d.])(?P<hour>\d{1,2})\.(?P<minute>\d\d)(?![\d.])")
# "am 6. März": before a day with a dot it is the German preposition.
_GERMAN_AM = re.compile(r"(?<=[\d ])am (?=\d{1,2}\. )")
_MARKS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"：": ":"})


class _Words(NamedTuple):
    """What resources/dates says, ready to look up; every word in small letters."""

    capitals: dict[str, dict[str, str]]  # a word, and the capital it stands for in each language that has it
    dotted: frozenset[str]  # languages that always write a dot after the day
    phrases: re.Pattern[str]  # names of months of more than one word
    numbered: re.Pattern[str]  # a number with a word that makes it a month
    time: re.Pattern[str]
    halves: dict[str, str]  # a word, and the half of the day it means
    zones: dict[str, dict[str, str]]  # a name after the time, and its offsets by their first days
    zone_phrases: dict[str, dict[str, str]]


def written_time(stated: object, *, language: str | None = None) -> str | None:
    """Give a written date, with its time if it has one, as "YYYY-MM-DDTHH:MM:SSZ"; None for what is no full date.

    For the dates of records, headers and pages, which come in every shape: ISO, RFC 5322 and HTTP; counts of seconds
    or milliseconds since 1970; date objects; figures ("06.03.2022"); words of the languages in resources/dates.
    Around the date may stand any words, but no other number: "5-6 марта 2022" is None. So are two different dates
    or times, dates that do not exist, relative ones ("вчера"), and figures with two readings ("03/06/2022"; with dots
    the day comes first).

    A time without a zone counts as UTC, and so does one whose zone is not sure: resources/dates/clock.yml lists those
    that are. After a date in words the time may have a dot ("6. März 2022, 14.25 Uhr").

    Args:
        stated: anything; what is no text, number or date gives None.
        language: BCP 47 code; decides where languages disagree on the month of a word ("lip": July in Polish, June
            in Croatian). Without it such a date is None, unless only one of them writes the day like that.

    >>> written_time("6 наурыз 2022"), written_time("6 марта 2022 г. в 14:25 МСК"), written_time("6 марта")
    ('2022-03-06T00:00:00Z', '2022-03-06T11:25:00Z', None)
    >>> written_time("6. listopada 2022"), written_time("6. listopada 2022", language="hr")
    (None, '2022-10-06T00:00:00Z')
    """
    try:
        moment = _moment(stated, language)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment is not None and moment.year in YEARS else None
    except (ValueError, OverflowError, NotImplementedError):  # the last one from tzinfo objects that say nothing
        return None


def _moment(stated: object, language: str | None) -> datetime.datetime | None:
    """Give the moment in UTC; raises ValueError or OverflowError for a date or time that cannot be."""
    if isinstance(stated, datetime.datetime):
        return stated if stated.utcoffset() is None else stated.astimezone(datetime.UTC)
    if isinstance(stated, datetime.date):
        return datetime.datetime(stated.year, stated.month, stated.day)
    if isinstance(stated, int | float) and not isinstance(stated, bool):
        return _read(str(int(stated)), language) if 0 < stated < 10**14 else None
    return _read(stated, language) if isinstance(stated, str) else None


def _read(stated: str, language: str | None) -> datetime.datetime | None:
    text = _plain(stated)
    if count := _COUNT.fullmatch(text):
        for seconds in (int(count[1]), int(count[1]) // 1000):
            if seconds in EPOCH:
                return datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
    if _SPAN.search(text):
        return None
    words = _words()
    times = list(words.time.finditer(text))
    days, rest, in_words = _days(_marked(words.time.sub(" ", text), language))
    if in_words and not times:
        times = list(_DOTTED_TIME.finditer(rest))
        rest = _DOTTED_TIME.sub(" ", rest)
    if len(days) != 1 or re.search(r"\d", rest):
        return None
    (day,) = days
    moments = {_at(day, time.groupdict(), text) for time in times} or {day}
    return moments.pop() if len(moments) == 1 else None


def _plain(stated: str) -> str:
    """Give the text in small letters, with plain marks and spaces, the parts in usual order; "" if it is too long."""
    stated = stated.strip()
    if len(stated) > LONGEST:
        return ""
    shown = "".join(c for c in unicodedata.normalize("NFC", stated) if unicodedata.category(c) != "Cf")
    text = _GERMAN_AM.sub("", " ".join(_small(shown).translate(_MARKS).split()))
    if compact := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second, rest = compact.groups("")
        return f"{year}-{month}-{day}" + (f"t{hour}:{minute}:{second or '00'}{rest}" if hour else "")
    return _YEAR_LAST.sub(r"\1 \3 \2", text)


def _small(text: str) -> str:
    """Give the text in small letters; I with and without a dot are one, because their capitals tell no language."""
    return text.casefold().replace("i\u0307", "i").replace("ı", "i")


def _marked(text: str, language: str | None) -> str:
    """Replace what names a month or a year by capitals."""
    words = _words()
    own = (language or "").partition("-")[0].lower()

    def capital(found: re.Match[str]) -> str:
        said = words.capitals.get(found[0], {})
        meant = set(said.values())
        if len(meant) > 1:
            dot = _DOTTED_DAY.search(text[: found.start()])
            meant = {said[own]} if own in said else {said[code] for code in said if dot or code not in words.dotted}
        return meant.pop() if len(meant) == 1 else "X" if said else found[0]

    def counted(found: re.Match[str]) -> str:
        return _MONTHS[int(found[1]) - 1] if 1 <= int(found[1]) <= 12 else "X"

    text = words.phrases.sub(capital, words.numbered.sub(counted, text))
    return _WORD.sub(capital, text)


def _days(text: str) -> tuple[set[datetime.datetime], str, bool]:
    """Give the days that a marked text names, what is left of it without them, and whether one was in words."""
    days: set[datetime.datetime] = set()

    def take(found: re.Match[str]) -> str:
        days.add(_day(**found.groupdict()))
        return " "

    for pattern in _IN_WORDS:
        text = pattern.sub(take, text)
    in_words = bool(days)
    for pattern in _IN_FIGURES:
        text = pattern.sub(take, text)
    return days, text, in_words


def _day(
    year: str, day: str = "", month: str = "", name: str = "", first: str = "", second: str = "", mark: str = ""
) -> datetime.datetime:
    """Give midnight of a day; raises ValueError if there is no such day or it has two readings."""
    if first:
        if first != second and int(first) <= 12 and int(second) <= 12:
            raise ValueError(f"{first}{mark}{second} may be month and day or day and month")
        day, month = (second, first) if int(second) > 12 else (first, second)
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 50 else 1900)  # RFC 5322, 4.3
    return datetime.datetime(full, _MONTHS.index(name) + 1 if name else int(month), int(day))


def _at(day: datetime.datetime, time: dict[str, str | None], text: str) -> datetime.datetime:
    """Give the moment in UTC of a time on a day; raises ValueError if there is no such time."""
    hour, minute, second = (int(time.get(part) or 0) for part in ("hour", "minute", "second"))
    half = time.get("before") or time.get("after") or time.get("only")
    if half and hour <= 12:
        hour = hour % 12 + (12 if _words().halves[half] == "pm" else 0)
    # ISO 8601 and RFC 5322 allow the end of a day as 24:00:00 and a leap second as :60.
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
        raise ValueError(f"no time of day: {hour}:{minute}:{second}")
    offset = _offset(day, time.get("offset"), time.get("zone"), text)
    return day + datetime.timedelta(hours=hour, minutes=minute - offset, seconds=second)


def _offset(day: datetime.datetime, figures: str | None, zone: str | None, text: str) -> int:
    """Give the minutes that a stated zone is ahead of UTC on a day; 0 where none is stated."""
    words = _words()
    if figures:
        return _minutes(figures)
    named = (
        [words.zones[zone]]
        if zone
        else [held for phrase, held in words.zone_phrases.items() if _stands_in(phrase, text)]
    )
    begun = [first for first in named[0] if first <= day.strftime("%Y-%m-%d")] if named else []
    return _minutes(named[0][max(begun)]) if begun else 0


def _stands_in(phrase: str, text: str) -> bool:
    """Say whether a phrase stands in a text as whole words: "The Moscow Times" is no "Moscow time"."""
    return phrase in text and re.search(rf"(?<!{_LETTER}){re.escape(phrase)}(?!{_LETTER})", text) is not None


def _minutes(offset: str) -> int:
    digits = offset[1:].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
    total = (int(hours) * 60 + int(minutes)) * (-1 if offset[0] == "-" else 1)
    if total not in OFFSETS or int(minutes) > 59:
        raise ValueError(f"no offset from UTC: {offset}")
    return total


@lru_cache(maxsize=1)
def _words() -> _Words:
    languages: dict[str, dict[str, list[str]]] = data.read_yaml("dates/months.yml")["languages"]
    clock = data.read_yaml("dates/clock.yml")
    capitals: dict[str, dict[str, str]] = {}
    for tag, facts in languages.items():
        forms = [*facts["months"], facts.get("year", []), facts.get("filler", [])]
        for capital, same in zip(_MONTHS + "YW" if facts["months"] else "YW", forms, strict=True):
            for form in same:
                capitals.setdefault(_small(form), {})[tag.partition("-")[0]] = capital
    numbered = [word for facts in languages.values() for word in facts.get("numbered", [])]
    before = {word: half for half, said in clock["halves"].items() for word in said["before"]}
    after = {word: half for half, said in clock["halves"].items() for word in said["after"]}
    later = {word: half for half, said in clock["halves"].items() for word in said.get("after_minutes", [])}
    zones = {name: zone["offsets"] for zone in clock["zones"] for name in zone.get("after", [])}
    return _Words(
        capitals=capitals,
        dotted=frozenset(tag for tag, facts in languages.items() if facts.get("dotted")),
        phrases=re.compile(rf"(?<!{_LETTER}){_any(form for form in capitals if ' ' in form)}(?!{_LETTER})"),
        numbered=re.compile(rf"(?<!\d)(\d{{1,2}})[\s-]?{_any(numbered)}(?!{_LETTER})"),
        time=_time_pattern(before, after, [*after, *later], zones),
        halves=before | after | later,
        zones=zones,
        zone_phrases={phrase: zone["offsets"] for zone in clock["zones"] for phrase in zone.get("anywhere", [])},
    )


def _time_pattern(
    before: Iterable[str], after: Iterable[str], after_minutes: Iterable[str], zones: Iterable[str]
) -> re.Pattern[str]:
    """Give the pattern of a time of day in a plain text, with what is said of its half of the day and zone.

    A zone has no further word behind it: in French "est" and "cet" go on with the sentence.
    """
    half, half_of_minutes = (rf"{_any(words)}(?!{_LETTER})" for words in (after, after_minutes))
    return re.compile(
        rf"""
        (?: (?P<before>{_any(before)})\s? )?
        (?<![\d+]) (?P<hour>\d{{1,2}})
        (?: (?:[:时時]|\s?h\s?) (?P<minute>\d\d) (?: :(?P<second>\d\d) (?:[.,]\d+)? )? (?!\d)
            (?: \s?(?P<after>{half_of_minutes}) )?
          | \s?(?P<only>{half})
        )
        (?: \s?\(?
            (?: (?:utc|gmt)?\s?(?P<offset>[+-]\d{{1,2}}(?::?\d\d)?)(?!\d)
              | (?P<zone>{_any(zones)})(?!\s?{_LETTER})
            )
        )?
        """,
        re.VERBOSE,
    )


def _any(words: Iterable[str]) -> str:
    """Give a pattern for one of the words, the longest that fits."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"
