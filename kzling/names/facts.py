"""What two names have in common and where they contradict each other, in kinds and numbers."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from kzling.names.endings import contrast
from kzling.names.given import father
from kzling.names.pairing import APART, Pairing, Part, match, pairing
from kzling.names.ready import Ready, Thing
from kzling.names.spelling import NEAR, how_far, token

#: Stems of patronymics no further apart than this name one father; further apart than the second, two. Set in
#: November 2026 on 400 pairs of patronymics of one person, of which one was further apart than 3, and 500 of two, of
#: which none was nearer than 4.
ONE_FATHER = 1.2
TWO_FATHERS = 3.2
# Pairs that are further apart count as much as this.
_MOST = 4.0
# And so many letters that never stand for each other are as good as more.
_UNSEEN = 3
# As are so many tokens that only one name has.
_OVER = 6
# Kinds of pairs that are no proof of one name.
_LOOSE = frozenset({"short", "cousin"})


class Facts(NamedTuple):
    """What speaks for and against two names being one.

    `patronymic` (of persons) is equal, initial, doubtful, contradicted, left out, or "" if neither name has one.
    `kinds` (of other names: legal forms, type words) and `numbers` (of persons: of rulers, junior) are equal,
    contradicted, left out or "".
    """

    found: Pairing
    patronymic: str = ""
    sexes: bool = False
    kinds: str = ""
    numbers: str = ""


#: What the numbers of `features` are, in order.
FEATURES = (
    "base", "worst pair", "root of the worst pair", "second pair", "unseen swaps", "unseen gaps", "no pair",
    "no token agrees", "one token agrees", "a pair is apart", "tokens contradict", "tokens left over",
    "bare beside full", "initials", "short forms and cousins", "patronymic equal", "patronymic doubtful",
    "patronymic contradicted", "patronymic left out", "sexes contradict", "kinds equal", "kinds contradicted",
    "kinds left out", "numbers contradicted", "numbers left out",
)  # fmt: skip
#: Those that can only speak for two names being one, and only against it, whatever data say.
FOR = frozenset({"patronymic equal", "kinds equal"})
AGAINST = frozenset(FEATURES) - FOR - {"base", "one token agrees"}


def person_facts(a: Ready, b: Ready) -> Facts:
    """Lay two names of persons over each other."""
    a, b = _placed(a, b), _placed(b, a)
    return Facts(
        pairing(a.parts, b.parts), _patronymics(a, b), _sexes_contradict(a, b), numbers=_numbers(a.numbers, b.numbers)
    )


def thing_facts(a: Thing, b: Thing) -> Facts:
    """Lay two names of places, organisations and the like over each other."""
    return Facts(pairing(a.parts, b.parts), kinds=_kinds(a.kinds, b.kinds), numbers=_numbers(a.numbers, b.numbers))


def features(facts: Facts) -> tuple[float, ...]:
    """Give the numbers that a score is made of, in the order of `FEATURES`."""
    worst = second = 0.0
    swaps = gaps = agreeing = loose = 0
    initials = False
    for pair in facts.found.pairs:
        cost, kind, its_swaps, its_gaps = pair.match
        if cost > worst:
            worst, second = cost, worst
        elif cost > second:
            second = cost
        swaps += its_swaps
        gaps += its_gaps
        if kind == "initial":
            initials = True
        else:
            agreeing += cost <= APART
            loose += kind in _LOOSE
    worst, second = (min(_MOST, worst), min(_MOST, second)) if facts.found.pairs else (_MOST, 0.0)
    over_a, over_b = len(facts.found.over_a), len(facts.found.over_b)
    left_out = facts.patronymic == "left out" or facts.numbers == "left out"
    # К.-Ж. Токаев is hardly Кемел Токаев.
    over = initials and any(part.token.initial for part in (*facts.found.over_a, *facts.found.over_b))
    return (
        1.0,
        worst,
        sqrt(worst),
        second,
        min(_UNSEEN, swaps),
        min(_UNSEEN, gaps),
        not facts.found.pairs,
        agreeing == 0,
        agreeing == 1,
        worst > APART,
        min(over_a, over_b) > 0,
        min(_OVER, abs(over_a - over_b)),
        len(facts.found.pairs) == 1 and (over_a + over_b > 0 or left_out),
        initials + over,
        loose,
        facts.patronymic == "equal",
        facts.patronymic == "doubtful",
        facts.patronymic == "contradicted",
        facts.patronymic == "left out",
        facts.sexes,
        facts.kinds == "equal",
        facts.kinds == "contradicted",
        facts.kinds == "left out",
        facts.numbers == "contradicted",
        facts.numbers == "left out",
    )


def _placed(a: Ready, b: Ready) -> Ready:
    """Take what looks like a patronymic for a family name where the other name has it as one (Markevych)."""
    if a.patronymic is None or a.patronymic.initial or any(part.role == "family" for part in a.parts):
        return a
    family = [part.token for part in b.parts if part.role == "family"]
    if not any(how_far(a.patronymic, own) <= NEAR for own in family):
        return a
    return a._replace(parts=(*a.parts, Part(a.patronymic, "family")), patronymic=None, stems=())


def _sexes_contradict(a: Ready, b: Ready) -> bool:
    if a.sex and b.sex:
        return a.sex != b.sex
    # Beside her given name a woman's family name is often written as a man's (Dariga Nazarbayev), but not alone.
    if len(a.parts) == len(b.parts) == 1 and a.patronymic is b.patronymic is None:
        one, other = a.parts[0].token, b.parts[0].token
        return contrast(one.text, one.lang, other.text, other.lang)
    return False


def _kinds(a: frozenset[str], b: frozenset[str]) -> str:
    if not a or not b:
        return "left out" if a or b else ""
    return "contradicted" if a.isdisjoint(b) else "equal"


def _numbers(a: Sequence[str], b: Sequence[str]) -> str:
    """Compare numbers; one name may leave some of the other's out."""
    if not a or not b:
        return "left out" if a or b else ""
    one, other = frozenset(a), frozenset(b)
    return "equal" if one <= other or other <= one else "contradicted"


def _patronymics(a: Ready, b: Ready) -> str:
    one, other = a.patronymic, b.patronymic
    if one is None or other is None:
        return "" if one is other else "left out"
    if one.initial or other.initial:
        return "initial" if match(one, other).kind == "initial" else "contradicted"
    if not (a.stems and b.stems):
        return _judged(how_far(one, other))
    for stem in a.stems:
        fathers = father(stem, a.lang)
        for other_stem in b.stems if fathers else ():
            if any(grade == 0 == fathers.get(name) for name, grade in father(other_stem, b.lang).items()):
                return "equal"
    return _judged(min(how_far(token(x, a.lang), token(y, b.lang)) for x in a.stems for y in b.stems))


def _judged(distance: float) -> str:
    if distance <= ONE_FATHER:
        return "equal"
    return "doubtful" if distance <= TWO_FATHERS else "contradicted"
