"""Text that was once decoded by the wrong encoding, repaired where nothing else can have happened."""

import codecs
import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from kzling.corpus.readers.codepages import public_name, table
from kzling.corpus.readers.readability import readability

#: What UTF-8 is mistaken for; latin-1 is inside cp1252, because C1 controls are taken as their bytes.
_MISTAKEN_FOR = ("cp1252", "cp1251", "cp1250", "koi8-r", "cp866")
#: Encodings of one byte a letter and what they are mistaken for.
_CONFUSED = (
    ("cp1251", "cp1252"),
    ("koi8-r", "cp1252"),
    ("koi8-r", "cp1251"),
    ("cp1251", "koi8-r"),
    ("cp866", "cp1251"),
    ("cp866", "cp1252"),
)

# Thresholds set with tests/quality/page_encodings.py: no correct sentence there is changed.
#: A text needs so many misread UTF-8 sequences: an article may quote one or two.
_MIN_SEQUENCES = 3
#: Words to mend must hold this share of the letters of a text, or lines to mend be so many: an article may quote a
#: sample. German news has 16 % of its letters in words that are not ASCII, other languages here but English more.
_MIN_SHARE = 0.08
_MANY_LINES = 3
_MANY_SEQUENCES = 30
#: In a text in Latin letters so many are enough: English has its quotation marks and dashes alone.
_MANY_MARKS = 8
#: How much better, in nats of readability, the other reading of a text must be. With 3 to 4 the same sentences are
#: mended, and none of 70,000 that are right is changed (tests/quality/page_encodings.py, November 2026); single names
#: need less than 4.
_MIN_GAIN = 3.5
#: What is mended must not be worse than this, in nats for each character; text of an unknown language has 0.
_MAX_STRANGE = 0.1
#: A misread encoding of one byte a letter leaves something suspect in nearly each sentence.
_HIT_WITHIN = 200
#: Text goes through a wrong decoding twice now and then, hardly ever more often.
_MAX_ROUNDS = 4
#: How many characters are judged, and how many of them before the first suspect one.
_SAMPLE = 3000
_BEFORE = 50


def _class(codec: str, first: int, last: int) -> str:
    return re.escape(table(codec)[first : last + 1])


