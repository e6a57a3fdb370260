"""Bytes to text: by a byte order mark, as UTF-8 or UTF-16, as declared, else by what reads like a language."""

import codecs
import re
from typing import NamedTuple

from kzling.corpus.readers.codepages import SINGLE_BYTE, codec_of, public_name, table
from kzling.corpus.readers.readability import readability

_STATED = re.compile(
    rb"""<meta\b[^>]{0,300}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})"""
    rb"""|<\?xml\b[^>]{0,99}?encoding=["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
#: Browsers look for a declaration in the first 1,024 bytes; pages of content systems put scripts before it.
_HEAD = 4096

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32le"),
    (codecs.BOM_UTF32_BE, "utf-32be"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
_SIGNATURES = (
    (b"%PDF-", "PDF"), (b"PK\x03\x04", "ZIP"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF89a", "GIF"),
    (b"GIF87a", "GIF"), (b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "Zstandard"), (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!\x1a", "RAR"), (b"\xd0\xcf\x11\xe0", "old Word or Excel"), (b"{\\rtf", "RTF"), (b"PAR1", "Parquet"),
)  # fmt: skip
_CONTROLS = bytes([*range(9), *range(14, 32), 127])
#: More control characters than this and it is no text: random bytes have 11 %, damaged articles far below 1 %.
_MAX_CONTROLS = 0.05
#: Broken UTF-8 stays UTF-8 where at most one character in this many is unreadable, or this few bytes are ...
_ONE_BROKEN_IN = 1000
_FEW_BROKEN = 3
#: ... and so many bytes inside whole characters stand against each unreadable one.
_WHOLE_PER_BROKEN = 3

#: How many bytes are judged, cut in pieces around bytes beyond ASCII; longer samples no longer change the answer.
_SAMPLE = 4000
_PIECE = 400
_BEFORE = 60
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")

#: What a declaration is worth.
_DECLARED = 4.0


class NoText(ValueError):
    """The bytes are no text; the message says why, as the end of a sentence about the file."""


class Decoded(NamedTuple):
    """Text, the encoding it was read from (a name that Python and browsers know) and what is to be said about it."""

    text: str
    encoding: str
    warning: str | None = None


def decoded(content: bytes, *, declared: str | None = None, html: bool = False) -> Decoded:
    """Decode the bytes of a text or a page, whatever they were said to be.

    A declaration is a hint: bytes that are valid UTF-8 are read as UTF-8 whatever it says, others as what they read
    like best, with an advantage for what was declared. The time grows with the length only for decoding; the
    encoding is judged on a sample.

    Args:
        content: all bytes of the file or record.
        declared: the charset of an HTTP header or of the caller's configuration.
        html: look for a declaration in the page's head also.

    Returns:
        The text without byte order mark. `warning` is a short phrase where the bytes were read otherwise than
        declared, by judgement, or with U+FFFD in place of bytes that could not be read.

    Raises:
        NoText: the bytes are a picture, an archive or other binary data; nothing else is ever raised.

    >>> decoded("Тоқаев Астанада болды".encode()).encoding
    'utf-8'
    >>> decoded("Глава государства провёл совещание".encode("koi8-r"), declared="utf-8")
    Decoded(text='Глава государства провёл совещание', encoding='koi8-r', warning='declared utf-8, read as koi8-r')
    """
    mark, marked = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", None))
    body = content[len(mark) :]
    wide = marked if marked and marked != "utf-8" else _wide(body)
    if wide:
        return _unicode(body, wide)
    _refuse_binary(body)
    stated = _stated(body, declared, html)
    found = _utf8(body) or _likeliest(body, {codec for _, codec in stated if codec})
    if found.warning or body.isascii():
        return found
    if stated:
        label, codec = stated[0]
        same = codec is not None and public_name(codec) == found.encoding
        return found if same else found._replace(warning=f"declared {label}, read as {found.encoding}")
    return found if found.encoding == "utf-8" else found._replace(warning=f"read as {found.encoding} (detected)")


def _stated(content: bytes, declared: str | None, html: bool) -> list[tuple[str, str | None]]:
    """Give each declaration in lower case with its codec (None if unknown), that of the header first."""
    labels = [declared] if declared else []
    if html and (match := _STATED.search(content[:_HEAD])):
        labels.append((match.group(1) or match.group(2)).decode("ascii", "replace"))
    lowered = [label.strip().lower()[:40] for label in labels]
    return [(label, codec_of(label)) for label in lowered if label]


def _refuse_binary(content: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise NoText(f"is no text: begins like {kind}")
    controls = len(content) - len(content.translate(None, _CONTROLS))
    if controls > _MAX_CONTROLS * len(content):
        raise NoText(f"is no text ({100 * controls / len(content):.0f} % control bytes)")


def _wide(content: bytes) -> str | None:
    """Tell UTF-16 without a mark: every second byte is 0 (ASCII) or 4 (Cyrillic), and hardly any other is."""
    sample = content[:_HEAD]
    shares = [(half.count(0) + half.count(4)) / len(half) if half else 0.0 for half in (sample[0::2], sample[1::2])]
    first, second = shares
    if max(first, second) < 0.8 or min(first, second) > 0.2:
        return None
    return "utf-16le" if second > first else "utf-16be"


def _unicode(content: bytes, name: str) -> Decoded:
    """Decode, with U+FFFD and a warning for what is broken."""
    try:
        text, broken = content.decode(name), 0
    except UnicodeDecodeError:
        text = content.decode(name, "replace")
        broken = len(content) - len(content.decode(name, "ignore").encode(name))
    if broken > max(_FEW_BROKEN, len(content) * _MAX_CONTROLS):
        raise NoText(f"is no text ({100 * broken / len(content):.0f} % of it is broken {name})")
    if name != "utf-8":
        _refuse_binary(text[:_HEAD].encode("utf-8"))
    return Decoded(text, name, _unreadable(broken, name) if broken else None)


def _utf8(content: bytes) -> Decoded | None:
    """Decode as UTF-8 if it is that but for a few bytes."""
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        kept = content.decode("utf-8", "ignore")
    whole = len(kept.encode("utf-8"))
    broken, inside = len(content) - whole, whole - len(kept)
    if broken > max(_FEW_BROKEN, len(kept) / _ONE_BROKEN_IN) or inside < _WHOLE_PER_BROKEN * broken:
        return None
    return _unicode(content, "utf-8")


def _unreadable(count: int, name: str) -> str:
    return f"{count} byte{'s' if count > 1 else ''} could not be read as {name}"


def _likeliest(content: bytes, stated: set[str]) -> Decoded:
    """Decode by the encoding in which a sample reads most like a language."""
    sample = _sampled(content)
    candidates = [*SINGLE_BYTE, *sorted(stated - SINGLE_BYTE.keys() - {"utf-8"})]
    readings = {codec: _read(sample, codec) for codec in candidates}
    judged = {text: readability(text) for text in set(readings.values())}
    scores = {
        codec: judged[text] + SINGLE_BYTE.get(codec, 0.0) + _DECLARED * (codec in stated)
        for codec, text in readings.items()
    }
    best = max(candidates, key=scores.__getitem__)
    name = public_name(best)
    told = judged[readings[best]]
    # What nothing speaks for is a guess, unless it is what the bytes say of themselves.
    sure = told > 0 or (told == 0 and best in stated)
    return Decoded(_read(content, best), name, None if sure else f"read as {name} (a guess)")


def _read(content: bytes, codec: str) -> str:
    if codec in SINGLE_BYTE:
        return codecs.charmap_decode(content, "strict", table(codec))[0]
    return content.decode(codec, "replace")


def _sampled(content: bytes) -> bytes:
    pieces: list[bytes] = []
    size = end = 0
    while size < _SAMPLE and (found := _BEYOND_ASCII.search(content, end)):
        start, end = max(end, found.start() - _BEFORE), found.start() + _PIECE
        pieces.append(content[start:end])
        size += end - start
    return b"\n".join(pieces)
