"""Writing a text by a scheme, with a trace from which the output is rebuilt."""

import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

import regex

from kzling.answers import Step
from kzling.errors import UnknownCharacter, UsageError
from kzling.orthography.schemes import table
from kzling.orthography.table import Table, lower
from kzling.text.nfc import nfc
from kzling.text.scripts import script_of

KEEP = "keep"
UNKNOWN = "unknown"
MARK = "\ufffd"

# A character with what NFC may join to it. Marks ride on their letter: the stress of "Тока́ев" must not hide
# that а stands before е.
_CLUSTER = regex.compile(r"(?s).(?:[^\p{ccc=0}]|[^\p{NFC_QC=Y}])*+")
_WORD = regex.compile(r"\p{L}+")


class _Source(NamedTuple):
    """A text, one entry a character of its NFC form without marks."""

    text: str
    small: str
    starts: list[int]
    marks: list[str]


class _Piece(NamedTuple):
    """What became of the characters `start`:`end` of a `_Source`."""

    start: int
    end: int
    output: str
    rule: str


def transliterate(text: str, scheme: str, *, unknown: Literal["keep", "mark", "error"] = "keep") -> str:
    """Write a text by a scheme; what is not in the script of its source stays as it is. The result is NFC.

    Case follows the source letter; in words of capitals all letters of an output are capitals. Listed exonyms
    (Киев, Kijów) are never applied: rules only.

    >>> transliterate("Щука и ЩУКА, Токаев", "ru-pl")
    'Szczuka i SZCZUKA, Tokajew'

    Args:
        text: any text; offsets in errors are code points.
        scheme: the id of a scheme, see `schemes`.
        unknown: what becomes of a letter of the source script that the scheme does not cover: it is kept, marked
            as U+FFFD, or an error.

    Raises:
        UnknownScheme: there is no such scheme.
        UnknownCharacter: with unknown="error", a letter is not covered.
        UsageError: `unknown` has another value.
    """
    if unknown not in ("keep", "mark", "error"):
        raise UsageError(f"unknown must be keep, mark or error, not {unknown!r}.")
    compiled = table(scheme)
    source = _source(text)
    pieces = _pieces(source, compiled)
    if unknown != "keep":
        pieces = [_strict(piece, source, compiled, unknown) for piece in pieces]
    return nfc("".join(piece.output for piece in pieces))


def trace(text: str, scheme: str) -> list[Step]:
    """Give the rewrites of `transliterate(text, scheme)`, in order and without gaps.

    The outputs, concatenated, are exactly the output. Stretches that no rule touches have the rule "keep". A sign
    before a word (the Arabic hamza) is a step of no length. Where NFC joins a mark to the letter before it, both
    are one step.

    >>> [(step.source, step.output) for step in trace("Щука!", "ru-pl")]
    [('Щ', 'Szcz'), ('у', 'u'), ('к', 'k'), ('а', 'a'), ('!', '!')]

    Raises:
        UnknownScheme: there is no such scheme.
    """
    source = _source(text)
    steps: list[Step] = []
    for piece in _joined(_pieces(source, table(scheme))):
        start, end = source.starts[piece.start], source.starts[piece.end]
        rule = KEEP if piece.rule == UNKNOWN else piece.rule
        if rule == KEEP and steps and steps[-1].rule == KEEP:
            last = steps.pop()
            start, piece = last.start, piece._replace(output=last.output + piece.output)
        steps.append(Step(start, end, text[start:end], piece.output, rule))
    return steps


def _source(text: str) -> _Source:
    return _short_source(text) if len(text) <= _SHORT else _read(text)


def _read(text: str) -> _Source:
    chars: list[str] = []
    starts: list[int] = []
    marks: list[str] = []
    for match in _CLUSTER.finditer(text):
        cluster = nfc(match.group())
        chars.append(cluster[0])
        marks.append(cluster[1:])
        starts.append(match.start())
    plain = "".join(chars)
    return _Source(plain, lower(plain), [*starts, len(text)], marks)


#: A name is written in one scheme after the other: what does not depend on the scheme is kept for the last few.
_SHORT = 200
_short_source = lru_cache(maxsize=16)(_read)


def _pieces(source: _Source, compiled: Table) -> list[_Piece]:
    small = source.small
    prefixes = _prefixes(small, compiled)
    pieces: list[_Piece] = []
    position = kept = 0

    def keep(end: int) -> None:
        if kept < end:
            text = "".join(map(str.__add__, source.text[kept:end], source.marks[kept:end]))
            pieces.append(_Piece(kept, end, text, KEEP))

    while position < len(small):
        if position in prefixes:
            keep(position)
            kept = position
            pieces.append(prefixes[position])
        rule = compiled.match(small, position)
        if rule is None:
            if _is_unknown(small[position], compiled):
                keep(position)
                kept = position + 1
                output = source.text[position] + source.marks[position]
                pieces.append(_Piece(position, kept, output, UNKNOWN))
            position += 1
            continue
        keep(position)
        end = position + len(rule.source)
        output = _cased(rule.output, source.text, small, position, end, compiled)
        riding = "".join(source.marks[position:end])
        pieces.append(_Piece(position, end, nfc(output + riding), rule.name))
        position = kept = end
    keep(len(small))
    return pieces


def _prefixes(small: str, compiled: Table) -> dict[int, _Piece]:
    found: dict[int, _Piece] = {}
    if compiled.word_rules:
        for match in _WORD.finditer(small):
            letters = set(match.group())
            for rule in compiled.word_rules:
                if letters & rule.if_contains and not letters & rule.unless_contains:
                    found[match.start()] = _Piece(match.start(), match.start(), rule.prefix, rule.name)
    return found


def _is_unknown(char: str, compiled: Table) -> bool:
    return char.isalpha() and _script(char) == compiled.source_script


_script = lru_cache(maxsize=1 << 12)(script_of)


def _strict(piece: _Piece, source: _Source, compiled: Table, unknown: str) -> _Piece:
    if piece.rule != UNKNOWN:
        return piece
    if unknown == "mark":
        return piece._replace(output=MARK)
    char = source.text[piece.start]
    raise UnknownCharacter(
        f"Scheme {compiled.id} does not cover {char} (U+{ord(char):04X}) at position {source.starts[piece.start]}; "
        'take unknown="keep" or "mark", or another scheme.'
    )


def _cased(output: str, text: str, small: str, start: int, end: int, compiled: Table) -> str:
    if text[start] == small[start]:
        return output
    # One capital alone does not say whether its word is in capitals: its neighbour in the word does.
    if all(text[i] != small[i] for i in range(start, end)) and not compiled.caps_first:
        beside = end if end < len(text) and text[end].isalpha() else start - 1
        if end - start > 1 or (beside >= 0 and text[beside] != small[beside]):
            return compiled.upper(output)
    return compiled.capitalise(output)


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """Join pieces that NFC would join, so that the outputs are NFC also when they are put together."""
    joined: list[_Piece] = []
    for piece in pieces:
        while joined and piece.output and not _stands_alone(piece.output[0]):
            last = joined.pop()
            output = nfc(last.output + piece.output)
            rule = piece.rule if last.rule == KEEP else last.rule
            piece = _Piece(last.start, piece.end, output, rule)
        joined.append(piece)
    return joined


def _stands_alone(char: str) -> bool:
    return unicodedata.combining(char) == 0 and regex.match(r"\p{NFC_QC=Y}", char) is not None