# UTF-8 writes a letter as a byte from C2 on and one or more from 80 to BF. What these become is rare beside each
# other in any text; letters of windows-1251 only twice in a row, since Сі and Рј begin Ukrainian and Serbian words.
_LATIN_LEADS = "ÂÃÄÅÐÑØÙâĂĹĐŃ"
_LATIN_TAILS = _class("cp1252", 0x80, 0xBF) + _class("cp1250", 0x80, 0xBF) + "\x80-\x9f"
_CYRILLIC_LEADS = "ГДЕРСТУ"
_CYRILLIC_TAILS = _class("cp1251", 0x80, 0xBF) + "\x98"
_CYRILLIC_SIGNS = "".join(sign for sign in table("cp1251")[0x80:0xC0] if not sign.isalpha())
# Two searches over every text, each led by characters that most texts seldom have: that makes them fast.
_SUSPECT_LATIN = re.compile(
    rf"[{_LATIN_LEADS}À-ÿ─-▟¬®¤](?:"
    rf"(?<=[{_LATIN_LEADS}])[{_LATIN_TAILS}]|(?<=[À-ÿ])[À-ÿ]{{3}}|(?<=[─-▟])[─-▟А-яёA-Za-z]|(?<=[¬®¤])[а-яЎўҐЁЇ§©¬\xad®])"
)
_SUSPECT_CYRILLIC = re.compile(
    rf"[А-ЯЁ](?:(?<=[{_CYRILLIC_LEADS}])"
    rf"(?:[{re.escape(_CYRILLIC_SIGNS)}]|[{_CYRILLIC_TAILS}][{_CYRILLIC_LEADS}][{_CYRILLIC_TAILS}])"
    r"|(?<=[а-яё].)[А-ЯЁ]{2})"
)
_LETTER = re.compile(r"[^\W\d_]")
_ASCII_LETTER = re.compile(r"[A-Za-z]")
_MIXED_WORD = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
_NOT_LATIN = re.compile(r"[^\W\d_\x00-\u036f]")
_CYRILLIC = re.compile(r"[А-яЁё]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


class _Step(NamedTuple):
    text: str
    how: str


class Mended(NamedTuple):
    """A text, and what was wrong with it in words ("UTF-8 read as windows-1252"), None if it was taken as it is."""

    text: str
    how: str | None


def mended(text: str) -> Mended:
    """Undo a decoding by the wrong encoding, if the text proves it.

    UTF-8 is recognised line by line, since pages are put together from several sources; a misread encoding of one
    byte a letter only where it is that of the whole text. Text misread twice is mended twice. A sample of mojibake
    in an article about it stays.

    >>> mended("ÐŸÑ€ÐµÐ·Ð¸Ð´ÐµÐ½Ñ‚")
    Mended(text='Президент', how='UTF-8 read as windows-1252')
    >>> mended("Òîêàåâ").text, mended("déjà vu").how
    ('Токаев', None)
    """
    how: list[str] = []
    better = text
    for _ in range(_MAX_ROUNDS):
        step = (_lines_mended(better) or _whole_mended(better)) if _suspect(better) else None
        if step is None:
            break
        better = step.text
        how.append(step.how)
    if not how or not _better(*_changed_lines(text, better)):
        return Mended(text, None)
    return Mended(better, ", ".join(how))


def _changed_lines(before: str, after: str) -> tuple[str, str]:
    # No decoding adds or takes away a line end: all these encodings agree on ASCII.
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    changed = [(old, new) for old, new in pairs if old != new]
    return "\n".join(old for old, _ in changed), "\n".join(new for _, new in changed)


def _suspect(text: str) -> bool:
    return not text.isascii() and bool(_SUSPECT_LATIN.search(text) or _SUSPECT_CYRILLIC.search(text))


def _lines_mended(text: str) -> _Step | None:
    """Read those lines as UTF-8 that are valid UTF-8 in a mistaken encoding."""
    lines = text.split("\n")
    changed = {number: step for number, line in enumerate(lines) if _suspect(line) and (step := _as_utf8(line))}
    after = "\n".join(step.text for step in changed.values())
    mixed = "\n".join(changed[number].text if number in changed else line for number, line in enumerate(lines))
    sequences = len(_BEYOND_ASCII.findall(after))
    if sequences < _MIN_SEQUENCES:
        return None
    words = " ".join(word for word in after.split() if not word.isascii())
    many = sequences >= _MANY_MARKS and not _NOT_LATIN.search(after)
    many = many or (len(changed) >= _MANY_LINES and sequences >= _MANY_SEQUENCES)
    if not many and _letters(words) < _MIN_SHARE * _letters(mixed):
        return None
    how, _ = Counter(step.how for step in changed.values()).most_common(1)[0]
    return _Step(mixed, how)


def _as_utf8(line: str) -> _Step | None:
    for codec in _MISTAKEN_FOR:
        content = _encoded(line, codec)
        try:
            text = content.decode("utf-8") if content is not None else ""
        except UnicodeDecodeError:
            continue
        if text and not _quoted(text):
            return _Step(text, f"UTF-8 read as {public_name(codec)}")
    return None


def _quoted(line: str) -> bool:
    """Tell whether letters that are not Latin stand in a Latin line, as a sample does."""
    # Letters of both in one word are no sample of text but a line that was misread twice.
    apart = _MIXED_WORD.search(line) is None
    return apart and 0 < len(_NOT_LATIN.findall(line)) < len(_ASCII_LETTER.findall(line))


def _letters(text: str) -> int:
    return len(_LETTER.findall(text))


def _whole_mended(text: str) -> _Step | None:
    """Read the whole text in another encoding of one byte a letter, if that makes it much more readable."""
    found = _SUSPECT_LATIN.search(text) or _SUSPECT_CYRILLIC.search(text)
    start = max(found.start() - _BEFORE, 0) if found else len(text)
    sample = text[start : start + _SAMPLE]
    hits = len(_SUSPECT_LATIN.findall(sample)) + len(_SUSPECT_CYRILLIC.findall(sample))
    if hits * _HIT_WITHIN < len(sample):
        return None
    readings = {
        (right, wrong): codecs.charmap_decode(content, "strict", table(right))[0]
        for right, wrong in _CONFUSED
        if (content := _encoded(sample, wrong)) is not None
    }
    best = max(readings, key=lambda pair: readability(readings[pair]), default=None)
    if best is None or not _better(sample, readings[best]) or not _cyrillic(readings[best]):
        return None
    right, wrong = best
    whole = _encoded(text, wrong)
    if whole is None:
        return None
    how = f"{public_name(right)} read as {public_name(wrong)}"
    return _Step(codecs.charmap_decode(whole, "strict", table(right))[0], how)


def _better(before: str, after: str) -> bool:
    before, after = before[:_SAMPLE], after[:_SAMPLE]
    score = readability(after)
    return score - readability(before) >= _MIN_GAIN and score >= -_MAX_STRANGE * len(after)


def _cyrillic(text: str) -> bool:
    return len(_CYRILLIC.findall(text)) > 0.5 * _letters(text)


def _encoded(text: str, codec: str) -> bytes | None:
    """Give the bytes that were decoded by this encoding; None if it cannot have been."""
    try:
        return codecs.charmap_encode(text, "strict", _bytes_of(codec))[0]
    except UnicodeEncodeError:
        return None


@lru_cache(maxsize=16)
def _bytes_of(codec: str) -> dict[int, int]:
    # Some decoders give a C1 control for any byte that they do not know, and latin-1 for all of 80 to 9F.
    controls = {byte: byte for byte in range(0x80, 0xA0)}
    return controls | {ord(character): byte for byte, character in enumerate(table(codec))}
