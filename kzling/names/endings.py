"""Family names without the endings by which languages tell men from women: Токаева, Tokajevas, Tokajevová."""

import re
from functools import cache
from typing import Literal, NamedTuple

from kzling.morphology.analysis import analyses
from kzling.names.keeping import kept
from kzling.names.sounds import Sounds, sounds, table

Sex = Literal["m", "f", ""]

# A name without its ending has so many sounds at least.
_LEAST = 2


class Base(NamedTuple):
    """A family name without its ending.

    `kind` says which kind of family name it is (ov, in, ski); "" is an ending that a language puts behind any name.
    """

    sounds: Sounds
    kind: str
    sex: Sex


class _Ending(NamedTuple):
    kind: str
    language: str
    pattern: re.Pattern[str]


@kept
def bases(token: str, lang: str | None) -> tuple[Base, ...]:
    """Give what a token may be without an ending of family names; empty if it has none.

    >>> [(base.sounds.line, base.kind, base.sex) for base in bases("Токаева", "ru")]
    [('tokaev', 'ov', 'f')]
    >>> [(base.sounds.letters[-1], base.kind, base.sex) for base in bases("Jaceniukas", "lt")]
    [('k', '', 'm')]
    """
    whole = sounds(token, lang)
    found = []
    for kind, language, pattern in _endings():
        if language in ("", lang) and (match := pattern.search(whole.line)):
            keep = match.end("name") if kind else match.start()
            if keep >= _LEAST:
                sex: Sex = "f" if match["women"] else "m"
                found.append(Base(Sounds(whole.line[:keep], whole.letters[:keep]), kind, sex))
    return tuple(found)


@kept
def is_womans(token: str, lang: str | None) -> bool:
    """Whether a family name has a women's ending, and is not rather a man's in another case.

    >>> is_womans("Nazarbayeva", "en"), is_womans("Назарбаева", "kk"), is_womans("Назарбаева", "ru")
    (True, True, False)
    """
    women = [base.sounds.line for base in bases(token, lang) if base.kind and base.sex == "f"]
    # Without a language Latin letters are most often English.
    cases = analyses(token, language=lang) if women and lang else ()
    return bool(women) and not any(sounds(one.lemma).line in women for one in cases if one.case != "nom")


def contrast(a: str, lang_a: str | None, b: str, lang_b: str | None) -> bool:
    """Whether two family names end as those of a woman and of a man do.

    >>> contrast("Nazarbayeva", "en", "Назарбаев", "ru"), contrast("Merkelová", "cs", "Merkel", "de")
    (True, False)
    """
    if is_womans(a, lang_a) == is_womans(b, lang_b):
        return False
    man, lang, woman, its_lang = (b, lang_b, a, lang_a) if is_womans(a, lang_a) else (a, lang_a, b, lang_b)
    kinds = {base.kind for base in bases(woman, its_lang) if base.kind and base.sex == "f"}
    return any(base.kind in kinds and base.sex == "m" for base in bases(man, lang))


@cache
def _endings() -> tuple[_Ending, ...]:
    kinds = [
        # Of -ски itself nothing belongs to the name but the consonants: -ск in all its spellings.
        _Ending(ending["kind"], "", _pattern(ending["name"], ending["men"], ending["women"]))
        for ending in table()["endings"]
    ]
    added = [
        _Ending("", language, _pattern("", ending["men"], ending["women"]))
        for language, ending in table()["added"].items()
    ]
    return (*kinds, *added)


def _pattern(name: str, men: list[str], women: list[str]) -> re.Pattern[str]:
    # A name of a kind may end in the name itself; what is added to any name is there.
    bare = "|" if name else ""
    return re.compile(f"(?P<name>{name})(?:(?P<women>{_either(women)})|(?:{_either(men)}{bare}))$")


def _either(endings: list[str]) -> str:
    return "|".join(sorted(endings, key=len, reverse=True)) or "(?!)"
