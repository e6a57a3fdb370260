"""Latin letters that stand in Cyrillic words, and Cyrillic ones in Latin words, because they look alike.

Source of the pairs: the glyphs are identical in common fonts (Unicode confusables, UTS 39). A pair is used only
where the letter is written in the languages that kzling reads.
"""

import re
from collections.abc import Iterator

import regex

from kzling.text.edits import Replacement

_PAIRS = dict(zip("AaBCcEeHIiJjKMOoPpSsTXxYyhÏïËëӘә", "АаВСсЕеНІіЈјКМОоРрЅѕТХхУуһЇїЁёƏə", strict=True))
_TO_CYRILLIC = {latin: other for latin, other in _PAIRS.items() if latin.isascii() or latin in "ÏïËë"}
_TO_LATIN = {other: latin for latin, other in _TO_CYRILLIC.items()} | {"Ә": "Ə", "ә": "ə"}

_MIXED = regex.compile(
    r"[\p{L}\p{M}]*(?:\p{Latin}[\p{L}\p{M}]*\p{Cyrillic}|\p{Cyrillic}[\p{L}\p{M}]*\p{Latin})[\p{L}\p{M}]*"
)
# Two letters side by side, in ranges that `re` scans fast: no such pair, no mixed word. A text without any Cyrillic
# letter is told by the first search; in one with many, the second stops at Latin letters alone.
_ANY_CYRILLIC, _ANY_LATIN = re.compile("[Ѐ-ӿ]"), re.compile("[A-Za-zÀ-ɏ]")
_TOUCHING = re.compile("[A-Za-zÀ-ɏ](?:(?=[Ѐ-ӿ])|(?<=[Ѐ-ӿ].))")
# Where all letters and marks of a text are common Latin and Cyrillic ones, a mixed word is the letters around a pair.
_UNCOMMON = re.compile(
    "[^\x00-\x7f\xa0-\xa9\xab-\xb4\xb6-\xb9\xbb-\u024f\u0400-\u0481\u048a-\u04ff"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2116]"
)
_LETTERS = re.compile("[A-Za-zÀ-ÖØ-öø-ɏЀ-ҁҊ-ӿ]*")
_LATIN = regex.compile(r"\p{Latin}\p{M}*")
_CYRILLIC = regex.compile(r"\p{Cyrillic}\p{M}*")


def replacements(text: str) -> Iterator[Replacement]:
    """Find look-alike letters of the minority script inside words, where every one of them has a twin.

    A word is left alone when a foreign letter has no twin (`iPhoneдің`), when the foreign letters are its ending
    (`Airbusа`), or when both scripts have as many letters.

    >>> [change.after for change in replacements("Cерік")]
    ['С']
    """
    if not (_ANY_CYRILLIC.search(text) and _TOUCHING.search(text)):
        return
    for start, word in _mixed(text):
        latin, cyrillic = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
        foreign, twins = (_LATIN, _TO_CYRILLIC) if latin < cyrillic else (_CYRILLIC, _TO_LATIN)
        strangers = list(foreign.finditer(word))
        # A word of one script with an ending of the other is inflected, not misspelt: «Airbusа».
        ending = len(word) > 3 and all(found.start() >= len(word) - len(strangers) for found in strangers)
        if latin == cyrillic or ending or not all(found.group() in twins for found in strangers):
            continue
        for found in strangers:
            at = start + found.start()
            yield Replacement(at, at + 1, twins[found.group()], "look-alike letter")


_CYRILLIC_TWINS, _LATIN_TWINS = str.maketrans(_TO_CYRILLIC), str.maketrans(_TO_LATIN)


def one_script(word: str) -> str:
    """Give a word of Latin and Cyrillic letters in the script of most of them, as far as letters look alike.

    >>> one_script("oдстo") == "одсто", one_script("Алматы")
    (True, 'Алматы')
    """
    if not (_ANY_CYRILLIC.search(word) and _ANY_LATIN.search(word)):
        return word
    latin, cyrillic = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
    return word.translate(_CYRILLIC_TWINS if cyrillic >= latin else _LATIN_TWINS)


def _mixed(text: str) -> Iterator[tuple[int, str]]:
    """Give each word of letters of both scripts with its place."""
    if _UNCOMMON.search(text):
        yield from ((match.start(), match.group()) for match in _MIXED.finditer(text))
        return
    end = 0
    while pair := _TOUCHING.search(text, end):
        start = pair.start()
        while start > end and text[start - 1].isalpha():
            start -= 1
        word = _LETTERS.match(text, start)
        if word is None or word.end() <= pair.start():  # `×` or `÷`, which stand among the letters
            end = pair.end()
            continue
        end = word.end()
        # A sign beside a letter made the pair: the word itself may be of one script.
        if _ANY_CYRILLIC.search(word.group()) and _ANY_LATIN.search(word.group()):
            yield start, word.group()
