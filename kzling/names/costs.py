"""What it costs that two spellings of a name differ in a letter: how seldom the spellings of one name do.

A letter that goes for another as often as any, or up to e times less often, costs nothing; e² times costs 1, e³ times
2; what never does costs `MOST`. Each pair of alphabets has its own costs: г is h in Ukrainian and g in Russian, o is а
in Uzbek. Where the costs come from: `kzling.names.counting`.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any

from rapidfuzz.distance import Levenshtein

from kzling import data
from kzling.names.letters import likely_language
from kzling.names.sounds import Sounds, table
from kzling.text.scripts import UNKNOWN, script_of

#: The file of costs, relative to resources/: two alphabets and a letter of the first, then letters of the second, each
#: with its cost; "" stands for no letter.
COSTS = f"{data.COMPILED}/spellings.tsv"
#: What a letter costs that never stands for the other.
MOST = 4.0
#: The alphabets that belong to no language: any Latin, any Cyrillic, Arabic.
SCRIPTS = ("Latn", "Cyrl", "Arab")

#: What it adds that a Latin letter lacks its mark, and that two alphabets are not known to write so, but others of
#: their scripts are.
MARK = 0.2
ELSEWHERE = 0.6

# The alphabets whose names are counted in many schemes: what was never seen in them is wrong. A text in others may
# well write of a stranger (a Bulgarian one of a Serb).
_HOME = frozenset({"Cyrl-ru", "Cyrl-uk", "Cyrl-be", "Cyrl-kk", "Cyrl-ky"})

Pair = tuple[str, str]
Table = Mapping[str, Mapping[str, float]]


class Costs(dict[Pair, float]):
    """What letters of one alphabet cost for those of another, in pairs; filled as pairs are asked for."""

    def __init__(
        self,
        own: Table,
        wider: Table,
        floor: Mapping[Pair, float],
        *,
        rest: float,
        unseen: bool,
        alike: bool,
        same: bool,
    ) -> None:
        """Take the costs that are known.

        Args:
            own: the costs of the two alphabets.
            wider: those of their scripts, or of one of them and the other's script.
            floor: those written by hand, which are never more.
            rest: what these take on top.
            unseen: whether they only count for letters that the alphabets were never seen with.
            alike: whether the alphabets share letters: what was never counted may stand for itself.
            same: whether they are one: every letter stands for itself.
        """
        self._floor = floor
        self._own, self._wider, self._rest, self._unseen = own, wider, rest, unseen
        self._alike, self._same = alike, same

    @cached_property
    def _seen(self) -> set[str]:
        return {y for others in self._own.values() for y in others}

    def __missing__(self, pair: Pair) -> float:
        x, y = pair
        found = self._cost(x, y)
        if found > MARK and (plain := (base(x), base(y))) != pair:
            found = min(found, self._cost(*plain) + MARK)
        self[pair] = found
        return found

    def _cost(self, x: str, y: str) -> float:
        if x == y and self._same:
            return 0.0
        found = self._own[x].get(y, MOST) if x in self._own else MOST
        seen = x in self._own and y in self._seen
        if x in self._wider and not (seen and self._unseen):
            found = min(found, self._wider[x].get(y, MOST) + self._rest)
        elif not seen and self._alike and x == y:
            found = 0.0
        return min(found, self._floor.get((x, y), MOST))


@cache
def costs(alphabet_a: str, alphabet_b: str) -> Costs:
    """Give what letters of one alphabet cost for those of another (see `alphabet`).

    >>> found = costs("Cyrl-kk", "Cyrl-ru")
    >>> found["қ", "к"], found["ө", "у"] < found["о", "у"]
    (0.0, True)
    """
    shared = _shared(alphabet_a, alphabet_b)
    if shared != (alphabet_a, alphabet_b):
        return costs(*shared)
    script_a, script_b = _script(alphabet_a), _script(alphabet_b)
    alike, same = script_a == script_b, alphabet_a == alphabet_b
    if alphabet_a == alphabet_b and script_a == "Cyrl" != alphabet_a:
        return Costs(_within(), {}, {}, rest=0.0, unseen=True, alike=True, same=True)
    floor = _between(_singled_out() & {alphabet_a[5:], alphabet_b[5:]})
    latin_a, latin_b = _latin(alphabet_a), _latin(alphabet_b)
    script = _table(script_a, script_b)
    of_latin = _table(latin_a, latin_b) or script
    own = _table(alphabet_a, alphabet_b) or of_latin
    if own is not of_latin:
        # Latin texts take forms over from those of other languages.
        return Costs(own, of_latin, floor, rest=0.0, unseen=False, alike=alike, same=same)
    home = all(name in _HOME for name in (alphabet_a, alphabet_b) if name.startswith("Cyrl"))
    return Costs(own, script, floor, rest=ELSEWHERE, unseen=home, alike=alike, same=same)


def _shared(alphabet_a: str, alphabet_b: str) -> Pair:
    """Give the alphabets whose costs count for two that have none of their own: any Latin for those that are Latin."""
    if _table(alphabet_a, alphabet_b) or not _singled_out().isdisjoint((alphabet_a[5:], alphabet_b[5:])):
        return alphabet_a, alphabet_b
    return _latin(alphabet_a), _latin(alphabet_b)


@lru_cache(maxsize=1 << 12)
def base(letters: str) -> str:
    """Give Latin letters without their marks.

    >>> base("é"), base("й")
    ('e', 'й')
    """
    bare = "".join(unicodedata.normalize("NFD", letter)[0] for letter in letters)
    return bare if bare.isascii() else letters


def alphabet(token: str, lang: str | None) -> str:
    """Give the alphabet of a token as costs know it: its script, with the language where that is known.

    Without a language the letters tell, see `kzling.names.letters`.

    >>> alphabet("Токаев", "ru"), alphabet("Tokajew", "pl"), alphabet("Токаев", None), alphabet("Тоқаев", None)
    ('Cyrl-ru', 'Latn-pl', 'Cyrl-ru', 'Cyrl-kk')
    """
    script = _script_of(token[:1]) or script_of(token)
    if lang is None and script == "Cyrl":
        lang = likely_language(token)
    if lang is not None and (own := f"{script}-{lang}") in _alphabets():
        return own
    return script if script in SCRIPTS else "Latn"


def aligned(a: Sounds, b: Sounds) -> list[Pair]:
    """Give what stands for each sound in two spellings; "" where one has nothing.

    >>> from kzling.names.sounds import sounds
    >>> aligned(sounds("Токаев"), sounds("Tokajew"))[-2:]
    [('е', 'je'), ('в', 'w')]
    """
    if a.line == b.line:
        return list(zip(a.letters, b.letters, strict=True))
    # Of alignments that are as good as each other one is taken, whichever spelling comes first.
    one, other = (b, a) if b.line < a.line else (a, b)
    left: list[str] = []
    right: list[str] = []
    # Plain tuples, whatever their type is said to be: twice as fast as the steps themselves.
    steps: list[Any] = Levenshtein.opcodes(one.line, other.line).as_list()
    for _, start, end, other_start, other_end in steps:
        left += one.letters[start:end] or ("",) * (other_end - other_start)
        right += other.letters[other_start:other_end] or ("",) * (end - start)
    return list(zip(left, right, strict=True) if one is a else zip(right, left, strict=True))


@lru_cache(maxsize=1 << 10)
def _script_of(letter: str) -> str:
    """Give the script of a letter, which is that of its token; "" for what belongs to none."""
    found = script_of(letter)
    return "" if found == UNKNOWN else found


def _script(alphabet: str) -> str:
    return alphabet[:4]


def _latin(alphabet: str) -> str:
    return "Latn" if alphabet.startswith("Latn") else alphabet


@cache
def _table(a: str, b: str) -> Table:
    """Give the counted costs of the letters of an alphabet for those of another, {} if they were not counted."""
    if (a, b) in _lines():
        return _read(a, b)
    turned: dict[str, dict[str, float]] = defaultdict(dict)
    if (b, a) in _lines():
        for x, others in _read(b, a).items():
            for y, cost in others.items():
                turned[y][x] = cost
    return dict(turned)


def _read(a: str, b: str) -> Table:
    found: dict[str, dict[str, float]] = {}
    for line in _lines()[a, b]:
        x, *others = line.split("\t")
        costs = (other.rpartition(":") for other in others)
        found[x] = {y: float(number) for y, _, number in costs}
    return found


@cache
def _lines() -> Mapping[Pair, Sequence[str]]:
    """Give the lines of the file for each pair of alphabets; they are taken apart when they are asked for."""
    found: dict[Pair, list[str]] = defaultdict(list)
    for line in data.read_text(COSTS).splitlines():
        alphabets, _, rest = line.partition("\t")
        a, _, b = alphabets.partition(" ")
        found[a, b].append(rest)
    return dict(found)


@cache
def _within() -> Table:
    """Give the costs between two spellings of one language in one alphabet, which are written by hand."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for pair in table()["within"]:
        x, y = pair["letters"]
        found[x] |= {x: 0.0, y: pair["cost"]}
        found[y] |= {y: 0.0, x: pair["cost"]}
    return dict(found)


@cache
def _singled_out() -> frozenset[str]:
    """Give the languages that costs written by hand name."""
    return frozenset(language for row in table()["between"] for language in row.get("in", ()))


@cache
def _between(languages: frozenset[str]) -> Mapping[Pair, float]:
    """Give the costs written by hand of what no scheme writes, and of what only these languages write."""
    found: dict[Pair, float] = {}
    for row in table()["between"]:
        if "in" in row and languages.isdisjoint(row["in"]):
            continue
        for x in row["of"].split():
            for y in row["to"].split() or [""]:
                found[x, y] = found[y, x] = min(row["cost"], found.get((x, y), MOST))
    return found


@cache
def _alphabets() -> frozenset[str]:
    """Give the alphabets that have costs of their own."""
    return frozenset(name for pair in _lines() for name in pair)
