"""Masks: e-mail addresses, telephone numbers and identification numbers of persons, made unreadable where they stand.

Every letter becomes "x" and every digit "0", so that all offsets of a text stay what they are, and a contact line
still looks like one to the rules that tell page furniture from text. Telephone numbers are found with Google's
libphonenumber (extra `corpus`), those without an area code beside a word that says what they are.
"""

import datetime
from collections.abc import Collection, Iterator
from typing import Literal, get_args

import regex

from kzling.errors import MissingExtra, UsageError

Kind = Literal["email", "phone", "iin"]
KINDS: tuple[Kind, ...] = get_args(Kind)

#: Letters of every script, since domains have them too; the last label is one of letters (logo@2x.png is a picture).
_EMAIL = regex.compile(
    r"(?<![\w.+%-])[\w.+%-]*[\w+%-]@(?:[\w](?:[\w-]*[\w])?\.)+(?!(?:png|jpe?g|gif|webp|svg)\b)\p{L}{2,}(?![\w@])"
)

#: Twelve digits alone: more digits on either side make it another number.
_TWELVE = r"(?<![\d.,-])\d{12}(?![\d-]|[.,]\d)"
_IIN = regex.compile(_TWELVE)
_CALLED_IIN = regex.compile(r"(?i)(?<!\p{L})(?:иин|жсн|iin|jsn)\p{L}{0,3}\s*(?:№|#|no\.?)?\s*[:：]?\s*(\d{12})(?!\d)")
#: Weights of the control digit, and those that count where the first give 10: a number for which both do is not given.
_WEIGHTS = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
#: The seventh digit of an IIN -> the first year of the century of birth; 0 is a foreigner's, of any century.
_CENTURIES = {"0": 1900, "1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}

#: What may stand between two digits of a telephone number, and how it may begin.
_GAP = r"[\s\u200b\u2060()./\u2010-\u2015\u2212-]"
#: A line that holds this may hold a telephone number: seven digits with no more than three signs between two of them.
_DIGITS = regex.compile(rf"\d(?:{_GAP}{{0,3}}\d){{6}}")
#: Numbers without a country code are those of Kazakhstan and Russia (both +7).
_REGION = "KZ"
#: Where area codes begin with 0, a number without a country code may be of one of these.
_NEIGHBOURS = ("KG", "UZ", "UA", "BY", "TR", "DE")
_FROM_ZERO = regex.compile(r"(?<![\d.,])(?:8\s)?(?:\(0[\s\d]+\)|0\s\(|0\d*\s)")
#: Ten digits and nothing between them are a number like any other, unless something says that they are a telephone's.
_HOME, _ABROAD = regex.compile(r"(?!\d{1,10}$)"), regex.compile(r"\+")
#: Words that say so, with the ending that cases and plurals give them.
_WORDS = (
    r"тел|телефон|телефакс|моб|мобильн|сот|сотов|факс|ватсап|вотсап|приёмн|приемн|ұялы|қоңырау|қабылдау|"
    r"ішкі|ишеним|whats?app|viber|telegram|phone|telephone|tel|mobile?|fax|faks|call|dial|hotline|telefon|qo.?ng.?iroq"
)
_WORD = regex.compile(rf"(?i)(?<!\p{{L}})(?:{_WORDS})\p{{L}}{{0,4}}(?!\p{{L}})")
#: A number right behind such a word, or behind its colon: five to thirteen digits in groups, with the area code first.
_DASH = r"[\u2010-\u2015-]"
_GROUP = r"(?:\d{1,5}|\(\d{2,5}\))"
_GROUPS = rf"\+?{_GROUP}(?:(?:\s?/\s?|\s|\s?{_DASH}\s?)?{_GROUP}){{1,5}}"
_CALLED = regex.compile(
    rf"(?i){_WORD.pattern}\.?(?:(?:\s+[\p{{L}}-]+\.?){{0,3}}\s?[:：–—-])?\s*(?:\((?!\d{{2,5}}\)))?((?<!\d)({_GROUPS})"
    rf"(?:\s?(?:[,;]|и|және|and|або|und|oraz)\s?({_GROUPS}))*)(?![\d%]|[.,]\d)"
)
#: A number without an area code, as only telephones have them: it counts in a line with such a word.
_LOCAL = regex.compile(rf"(?<![\d.,{_DASH[1:-1]}])\d{{1,3}}(?:{_DASH}\d\d){{2}}(?!\d|{_DASH}\d|[.,]\d)")
#: Sums and amounts: groups of three digits, parted by spaces.
_SUM = regex.compile(r"\d{1,3}(?:\s\d{3})+")
_FEWEST, _MOST = 5, 13

_SPACE = regex.compile(r"[^\S ]|[\u200b\u2060]")
_LINE = regex.compile(r"[^\n]+")
_SPELT = regex.compile(r"\p{L}|\p{M}")


def mask(text: str, kinds: Collection[Kind] = KINDS) -> str:
    """Replace what is private in a text by "x" and "0"; the length stays.

    Args:
        text: any text.
        kinds: "email", "phone", "iin" (individual identification numbers of Kazakhstan).

    Raises:
        UsageError: a kind is not known.
        MissingExtra: `phone` is asked for, and phonenumbers is not installed.

    >>> mask("Жазыңыз: a.b@dala.kz, ИИН 820607331645", ["email", "iin"])
    'Жазыңыз: x.x@xxxx.xx, ИИН 000000000000'
    """
    spans = list(private_spans(text, kinds))
    if not spans:
        return text
    letters = list(text)
    for start, end, _ in spans:
        letters[start:end] = _SPELT.sub("x", regex.sub(r"\d", "0", text[start:end]))
    return "".join(letters)


def private_spans(text: str, kinds: Collection[Kind] = KINDS) -> Iterator[tuple[int, int, Kind]]:
    """Give start, end and kind of all that `mask` replaces, in code points; kind by kind, in the order of the text.

    Raises:
        UsageError, MissingExtra: as `mask`.
    """
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise UsageError(f"There is no mask {unknown[0]!r}; there are {', '.join(KINDS)}.")
    if "email" in kinds and "@" in text:
        yield from ((*found.span(), "email") for found in _EMAIL.finditer(text))
    if "iin" in kinds:
        yield from ((start, end, "iin") for start, end in _iins(text))
    if "phone" in kinds:
        yield from ((start, end, "phone") for start, end in _phones(text))


def _iins(text: str) -> Iterator[tuple[int, int]]:
    called = {found.span(1) for found in _CALLED_IIN.finditer(text)}
    alone = {found.span() for found in _IIN.finditer(text) if is_iin(found[0])}
    yield from sorted(called | alone)


def is_iin(digits: str) -> bool:
    """Say whether twelve digits are an individual identification number: a day of birth and the right control digit.

    Numbers of companies (BIN) have no day where a person's number has it.

    >>> is_iin("820607331645"), is_iin("820607331646")
    (True, False)
    """
    if len(digits) != 12 or not digits.isascii() or not digits.isdecimal() or not _is_birth(digits):
        return False
    for weights in _WEIGHTS:
        remainder = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False)) % 11
        if remainder < 10:
            return remainder == int(digits[11])
    return False


