"""Whether two names can belong to one person or thing, with the reasons."""

from collections.abc import Iterable
from typing import NamedTuple

from kzling.answers import Comparison, Evidence, Verdict
from kzling.checks import check_language, check_text, check_type
from kzling.names.alignment import Pair, align
from kzling.names.folding import rough_latin
from kzling.names.parsing import parse_name
from kzling.names.shapes import patronymic
from kzling.names.similarity import INITIALS, alike, is_initial, match
from kzling.text.tokens import words

# Thresholds of the verdicts and weights of the evidence: set by hand in November 2026 on the examples of tests/names.
# They are not calibrated: a score of 0.8 does not mean that 80 of 100 such pairs are the same.
SAME = 0.9
LIKELY = 0.8
UNCLEAR = 0.5
#: What a token weighs that has nothing to stand against: "Токаев" beside "Касым-Жомарт Токаев".
EXTRA = 0.4
#: What it weighs that each name has a token that contradicts the other's.
CONFLICT = 1.3
#: How far equal patronymics close the gap to 1, and by what a contradicted one multiplies the score.
#: A patronymic that one name leaves out says nothing.
PATRONYMIC_EQUAL = 0.3
PATRONYMIC_CONTRADICTED = 0.45
#: Fathers' names at least this alike are one.
FATHER_ALIKE = 0.8


class _Side(NamedTuple):
    """A name made ready: its tokens without patronymic, and the patronymic."""

    tokens: tuple[str, ...]
    patronymic: str | None
    lang: str | None


def compare(
    a: str, b: str, *, lang_a: str | None = None, lang_b: str | None = None, type: str | None = None
) -> Comparison:
    """Weigh whether two names can be one, in any scripts and orders; symmetric.

    It can match spellings, case forms, initials and patronymics token by token; it does not yet know names that
    mean each other (Пётр and Piotr as given names of saints, Yekaterina and Catherine) nor how frequent a name is.

    Args:
        a: a name.
        b: another.
        lang_a: language of the text in which `a` stands; case endings are cut by it. None tries all languages.
        lang_b: the same for `b`.
        type: the entity type; for others than person (and None) patronymics and titles are words like all others.

    Raises:
        UsageError: a language or type that is none.

    Returns:
        A score from 0 to 1, its verdict, and one piece of evidence for each pair of tokens and each token left over.

    >>> compare("Касым-Жомарт Токаев", "Tokajew, Kasym-Żomart").verdict
    'same'
    >>> compare("Иван Петрович Сидоров", "Иван Олегович Сидоров").verdict
    'different'
    """
    check_text(a)
    check_text(b)
    check_language(lang_a)
    check_language(lang_b)
    check_type(type)
    if (b, lang_b or "") < (a, lang_a or ""):
        # One order for both calls: symmetric to the last digit, evidence included.
        a, b, lang_a, lang_b = b, a, lang_b, lang_a
    if a == b:
        return Comparison(1.0, "same", (Evidence("equal", 1.0, f"Both are written {a!r}."),))
    personal = type in (None, "person")
    left, right = _side(a, lang_a, personal), _side(b, lang_b, personal)
    left, right = _place_patronymics(left, right)
    pairs, over_a, over_b = align(left.tokens, right.tokens, lang_a, lang_b)
    score = _core(pairs, len(over_a), len(over_b))
    evidence = [_pair_evidence(pair) for pair in pairs] + _over_evidence(over_a, over_b)
    if left.patronymic and right.patronymic:
        score, reason = _weigh_patronymics(left, right, score)
        evidence.append(reason)
    elif left.patronymic or right.patronymic:
        named = left.patronymic or right.patronymic
        evidence.append(Evidence("patronymic-left-out", 0.0, f"Only one name has the patronymic {named}."))
    score = round(min(1.0, max(0.0, score)), 4)
    return Comparison(score, _verdict(score), tuple(evidence))


def compare_many(pairs: Iterable[tuple[str, str]], *, type: str | None = None) -> list[Comparison]:
    """Compare each pair of names.

    >>> [found.verdict for found in compare_many([("Абай", "Abai"), ("Абай", "Шоқан")])]
    ['same', 'different']
    """
    return [compare(a, b, type=type) for a, b in pairs]


