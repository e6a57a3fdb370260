"""House spellings: the name of an entity as BGN or its own country's authorities spell it, instead of the press."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from kzling import data
from kzling.knowledge.standard import standard_name
from kzling.model import Entity
from kzling.orthography.forward import transliterate
from kzling.orthography.keys import are_spellings

RESOURCE = "inflection/styles.yml"

#: "press" is what the knowledge base lists first.
Style = Literal["press", "bgn", "official"]


def styled(entity: Entity, usual: str, *, style: Style, language: str, on: str | None) -> str:
    """Give the name of an entity in a style, the usual one where the style has no other.

    Persons and places of a country are spelt from its own language; bodies, and places with a name of their own in the
    language (Moscow), are called as usual.

    >>> from kzling.knowledge.base import KnowledgeBase
    >>> base = KnowledgeBase.default()
    >>> styled(base.get("kz-person-tokayev"), "Kassym-Jomart Tokayev", style="bgn", language="en", on=None)
    'Qasym-Zhomart Toqaev'
    >>> styled(base.get("ru-place-moscow"), "Moscow", style="bgn", language="en", on=None)
    'Moscow'

    Args:
        entity: whose name.
        usual: its standard name, which says how many words the name has.
        style: the style.
        language: the language of the text.
        on: ISO date whose names count; None takes today's.
    """
    source = _styles()["languages"].get(entity.attributes.get("country"))
    scheme = _styles()["styles"].get(style, {}).get(language, {}).get(source)
    if scheme is None or entity.type not in ("person", "place"):
        return usual
    own = standard_name(entity, language=source, on=on, script="Cyrl", words=len(usual.split()))
    if own is None or not are_spellings(own.text, usual):
        return usual
    return transliterate(own.text, scheme)


@cache
def _styles() -> Mapping[str, Any]:
    styles: Mapping[str, Any] = data.read_yaml(RESOURCE)
    return styles
