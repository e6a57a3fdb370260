"""Whether two names can belong to one person or thing, with the reasons."""

import reprlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from kzling.answers import Comparison, Evidence
from kzling.checks import check_language, check_text, check_type
from kzling.errors import UsageError
from kzling.names.facts import Facts, features, person_facts, thing_facts
from kzling.names.ready import Ready, Thing, person, thing
from kzling.names.score import Weights, score, verdict, weights

#: A pair of names, or of names with the languages of their texts. Scalars of Arrow columns are as good as strings.
Pair = tuple[str, str] | tuple[str, str, str | None, str | None]

#: What it weighs that two names are written alike: with such odds a score, of four decimals, is 1.
EQUAL = 10.0


class Match(NamedTuple):
    """A name that a query may be one with, its place among those that were looked through, and why."""

    name: str
    place: int
    comparison: Comparison


def compare(
    a: str, b: str, *, lang_a: str | None = None, lang_b: str | None = None, type: str | None = None
) -> Comparison:
    """Weigh whether two names can be one, in any languages, scripts, cases and orders; symmetric.

    The score is the probability that they are one, if that is as likely as not before: 0.8 means that of 100 such
    pairs 80 are one (see `kzling.names.score` for on what it was fitted). The evidence is worked out when it is first
    read; its weights are logarithms of odds and add up to those of the score.

    Args:
        a: a name.
        b: another.
        lang_a: language of the text in which `a` stands: what letters stand for and which endings are cut depends on
            it. None tries all languages, and is less sure.
        lang_b: the same for `b`.
        type: the entity type. Names of other types than person have no patronymics and titles, but legal forms, type
            words and numbers. None takes them for names of persons.

    Raises:
        UsageError: a text that is no string, a language or type that is none.

    >>> found = compare("Касым-Жомарт Токаев", "Tokajew, Kasym-Żomart", lang_a="ru", lang_b="pl")
    >>> found.verdict
    'same'
    >>> [reason.why for reason in found.evidence if reason.why.startswith("Tok")]
    ['Tokajew = Токаев (ru-pl: е after а → je, в → w).']
    >>> compare("Иван Петрович Сидоров", "Иван Олегович Сидоров").verdict
    'different'
    """
    check_type(type)
    return _compared(*_checked((a, b, lang_a, lang_b)), type)


def compare_many(pairs: Iterable[Pair], *, type: str | None = None) -> list[Comparison]:
    """Compare each pair of names; what is known of a name is worked out once for all its pairs.

    Args:
        pairs: pairs (a, b) or (a, b, lang_a, lang_b), for example `zip(table["a"], table["b"])` of an Arrow table.
        type: the entity type of all of them.

    Raises:
        UsageError: as `compare`; also if `pairs` are none, or one of them is no pair.

    >>> [found.verdict for found in compare_many([("Абай", "Abai"), ("Абай", "Шоқан", "kk", "kk")])]
    ['same', 'different']
    """
    check_type(type)
    _check_several("pairs", pairs, "[(a, b)]")
    return [_compared(*_checked(pair), type) for pair in pairs]


def match(
    query: str,
    names: Sequence[str],
    *,
    lang: str | None = None,
    langs: Sequence[str | None] | None = None,
    type: str | None = None,
    limit: int = 10,
) -> list[Match]:
    """Find the names that a name may be one with, best first; those that are "different" are left out.

    Args:
        query: a name.
        names: the names to look through; a column of an Arrow table will do.
        lang: language of the query's text.
        langs: languages of the texts of `names`, one each.
        type: the entity type of all of them.
        limit: at most so many.

    Raises:
        UsageError: as `compare`; also if `names` is a single name, or `langs` has another length.

    >>> [(found.name, found.place) for found in match("Токаев", ["Путин", "Tokajew", "Tokayev"])]
    [('Tokajew', 1), ('Tokayev', 2)]
    """
    check_text(_of_arrow(query))
    _check_several("names", names, "[name]")
    names = list(names)
    if langs is not None and len(langs) != len(names):
        raise UsageError(f"langs has {len(langs)} languages for {len(names)} names; give one for each, or None.")
    check_type(type)
    found = []
    for place, (name, spoken) in enumerate(zip(names, langs or [None] * len(names), strict=True)):
        pair = _checked((query, name, lang, spoken))
        one = _compared(*pair, type)
        if one.verdict != "different":
            found.append(Match(pair[1], place, one))
    return sorted(found, key=lambda one: (-one.comparison.score, one.place))[: max(0, limit)]


