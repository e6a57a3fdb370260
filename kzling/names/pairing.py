"""Which token of one name stands for which of the other, whatever their order, and how well."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kzling.names.costs import costs
from kzling.names.given import shared
from kzling.names.keeping import KEPT
from kzling.names.spelling import FAR, NEAR, Token, apart, how_far, token

#: What a pair costs beside its letters, on the scale of `spelling.apart`: names that mean each other across languages
#: (Николай, Mykola), short forms (Саша), cousins (Сергей, Serge).
EQUIVALENT = 0.15
SHORT = 0.6
COUSIN = 1.0
#: Tokens that are further apart than this are two names.
APART = 1.4
#: What a pair costs beside, in the choice of pairs alone, if one token is a given name and the other a family name.
CROSSED = 0.3
#: Two neighbours are joined (Нур Султан) that are no further apart than this from one token of the other name.
JOINED = 1.6
#: Tokens behind these are not paired, for that takes time by the product of the lengths: they are alike or left over.
MAX_TOKENS = 24

_GRADES = (("equivalent", EQUIVALENT), ("short", SHORT), ("cousin", COUSIN))


class Match(NamedTuple):
    """How far two tokens are apart (0 is one), and by what.

    `kind`: letters, ending, case (see `spelling.Spelling`), equivalent, short, cousin, initial, or apart. `swaps` and
    `gaps` are of letters that never stand for each other.
    """

    cost: float
    kind: str
    swaps: int = 0
    gaps: int = 0


class Pair(NamedTuple):
    """Two tokens that stand for each other."""

    a: Token
    b: Token
    match: Match
    role: str


class Part(NamedTuple):
    """A token of a name with its role: given or family, "" if the order of the name is not known."""

    token: Token
    role: str


class Pairing(NamedTuple):
    """The pairs of two names, and what is left over of each."""

    pairs: tuple[Pair, ...]
    over_a: tuple[Part, ...]
    over_b: tuple[Part, ...]


_NO_MATCH = Match(FAR, "apart")


@lru_cache(maxsize=2 * KEPT)
def match(a: Token, b: Token) -> Match:
    """Weigh two tokens of names; symmetric.

    >>> match(token("Микола", "uk"), token("Nikolai", "en")).kind
    'equivalent'
    >>> match(token("Токаев", "ru"), token("T.", "en"))[:2]
    (0.0, 'initial')
    """
    if a.initial or b.initial:
        return Match(0.0, "initial") if _one_initial(a, b) else _NO_MATCH
    found = apart(a, b)
    best = Match(found.cost, found.by, found.swaps, found.gaps)
    if found.cost > EQUIVALENT:
        grade = shared(a.small, a.lang, b.small, b.lang)
        # Places have a saint's name in every language, but no short ones.
        if grade is not None and _GRADES[grade][1] < found.cost and not (a.thing and grade):
            best = Match(_GRADES[grade][1], _GRADES[grade][0])
    return best


def pairing(a: Sequence[Part], b: Sequence[Part]) -> Pairing:
    """Pair the tokens of two names, the best pairs first.

    >>> halves = [Part(token("Нур", "ru"), ""), Part(token("Султан", "ru"), "")]
    >>> found = pairing(halves, [Part(token("Nursultan", "en"), "")])
    >>> [(pair.a.text, pair.b.text) for pair in found.pairs]
    [('Нур Султан', 'Nursultan')]
    """
    left, right = list(a[:MAX_TOKENS]), list(b[:MAX_TOKENS])
    found = _paired(left, right)
    if len(left) != len(right):
        joined = _joined(left, right), _joined(right, left)
        if joined != (left, right):
            found = _paired(*joined)
    if len(a) <= MAX_TOKENS >= len(b):
        return found
    behind_a, behind_b = tuple(a[MAX_TOKENS:]), tuple(b[MAX_TOKENS:])
    if [part.token.small for part in behind_a] == [part.token.small for part in behind_b]:
        return found
    return Pairing(found.pairs, found.over_a + behind_a, found.over_b + behind_b)


def _paired(a: list[Part], b: list[Part]) -> Pairing:
    # What decides which pairs are taken first; an initial waits for full tokens.
    weighed = []
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            found = match(x.token, y.token)
            crossed = x.role != y.role and x.role and y.role
            if crossed and found.kind == "case":
                # Иванов is the genitive plural of Иван, but beside a given name it is a family name.
                found = _NO_MATCH
            waits = NEAR if found.kind == "initial" else 0.0
            weighed.append((found.cost + waits + (CROSSED if crossed else 0.0), i, j, found))
    weighed.sort()
    pairs: list[Pair] = []
    free_a, free_b = set(range(len(a))), set(range(len(b)))
    for _, i, j, found in weighed:
        if i in free_a and j in free_b and found.cost < FAR:
            pairs.append(Pair(a[i].token, b[j].token, found, a[i].role if a[i].role == b[j].role else ""))
            free_a.remove(i)
            free_b.remove(j)
    return Pairing(tuple(pairs), tuple([a[i] for i in sorted(free_a)]), tuple([b[j] for j in sorted(free_b)]))


def _joined(parts: list[Part], others: list[Part]) -> list[Part]:
    """Join two neighbours that are one token in the other name."""
    for i in range(len(parts) - 1):
        one, two = parts[i].token, parts[i + 1].token
        if one.initial or two.initial:
            continue
        whole = token(f"{one.text} {two.text}", one.lang, thing=one.thing)
        for other in others:
            if how_far(whole, other.token) <= JOINED:
                return [*parts[:i], Part(whole, parts[i].role), *parts[i + 2 :]]
    return parts


def _one_initial(a: Token, b: Token) -> bool:
    """Whether two tokens, one of them an initial, begin alike: with all sounds of the initial, or its one letter."""
    if not a.sounds.line or not b.sounds.line:
        return False
    known = costs(a.alphabet, b.alphabet)
    if min(len(one.small) for one in (a, b) if one.initial) == 1 and known[a.small[0], b.small[0]] <= APART:
        # Of Jomart the first sound is jo, but what stands for ж is j; K. is also of Khamid, and Kh. not of Kamil.
        return True
    heard = list(zip(a.sounds.line, b.sounds.line, a.sounds.letters, b.sounds.letters, strict=False))
    size = min(len(one.sounds.line) for one in (a, b) if one.initial)
    return all(x == y or known[letter, other] <= APART for x, y, letter, other in heard[:size])
