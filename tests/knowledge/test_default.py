"""The facts that ship: each record is well formed, dated in order, in the scripts of its languages."""

import re
import unicodedata
from collections import defaultdict

import pytest

from kzling import data
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.dates import iso_date
from kzling.knowledge.standard import standard_name
from kzling.model import Entity
from kzling.text import lookalikes
from kzling.text.fold import fold

BASE = KnowledgeBase.default()
ENTITIES = [pytest.param(entity, id=entity.id) for entity in BASE]
KIND_IN_ID = {"organization": "org"}
CYRILLIC = frozenset(["ru", "uk", "be", "bg", "kk", "ky", "tg", "mn", "sr", "mk", "tt", "uz"])


@pytest.mark.parametrize("entity", ENTITIES)
def test_record(entity: Entity) -> None:
    assert re.fullmatch(r"[a-z]{2,3}-[a-z]+-[a-z0-9-]+", entity.id)
    assert entity.id.split("-")[1] == KIND_IN_ID.get(entity.type, entity.type)
    assert entity.weight in (0.5, 1.0, 2.0)
    assert standard_name(entity, language="en") or all(name.until for name in entity.names if name.lang == "en")
    assert {"en", "ru"} <= {name.lang for name in entity.names}
    assert re.fullmatch(r"Q\d+", entity.ids.get("wikidata", "Q1"))


@pytest.mark.parametrize("entity", ENTITIES)
def test_names(entity: Entity) -> None:
    assert set(entity.attributes.get("ambiguous", ())) <= {name.text for name in entity.names}
    entries = [(name.text, name.lang, name.since) for name in entity.names]
    assert len(entries) == len(set(entries))
    for name in entity.names:
        assert name.source
        assert unicodedata.is_normalized("NFC", name.text)
        assert name.text == " ".join(name.text.split())
        assert not list(lookalikes.replacements(name.text)), name
        for day in (name.since, name.until):
            assert day is None or iso_date(day) == day, name
        assert not (name.since and name.until) or name.since < name.until, name
        if name.lang not in CYRILLIC:
            assert name.script != "Cyrl", name


def test_a_form_on_two_entities_of_a_type_has_a_better_bearer() -> None:
    bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity in BASE:
        for name in entity.names:
            bearers[fold(name.text), entity.type].add(entity.id)
    for (form, _), ids in bearers.items():
        weights = sorted((BASE.get(identity).weight for identity in ids), reverse=True)
        assert len(ids) == 1 or weights[0] > weights[1], (form, ids)


def test_astana_has_its_whole_history() -> None:
    astana = BASE.get("kz-place-astana")
    days = ["1950", "1975", "1995", "2010", "2020-01-01", "2022-09-16", "2022-09-17", None]
    names = [standard_name(astana, language="en", on=day) for day in days]
    assert [name and name.text for name in names] == [
        "Akmolinsk",
        "Tselinograd",
        "Akmola",
        "Astana",
        "Nur-Sultan",
        "Nur-Sultan",
        "Astana",
        "Astana",
    ]


def test_every_declared_source_is_used() -> None:
    for path in data.names("knowledge"):
        table = data.read_yaml(path)
        used = {name["source"] for entity in table["entities"] for name in entity["names"]}
        assert set(table["sources"]) == used, path