def _is_birth(digits: str) -> bool:
    first = _CENTURIES.get(digits[6])
    if first is None:
        return False
    year, month, day = (int(digits[place : place + 2]) for place in (0, 2, 4))
    try:
        datetime.date(first + year, month, day)
    except ValueError:
        return False
    return True


def _phones(text: str) -> Iterator[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for line in _LINE.finditer(text):
        if _DIGITS.search(line[0]):
            # libphonenumber does not know all of Unicode's spaces (thin, narrow no-break).
            plain = _SPACE.sub(" ", line[0])
            found |= {(line.start() + a, line.start() + b) for a, b in _numbers(plain)}
        if _WORD.search(line[0]):
            found |= {(line.start() + a, line.start() + b) for a, b in _called(line[0])}
    yield from _widest(found)


def _numbers(line: str) -> Iterator[tuple[int, int]]:
    """Give the numbers that libphonenumber knows: with a country code also those that nobody may have yet."""
    try:
        from phonenumbers import Leniency, PhoneNumberMatcher
    except ImportError as error:
        raise MissingExtra(
            "Masks for telephone numbers need phonenumberslite: pip install 'kzling[corpus]'."
        ) from error
    tries = [(_REGION, Leniency.VALID, _HOME), (_REGION, Leniency.POSSIBLE, _ABROAD)]
    if _FROM_ZERO.search(line):
        tries += [(region, Leniency.VALID, _FROM_ZERO) for region in _NEIGHBOURS]
    for region, leniency, form in tries:
        for number in PhoneNumberMatcher(line, region, leniency):
            raw = number.raw_string
            if form.match(raw) and not _SUM.fullmatch(raw):
                # An opening bracket around the whole number is not a part of it.
                start = number.start + (raw.startswith("(") and raw.count("(") > raw.count(")"))
                yield start, number.start + len(raw)


def _called(line: str) -> Iterator[tuple[int, int]]:
    """Give numbers of a line with a word that calls them telephone numbers."""
    for called in _CALLED.finditer(line):
        for start, end in (*called.spans(2), *called.spans(3)):
            digits = sum(map(str.isdecimal, line[start:end]))
            if _FEWEST <= digits <= _MOST and not _SUM.fullmatch(line[start:end]):
                yield start, end
    yield from (found.span() for found in _LOCAL.finditer(line))


def _widest(spans: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the spans that lie in no other one; of two that overlap, the first."""
    last = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            yield start, end
            last = end
