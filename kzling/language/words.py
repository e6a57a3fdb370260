"""The votes of one word: how much likelier its letters are in each language than in any other."""

import re

from kzling.language.grams import STEP, grams
from kzling.language.profiles import ALONE, FOREIGN_LETTER, by_script
from kzling.language.sums import UNIT, alike, placed
from kzling.text import scripts
from kzling.text.lookalikes import one_script

#: What votes are multiplied by, so that a share of 0.9 is right nine times in ten. Letters of a word depend on each
#: other, and words of a text do: taken as they are, their votes would be too sure. Set in November 2026 on held-out
#: lines, see tests/quality/language.py.
SHARPNESS = 0.5
#: What is longer is no word of any language.
LONGEST = 60
#: Most words, whose spelling need not be mended: small letters of one script, Cyrillic where there is a group.
_plain = re.compile("[a-zà-öø-ɏə]['a-zà-öø-ɏə]*|([Ѐ-ҁҊ-ӿ]['Ѐ-ҁҊ-ӿ]*)").fullmatch
_APOSTROPHE = re.compile("[’ʼʻ‘`´]")


def spelt(word: str) -> str:
    """Give a word as the model has it: in small letters, one apostrophe for all, look-alike letters in their script.

    >>> spelt("Oʻzbek"), spelt("Aлматы") == "алматы"
    ("o'zbek", True)
    """
    return one_script(_APOSTROPHE.sub("'", word.replace("İ", "i").lower()))


def votes(word: str) -> int:
    """Give the votes of a word as an integer that counts half (see `kzling.language.sums`)."""
    if len(word) > LONGEST:
        return 0
    if plain := _plain(word.lower()):
        return _by_letters(plain[0], "Cyrl" if plain[1] else "Latn")
    letters = spelt(word)
    # Letters of several scripts, or one that is the sign of its language.
    found = scripts.scripts_in(letters.replace("'", ""))
    script = next(iter(found)) if len(found) == 1 else scripts.script_of(letters)
    if script not in by_script():
        return 0
    if scripts.UNKNOWN in found:
        # Letters of a script that we do not know, for example kana between Chinese characters.
        return alike(script, round(FOREIGN_LETTER / 2 / UNIT))
    return _by_letters(letters, script)


def _by_letters(letters: str, script: str) -> int:
    model = grams(script)
    if model is None:
        return alike(script, round(ALONE / 2 / UNIT))
    return placed(script, model.gains(letters) * _HALF)


#: Half a vote of one step, in units.
_HALF = round(STEP * SHARPNESS / 2 / UNIT)
