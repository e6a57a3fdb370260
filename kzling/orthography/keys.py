"""Recall keys: all spellings of a name, in whatever script and scheme, should share at least one.

A key is the row of a name's consonants in coarse classes, with a leading A if the name begins with a vowel. The
classes are wide on purpose, because orthographies cross inside them: S is с з ц and Z is ж ш ч щ (dʒ too), H is
г ғ х һ (h stands for either), V is в and ф. Vowels, soft signs and й fall out: e, je, ye and ie are one. A letter
group that means different sounds in different orthographies (j: й, ж or х; ch: ч, х or ш) branches, the same way
everywhere in the name, since a name follows one orthography. Keys find candidates; whether they match is decided
elsewhere.
"""

import unicodedata
from functools import lru_cache
from itertools import product, zip_longest

import regex

from kzling.text.nfc import nfc

#: The most keys of one token.
MAX_KEYS = 12

VOWEL = "A"

_MAX_LENGTH = 40
_SHORTEST_BALTIC = 3
# No name is told apart by its thirteenth consonant.
_KEY_LENGTH = 12
_TOKEN = regex.compile(r"[\p{L}\p{M}'’ʼʻ‘`”]+")
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼʻ‘`ʹ′", "'") | dict.fromkeys("ʺ″”", ""))

# Letter group -> its possible readings, the likeliest first. Each is a row of classes; "" is a vowel or silent.
_CYRILLIC: dict[str, tuple[str, ...]] = {
    **dict.fromkeys("аәеёєиіїйоөуұүыэюя", ("",)),
    **dict.fromkeys("ьъ", ("-",)),
    "б": ("B",), "в": ("V",), "г": ("H",), "ғ": ("H",), "ґ": ("H",), "д": ("D",), "ж": ("Z",), "з": ("S",),
    "к": ("K",), "қ": ("K",), "л": ("L",), "м": ("M",), "н": ("N",), "ң": ("N", "NH"), "п": ("P",), "р": ("R",),
    "с": ("S",), "т": ("T",), "ў": ("", "V"), "ф": ("V",), "х": ("H",), "һ": ("H",), "ҳ": ("H",), "ц": ("S",),
    "ч": ("Z",), "ш": ("Z",), "щ": ("Z",), "нг": ("NH", "N"),
}  # fmt: skip

_LATIN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys("aeiouyıəɵƅæœø", ("",)),
    "'": ("-",),
    "b": ("B",), "ʙ": ("B",), "c": ("S", "K", "Z"), "d": ("D",), "f": ("V",), "g": ("H",), "ƣ": ("H",), "h": ("H",),
    "j": ("", "Z", "H"), "k": ("K",), "l": ("L",), "ł": ("L",), "m": ("M",), "n": ("N",), "p": ("P",), "q": ("K",),
    "r": ("R",), "s": ("S",), "t": ("T",), "v": ("V",), "w": ("V", ""), "x": ("KS", "H"), "z": ("S",), "ß": ("S",),
    "đ": ("D",), "ŋ": ("N", "NH"), "ꞑ": ("N", "NH"), "ñ": ("N", "NH"), "ņ": ("N", "NH"), "ń": ("N", "NH"),
    "n'": ("N", "NH"), "ng": ("NH", "N"),
    "ț": ("S",), "ţ": ("S",),
    "š": ("Z",), "ş": ("Z",), "ș": ("Z",), "ŝ": ("Z",), "s'": ("Z", "S"), "ž": ("Z",), "ż": ("Z",), "č": ("Z",),
    "ç": ("Z",), "c'": ("Z", "S"),
    "ch": ("H", "Z"), "kh": ("H",), "gh": ("H",), "sh": ("Z",), "zh": ("Z",), "th": ("T", "TH"), "ph": ("V", "PH"),
    "sch": ("Z", "SH", "SZ"), "tsch": ("Z",), "schtsch": ("Z",), "shch": ("Z",), "chtch": ("Z",), "tch": ("Z",),
    "stsch": ("Z",),
    "sz": ("Z", "S"), "cz": ("Z", "S"), "szcz": ("Z", "S"), "zs": ("Z", "S"), "cs": ("Z", "KS", "S"),
    "scs": ("Z", "S"),
    "sj": ("Z", "S"), "zj": ("Z", "S"), "tsj": ("Z", "S"), "sjtsj": ("Z",), "sjtj": ("Z",), "tj": ("Z", "T"),
    "dj": ("Z", "D"), "ck": ("SK", "K"), "shh": ("Z",), "štš": ("Z",), "șc": ("Z",), "şç": ("Z",), "stş": ("Z",),
    "gy": ("H", "D"), "dzs": ("Z", "S"), "n͡g": ("N", "NH"),
}  # fmt: skip

# Hungarian turns s and sz round, and nobody else does: a reading of its own, instead of a branch at every s.
_HUNGARIAN = _LATIN | {"s": ("Z",), "sz": ("S",), "ssz": ("S",), "gy": ("D",), "c": ("S",), "j": ("",), "ch": ("H",)}

_ARABIC: dict[str, tuple[str, ...]] = {
    **dict.fromkeys("اەىيوۇۋ", ("",)),
    **dict.fromkeys("ٴءـ", ("-",)),
    "ب": ("B",), "ۆ": ("V",), "گ": ("H",), "ع": ("H",), "غ": ("H",), "د": ("D",), "ج": ("Z",), "ز": ("S",),
    "ك": ("K",), "ک": ("K",), "ق": ("K",), "ل": ("L",), "م": ("M",), "ن": ("N",), "ڭ": ("N", "NH"), "پ": ("P",),
    "ر": ("R",), "س": ("S",), "ت": ("T",), "ف": ("V",), "ح": ("H",), "خ": ("H",), "ھ": ("H",), "ه": ("H",),
    "چ": ("Z",), "ش": ("Z",),
}  # fmt: skip

# т + с is ц, д + ж is one sound: the stop before a sibilant is not heard apart and not written alike.
_STOP = regex.compile(r"[TD](?=[SZ])")
_DOUBLE = regex.compile(r"(.)\1+")


# A letter group of a name, with its possible readings.
_Group = tuple[str, tuple[str, ...]]


@lru_cache(maxsize=1 << 12)
def skeleton(name: str) -> frozenset[str]:
    """Give the recall keys of a name token; none for what has no Cyrillic, Latin or Arabic letter.

    >>> skeleton("Токаев") & skeleton("Tokajew") & skeleton("Toqaev") & skeleton("Tokajevas")
    frozenset({'TKV'})
    >>> skeleton("Путин") & skeleton("Поляков")
    frozenset()

    Args:
        name: one token, hyphens and all; see `keys` for names of several. Of a longer one than 40 characters the
            beginning counts.
    """
    small = nfc(name[: 4 * _MAX_LENGTH]).translate(_APOSTROPHES).lower()[:_MAX_LENGTH].replace("\u0361", "")
    # Lithuanian and Latvian names end in -s in the nominative, whatever they end in at home.
    forms = (small, small[:-1]) if small.endswith("s") and len(small) > _SHORTEST_BALTIC else (small,)
    rows: list[str] = []
    for graphs in (_CYRILLIC, _LATIN, _ARABIC):
        for row in zip_longest(*(_rows(_read(form, graphs)) for form in forms), fillvalue=""):
            rows += row
    if "s" in small or "gy" in small:
        rows += _rows(_read(small, _HUNGARIAN))
    return frozenset(list(dict.fromkeys(row for row in rows if row))[:MAX_KEYS])


def keys(name: str) -> tuple[frozenset[str], ...]:
    """Give the recall keys of each token of a name, in order; hyphens divide tokens.

    >>> len(keys("Касым-Жомарт Токаев"))
    3
    """
    found = (skeleton(token) for token in _TOKEN.findall(name))
    return tuple(token for token in found if token)


def _read(small: str, graphs: dict[str, tuple[str, ...]]) -> list[_Group]:
    """Cut a token into the longest letter groups; letters of no group count as their base letter, else not at all."""
    groups: list[_Group] = []
    position = 0
    while position < len(small):
        for length in range(_LONGEST, 0, -1):
            letters = small[position : position + length]
            if letters in graphs:
                groups.append((letters, graphs[letters]))
                position += length
                break
        else:
            base = unicodedata.normalize("NFD", small[position])[0]
            if base in graphs:
                groups.append((base, graphs[base]))
            position += 1
    return groups


def _rows(groups: list[_Group]) -> list[str]:
    """Give the keys of all choices, likeliest first; the same group is read the same way throughout."""
    if not groups:
        return []
    open_ones = {letters: len(readings) for letters, readings in groups if len(readings) > 1}
    choices = product(*map(range, open_ones.values()))
    # Fewest unlikely readings first: where the number of keys is cut, those that are left out are the far-fetched.
    likeliest = sorted(choices, key=lambda choice: (sum(choice), choice))[:MAX_KEYS]
    return [_row(groups, dict(zip(open_ones, choice, strict=True))) for choice in likeliest]


def _row(groups: list[_Group], chosen: dict[str, int]) -> str:
    sounds = [readings[chosen.get(letters, 0)] for letters, readings in groups]
    # Vowels keep equal consonants apart (Мамаев) until doubles are joined (Оттава); silent signs ("-") do not.
    row = "".join("." if sound == "" else sound for sound in sounds if sound != "-")
    first = VOWEL if row.startswith(".") else ""
    row = str(_DOUBLE.sub(r"\1", _STOP.sub("", row))).replace(".", "")
    return first + row[:_KEY_LENGTH]


_LONGEST = max(map(len, (*_LATIN, *_CYRILLIC, *_ARABIC)))
