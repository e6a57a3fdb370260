"""Repair of Unicode: what a reader would call the same text, in one normal form, with an edit map to the raw text.

Done here: line ends, NFC, invisible characters, control characters, lone surrogates, the many spaces, look-alike
letters. Words, punctuation and line structure stay. Encodings and mojibake are the readers' job.
"""

import re
import unicodedata
from collections.abc import Iterator

import regex

from kzling.model import Edit
from kzling.text import lookalikes
from kzling.text.edits import Replacement, apply, compose
from kzling.text.invisible import INVISIBLE
from kzling.text.nfc import LONGEST_RUN, is_nfc

_CONTROL = r"\x00-\x08\x0E-\x1F\x7F-\x84\x86-\x9F"
# Arabic script and emoji need the joiners; behind a Latin or Cyrillic letter they are junk.
_JOINERS = r"\u200C\u200D"
_LINE_ENDS = r"\r\x0B\x0C\x85\u2028\u2029"
_HANGUL = r"[\u1100-\u11FF\uA960-\uA97F\uAC00-\uD7FF]"

_DROPPED = regex.compile(rf"[{INVISIBLE}{_CONTROL}]")
_DROPPED_IN_WORD = regex.compile(rf"[{INVISIBLE}{_CONTROL}{_JOINERS}]")
_IN_WORD = regex.compile(r"[\p{Latin}\p{Cyrillic}]")
# Characters that NFC keeps and no rule touches, as long as no mark follows: stretches of them are stepped over.
_PLAIN = r"[\n!-~\u00A1-\u00AC\u00AE-\u02FF\u0400-\u0482\u048A-\u052F\u2010-\u2027\u2030-\u205E\u20A0-\u20BF\u2116]"
_ANY_CHANGE = regex.compile(
    rf"{_PLAIN}+(?:\x20{_PLAIN}+)*(?={_PLAIN}|\x20|\Z)"
    rf"|(?P<line>\r\n|[{_LINE_ENDS}])"
    rf"|(?P<space>[\p{{Zs}}\t][\p{{Zs}}\t{INVISIBLE}{_CONTROL}]*)"
    r"|(?P<surrogate>[\uD800-\uDFFF])"
    rf"|(?P<cluster>(?:{_HANGUL}|[^\n{_LINE_ENDS}\p{{Zs}}\t\uD800-\uDFFF])"
    rf"(?:\p{{M}}|{_HANGUL}|[{INVISIBLE}{_CONTROL}{_JOINERS}]){{0,{LONGEST_RUN}}})"
)
# All control characters but the line feed, all spaces (Zs) but the common one, all that is invisible, surrogates.
# A text in NFC without any of them and without two spaces in a row needs no repair: most texts take this way out.
_SUSPECT = re.compile(
    r"[\x00-\x09\x0B-\x1F\x7F-\xA0\xAD\u1680\u2000-\u200F\u2028-\u202F"
    r"\u205F\u2060\u2066-\u2069\u3000\uFEFF\uD800-\uDFFF]"
)


def repair(raw: str) -> tuple[str, tuple[Edit, ...]]:
    """Repair a text; the edits lead from the result back to `raw`.

    Any string is accepted; the result is in NFC and repairing it again changes nothing.

    >>> repair("Cері\\u200bк  a\\u00a0b")[0]
    'Серік a b'
    """
    middle, first = apply(raw, _characters(raw)) if _needs_repair(raw) else (raw, ())
    return compose(raw, first, middle, list(lookalikes.replacements(middle)))


def _needs_repair(raw: str) -> bool:
    return "  " in raw or _SUSPECT.search(raw) is not None or not is_nfc(raw)


def _characters(raw: str) -> Iterator[Replacement]:
    for match in _ANY_CHANGE.finditer(raw):
        kind, found = match.lastgroup, match.group()
        if kind is None:
            continue
        if kind == "line":
            yield Replacement(match.start(), match.end(), "\n", "line end")
        elif kind == "space":
            yield Replacement(match.start(), match.end(), " ", "white space")
        elif kind == "surrogate":
            yield Replacement(match.start(), match.end(), "\ufffd", "lone surrogate")
        elif (after := _cluster(found)) != found:
            yield Replacement(match.start(), match.end(), after, "unicode")


def _cluster(found: str) -> str:
    if len(found) == 1 and found.isascii():
        return "" if _DROPPED.match(found) else found
    dropped = _DROPPED_IN_WORD if _IN_WORD.match(found) else _DROPPED
    return unicodedata.normalize("NFC", dropped.sub("", found))
