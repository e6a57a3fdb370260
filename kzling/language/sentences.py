"""Pieces of about a sentence: enough for a language to show, and few enough words to be in one."""

import re
from itertools import pairwise

import regex

from kzling.text.blocks import plain, spelt_out

# An end mark with its closing quotes, then white space and a capital (or a letter of a script without capitals),
# or the end of a line. A mark after a single letter ("К. Токаев", "г. Алматы") ends nothing.
_BREAK = regex.compile(
    r"""(?<![.!?…])(?<!\b\p{L})[.!?…]++["»”’)\]]*+[^\S\n]++(?=["«“„(\[—–-]*+[^\S\n]?[\p{Lu}\p{Lo}])"""
    r"""|[。！？؟۔]++\s*+|\n\s*+"""
)
_CAPITAL, _LETTER, _SIGN = (spelt_out(regex.compile(kind).match) for kind in (r"[\p{Lu}\p{Lo}]", r"\p{L}", r"\w"))
# The same where only the blocks of `kzling.text.blocks` are met, at a third of the time. Each match begins with one
# of a few characters, and what stands before that is looked at afterwards.
_PLAIN_BREAK = re.compile(
    rf"""[.!?…\n](?:(?<=\n)\s*+|(?<![.!?…].)(?:(?<!{_LETTER}.)|(?<={_SIGN}{_LETTER}.))"""
    rf"""[.!?…]*+["»”’)\]]*+[^\S\n]++(?=["«“„(\[—–-]*+[^\S\n]?{_CAPITAL}))"""
)


def pieces(text: str, *, simple: bool | None = None) -> list[tuple[int, int]]:
    """Cut a text into sentence-like pieces that cover it without gaps; white space goes with the piece before.

    Args:
        text: any text.
        simple: what `kzling.text.blocks.plain` says of the text, where that is known already.

    >>> text = "К. Токаев прибыл. Ол сөз сөйледі!\\nThe end."
    >>> [text[start:end] for start, end in pieces(text)]
    ['К. Токаев прибыл. ', 'Ол сөз сөйледі!\\n', 'The end.']
    """
    pattern = _PLAIN_BREAK if (plain(text) if simple is None else simple) else _BREAK
    ends = [match.end() for match in pattern.finditer(text)]
    borders = sorted({0, *ends, len(text)})
    return list(pairwise(borders))
