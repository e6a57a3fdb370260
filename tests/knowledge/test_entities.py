"""The facts that ship: each record is well formed, dated in order, in the scripts of its languages."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest

from kzling import data
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.check import findings
from kzling.knowledge.dates import iso_date
from kzling.knowledge.loading import default_records
from kzling.knowledge.standard import standard_name
from kzling.model import Entity
from kzling.text import lookalikes
from kzling.text.fold import fold

BASE = KnowledgeBase.default()
ENTITIES = list(BASE)
KIND_IN_ID = {"organization": "org"}
WEIGHTS = (0.1, 0.2, 0.5, 1.0, 2.0)
_CYRILLIC = "ru uk be bg kk ky tg mn sr mk tt uz ab ady av ba bua ce crh cv inh kaa kbd krc kv mhr os sah tyv udm xal"
CYRILLIC = frozenset(_CYRILLIC.split())
#: Warnings of the check that say what a reader has to weigh, not what is wrong.
WEIGHED = {"shared-name", "missing-language", "foreign-script", "look-alike-word", "mixed-scripts", "missing-script"}


def _id(entity: Entity) -> bool:
    kind = KIND_IN_ID.get(entity.type, entity.type)
    return bool(re.fullmatch(r"[a-z]{2,3}-[a-z]+-[a-z0-9-]+", entity.id)) and entity.id.split("-")[1] == kind


def _names(entity: Entity) -> bool:
    entries = [(name.text, name.lang, name.script, name.since) for name in entity.names]
    return len(entries) == len(set(entries)) and all(name.source for name in entity.names)


def _texts(entity: Entity) -> bool:
    return all(
        unicodedata.is_normalized("NFC", name.text)
        and name.text == " ".join(name.text.split())
        and not list(lookalikes.replacements(name.text))
        and (name.script != "Cyrl" or name.lang in CYRILLIC)
        for name in entity.names
    )


def _dates(entity: Entity) -> bool:
    return all(
        (name.since is None or iso_date(name.since) == name.since)
        and (name.until is None or iso_date(name.until) == name.until)
        and not (name.since and name.until and name.since >= name.until)
        for name in entity.names
    )


def _usual_languages(entity: Entity) -> bool:
    # What is no more needs no name of today.
    told = standard_name(entity, language="en") or all(n.until for n in entity.names if n.lang == "en")
    return bool(told) and {"en", "ru"} <= {name.lang for name in entity.names}


def _attributes(entity: Entity) -> bool:
    ambiguous = entity.attributes.get("ambiguous", ())
    ids = (entity.ids.get("wikidata", "Q1"), "Q[0-9]+"), (entity.ids.get("geonames", "1"), "[0-9]+")
    return (
        entity.weight in WEIGHTS
        and set(ambiguous) <= {name.text for name in entity.names}
        and all(re.fullmatch(pattern, known) for known, pattern in ids)
    )


@pytest.mark.parametrize("rule", [_id, _names, _texts, _dates, _usual_languages, _attributes])
def test_every_record(rule: Callable[[Entity], bool]) -> None:
    assert [entity.id for entity in ENTITIES if not rule(entity)] == []


def test_the_check_finds_no_fault() -> None:
    found = [finding for finding in findings(ENTITIES) if finding.kind not in WEIGHED]
    assert [(finding.kind, finding.entity_ids, finding.name) for finding in found] == []


def test_offices_and_seats_are_dated_in_order() -> None:
    def terms() -> Iterator[tuple[str, dict]]:
        for entity in ENTITIES:
            for field in ("offices", "capital_of"):
                yield from ((entity.id, term) for term in entity.attributes.get(field, ()))

    wrong = [
        (entity_id, term)
        for entity_id, term in terms()
        if not (
            term.get("of")
            and all(iso_date(term[field]) == term[field] for field in ("since", "until") if field in term)
        )
        or term.get("since", "0") >= term.get("until", "9")
    ]
    assert wrong == []


def test_a_form_on_two_entities_of_a_type_has_a_better_bearer() -> None:
    bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity in ENTITIES:
        for name in (name for name in entity.names if name.kind != "former"):
            bearers[fold(name.text), entity.type].add(entity.id)
    unclear = []
    for (form, _), ids in bearers.items():
        weights = sorted((BASE.get(identity).weight for identity in ids), reverse=True)
        # Of the least known (districts of one name, say) none goes first: what the text says has to tell them.
        if len(ids) > 1 and weights[0] == weights[1] and weights[0] > min(WEIGHTS):
            unclear.append((form, sorted(ids)))
    assert unclear == []


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


def test_the_base_holds_what_the_files_do() -> None:
    assert len(BASE) == len(list(default_records())) > 4_000


def test_every_declared_source_is_used() -> None:
    for path in data.names_below(data.ENTITIES):
        table = data.read_yaml(path)
        usual = next(iter(table["sources"]))
        forms = (form for entity in table["entities"] for forms in entity["names"].values() for form in forms)
        used = {usual if isinstance(form, str) else form.get("source", usual) for form in forms}
        assert set(table["sources"]) == used, path
