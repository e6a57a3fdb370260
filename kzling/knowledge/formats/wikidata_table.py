"""What Wikidata calls types, languages and states: resources/knowledge/formats/wikidata.yml, and the base's states."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple, get_args

from kzling import data
from kzling.checks import is_language
from kzling.model import EntityType


class Table(NamedTuple):
    """The table as the reader uses it."""

    classes: Mapping[str, str]  # class -> type
    skipped: frozenset[str]
    signs: Mapping[str, str]  # property -> type
    languages: Mapping[str, list[str]]  # code of MediaWiki -> language, and script


@cache
def country_codes() -> Mapping[str, str]:
    """Give the QIDs of the states of the default base with their two letters.

    >>> country_codes()["Q232"]
    'kz'
    """
    states = data.read_yaml(f"{data.ENTITIES}/places/states.yml")["entities"]
    return {
        state["ids"]["wikidata"]: state["attributes"]["country"]
        for state in states
        if "wikidata" in state.get("ids", {}) and "country" in state.get("attributes", {})
    }


def language(code: str) -> tuple[str, str | None]:
    """Give language and script of a language code of MediaWiki.

    >>> language("kk-arab"), language("be-tarask"), language("en-gb"), language("mul")
    (('kk', 'Arab'), ('be', None), ('en', None), ('und', None))
    """
    lang, *script = table().languages.get(code) or [code.partition("-")[0]]
    return (lang if is_language(lang) else "und", script[0] if script else None)


@cache
def written_classes() -> Mapping[str, str]:
    """Give the class that stands for each type when records are written."""
    classes = table().classes
    return {kind: next(c for c, t in classes.items() if t == kind) for kind in get_args(EntityType) if kind != "other"}


@cache
def table() -> Table:
    """Give the table."""
    stored = data.read_yaml("knowledge/formats/wikidata.yml")
    classes = {qid: kind for kind, qids in stored["classes"].items() for qid in qids}
    return Table(classes, frozenset(stored["skipped"]), stored["signs"], stored["languages"])
