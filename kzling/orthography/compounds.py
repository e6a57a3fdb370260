"""Names of several tokens: what the tokens stand for, put together where they go one route and agree in case."""

from collections.abc import Iterable, Iterator

from kzling.orthography.candidates import Candidate, Lemma, Token, behind, best_vias

# Spellings of a token that bridges are followed from.
_BRIDGED = 3
# Partial names kept while tokens are put together, for each language and bridge.
_PARTIAL = 4


def compounds(tokens: Iterable[Token], separators: Iterable[str]) -> list[Candidate]:
    """Give the candidates of a name of several tokens, those over bridges among them.

    Args:
        tokens: two or more.
        separators: what stands between them.
    """
    first, *rest = map(_all, tokens)
    for separator, right in zip(separators, rest, strict=True):
        first = list(_combined(first, separator, right))
    return first


def _all(one: Token) -> list[Candidate]:
    direct = (*one.as_is, *one.inflected)
    return [*direct, *behind(best_vias(direct, one.script, _BRIDGED))]


def _combined(left: Iterable[Candidate], separator: str, right: Iterable[Candidate]) -> Iterator[Candidate]:
    """Put the next token behind partial names that go the same route."""
    partners = _grouped(right)
    for key, group in _grouped(left).items():
        for one in group:
            for other in partners.get(key, ()):
                lemma = _agreed(one.lemma, separator, other.lemma)
                schemes = one.schemes & other.schemes
                if lemma is not None and (schemes or not one.schemes):
                    yield Candidate(
                        one.source + separator + other.source,
                        one.language,
                        lemma,
                        one.small + separator + other.small,
                        schemes,
                        max(one.cost, other.cost),
                        one.likeness + other.likeness,
                        one.via + separator + other.via,
                        one.bridge,
                        one.asked & other.asked,
                    )


def _grouped(found: Iterable[Candidate]) -> dict[tuple[str, bool, int], list[Candidate]]:
    groups: dict[tuple[str, bool, int], list[Candidate]] = {}
    for one in sorted(found, key=lambda one: (one.cost, -one.likeness, one.source, one.lemma.text)):
        group = groups.setdefault((one.language, bool(one.schemes), one.bridge), [])
        if len(group) < _PARTIAL:
            group.append(one)
    return groups


def _agreed(one: Lemma, separator: str, other: Lemma) -> Lemma | None:
    """Join two lemmas whose cases agree; an uninflected token agrees with every case (Касым-Жомарта)."""
    text = one.text + separator + other.text
    if not (one.ending and other.ending):
        inflected = one if one.ending else other
        return Lemma(text, inflected.language, inflected.case, inflected.ending)
    cases = [case for case in one.case.split("/") if case in other.case.split("/")]
    if not cases or one.language != other.language:
        return None
    return Lemma(text, one.language, "/".join(cases), other.ending)