class _Explained(Comparison):
    """A comparison whose evidence is worked out when it is first read; otherwise like any other."""

    __slots__ = ("_names",)
    _names: tuple[str, str, str | None, str | None, str | None]

    def __getattr__(self, name: str) -> Any:
        # Asked for what is not there yet.
        if name != "evidence":
            raise AttributeError(f"{Comparison.__name__!r} object has no attribute {name!r}")
        # Loaded when asked for: it needs the spelling schemes.
        from kzling.names.reasons import reasons

        evidence = reasons(*_grounds(*self._names))
        object.__setattr__(self, "evidence", evidence)
        return evidence

    def __eq__(self, other: object) -> bool:
        return self._plain() == (other._plain() if isinstance(other, _Explained) else other)

    __hash__ = Comparison.__hash__

    def __repr__(self) -> str:
        return repr(self._plain())

    def __reduce__(self) -> tuple[type[Comparison], tuple[object, ...]]:
        return Comparison, (self.score, self.verdict, self.evidence)

    def _plain(self) -> Comparison:
        return Comparison(self.score, self.verdict, self.evidence)


def _checked(pair: Any) -> tuple[str, str, str | None, str | None]:
    """Give two names and their languages as plain strings."""
    if isinstance(pair, str) or not isinstance(pair, Sequence):
        raise UsageError(f"A pair is (a, b) or (a, b, lang_a, lang_b), not {reprlib.repr(pair)}.")
    if len(pair) not in (2, 4):
        raise UsageError(f"A pair is (a, b) or (a, b, lang_a, lang_b), not {len(pair)} values.")
    # Arrow gives scalars of its own.
    a, b, *langs = [value if isinstance(value, str) else _of_arrow(value) for value in pair]
    lang_a, lang_b = langs or (None, None)
    check_text(a)
    check_text(b)
    if lang_a is not None or lang_b is not None:
        check_language(lang_a)
        check_language(lang_b)
    return a, b, lang_a, lang_b


def _check_several(name: str, values: Any, example: str) -> None:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise UsageError(f"{name} must be several, not {reprlib.repr(values)}; for a single one give {example}.")


def _of_arrow(value: Any) -> Any:
    return value if value is None or not hasattr(value, "as_py") else value.as_py()


def _compared(a: str, b: str, lang_a: str | None, lang_b: str | None, type: str | None) -> Comparison:
    if a == b:
        return Comparison(1.0, "same", (Evidence("equal", EQUAL, "Both are written alike."),))
    if (b, lang_b or "") < (a, lang_a or ""):
        # One order for both calls: symmetric to the last digit, evidence included.
        a, b, lang_a, lang_b = b, a, lang_b, lang_a
    *_, facts, weighing = _grounds(a, b, lang_a, lang_b, type)
    value = round(score(features(facts), weighing), 4)
    found = object.__new__(_Explained)
    object.__setattr__(found, "score", value)
    object.__setattr__(found, "verdict", verdict(value, weighing))
    # The names alone are kept for the evidence: few ask for it, and what speaks for it takes ten times the memory.
    object.__setattr__(found, "_names", (a, b, lang_a, lang_b, type))
    return found


def _grounds(
    a: str, b: str, lang_a: str | None, lang_b: str | None, type: str | None
) -> tuple[Ready | Thing, Ready | Thing, Facts, Weights]:
    if type in (None, "person"):
        one, other = person(a, lang_a), person(b, lang_b)
        return one, other, person_facts(one, other), weights("person")
    this, that = thing(a, lang_a, type), thing(b, lang_b, type)
    return this, that, thing_facts(this, that), weights("place" if type == "place" else "thing")
