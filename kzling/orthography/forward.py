"""Writing a text by a scheme, with a trace from which the output is rebuilt.

Rules look no further than the word that they are in. So a running text is cut at its spaces, and each different word
is written once, with the signs that stand beside it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import ne
from typing import Literal, NamedTuple

import regex

from kzling.answers import Step
from kzling.checks import check_text
from kzling.errors import UnknownCharacter, UsageError
from kzling.orthography.schemes import check_id, table
from kzling.orthography.table import Rule, Table, lower
from kzling.text.forms import Forms
from kzling.text.nfc import nfc
from kzling.text.scripts import script_of

Unknown = Literal["keep", "mark", "error"]

KEEP: Literal["keep"] = "keep"
MARK = "\ufffd"

# A character with what NFC may join to it, and with soft hyphens and what has no width. These ride on their letter:
# the stress of "Тока́ев" must not hide that а stands before е.
_JOINING = regex.compile(r"[^\p{ccc=0}]|[^\p{NFC_QC=Y}]")
_CLUSTER = regex.compile(rf"(?s).(?:{_JOINING.pattern}|[\u00ad\u200b-\u200d\u2060])*+")
# The stress of a Cyrillic letter: on a letter of the output it would be another letter (ó, ń).
_STRESS = dict.fromkeys(map(ord, "\u0300\u0301"))
# Blocks of letters and signs of which none joins the one before it: a text of them needs no clusters.
_ALL_APART = re.compile(
    "[\x00-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f\u0531-\u058a\u0620-\u064a\u0660-\u066f\u0671-\u06d5\u10a0-\u10ff"
    "\u2010-\u2027\u2030-\u205e]*"
)

#: A longer stretch without a space is no word, and is not kept.
_LONGEST_WORD = 60
#: Words kept for a scheme, twice (see `Forms`): more than 800,000 characters of Kazakh news have different ones.
_MOST_WORDS = 1 << 15
#: Schemes whose words are kept: about 130 MB if all are full.
_MOST_SCHEMES = 8


class _Source(NamedTuple):
    """A text, one entry a character of its NFC form without marks; `marks` is empty if there are none."""

    text: str
    small: str
    starts: Sequence[int]
    marks: Sequence[str]


class _Piece(NamedTuple):
    """What became of the characters `start`:`end` of a `_Source`."""

    start: int
    end: int
    output: str
    rule: str


def transliterate(text: str, scheme: str, *, unknown: Unknown = "keep") -> str:
    """Write a text by a scheme; what is not in the script of its source stays as it is. The result is NFC.

    Case follows the source letter; in words of capitals all letters of an output are capitals. Marks of stress
    are dropped. Listed exonyms (Киев, Kijów) are never applied: rules only.

    >>> transliterate("Щука и ЩУКА, Токаев", "ru-pl")
    'Szczuka i SZCZUKA, Tokajew'

    Args:
        text: any text; offsets in errors are code points.
        scheme: the id of a scheme, see `schemes`.
        unknown: what becomes of a letter of the source script that the scheme lacks (Kazakh Ә in ru-pl). "keep" leaves
            it, so Cyrillic letters may stand in a Latin output; "mark" writes U+FFFD; "error" raises.

    Raises:
        UnknownScheme: there is no such scheme.
        UnknownCharacter: with unknown="error", a letter is not covered.
        UsageError: `unknown` has another value, or the text is no string.
    """
    check_text(text)
    check_id(scheme)
    if unknown not in ("keep", "mark", "error"):
        raise UsageError(f"unknown must be keep, mark or error, not {unknown!r}.")
    # Errors name a position in the whole text.
    if unknown == "error":
        return write(text, table(scheme), unknown=unknown)
    try:
        return " ".join(map(_words(scheme, unknown).__getitem__, text.split(" ")))
    except _Inseparable:
        return write(text, table(scheme), unknown=unknown)


def write(text: str, compiled: Table, *, unknown: Unknown = "keep") -> str:
    """Write a text by a compiled scheme, all of it at once: `transliterate` without what it keeps of earlier words.

    Raises:
        UnknownCharacter: with unknown="error", a letter is not covered.
    """
    return nfc(_written(text, compiled, unknown))


class _Inseparable(Exception):
    """NFC joins a word to the space before it: the two are not to be written apart."""


class _Words(Forms[str]):
    """Word -> how a scheme writes it; what is too long for a word is written and not kept."""

    def __missing__(self, form: str) -> str:
        return super().__missing__(form) if len(form) <= _LONGEST_WORD else self._tell(form)


@lru_cache(maxsize=_MOST_SCHEMES)
def _words(scheme: str, unknown: Unknown) -> _Words:
    compiled = table(scheme)

    def tell(word: str) -> str:
        output = write(word, compiled, unknown=unknown)
        if _joins(word[:1]) or _joins(output[:1]):
            raise _Inseparable
        return output

    return _Words(tell, most=_MOST_WORDS)


def trace(text: str, scheme: str) -> list[Step]:
    """Give the rewrites of `transliterate(text, scheme)`, in order and without gaps.

    The outputs, concatenated, are exactly the output. Stretches that no rule touches have the rule "keep". A sign
    before a word (the Arabic hamza) is a step of no length. Where NFC joins a mark to the letter before it, both
    are one step.

    >>> [(step.source, step.output) for step in trace("Щука!", "ru-pl")]
    [('Щ', 'Szcz'), ('у', 'u'), ('к', 'k'), ('а', 'a'), ('!', '!')]

    Raises:
        UnknownScheme: there is no such scheme.
        UsageError: the text is no string.
    """
    check_text(text)
    return steps(text, table(scheme))


def steps(text: str, compiled: Table) -> list[Step]:
    """Give the rewrites of `write(text, compiled)`; see `trace`."""
    source = _source(text)
    found: list[Step] = []
    for piece in _joined(_pieces(source, compiled)):
        start, end = source.starts[piece.start], source.starts[piece.end]
        if piece.rule == KEEP and found and found[-1].rule == KEEP:
            last = found.pop()
            start, piece = last.start, piece._replace(output=last.output + piece.output)
        found.append(Step(start, end, text[start:end], piece.output, piece.rule))
    return found


def _source(text: str) -> _Source:
    if _ALL_APART.fullmatch(text):
        return _Source(text, lower(text), range(len(text) + 1), ())
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


def _written(text: str, compiled: Table, unknown: Unknown) -> str:
    source = _source(text)
    rules = _rules(source.small, compiled)
    outputs = [rule.output if rule else char for rule, char in zip(rules, source.text, strict=True)]
    for position in _special(source, unknown):
        rule = rules[position]
        outputs[position] = (
            _output(rule, source, position, compiled) if rule else _kept(source, position, compiled, unknown)
        )
    for position, sign in compiled.signs(source.small).items():
        outputs[position] = sign.prefix + outputs[position]
    return "".join(outputs)


def _special(source: _Source, unknown: Unknown) -> Sequence[int]:
    """Give the places where an output is not just that of its rule: capitals, and all letters if some have marks."""
    if source.marks or unknown != KEEP:
        return range(len(source.text))
    if source.text == source.small:
        return ()
    return [i for i, (char, small) in enumerate(zip(source.text, source.small, strict=True)) if char != small]


def _pieces(source: _Source, compiled: Table) -> list[_Piece]:
    pieces: list[_Piece] = []
    signs = compiled.signs(source.small)
    for position, rule in enumerate(_rules(source.small, compiled)):
        if position in signs:
            pieces.append(_Piece(position, position, signs[position].prefix, signs[position].name))
        if rule is None:
            pieces.append(_Piece(position, position + 1, _kept(source, position, compiled, KEEP), KEEP))
        elif rule is not _TAKEN:
            output = nfc(_output(rule, source, position, compiled))
            pieces.append(_Piece(position, position + len(rule.source), output, rule.name))
    return pieces


#: Stands where a rule that began before has taken the letter.
_TAKEN = Rule("", "", "")


def _rules(small: str, compiled: Table) -> list[Rule | None]:
    """Give the rule that rewrites each letter, None where the letter stays."""
    rules = list(map(compiled.otherwise.get, small))
    end = 0
    for position in [i for i, letter in enumerate(small) if letter in compiled.conditional]:
        if position >= end:
            rules[position] = rule = compiled.match(small, position)
            if rule is not None:
                end = position + len(rule.source)
                rules[position + 1 : end] = [_TAKEN] * (len(rule.source) - 1)
    return rules


def _kept(source: _Source, position: int, compiled: Table, unknown: Unknown) -> str:
    char = source.text[position]
    if unknown != "keep" and char.isalpha() and _script(char) == compiled.source_script:
        if unknown == "mark":
            return MARK
        raise UnknownCharacter(
            f"Scheme {compiled.id} does not cover {char} (U+{ord(char):04X}) at position {source.starts[position]}; "
            'take unknown="keep" or "mark", or another scheme.'
        )
    return char + source.marks[position] if source.marks else char


_script = lru_cache(maxsize=1 << 12)(script_of)


def _output(rule: Rule, source: _Source, start: int, compiled: Table) -> str:
    """Give what a rule writes: in the case of the source, with the marks on its letters but for those of stress."""
    end = start + len(rule.source)
    output = rule.output
    if source.text[start] != source.small[start]:
        output = _capitals(output, source.text, source.small, start, end, compiled)
    return output + "".join(source.marks[start:end]).translate(_STRESS) if source.marks else output


def _capitals(output: str, text: str, small: str, start: int, end: int, compiled: Table) -> str:
    """Give an output in capitals where its word is in capitals, else with one, as the source letter at `start` has."""
    if compiled.caps_first:
        return compiled.capitalise(output)
    if end - start > 1:
        everywhere = all(map(ne, text[start:end], small[start:end]))
    else:
        # One capital alone does not say whether its word is in capitals: its neighbour in the word does.
        beside = end if end < len(text) and text[end].isalpha() else start - 1
        everywhere = beside >= 0 and text[beside] != small[beside]
    return compiled.upper(output) if everywhere else compiled.capitalise(output)


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """Join pieces that NFC would join, so that the outputs are NFC also when they are put together."""
    joined: list[_Piece] = []
    for piece in pieces:
        while joined and _joins(piece.output[:1]):
            last = joined.pop()
            output = nfc(last.output + piece.output)
            rule = piece.rule if last.rule == KEEP else last.rule
            piece = _Piece(last.start, piece.end, output, rule)
        joined.append(piece)
    return joined


@lru_cache(maxsize=1 << 12)
def _joins(char: str) -> bool:
    return _JOINING.match(char) is not None
