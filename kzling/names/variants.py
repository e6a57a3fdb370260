"""How a name may be written elsewhere."""

from collections.abc import Iterable
from functools import lru_cache

from kzling.answers import Variant
from kzling.checks import check_language, check_text
from kzling.orthography.forward import transliterate
from kzling.orthography.schemes import schemes as all_schemes

#: Through these languages names of others reach a third: Kazakh names reach most languages through Russian.
PIVOTS = {"kk": "ru"}

Route = tuple[str, ...]


def variants(name: str, *, lang: str, schemes: Iterable[str] | None = None) -> list[Variant]:
    """Write a name by every scheme of its language, and for Kazakh also through Russian.

    It writes what the rules of the schemes give, one form a route; it cannot yet tell which forms are in use, and
    knows no exonyms.

    Args:
        name: a name in the script of its language; what a scheme does not cover stays as it is.
        lang: the language of the name, as BCP 47 subtag.
        schemes: ids of the schemes that may be used; None allows all. A route counts if all its schemes are allowed.

    Returns:
        The name itself first, with an empty route; then the forms by the length of their route and its ids. A form
        that several routes give comes once, with the first of them.

    Raises:
        UnknownScheme: no scheme has an id of `schemes`; the message names the nearest.

    >>> found = {variant.route: variant.form for variant in variants("Тоқаев", lang="kk")}
    >>> found["kk-ru",], found["kk-ru", "ru-cs"]
    ('Токаев', 'Tokajev')
    """
    check_text(name)
    check_language(lang)
    if isinstance(schemes, str):
        schemes = [schemes]
    allowed = None if schemes is None else _known(schemes)
    forms: dict[str, Route] = {name: ()}
    written: dict[Route, str] = {(): name}
    for route in _routes(lang):
        if allowed is None or allowed.issuperset(route):
            # The route to the pivot comes before those that go on from it, as they are longer.
            form = transliterate(written[route[:-1]], route[-1])
            written[route] = form
            forms.setdefault(form, route)
    return [Variant(form, route, attested=False) for form, route in forms.items()]


@lru_cache(maxsize=32)
def _routes(lang: str) -> tuple[Route, ...]:
    known = all_schemes()
    direct = [(scheme_id,) for scheme_id in sorted(known) if known[scheme_id].source_language == lang]
    pivot = PIVOTS.get(lang)
    through = [
        (*first, second)
        for first in direct
        if pivot is not None and known[first[0]].target == pivot
        for second in sorted(known)
        if known[second].source_language == pivot and known[second].source_script == known[first[0]].target_script
    ]
    return (*direct, *through)


def _known(ids: Iterable[str]) -> frozenset[str]:
    # Asking for a scheme that does not exist raises, with the nearest ids.
    known = all_schemes()
    return frozenset(known[scheme_id].id for scheme_id in ids)
