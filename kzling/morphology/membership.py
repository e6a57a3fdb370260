"""Whether a language may have a form of a name: what endings allow, held against what the name is declined like."""

from functools import lru_cache
from itertools import chain

from kzling.model import EntityType
from kzling.morphology.analysis import analyses
from kzling.morphology.inflection import SLAVIC, Sex, inflected, language_script
from kzling.text.fold import fold
from kzling.text.scripts import script_of

#: Languages that are too easily taken for each other in a sentence to trust the endings of one alone.
_KIN = frozenset({"ru", "uk", "be"})


@lru_cache(maxsize=1 << 13)
def is_form(surface: str, name: str, *, lang: str | None, of: str, type: EntityType, sex: Sex | None = None) -> bool:
    """Say whether a text in a language may have a form of a name, which is listed for the language `of`.

    Of languages other than the Slavic ones everything is believed.

    >>> is_form("Сенатор", "Сена", lang="ru", of="ru", type="place")
    False
    >>> is_form("Сеной", "Сена", lang="ru", of="ru", type="place")
    True
    """
    if lang not in SLAVIC or script_of(name) != language_script(lang):
        return True
    written = fold(surface)
    known = inflected(name, lang, type, sex) if of == lang else None
    forms = set(map(fold, chain.from_iterable(known.forms.values()))) if known else set()
    if written in forms or " " in name or " " in surface:
        return True
    if len(forms) == 1:
        return False
    kin = _KIN if lang in _KIN else {lang}
    # A Russian ending is none of a Ukrainian form.
    languages = {of} if of in kin else kin
    return any(cut.language in languages and fold(cut.lemma) == fold(name) for cut in analyses(surface)[1:])