def _verdict(score: float) -> Verdict:
    if score >= SAME:
        return "same"
    if score >= LIKELY:
        return "likely"
    return "unclear" if score >= UNCLEAR else "different"


def _side(text: str, lang: str | None, personal: bool) -> _Side:
    if not personal:
        return _Side(tuple(word.text for word in words(text)), None, lang)
    name = parse_name(text, lang=lang)
    tokens = tuple(token for part in (name.given, name.family) if part for token in part.split())
    if not tokens and name.patronymic:
        return _Side((name.patronymic,), None, lang)
    return _Side(tokens, name.patronymic, lang)


def _place_patronymics(a: _Side, b: _Side) -> tuple[_Side, _Side]:
    """Take a patronymic that only one name has for a family name where the other has the same as one (Живкович)."""
    return _placed(a, b), _placed(b, a)


def _placed(side: _Side, other: _Side) -> _Side:
    word = side.patronymic
    if word is None or other.patronymic is not None or is_initial(word):
        return side
    for token in other.tokens:
        as_name = match(word, token, side.lang, other.lang).score
        rivals = (match(own, token, side.lang, other.lang).score for own in side.tokens)
        if as_name >= FATHER_ALIKE and as_name > max(rivals, default=0.0):
            return side._replace(tokens=(*side.tokens, word), patronymic=None)
    return side


def _core(pairs: list[Pair], over_a: int, over_b: int) -> float:
    """Score the alignment: the weakest pair counts as much as all together, what is left over pulls down.

    An initial is short, not weak: it never counts as the weakest, but it lowers the mean, which is the bound.
    """
    if not pairs:
        return 0.0
    scores = [pair.match.score for pair in pairs]
    conflicts, extras = min(over_a, over_b), abs(over_a - over_b)
    mean = sum(scores) / len(scores)
    full = [pair.match.score for pair in pairs if pair.match.kind not in INITIALS]
    weakest = min(full, default=mean)
    quality = min(mean, (mean + weakest) / 2)
    return quality * len(pairs) / (len(pairs) + CONFLICT * conflicts + EXTRA * extras)


def _weigh_patronymics(a: _Side, b: _Side, score: float) -> tuple[float, Evidence]:
    one, other = a.patronymic or "", b.patronymic or ""
    if _same_father(one, other, a.lang, b.lang):
        gain = PATRONYMIC_EQUAL * (1 - score) if score >= UNCLEAR else 0.0
        return score + gain, Evidence("patronymic-equal", round(gain, 4), f"{one} and {other} name the same father.")
    loss = score * (1 - PATRONYMIC_CONTRADICTED)
    why = f"{one} and {other} name different fathers."
    return score - loss, Evidence("patronymic-contradicted", -round(loss, 4), why)


def _same_father(a: str, b: str, lang_a: str | None, lang_b: str | None) -> bool:
    found = match(a, b, lang_a, lang_b)
    if found.score:
        if found.kind != "spelling" and found.kind != "misprint":
            return True
    elif is_initial(a) or is_initial(b):
        return False
    shape_a, shape_b = patronymic(a), patronymic(b)
    if shape_a is None or shape_b is None:
        return found.score >= FATHER_ALIKE
    return alike(rough_latin(shape_a.stem), rough_latin(shape_b.stem)) >= FATHER_ALIKE


def _pair_evidence(pair: Pair) -> Evidence:
    reasons = {
        "equal": "are the same word",
        "lemma": "can be case forms of one word",
        "spelling": "can be spellings of one name",
        "misprint": "differ by little",
        "half": "are a name and half of a double one",
        "initial": "agree as initial and name",
        "initials": "agree as initials",
    }
    why = f"{pair.a} and {pair.b} {reasons[pair.match.kind]}."
    return Evidence(pair.match.kind, round(pair.match.score, 4), why)


def _over_evidence(over_a: tuple[str, ...], over_b: tuple[str, ...]) -> list[Evidence]:
    if over_a and over_b:
        why = f"{' '.join(over_a)} and {' '.join(over_b)} contradict each other."
        return [Evidence("conflict", -CONFLICT * min(len(over_a), len(over_b)), why)]
    return [Evidence("extra", -EXTRA, f"Only one name has {token}.") for token in (*over_a, *over_b)]
