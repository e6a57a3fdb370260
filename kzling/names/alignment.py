"""Which token of one name stands for which of the other, whatever their order."""

from collections.abc import Sequence
from typing import NamedTuple

from kzling.names.similarity import Match, is_initial, match

#: Two tokens are joined (Нур Султан) only where the joined one matches at least so well.
JOINED = 0.9
#: Longer names are cut here: the cost of aligning grows with the product of the lengths.
MAX_TOKENS = 12


class Pair(NamedTuple):
    """Two tokens that stand for each other."""

    a: str
    b: str
    match: Match


def align(
    a: Sequence[str], b: Sequence[str], lang_a: str | None = None, lang_b: str | None = None
) -> tuple[list[Pair], tuple[str, ...], tuple[str, ...]]:
    """Pair the tokens of two names, the best pairs first; give the pairs and what is left of each name.

    >>> pairs, over_a, over_b = align(["Нур", "Султан"], ["Nursultan", "Nazarbayev"])
    >>> [(pair.a, pair.b) for pair in pairs], over_a, over_b
    ([('Нур Султан', 'Nursultan')], (), ('Nazarbayev',))
    """
    left, right = list(a[:MAX_TOKENS]), list(b[:MAX_TOKENS])
    left = _joined(left, right, lang_a, lang_b)
    right = _joined(right, left, lang_b, lang_a)
    found = {
        (i, j): weighed
        for i, x in enumerate(left)
        for j, y in enumerate(right)
        if (weighed := match(x, y, lang_a, lang_b)).score
    }
    pairs: list[Pair] = []
    free_a, free_b = set(range(len(left))), set(range(len(right)))
    # A full token before an initial, the better before the worse, then by place: one order whatever the dictionary's.
    for i, j in sorted(found, key=lambda key: (-found[key].score, *key)):
        if i in free_a and j in free_b:
            pairs.append(Pair(left[i], right[j], found[i, j]))
            free_a.remove(i)
            free_b.remove(j)
    return pairs, tuple(left[i] for i in sorted(free_a)), tuple(right[j] for j in sorted(free_b))


def _joined(tokens: list[str], others: list[str], lang: str | None, other_lang: str | None) -> list[str]:
    """Join two neighbours that are one token in the other name."""
    for i in range(len(tokens) - 1):
        one, two = tokens[i], tokens[i + 1]
        if is_initial(one) or is_initial(two):
            continue
        for other in others:
            whole = match(one + two, other, lang, other_lang).score
            apart = max(match(one, other, lang, other_lang).score, match(two, other, lang, other_lang).score)
            if whole >= JOINED and whole > apart:
                return [*tokens[:i], f"{one} {two}", *tokens[i + 2 :]]
    return tokens
