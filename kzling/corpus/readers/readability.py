"""How much a text reads like a language: what tells the right reading of bytes from the wrong ones."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from kzling.corpus.readers.codepages import SINGLE_BYTE, table
from kzling.language.profiles import profiles
from kzling.language.votes import ballot, tally

# Weights in nats beside those of the language profiles, set by hand with tests/quality/page_encodings.py.
#: A character that text rarely has: box drawing, a capital behind a small letter, two scripts in a word.
_ODD = 3.0
#: A C1 control: none is in any text, and it cuts words into shorter ones that may have votes.
_CONTROL = 8.0
_C1 = re.compile(r"[\x80-\x9f]")
#: Signs that texts have, though not inside words.
_USUAL = frozenset("\xa0\xad«»“”„‘’‚‹›–—…·•№§°€©®™£¥±")
#: Two letters in a row that no known word or ending of any language has.
_UNKNOWN_PAIR = 0.5


def readability(text: str) -> float:
    """Score how much a text reads like a language that kzling knows, in nats; below 0 it does not.

    What its words say for the likeliest language counts for it, characters and pairs of letters that no text has
    against it. The sum grows with the text: compare readings of the same bytes only.

    >>> readability("Глава государства провёл совещание") > 0 > readability("цКЮБЮ ЦНЯСДЮПЯРБЮ ОПНБ╦К ЯНБЕЫЮМХЕ")
    True
    """
    # A misread dash or quotation mark is often a letter, and many a letter is a word of some language.
    words = {word: count for word, count in ballot(text, names=True).items() if len(word) > 1}
    beyond = _best({word: count for word, count in words.items() if not word.isascii()})
    # Words in ASCII are the same in all readings: names of tags and variables speak against none.
    ascii_ = max(_best({word: count for word, count in words.items() if word.isascii()}), 0.0)
    odd, word, known = _patterns()
    beyond_ascii = [found for found in word.findall(text.lower()) if not found.isascii()]
    unknown = sum(pair not in known for found in beyond_ascii for pair in pairwise(found))
    against = _CONTROL * len(_C1.findall(text)) + _ODD * len(odd.findall(text)) + _UNKNOWN_PAIR * unknown
    return beyond + ascii_ - against


def _best(words: Mapping[str, int]) -> float:
    """Sum what words say for the likeliest language of each script."""
    best: dict[str, float] = {}
    for (_, script), score in tally(Counter(words)).items():
        best[script] = max(score, best.get(script, score))
    return sum(best.values())


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[tuple[str, str]]]:
    """Build the pattern of odd characters, that of words, and the known pairs of letters."""
    written = sorted({character for codec in SINGLE_BYTE for character in table(codec)[0x80:]})
    small = "".join(filter(str.islower, written))
    capital = "".join(filter(str.isupper, written))
    cyrillic = "".join(character for character in small + capital if "Ѐ" <= character <= "ӿ")
    signs = "".join(c for c in written if not c.isalnum() and c >= "\xa0" and c not in _USUAL)
    odd = re.compile(
        rf"[{re.escape(signs)}]|[{small}][{capital}]|[A-Za-z][{cyrillic}]|[{cyrillic}][A-Za-z]"
        rf"|[A-Za-z] [{cyrillic}] (?=[A-Za-z])|\b[{cyrillic}](?=\d)|[^\W\d_][№°§€„“«»•©®™£¥²³±½](?=[^\W\d_])"
        r"|(?<!\S)[’”»—](?=[^\W\d_])"
    )
    word = re.compile(rf"[a-z{small}]+")
    known = frozenset(pair for p in profiles() for listed in p.words | p.suffixes for pair in pairwise(listed))
    return odd, word, known
