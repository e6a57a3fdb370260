"""Which script a text is written in, as ISO 15924 codes."""

import regex

#: The scripts of the languages that kzling names; letters of any other count as "Zyyy".
SCRIPTS = ("Latn", "Cyrl", "Arab", "Armn", "Geor", "Grek", "Hebr", "Hani", "Mong")
UNKNOWN = "Zyyy"

_LETTERS = {code: regex.compile(rf"[\p{{Script={code}}}&&\p{{L}}]", regex.V1) for code in SCRIPTS}


def count(text: str) -> dict[str, int]:
    """Count the letters of each script in a text; scripts without a letter are left out.

    >>> count("Тоқаев and Tokayev")
    {'Latn': 10, 'Cyrl': 6}
    """
    counts = {code: sum(1 for _ in pattern.finditer(text)) for code, pattern in _LETTERS.items()}
    return {code: number for code, number in counts.items() if number}


def script_of(text: str) -> str:
    """Give the script of most letters of a text, "Zyyy" where it has none; ties go to the earlier of `SCRIPTS`.

    >>> script_of("توقاەۆ"), script_of("2022")
    ('Arab', 'Zyyy')
    """
    counts = count(text)
    return max(counts, key=counts.__getitem__, default=UNKNOWN)
