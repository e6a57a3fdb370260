"""Which script a text is written in, as ISO 15924 codes."""

from collections import Counter

import regex

#: The scripts of the languages that kzling names; letters of any other count as "Zyyy".
SCRIPTS = ("Latn", "Cyrl", "Arab", "Armn", "Geor", "Grek", "Hebr", "Hani", "Mong")
UNKNOWN = "Zyyy"

_LETTERS = {code: regex.compile(rf"[\p{{Script={code}}}&&\p{{L}}]", regex.V1) for code in SCRIPTS}


class _Scripts(dict[str, str | None]):
    """Character -> its script, None for what is no letter of `SCRIPTS`; filled as characters are met."""

    def __missing__(self, char: str) -> str | None:
        self[char] = found = next((code for code, letter in _LETTERS.items() if letter.match(char)), None)
        return found


# At most one entry a code point: some hundred in practice.
_SCRIPT = _Scripts()


def scripts_in(text: str) -> set[str]:
    """Give the scripts of the characters of a text, "Zyyy" for those that are no letter of `SCRIPTS`.

    >>> sorted(scripts_in("ә1"))
    ['Cyrl', 'Zyyy']
    """
    return {script or UNKNOWN for script in set(map(_SCRIPT.__getitem__, text))}


def count(text: str) -> dict[str, int]:
    """Count the letters of each script in a text; scripts without a letter are left out.

    >>> count("Тоқаев and Tokayev")
    {'Latn': 10, 'Cyrl': 6}
    """
    counts = dict.fromkeys(SCRIPTS, 0)
    # A text has few different characters, so each is looked up once.
    for char, number in Counter(text).items():
        script = _SCRIPT[char]
        if script is not None:
            counts[script] += number
    return {code: number for code, number in counts.items() if number}


def script_of(text: str) -> str:
    """Give the script of most letters of a text, "Zyyy" where it has none; ties go to the earlier of `SCRIPTS`.

    >>> script_of("توقاەۆ"), script_of("2022")
    ('Arab', 'Zyyy')
    """
    counts = count(text)
    return max(counts, key=counts.__getitem__, default=UNKNOWN)
