"""Which words of a stretch are the name of a place, by the kind of place or the preposition beside them."""

from collections.abc import Sequence

import regex

from kzling.mentions.parts import Part, Stretch, has_its, is_adjective
from kzling.mentions.persons import is_sure
from kzling.mentions.words import after, before

#: Prepositions of place; in Slavic languages with the endings of the cases that they govern.
_AT = {
    "en": frozenset({"in", "near", "outside", "across"}),
    "de": frozenset({"in", "nach", "aus", "nahe", "bei"}),
    "ru": frozenset({"в", "во", "под", "близ", "около", "из"}),
    "uk": frozenset({"в", "у", "біля", "поблизу", "під"}),
    "pl": frozenset({"w", "we", "pod", "koło", "do"}),
}
#: Those that hardly ever stand before a person: в Пушкине is a town.
_WITHIN = frozenset({"in", "в", "во", "w", "we"})
_CASES = {
    "ru": regex.compile(r"(?:[аеиоуыюя]|ах|ях|ой|ей|ом|ем|ым|им)\Z", regex.IGNORECASE),
    "uk": regex.compile(r"(?:[аеиоуіїюя]|ах|ях|ому|ій|ом|ем|им)\Z", regex.IGNORECASE),
    "pl": regex.compile(r"(?:[aeiuyęą]|ach|ej|im|ym|em|owem)\Z", regex.IGNORECASE),
}
# Kazakh says where, whence and of where with an ending.
_LOCATIVE = regex.compile(r"(?:[дт][ае]|[дт][ае]н|нда|нде|[дт]ағы|[дт]егі|ndağy|[dt][ae]n?)\Z", regex.IGNORECASE)
_STREET = regex.compile(r"\p{Ll}{3}(?:straße|strasse|platz|allee|gasse|weg)\Z")
#: A kind of place stands behind the name in these, with any name; in Slavic languages behind adjectives alone.
_KIND_BEHIND = frozenset({"en", "de", "kk"})
#: A name by a preposition alone has no more words.
_MOST = 2


def place(stretch: Stretch, *, listed: bool = False) -> Sequence[Part]:
    """Give the words that are a place's name, none if there is no such name.

    Args:
        stretch: what may be one.
        listed: it stands in a list of places.
    """
    own = stretch.parts
    if any(part.shape.initial for part in own) or own[-1].shape.joint:
        return []
    if stretch.lang == "de" and len(own) == 1 and _STREET.search(own[0].text):
        return own
    left = stretch.left[:-1] if stretch.left[-1:] == ["of"] else stretch.left
    kinds = before(left, stretch.lang)
    behind = after(stretch.right[:1], stretch.lang)
    if stretch.lang == "kk" and not has_its(stretch.right[:1]):
        behind = frozenset()  # Жаңа дала; a steppe's name would be Жаңа даласы
    named = "place" in kinds or ("place" in behind and (stretch.lang in _KIND_BEHIND or is_adjective(own[-1].text)))
    if named:
        return own if not is_sure(own) or "street" in kinds | behind else []
    if len(own) > _MOST or any(part.shape.given or part.shape.father for part in own):
        return []
    within = len(own) == 1 and stretch.left and stretch.left[-1].lower() in _WITHIN
    if any(part.shape.family == 2 for part in own) and not within:
        return []
    return own if listed or _is_at(stretch) else []


def _is_at(stretch: Stretch) -> bool:
    """Say whether a preposition or an ending says that something is there."""
    last = stretch.parts[-1].text
    if stretch.lang == "kk":
        return not stretch.opens and not stretch.loud and _LOCATIVE.search(last) is not None
    if not stretch.left or stretch.left[-1].lower() not in _AT.get(stretch.lang, ()):
        return False
    cases = _CASES.get(stretch.lang)
    return (cases is None or cases.search(last) is not None) and (stretch.loud or not last.isupper())
