"""The consonants of names as recall keys see them: classes of sounds, and how systems of spelling write them.

The classes are wide on purpose, because orthographies cross inside them: S is с з ц, C is ч ш щ and J is ж (дж too), H
is г ғ х һ (h stands for any of them), V is в and ф, K is к and қ. A stop or sibilant before a sibilant is not heard
apart and not written alike (ц ts, ж dzh, щ шч), nor is г after н (ң ng).

Cyrillic and Arabic letters say by themselves which class they are of. Latin letters do not: j is й, ж or х, ch is ч, х
or ш. Twelve systems of spelling, each one habit that several orthographies share, read them each in one way; a name
follows one system from end to end.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

#: Stands for vowels in what `read` gives.
VOWEL = "."
#: Stands for an ending that is none at home; the vowel before it belongs to it.
ENDING = "$"


class _Letters(dict[int, str | None]):
    """A table for `str.translate`: a letter that is not listed counts as its base letter, else not at all."""

    def __missing__(self, code: int) -> str | None:
        base = ord(unicodedata.normalize("NFD", chr(code))[0])
        return None if base == code else self.get(base)


def _letters(groups: Mapping[str, str]) -> _Letters:
    return _Letters({ord(letter): to for letters, to in groups.items() for letter in letters})


#: What a small letter of a name becomes before it is read: a class (a capital); a vowel (a and u at the back of the
#: mouth, e in front, y, and á, on which Czech women's names are known); or a letter that systems read, as Latin ones
#: and the Cyrillic ц щ ќ ѓ are. ў is w.
LETTERS = _letters(
    {
        **{letter: letter for letter in "bcdfghjklmnpqrstvwxyzáćçuцщќѓ"},
        "aoəɵæœø": "a", "eiıƅ": "e", "'’ʼʻ‘`ʹ′": "'",
        "ʙ": "B", "đžżƶ": "J", "ƣɣ": "H", "ł": "L", "ŋꞑ": "N", "śźßțţ": "S", "šşșŝč": "C",
        "аоөәӯыъ": "a", "еёиіїйэєюяѐѝӣјѣѵ": "e", "уұү": "u", "ў": "w", "ь": "'",
        "б": "B", "вфѳ": "V", "гғґҝхһҳ": "H", "д": "D", "жҗђџҷҹ": "J", "зсѕҙҫ": "S", "кқҡ": "K", "лљ": "L", "м": "M",
        "нңњ": "N", "п": "P", "р": "R", "т": "T", "чшћ": "C",
        "اەىيوۇۋ": "a", "ب": "B", "ۆف": "V", "گعغحخھه": "H", "د": "D", "ج": "J", "كکق": "K", "ل": "L",
        "م": "M", "نڭ": "N", "پ": "P", "ر": "R", "زس": "S", "ت": "T", "چش": "C",
    }
)  # fmt: skip

#: The vowels of `LETTERS`, for a set of a regular expression.
VOWELS = "aeuyá"

_COMMON = {
    **{letter: letter.upper() for letter in "bdhjklmnprstv"},
    **{letter: letter for letter in "BCDHJKLMNPRSTV"},
    **dict.fromkeys(VOWELS, VOWEL),
    **dict.fromkeys("^$'", ""),
    "ц": "S", "щ": "C", "ќ": "K", "ѓ": "H", "c": "K", "ce": "S.", "f": "V", "g": "H", "q": "K", "w": "V", "x": "KS",
    "z": "S", "ć": "C", "ç": "C", "ch": "C", "gh": "H", "kh": "H", "ph": "V", "sch": "C", "sh": "C", "shh": "C",
    "th": "T", "zh": "J",
}  # fmt: skip

# What a system reads otherwise than `_COMMON`; ^ and $ are the ends of a name. Most of English and German is common.
# х in Spanish spelling is j.
_SPANISH = {"j": "H"}
# Final -ine is ин; with Portuguese and Catalan, where x is ш. Here Cyrillic letters too are read in a second way:
# Belarusian ц дз are т д elsewhere (Цвер, Тверь), щ is шт in Bulgarian, ќ ѓ are ћ ђ in Serbian.
_FRENCH = {"x": "C", "ne$": "N", "dz": "D", "ц": "T", "DS": "D", "ѓ": "J", "ќ": "C", "щ": "CT"}
# -ová ends the names of women in Czech and Slovak.
_POLISH = {"c": "S", "ć": "S", "ch": "H", "cz": "C", "j": VOWEL, "sz": "C", "vá$": ""}
# With German, where sch is ж too.
_NORDIC = {
    "ch": "H", "j": VOWEL, "sch": "J", "schtsch": "C", "sj": "C", "tj": "C", "tsch": "C", "zj": "J",
}  # fmt: skip
# Lithuanian and Latvian names end in -s in the nominative, Lithuanian ones with a vowel before it, whatever they end
# in at home. Latvian is read with Croatian lj, nj.
_LITHUANIAN = {"c": "S", "ch": "H", "j": VOWEL, "s$": ENDING}
_LATVIAN = {"c": "S", "ch": "H", "j": VOWEL, "lj": "L", "nj": "N", "s$": ""}
_HUNGARIAN = {
    "c": "S", "ch": "H", "cs": "C", "gy": "D.", "gy$": "D", "j": VOWEL, "ly$": "L", "ny$": "N", "s": "C", "ssz": "S",
    "sz": "S", "ty$": "T", "zs": "J",
}  # fmt: skip
_ROMANIAN = {"ce": "C.", "ce$": "C", "che": "K."}
_TURKISH = {"c": "J", "ce": "J.", "q": "H", "x": "H"}
# у before a vowel is a consonant, which Russian and Turkish write as в, v: Уәлихан, Валихан.
_KAZAKH = {
    "c": "C", "ce": "C.", "c'": "C", "s'": "C", "ua": "V.", "ue": "V.", "w": VOWEL, "^w": "V", "x": "H",
}  # fmt: skip
# With the Kazakh Latin of 1929, where ç is ж.
_SCHOLARLY = {"c": "S", "ç": "J", "j": VOWEL, "x": "H"}
# š, ž and final ć without their marks.
_BARE = (
    {"c": "S", "c$": "C", "ch": "H", "j": VOWEL, "lj": "L", "nj": "N"}
    | {f"s{vowel}": "C." for vowel in VOWELS}
    | {f"z{vowel}": "J." for vowel in VOWELS}
)
_SYSTEMS = (
    _SPANISH, _FRENCH, _POLISH, _NORDIC, _LITHUANIAN, _LATVIAN, _HUNGARIAN, _ROMANIAN, _TURKISH, _KAZAKH, _SCHOLARLY,
    _BARE,
)  # fmt: skip
#: So many systems read a name.
SYSTEMS = len(_SYSTEMS)

_Graphs = dict[str, str]

_SILENT = re.compile(r"[TDSCJ](?=[SCJ])|(?<=N)H")
_DOUBLE = re.compile(r"(.)\1+")
# Владимир is Уладзімір: a first в before a consonant is a vowel.
_FIRST = re.compile(r"^V(?=[A-Z])")


# Names are made of some thousand pieces (pa, te, shche, now$).
@lru_cache(maxsize=1 << 14)
def read(piece: str) -> tuple[str, ...]:
    """Give how each system reads a piece of a name: its classes, with `VOWEL` where vowels stand.

    >>> sorted(set(read("che")))
    ['C.', 'H.', 'K.']

    Args:
        piece: consonants with the vowel behind them, in the letters of `LETTERS`; ^ before the first of a name, $
            behind the last.
    """
    readers = _READERS if _DISPUTED.search(piece) else _READERS[:1]
    rows = ["".join(map(graphs.__getitem__, cut(piece))) for cut, graphs in readers]
    heard = {row: _heard(row, piece.startswith("^")) for row in set(rows)}
    return tuple(map(heard.__getitem__, rows)) * (SYSTEMS // len(rows))


def _heard(row: str, first: bool) -> str:
    row = _DOUBLE.sub(r"\1", _SILENT.sub("", _DOUBLE.sub(r"\1", row)))
    return _FIRST.sub(VOWEL, row) if first else row


def _either(graphs: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(graphs, key=len, reverse=True)))


def _reader(own: _Graphs) -> tuple[Callable[[str], list[str]], _Graphs]:
    """Give what cuts a piece into the longest graphs of a system, and what each of them is."""
    graphs = _COMMON | own
    longer = [graph for graph in graphs if len(graph) > 1]
    return re.compile(_either(longer) + "|.").findall, graphs


_READERS = tuple(map(_reader, _SYSTEMS))
# Where none of these stands in a piece, all systems read it alike.
_DISPUTED = re.compile(_either({graph for own in _SYSTEMS for graph in own}))
