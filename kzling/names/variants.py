"""How a name may be written elsewhere."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kzling.answers import Variant
from kzling.checks import check_language, check_text
from kzling.orthography.alternatives import alternatives
from kzling.orthography.forward import transliterate
from kzling.orthography.schemes import directions
from kzling.orthography.schemes import schemes as all_schemes

Route = tuple[str, ...]


def variants(name: str, *, lang: str, schemes: Iterable[str] | None = None) -> list[Variant]:
    """Write a name by every scheme of its language, also through a neighbour: Kazakh names travel through Russian.

    Beside what the rules give there are the forms that schemes list as words of their own (Breżniew, Kasım Cömert)
    and those with another output seen in print (Gieorgi for Gieorgij). Rules write any name: a form counts as
    `attested` only where its scheme lists each word of it, as an example or an exonym.

    Args:
        name: a name in the script of its language; what a scheme does not cover stays as it is.
        lang: the language of the name, as BCP 47 subtag.
        schemes: ids of the schemes that may be used; None allows all. A route counts if all its schemes are allowed.

    Returns:
        The name itself first, with an empty route; then what rules write and words of their own, straight and through
        a neighbour; other outputs last. A form that several routes give comes once, with the first of them.

    Raises:
        UnknownScheme: no scheme has an id of `schemes`; the message names the nearest.

    >>> found = {variant.form: variant.route for variant in variants("Тоқаев", lang="kk")}
    >>> found["Токаев"], found["Tokajev"]
    (('kk-ru',), ('kk-ru', 'ru-cs'))
    >>> [variant.form for variant in variants("Брежнев", lang="ru", schemes=["ru-pl"]) if variant.attested]
    ['Breżniew']
    """
    check_text(name)
    check_language(lang)
    if isinstance(schemes, str):
        schemes = [schemes]
    allowed = None if schemes is None else _known(schemes)
    routes = [route for route in _routes(lang) if allowed is None or allowed.issuperset(route)]
    found: dict[str, Route] = {name: ()}
    near, far = [r for r in routes if len(r) == 1], [r for r in routes if len(r) > 1]
    for kind, some in ((_regular, near), (_lexical, near), (_regular, far), (_lexical, far), (_other, near)):
        for route in some:
            for form in kind(name, route):
                found.setdefault(form, route)
    return [Variant(form, route, route != () and _attested(name, form, route)) for form, route in found.items()]


def _regular(name: str, route: Route) -> Iterator[str]:
    """Give what the rules of a route make of a name."""
    for scheme in route:
        name = transliterate(name, scheme)
    yield name


def _lexical(name: str, route: Route) -> Iterator[str]:
    """Give the forms in which a scheme of a route has a word of its own."""
    for given in _given(name, route):
        yield from _listed(given, route[-1])
        yield transliterate(given, route[-1])


def _other(name: str, route: Route) -> Iterator[str]:
    """Give the forms with another output of the one scheme of a route."""
    return alternatives(name, route[-1])


def _given(name: str, route: Route) -> list[str]:
    """Give what the last scheme of a route writes from: what rules make of the name first, then listed words."""
    if len(route) == 1:
        return [name]
    return list(dict.fromkeys([transliterate(name, route[0]), *_listed(name, route[0])]))


def _listed(name: str, scheme: str) -> Iterator[str]:
    """Give the name with the words of their own that a scheme has for it or for some of its words."""
    own = _exonyms(scheme)
    words = name.split(" ")
    if name.lower() in own:
        yield from (_like(name, form) for form in own[name.lower()])
    elif not own.keys().isdisjoint(map(str.lower, words)):
        yield " ".join(
            _like(word, own[word.lower()][0]) if word.lower() in own else transliterate(word, scheme) for word in words
        )


def _like(name: str, form: str) -> str:
    """Give a listed form in capitals where the name is in capitals."""
    return form.upper() if len(name) > 1 and name.isupper() else form


def _attested(name: str, form: str, route: Route) -> bool:
    listed = _pairs(route[-1])
    written = form.lower()
    return any(
        (given, written) in listed
        or (
            given.count(" ") == written.count(" ") > 0
            and listed.issuperset(zip(given.split(" "), written.split(" "), strict=True))
        )
        for given in map(str.lower, _given(name, route))
    )


@lru_cache(maxsize=256)
def _exonyms(scheme: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for exonym in all_schemes()[scheme].exonyms:
        found.setdefault(exonym.source.lower(), []).append(exonym.output)
    return found


@lru_cache(maxsize=256)
def _pairs(scheme: str) -> frozenset[tuple[str, str]]:
    known = all_schemes()[scheme]
    return frozenset((pair.source.lower(), pair.output.lower()) for pair in (*known.examples, *known.exonyms))


@lru_cache(maxsize=32)
def _routes(lang: str) -> tuple[Route, ...]:
    """Give the schemes of a language, and those of a language that one of them leads to."""
    known = directions()
    direct = [scheme for scheme, direction in known.items() if direction.source_language == lang]
    through = [
        (first, second)
        for first in direct
        for second, direction in known.items()
        if (direction.source_language, direction.source_script) == (known[first].target, known[first].target_script)
        and direction.target != lang
    ]
    return (*((scheme,) for scheme in direct), *through)


def _known(ids: Iterable[str]) -> frozenset[str]:
    # Asking for a scheme that does not exist raises, with the nearest ids.
    known = all_schemes()
    return frozenset(known[scheme_id].id for scheme_id in ids)
