"""Base forms of names that no base has: of the forms that a name may be a case of, the one that fits best.

In Kazakh the last word alone is declined. In Slavic languages the words of a person's name agree, and its given name
says the sex, and by that what the family name is: Ивана Петрова is Иван Петров, Анной Петровой is Анна Петрова.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from kzling.answers import Analysis
from kzling.mentions.found import Found
from kzling.model import EntityType
from kzling.morphology.analysis import analyses
from kzling.morphology.forms import base_forms
from kzling.names.endings import bases
from kzling.names.given import bearer, is_listed, known
from kzling.names.shapes import look
from kzling.text.fold import fold
from kzling.text.tokens import words

_TURKIC, _SLAVIC = frozenset({"kk"}), frozenset({"ru", "uk", "pl"})
# What speaks for a form as a person's base form, set by hand in November 2026: a given name that is listed for the
# language, or another one; a family name of its sex, of the other, or one that has no ending of family names left; a
# form as it is written; a family name of which only letters at the end are cut off; each word in the same case; one
# whose words stand elsewhere in the text.
_LISTED, _KNOWN, _AGREES, _DISAGREES, _SHAPELESS = 2.5, 1.5, 1.0, -3.0, -0.5
_WRITTEN, _CUT_OFF, _SAME_CASE, _SAID = 0.5, 0.25, 0.1, 1.5
_CASES = frozenset({"gen", "dat", "acc", "loc", "abl", "ins"})
#: Қазақстан is not in the ablative.
_LANDS = ("стан", "stan")
#: Endings of one letter are as often the end of a name: Назарбаева.
_SHORTEST_ENDING = 2
#: Behind the ending of possession alone stand these: ауылы, ауылында.
_BEHIND_POSSESSION = "нn"
_POSSESSION = ("ы", "і", "y", "i", "ı")


#: No word ends in a soft sign behind a vowel.
_NO_WORD = re.compile(r"[аеёиіїоуыэюя]ь\Z", re.IGNORECASE)


def with_base_forms(found: Sequence[tuple[Found, str]]) -> list[tuple[Found, str]]:
    """Give findings, each with the language around it, those that no base has with their base forms as lemmas."""
    said = {fold(word.text) for item, _ in found for word in words(item.lemma)}
    return [(_with_base_form(item, lang, said), lang) for item, lang in found]


def _with_base_form(item: Found, lang: str, said: Collection[str]) -> Found:
    if item.bearers:
        return item
    return item._replace(lemma=base_form(item.lemma, type=item.type, lang=lang, said=said))


def base_form(name: str, *, type: EntityType, lang: str, said: Collection[str] = ()) -> str:
    """Give the base form of a name, or the name as it is where no form is better.

    >>> base_form("Серік Ботабаевпен", type="person", lang="kk")
    'Серік Ботабаев'
    >>> base_form("Анной Петровой", type="person", lang="ru"), base_form("Janem Kowalskim", type="person", lang="pl")
    ('Анна Петрова', 'Jan Kowalski')

    Args:
        name: as it stands in a text.
        type: what it is the name of.
        lang: the language around it.
        said: the folded words of other names in the text.
    """
    if lang in _TURKIC:
        return _kazakh(name, type)
    if lang in _SLAVIC and type == "person":
        return _slavic_person(name, lang, said)
    return name


@lru_cache(maxsize=1 << 12)
def _kazakh(name: str, type: EntityType) -> str:
    last = name.split()[-1] if name.strip() else ""
    cut = next(_cuts(last, type), None)
    return name if cut is None else name[: len(name) - len(last)] + cut.lemma


def _cuts(word: str, type: EntityType) -> Iterator[Analysis]:
    """Give the readings of a Kazakh word in a case that are no part of the name, the best first."""
    if (type == "person" and known(word)) or word.casefold().endswith(_LANDS):
        return
    options = [
        one
        for one in analyses(word, language="kk")
        if one.case in _CASES and _SHORTEST_ENDING <= len(one.ending.strip("-")) <= len(one.lemma.strip("-"))
    ]
    for one in options:
        if one.ending[0] in _BEHIND_POSSESSION and one.lemma.endswith(_POSSESSION):
            yield one
    for one in options:
        # Қарағанды and Алматы are not in the accusative.
        if one.case != "acc" or look(one.lemma).family == 2:
            yield one


def _slavic_person(name: str, lang: str, said: Collection[str]) -> str:
    best, most = name, 0.0
    last = name.split()[-1:]
    nominative = any(is_listed(word, lang) for word in name.split())
    for form in base_forms(name, lang):
        # A family name that stays as it is is of a woman, or never declined: Ксения Абдрахман.
        unchanged = form.cuts and [form.cuts[-1].form] != last
        if (unchanged and nominative) or any(map(_is_other, form.cuts)):
            continue
        weight = _weight(name, form.cuts, lang)
        if form.cuts and all(fold(cut.lemma) in said for cut in form.cuts):
            weight += _SAID
        if weight > most:
            best, most = _written(name, form.cuts), weight
    return best


def _is_other(cut: Analysis) -> bool:
    """Say whether a base form is none: of several, of a man where the name is a woman's, no word; or "son" is cut."""
    if "pl" in cut.case or cut.case.startswith("f") or look(cut.form).separate:
        return True
    return _NO_WORD.search(cut.lemma) is not None


def _written(name: str, cuts: Sequence[Analysis]) -> str:
    """Write a name with the base forms of its words."""
    for cut in cuts:
        name = name.replace(cut.form, cut.lemma, 1)
    return name


def _weight(name: str, cuts: Sequence[Analysis], lang: str) -> float:
    """Give what speaks for a form as a person's base form."""
    parts = [word.text for word in words(_written(name, cuts)) if len(word.text) > 1]
    if not parts:
        return 0.0
    given, family = next((part for part in parts if known(part)), None), parts[-1]
    sex = bearer(given, lang) if given else ""
    weight = _SAME_CASE * len(cuts)
    if given:
        weight += _LISTED if is_listed(given, lang) else _KNOWN if sex or known(given) != "f" else 0.0
    sexes = {base.sex for base in bases(family, lang) if base.kind}
    if sexes:
        weight += _AGREES if given in (None, family) or not sex or sex in sexes else _DISAGREES
    elif cuts and look(family).family < look(cuts[-1].form).family:
        weight += _SHAPELESS
    if not cuts:
        return weight + _WRITTEN
    return weight + (_CUT_OFF if cuts[-1].form.startswith(cuts[-1].lemma) else 0.0)
