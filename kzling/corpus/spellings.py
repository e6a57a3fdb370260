"""The config `names`: pairs of spellings of one name, with the scheme that leads from one to the other."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from kzling.model import Entity, NamePair, SpellingSource
from kzling.orthography.forward import transliterate
from kzling.orthography.keys import skeleton
from kzling.orthography.schemes import schemes
from kzling.text.fold import fold
from kzling.text.tokens import words

_SPELT = ("official", "alias", "former", "exonym")


class Spelling(NamedTuple):
    """A written form with its language and script, and where it comes from."""

    form: str
    language: str
    script: str
    source: SpellingSource


def name_pairs(entity: Entity, seen: Iterable[tuple[str, str, str]]) -> Iterator[NamePair]:
    """Give all pairs of spellings of an entity that write the same name, in a stable order.

    Two forms write the same name when they have as many words and every two words share a skeleton key; so
    Астана and Целиноград are no pair, nor are a full name and an abbreviation.

    Args:
        entity: of the base.
        seen: (base form, language, script) of its mentions in the corpus.
    """
    listed = [Spelling(n.text, n.lang, n.script or "Zyyy", "knowledge") for n in entity.names if n.kind in _SPELT]
    known = {fold(spelling.form) for spelling in listed}
    found = [Spelling(*form, "corpus") for form in sorted(set(seen)) if fold(form[0]) not in known]
    unique = list(dict.fromkeys([*listed, *found]))
    for one, other in combinations(unique, 2):
        if (one.language, one.script) != (other.language, other.script) and _alike(one.form, other.form):
            yield _pair(entity, *sorted((one, other), key=_native_first))


def _native_first(spelling: Spelling) -> tuple[bool, str, str]:
    return spelling.script == "Latn", spelling.language, spelling.form


def _alike(one: str, other: str) -> bool:
    ours, theirs = words(one), words(other)
    if len(ours) != len(theirs):
        return False
    return all(skeleton(a.text) & skeleton(b.text) for a, b in zip(ours, theirs, strict=True))


def _pair(entity: Entity, one: Spelling, other: Spelling) -> NamePair:
    parts = (entity.id, one.form, one.language, other.form, other.language)
    identity = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    both = (one.form, one.language, one.script, other.form, other.language, other.script)
    source: SpellingSource = "corpus" if "corpus" in (one.source, other.source) else "knowledge"
    return NamePair(identity, *both, entity.type, entity.id, _route(one, other), source)


def _route(one: Spelling, other: Spelling) -> tuple[str, ...]:
    """Give the scheme that writes exactly the other form, that of its own language first."""
    writes = [scheme for scheme, form in _outputs(one.form, one.language) if form == other.form]
    own = [scheme for scheme in writes if schemes()[scheme].target == other.language]
    return tuple((own or writes)[:1])


@lru_cache(maxsize=4096)
def _outputs(form: str, language: str) -> tuple[tuple[str, str], ...]:
    fitting = (scheme.id for scheme in schemes().values() if scheme.source_language == language)
    return tuple((scheme, transliterate(form, scheme)) for scheme in sorted(fitting))
