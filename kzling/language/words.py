"""The votes of one word: how much likelier its letters are in each language than in any other."""

import re

from kzling.language.grams import STEP, costs, grams
from kzling.language.profiles import ALONE, FOREIGN_LETTER, by_script
from kzling.language.sums import UNIT, packed
from kzling.text import scripts
from kzling.text.lookalikes import one_script

#: What votes are multiplied by, so that a share of 0.9 is right nine times in ten. Letters of a word depend on each
#: other, and words of a text do: taken as they are, their votes would be too sure. Set in November 2026 on held-out
#: lines, see tests/quality/language.py.
SHARPNESS = 0.5
#: No word speaks for one language against another with more than the first, nor against a language as such with more
#: than the second, in nats before `SHARPNESS`: words of another language stand in every text.
MOST, MOST_AGAINST = 12.0, 5.0
#: What is longer is no word of any language.
LONGEST = 60
_APOSTROPHE = re.compile("[’ʼʻ‘`´]")


def spelt(word: str) -> str:
    """Give a word as the model has it: in small letters, one apostrophe for all, look-alike letters in their script.

    >>> spelt("Oʻzbek"), spelt("Aлматы") == "алматы"
    ("o'zbek", True)
    """
    letters = _APOSTROPHE.sub("'", word.replace("İ", "i").lower())
    return letters if letters.isascii() else one_script(letters)


def votes(word: str) -> int:
    """Give the votes of a word as an integer that counts half (see `kzling.language.sums`)."""
    if len(word) > LONGEST:
        return 0
    letters = spelt(word)
    # Letters of several scripts, or one that is the sign of its language.
    found = scripts.scripts_in(letters.replace("'", ""))
    script = next(iter(found)) if len(found) == 1 else scripts.script_of(letters)
    known = by_script().get(script)
    if known is None:
        return 0
    if scripts.UNKNOWN in found:
        # Letters of a script that we do not know, for example kana between Chinese characters.
        return packed(script, [round(FOREIGN_LETTER / 2 / UNIT)] * len(known))
    model = grams(script)
    if model is None:
        return packed(script, [round(ALONE / 2 / UNIT)] * len(known))
    return packed(script, _likelier(costs(letters, model)))


def _likelier(cost: tuple[int, ...]) -> list[int]:
    """Turn costs into half votes: what a language gains over those that have no file, as far as one word may tell."""
    *own, others = cost
    most = min(min(own) + _MOST, others + _MOST_AGAINST)
    return [(others - (each if each < most else most)) * _HALF for each in own]


_MOST, _MOST_AGAINST = round(MOST / STEP), round(MOST_AGAINST / STEP)
#: Half a vote of one step, in units.
_HALF = round(STEP * SHARPNESS / 2 / UNIT)
