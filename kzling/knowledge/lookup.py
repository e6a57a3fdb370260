"""The keys under which entities are filed, and those under which a name is looked for.

A key is a string with a sign in front that says what it is of:

- `=` the folded form of a whole name;
- `1` the recall key (`kzling.orthography.keys`) of a name of one word;
- `*` the recall key of a word in a longer name;
- `2` the recall keys of two words of a longer name, in the order of the alphabet: most names are told by two of their
  words, whichever these are, so that a patronymic, a title or a legal form that one side leaves out does no harm;
- `~` the consonants of a name of one word, and what is left of them without any one: names that differ in one
  consonant share such a key (Каражанбас, Karazhambas). Persons have none: too many of their names differ in just one.

Hyphens part words, and hyphenated words are filed whole, too: «Нур-Султан», «Нурсултан».
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, combinations, product

from kzling.knowledge import roles
from kzling.model import Entity
from kzling.orthography.consonants import VOWEL
from kzling.orthography.keys import skeleton
from kzling.text.fold import fold
from kzling.text.tokens import words

#: Raised when keys change: files of another version are filed anew.
VERSION = 1

FORM, ALONE, WITHIN, PAIR, NEAR = "=", "1", "*", "2", "~"

#: Words behind these are not looked at.
_MOST_WORDS = 12
_MOST_FIGURES = 12
_DOUBLE = re.compile(r"(.)\1+")
#: In names of more words than this, only those are paired that stand so near each other.
_ALL_PAIRS, _NEAR = 4, 2
#: A word may be so many recall keys in a query (spellings and base forms together).
_MOST_KEYS = 24
#: So many entities under a pair of words are looked at for those that share other words, too. Set in November 2026 on
#: a base of a million entities: counting more takes longer than comparing.
_MOST_SHARED = 1 << 8

#: Fewer consonants are no near key. Set in November 2026 on pairs of place names in two languages: with 3, one pair in
#: a hundred more is not found; with 2, twice as many others are.
_LEAST_NEAR = 2

#: One word of a name, and the parts of it between hyphens, each with its recall keys.
Word = tuple[frozenset[str], ...]
#: Gives at most so many entities under a key, heaviest first.
Numbers = Callable[[str, int], Sequence[int]]


def form_key(folded: str) -> str:
    """Give the key of a folded form."""
    return FORM + folded


def filed_under(entity: Entity) -> set[str]:
    """Give all keys of an entity.

    >>> from kzling.model import Name
    >>> sorted(filed_under(Entity("x", (Name("Касым Токаев"),), "person")))
    ['*K.S.M', '*T.K.V', '2K.S.M T.K.V', '=касым токаев']
    """
    found: set[str] = set()
    for name in entity.names:
        found.add(form_key(fold(name.text)))
        found |= _keys_of(name.text, entity.type == "person")
    return found | roles.filed_under(entity)


@lru_cache(maxsize=1 << 12)
def _keys_of(name: str, of_person: bool) -> frozenset[str]:
    apart = tuple(_word(word) for word in _words(name))
    # Persons' names are not written in one word.
    found = {ALONE + key for key in alone(name)} if len(apart) == 1 or not of_person else set()
    if not of_person:
        found |= {NEAR + row for row in near(name)}
    if len(apart) > 1 or (apart and len(apart[0]) > 1):
        found |= {WITHIN + key for word in apart for part in word for key in part}
        found.update(key for keys in pairs(apart) for key in keys)
    return frozenset(found)


def alone(name: str) -> frozenset[str]:
    """Give the recall keys of a name taken as one word; none for names of more than three words."""
    found = _words(name)
    return skeleton("".join(found)) if 0 < len(found) <= 3 else frozenset()


def near(name: str) -> set[str]:
    """Give the near keys of a name of one word; longer ones are found by their other words.

    >>> sorted(near("Каражанбас") & near("Karazhambas"))
    ['KRJBS']
    """
    whole = {_DOUBLE.sub(r"\1", key.replace(VOWEL, "")) for key in alone(name) if len(_words(name)) == 1}
    rows = whole | {row[:place] + row[place + 1 :] for row in whole for place in range(len(row))}
    return {row for row in rows if len(row) >= _LEAST_NEAR}


def pairs(apart: Sequence[Word]) -> Iterator[set[str]]:
    """Give for each two words of a name the keys that they have together."""
    for one, other in combinations(range(len(apart)), 2):
        if len(apart) <= _ALL_PAIRS or other - one <= _NEAR:
            yield {_pair(a, b) for a, b in product(_all(apart[one]), _all(apart[other]))}
    for word in apart:
        for part, next_part in combinations(word[1:], 2):
            yield {_pair(a, b) for a, b in product(part, next_part)}


def groups(name: str, forms: Mapping[str, Iterable[str]], numbers: Numbers, *, limit: int) -> Iterator[list[int]]:
    """Give the numbers of entities of which one name could be a spelling of this one, in four groups.

    First those that are the name written as one word, or share the most pairs of words with it; then those that share
    fewer pairs, then one word, then all but one consonant. In a group those go first whose shared words fewest others
    have, then the heaviest.

    Args:
        name: as written.
        forms: word of the name -> its base forms, which count like the word itself.
        numbers: gives at most so many entities under a key, heaviest first.
        limit: a group has so many at most.

    Yields:
        Each group when it is asked for; nobody is in two.
    """
    apart = tuple(_united([_word(form) for form in (word, *forms.get(word, ()))]) for word in _words(name))
    given: dict[int, None] = {}
    looks = (_sharing_pairs, _sharing_one, _nearly_alike)
    for found in chain.from_iterable(look(name, apart, numbers, limit) for look in looks):
        yield [number for number in dict.fromkeys(found) if number not in given][:limit]
        given |= dict.fromkeys(found)


def _sharing_pairs(name: str, apart: Sequence[Word], numbers: Numbers, limit: int) -> Iterator[list[int]]:
    shared: Counter[int] = Counter()
    for found in _rarest_first(pairs(apart), numbers, _MOST_SHARED):
        shared.update(found)
    most = max(shared.values(), default=0)
    whole = _all(apart[0][:1]) if len(apart) == 1 else alone(name)
    first = [number for number, times in shared.items() if times == most]
    yield _under({ALONE + key for key in whole}, numbers, limit) + first[:limit]
    yield [number for number, times in shared.most_common(len(first) + limit) if times < most]


def _sharing_one(name: str, apart: Sequence[Word], numbers: Numbers, limit: int) -> Iterator[list[int]]:
    within = [{WITHIN + key for key in _all(word)} for word in apart]
    alike = [{ALONE + key for key in _all(word[:1])} for word in apart if len(apart) > 1]
    yield [number for found in _rarest_first([*within, *alike], numbers, limit) for number in found]


def _nearly_alike(name: str, apart: Sequence[Word], numbers: Numbers, limit: int) -> Iterator[list[int]]:
    rows = ({NEAR + row} for row in sorted(near(name)))
    yield [number for found in _rarest_first(rows, numbers, limit) for number in found]


def _rarest_first(sets: Iterable[set[str]], numbers: Numbers, limit: int) -> list[list[int]]:
    """Give for each set of keys the entities under any of them; the sets with the fewest first."""
    return sorted((_under(keys, numbers, limit) for keys in sets), key=len)


def _under(keys: set[str], numbers: Numbers, limit: int) -> list[int]:
    return list(dict.fromkeys(number for key in sorted(keys) for number in numbers(key, limit)))


def _united(options: Sequence[Word]) -> Word:
    # The first form is the word as written: that one's keys stay, whatever the limit.
    parts = max((len(option) for option in options), default=0)
    columns = ([key for word in options for key in sorted(word[i] if i < len(word) else ())] for i in range(parts))
    return tuple(frozenset(list(dict.fromkeys(column))[:_MOST_KEYS]) for column in columns)


@lru_cache(maxsize=1 << 10)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word.text for word in words(name)[:_MOST_WORDS])


@lru_cache(maxsize=1 << 14)
def _word(text: str) -> Word:
    """Give the recall keys of a word, and behind them those of its parts if it has hyphens; figures are their own."""
    if text.isdecimal():
        return (frozenset((text[:_MOST_FIGURES],)),)
    parts = fold(text).split("-")
    return (skeleton(text), *(map(skeleton, parts) if len(parts) > 1 else ()))


def _all(word: Word) -> set[str]:
    return {key for part in word for key in part}


def _pair(one: str, other: str) -> str:
    return f"{PAIR}{one} {other}" if one <= other else f"{PAIR}{other} {one}"
