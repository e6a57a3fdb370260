"""The base forms of a name's words, and of a name of several words."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice, product
from typing import NamedTuple

from kzling.answers import Analysis
from kzling.morphology import analysis
from kzling.morphology.analysis import analyses
from kzling.text.fold import fold
from kzling.text.tokens import words

#: Names of more words are looked up as they stand; so many forms in one case are tried.
_MOST_WORDS, _MOST_FORMS = 5, 16
#: Longer texts are no names, and not kept.
_LONGEST = 120


class Form(NamedTuple):
    """A base form that a name may have: folded, with the endings cut off its words (empty: as written)."""

    text: str
    cuts: tuple[Analysis, ...]


def known(lang: str | None) -> str | None:
    """Give a language, or None for the code of none.

    >>> known("kk"), known("und")
    ('kk', None)
    """
    return None if lang == "und" else lang


def lemmas(word: str, lang: str | None) -> frozenset[str]:
    """Give a word and its base forms, folded.

    >>> sorted(lemmas("Тоқаевтың", "kk"))
    ['тоқаев', 'тоқаевтың']
    """
    return _lemmas(word, lang) if len(word) <= _LONGEST else frozenset({fold(word)})


def base_forms(name: str, lang: str | None) -> tuple[Form, ...]:
    """Give the forms under which a name may be listed: as written first, then with case endings cut off.

    All words of a name stand in one case, or only the last one is declined.

    >>> [form.text for form in base_forms("Касым-Жомартом Токаевым", "ru")][:2]
    ['касым-жомартом токаевым', 'касым-жомарт токаев']
    """
    return _kept(name, lang) if len(name) <= _LONGEST else (Form(fold(name), ()),)


@lru_cache(maxsize=1 << 13)
def _lemmas(word: str, lang: str | None) -> frozenset[str]:
    return frozenset(map(fold, analysis.lemmas(word, language=lang)))


@lru_cache(maxsize=1 << 12)
def _kept(name: str, lang: str | None) -> tuple[Form, ...]:
    found: dict[str, Form] = {}
    for form in _forms(name, lang):
        found.setdefault(form.text, form)
    return tuple(found.values())


def _forms(name: str, lang: str | None) -> Iterator[Form]:
    yield Form(fold(name), ())
    parts = words(name)
    if not 0 < len(parts) <= _MOST_WORDS:
        return
    ends = [0, *(part.end for part in parts)]
    gaps = [name[end : part.start] for end, part in zip(ends, parts, strict=False)] + [name[ends[-1] :]]
    options = [analyses(part.text, language=lang) for part in parts]
    for chosen in _chosen(options):
        pieces = chain.from_iterable(zip(gaps, (analysis.lemma for analysis in chosen), strict=False))
        yield Form(fold("".join([*pieces, gaps[-1]])), tuple([cut for cut in chosen if cut.ending]))


def _chosen(options: Sequence[tuple[Analysis, ...]]) -> Iterator[tuple[Analysis, ...]]:
    """Give the choices of one analysis a word in which all words stand in one case, or the last or first alone."""
    first, *rest = options
    if not rest:
        yield from ((cut,) for cut in first[1:])
        return
    written = tuple(choices[0] for choices in options)
    for last in options[-1][1:]:
        before = [_in_case(choices, last) for choices in options[:-1]]
        yield from ((*cuts, last) for cuts in islice(product(*before), _MOST_FORMS))
        yield (*written[:-1], last)
    # The first words alone are declined: «Министерства обороны».
    for cut in first[1:]:
        yield (cut, *written[1:])
        between = [_in_case(choices, cut) for choices in rest[:-1]]
        yield from ((cut, *cuts, written[-1]) for cuts in islice(product(*between), _MOST_FORMS))


def _in_case(choices: tuple[Analysis, ...], model: Analysis) -> list[Analysis]:
    """Give the analyses of a word in the case and language of another one; the word itself if there are none."""
    cases = set(model.case.split("/"))
    return [a for a in choices[1:] if a.language == model.language and cases & set(a.case.split("/"))] or [choices[0]]
