import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.answers import Analysis, Evidence
from kzling.data import data_version
from kzling.errors import InvalidRecord, UsageError
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.judgements import Link
from kzling.mentions.gazetteer import gazetteer
from kzling.model import Entity, Name
from kzling.resolution.matches import Match, matches
from kzling.resolution.proof import PROOF, Derivation, derivation, judged, read, written

PLACE = Entity("x", (Name("Орда", "kk", since="1990", until="2000"),), "place")
PRESIDENT = {"title": {"en": "President", "ru": "президент"}, "of": "kz", "since": "2019-03-20"}


def derived(base: KnowledgeBase, name: str, lang: str, day: str | None = None) -> Derivation:
    match = matches(name, lang=lang, type=None, base=base)[0]
    return read(derivation(match, surface=name, lang=lang, day=day))


def test_what_is_stated_of_a_case_form(base: KnowledgeBase) -> None:
    assert derived(base, "Нұр-Сұлтанда", "kk", "2020-01-01") == Derivation(
        surface="Нұр-Сұлтанда",
        around="kk",
        how="inflected",
        cuts=(Analysis("Нұр-Сұлтанда", "Нұр-Сұлтан", "kk", "loc", "да"),),
        entity="kz-place-astana",
        name="Нұр-Сұлтан",
        lang="kk",
        since="2019-03-23",
        until="2022-09-17",
        day="2020-01-01",
        data=data_version(),
    )


def test_what_says_nothing_is_left_out(base: KnowledgeBase) -> None:
    proof = derivation(matches("CSTO", lang="en", type=None, base=base)[0], surface="CSTO", lang=None, day=None)
    assert (proof.kind, proof.weight) == (PROOF, 0.0)
    assert json.loads(proof.why) == {
        "data": data_version(),
        "entity": "int-org-csto",
        "how": "exact",
        "lang": "en",
        "name": "CSTO",
        "surface": "CSTO",
    }


def test_the_day_says_whether_the_name_was_in_use() -> None:
    match = Match(PLACE, PLACE.names[0], "exact", 1.0, "орда")
    used = [read(derivation(match, surface="Орда", lang="kk", day=day)).used for day in ("1989", "1995", "2000", None)]
    assert used == [False, True, False, False]


def test_the_roles_of_a_part(base: KnowledgeBase) -> None:
    found = derived(base, "К.-Ж. Токаеву", "ru")
    assert (found.how, found.roles) == ("part", ("initials", "family"))
    assert [(cut.lemma, cut.ending) for cut in found.cuts] == [("Токаев", "у")]


def test_endings_and_route_of_what_the_gazetteer_found(base: KnowledgeBase) -> None:
    text = "Toqaevtyñ"
    item = next(item for item in gazetteer(base).scan(text) if item.route)
    entity, name = item.bearers[0]
    match = Match(entity, name, "inflected", 0.95, item.lemma)
    found = read(derivation(match, surface=text, lang="kk", day=None, route=item.route))
    assert found.route == item.route
    assert [(cut.lemma, cut.ending) for cut in found.cuts] == [("Toqaev", "tyñ")]


def test_the_name_of_an_office_is_its_title() -> None:
    person = Entity("p", (Name("Some One"),), "person", attributes={"offices": [PRESIDENT]})
    match = Match(person, person.names[0], "title", 1.0, "президентом")
    found = read(derivation(match, surface="президентом", lang="ru", day="2020"))
    assert (found.name, found.since, found.until, found.used) == ("president", "2019-03-20", None, True)


def test_what_a_person_has_judged() -> None:
    link = Link(by="ann", when="2026-11-03", why="the desk asked", name="Elbasy", entity="x")
    found = read(judged(link, "x", surface="ELBASY", lang="en", day=None))
    assert (found.how, found.name, found.line) == ("override", "Elbasy", link.line())


def test_evidence_of_another_kind_is_no_derivation() -> None:
    with pytest.raises(UsageError, match="'form'"):
        read(Evidence("form", 1.0, "{}"))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", "null", "{}", '{"surface": 1}', '{"cuts": [["a"]]}', "[" * 100_000],
)
def test_other_text_is_no_derivation(text: str) -> None:
    with pytest.raises(InvalidRecord):
        read(text)


odd = st.text(max_size=12) | st.text(alphabet="Ттоа.-К' \ud800", max_size=12)


@given(odd, odd, st.sampled_from(["exact", "inflected", "spelling", "part", "title", "head"]), st.none() | odd)
def test_any_text_has_a_derivation_that_is_read_back(surface: str, name: str, how: str, full: str | None) -> None:
    entity = Entity("x", (Name(name or "x", "und"),), "person", attributes={"offices": [PRESIDENT]})
    match = Match(entity, entity.names[0], how, 1.0, "")  # type: ignore[arg-type]
    proof = derivation(match, surface=surface, lang=None, day=None, full=full)
    found = read(proof)
    assert (found.surface, found.full) == (surface, full)
    assert written(found) == proof
