"""How far a Kazakh or Kyrgyz spelling goes against the habits of native words.

The vowels of a word are all back (а о ұ ы) or all front (ә е ө ү і); қ and ғ stand beside back ones, к and г beside
front ones. и, у, э and the letters of loans agree with any. Loans and compounds break the habits, each at few places,
so they order spellings and rule none out.
"""

import re
from itertools import pairwise

_BACK = dict.fromkeys("аоұықғ", "back")
_FRONT = dict.fromkeys("әеөүікг", "front")
_SIDES = {
    "kk": _BACK | _FRONT,
    # Kyrgyz has no letters of its own for the back velars, and у is a plain vowel.
    "ky": dict.fromkeys("аоуы", "back") | dict.fromkeys("еөүи", "front"),
}

# Letters that loans alone have; й where no vowel stands before it, and и where one does.
_FOREIGN = {
    "kk": re.compile("[эёщъьһ]|(?<![аәеёиоөуұүыіэюя])й|(?<=[аәеоөұүыі])и"),
    "ky": re.compile("[ёщъь]|(?<![аеёиоөуүыэюя])й"),
}


def disharmony(word: str, language: str) -> int:
    """Count the places at which a spelling turns from back to front or from front to back; 0 without harmony.

    >>> disharmony("жылғы", "kk"), disharmony("жілғы", "kk"), disharmony("жілғы", "ru")
    (0, 1, 0)
    """
    sides = _SIDES.get(language, {})
    met = [sides[char] for char in word.lower() if char in sides]
    return sum(one != other for one, other in pairwise(met))


def foreignness(word: str, language: str) -> int:
    """Count the letters of a spelling that native words do not have, or not in this place.

    >>> foreignness("келген", "kk"), foreignness("кэлген", "kk"), foreignness("жйырма", "kk")
    (0, 1, 1)
    """
    return len(_FOREIGN[language].findall(word.lower())) if language in _FOREIGN else 0
