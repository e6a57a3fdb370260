from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import analyze
from kzling.errors import UsageError
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.overrides import Overrides
from kzling.model import Document
from kzling.resolution.resolve import resolve, resolve_many


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("Tokajew", "kz-person-tokayev"),
        ("Токаевым", "kz-person-tokayev"),
        ("Тоқаевтың", "kz-person-tokayev"),
        ("Касым-Жомарта Токаева", "kz-person-tokayev"),
        ("Tokaiev", "kz-person-tokayev"),
        ("Kassym-Jomart Kemelevich Tokayev", "kz-person-tokayev"),
        ("Нур-Султане", "kz-place-astana"),
        ("Tselinograd", "kz-place-astana"),
    ],
)
def test_who_is_meant(base: KnowledgeBase, name: str, entity: str) -> None:
    answer = resolve(name, kb=base)
    assert answer.entity is not None
    assert answer.entity.id == entity
    assert answer.verdict in ("same", "likely")
    assert answer.evidence


@pytest.mark.parametrize("name", ["Nurlan Nazarbayev", "Atlantis", "", "!!!", "Tokayev Street Market"])
def test_nobody_is_meant(base: KnowledgeBase, name: str) -> None:
    answer = resolve(name, kb=base)
    assert answer.entity is None
    assert answer.verdict in ("different", "unclear")


def test_the_type_asked_for(base: KnowledgeBase) -> None:
    assert resolve("Astana", type="person", kb=base).entity is None


NAMESAKES = KnowledgeBase.from_records(
    [
        {"id": "a", "type": "person", "names": [{"text": "Temur Umarov"}, {"text": "Umarov"}, {"text": "Carnegie"}]},
        {"id": "b", "type": "person", "names": [{"text": "Daniyar Umarov"}, {"text": "Umarov"}]},
        {"id": "old", "type": "place", "names": [{"text": "Petrovsk", "until": "1950", "kind": "former"}]},
        {"id": "new", "type": "place", "names": [{"text": "Petrovsk", "since": "1990"}]},
    ]
)


def test_two_bearers_are_unclear_and_both_are_named() -> None:
    answer = resolve("Umarov", kb=NAMESAKES)
    assert answer.entity is None
    assert answer.verdict == "unclear"
    assert [candidate.entity_id for candidate in answer.candidates] == ["a", "b"]


def test_context_decides() -> None:
    answer = resolve("Umarov", context="an expert of Carnegie", kb=NAMESAKES)
    assert answer.entity is not None
    assert answer.entity.id == "a"
    assert answer.verdict == "likely"


@pytest.mark.parametrize(("day", "entity"), [("1940", "old"), ("2000-01-01", "new"), (None, "new")])
def test_the_date_decides(day: str | None, entity: str) -> None:
    answer = resolve("Petrovsk", date=day, kb=NAMESAKES)
    assert answer.entity is not None
    assert answer.entity.id == entity


def test_a_former_name_is_marked(base: KnowledgeBase) -> None:
    answer = resolve("Nur-Sultan", date="2024-01-01", kb=base)
    assert any(e.kind == "former" and "a former name on 2024-01-01" in e.why for e in answer.evidence)


def test_a_wrong_date_is_refused(base: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="is no date"):
        resolve("Astana", date="soon", kb=base)


def test_a_type_or_language_that_is_none_is_refused(base: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="no type of entity; there are person, place"):
        resolve("Astana", type="city", kb=base)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="is no language"):
        resolve("Astana", lang="Kazakh", kb=base)


def test_many(base: KnowledgeBase) -> None:
    assert resolve_many(["Astana", "Tokajew"], kb=base) == [resolve("Astana", kb=base), resolve("Tokajew", kb=base)]


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_has_an_answer(base: KnowledgeBase, name: str) -> None:
    answer = resolve(name, kb=base)
    assert 0 <= answer.score <= 1


# A text around the name, as a string or as a document.

TOWN: list[dict[str, Any]] = [
    {"id": "temur", "type": "person", "names": [{"text": "Темур Умаров", "lang": "ru"}]},
    {"id": "daniyar", "type": "person", "names": [{"text": "Данияр Умаров", "lang": "ru"}]},
    {"id": "old", "type": "place", "names": [{"text": "Petrovsk", "lang": "en", "until": "1950", "kind": "former"}]},
    {"id": "new", "type": "place", "names": [{"text": "Petrovsk", "lang": "en", "since": "1990"}]},
    {
        "id": "president",
        "type": "person",
        "names": [{"text": "Алим Первый", "lang": "ru"}],
        "attributes": {
            "offices": [{"title": {"ru": "президент"}, "of": "kz", "since": "1991", "until": "2019-03-20"}]
        },
    },
    {
        "id": "successor",
        "type": "person",
        "names": [{"text": "Берик Второй", "lang": "ru"}],
        "attributes": {"offices": [{"title": {"ru": "президент"}, "of": "kz", "since": "2019-03-20"}]},
    },
    {"id": "club", "type": "organization", "names": [{"text": "Барыс", "lang": "ru"}]},
]
STORY = "Темур Умаров приехал. Умарова ждали."


def told(name: str, base: KnowledgeBase, **options: Any) -> str | None:
    answer = resolve(name, kb=base, **options)
    return answer.entity.id if answer.entity is not None else None


def document(text: str, **fields: Any) -> Document:
    return replace(analyze(text, lang=fields.get("language")), **fields)


@pytest.fixture(scope="module")
def town() -> KnowledgeBase:
    return KnowledgeBase.from_records(TOWN)


def test_a_document_is_a_context_like_its_text(town: KnowledgeBase) -> None:
    assert told("Умарова", town, context=STORY, lang="ru") == "temur"
    assert told("Умарова", town, context=document(STORY, language="ru")) == "temur"
    assert told("Умарова", town, lang="ru") is None


def test_a_document_tells_day_and_language(town: KnowledgeBase) -> None:
    early = document("Президент уехал.", language="ru", published="2010-05-01T10:00:00Z")
    assert told("Президент", town, context=early) == "president"
    assert told("Президент", town, context=replace(early, published=None)) == "successor"
    assert told("Президент", town, context=early, date="2021-05-01") == "successor"
    assert (
        told("Petrovsk", town, context=document("In Petrovsk.", language="en", published="1940-01-01T00:00:00Z"))
        == "old"
    )


def test_a_name_that_is_not_in_its_context_is_looked_at_behind_it(town: KnowledgeBase) -> None:
    assert told("Умаровым", town, context="Приехал Темур Умаров.", lang="ru") == "temur"
    assert told("Умаровым", town, context="Приехал Иван Умаров.", lang="ru") is None
    assert told("Барыс", town, context="Совсем другое.", lang="ru") == "club"


def test_the_last_place_counts_that_is_not_in_a_longer_name(town: KnowledgeBase) -> None:
    assert told("Умаров", town, context="Темур Умаров ушёл. Умаров молчал. Данияр Умаров пел.", lang="ru") == "temur"
    assert told("Умаров", town, context="Темур Умаров ушёл. Данияр Умаров пел. Умаров молчал.", lang="ru") == "daniyar"


def test_an_empty_context_is_none(town: KnowledgeBase) -> None:
    assert resolve("Барыс", context="", kb=town) == resolve("Барыс", kb=town)


def test_the_type_is_kept_to_in_a_context(town: KnowledgeBase) -> None:
    assert told("Умарова", town, context=STORY, lang="ru", type="place") is None
    assert told("Барыс", town, context="Матч клуба Барыс.", lang="ru", type="organization") == "club"


def test_in_large_bases_only_the_name_itself_is_looked_for(
    town: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kzling.resolution.resolve._SCANNED", 2)
    monkeypatch.setattr(
        "kzling.resolution.resolve.gazetteer", lambda base: pytest.fail("The base was looked through.")
    )
    assert told("Умарова", town, context=STORY + " Всё.", lang="ru") == "temur"


# What people have judged.


def judged(*links: dict[str, Any]) -> KnowledgeBase:
    said = {"op": "link", "by": "ann", "when": "2026-11-03", "why": "the desk asked"}
    return KnowledgeBase.from_records(TOWN, overrides=Overrides.from_records([said | link for link in links]))


def test_a_judgement_goes_before_all_else() -> None:
    base = judged({"name": "Умаров", "entity": "daniyar"})
    answer = resolve("УМАРОВ", context=STORY, lang="ru", kb=base)
    assert answer.entity is not None
    assert (answer.entity.id, answer.score, answer.verdict) == ("daniyar", 1.0, "same")
    assert answer.evidence[0].kind == "override"
    assert answer.evidence[0].why == "ann, 2026-11-03: the desk asked"
    assert told("Умарова", base, context=STORY, lang="ru") == "temur"


def test_a_judgement_that_nobody_is_meant() -> None:
    answer = resolve("Барыс", kb=judged({"name": "Барыс", "entity": None}))
    assert (answer.entity, answer.verdict, answer.score) == (None, "different", 1.0)
    assert answer.evidence[0].kind == "override"
    # Whom the base does not have nobody can mean: the name is looked for as if nothing were said.
    gone = judged({"name": "Умаров", "entity": "gone"})
    assert resolve("Умаров", kb=gone) == resolve("Умаров", kb=judged())
    assert resolve("Умаров", type="place", kb=judged({"name": "Умаров", "entity": "daniyar"})).entity is None


def test_a_judgement_holds_in_its_document_on_its_days_and_for_its_type() -> None:
    context = document("Умаров молчал.", language="ru")
    base = judged(
        {"name": "Умаров", "entity": "daniyar", "document": context.id},
        {"name": "Petrovsk", "entity": "old", "since": "2000", "until": "2010"},
        {"name": "Барыс", "entity": None, "type": "place"},
    )
    assert told("Умаров", base, context=context) == "daniyar"
    assert told("Умаров", base, context=context.text, lang="ru") is None
    assert told("Petrovsk", base, date="2005") == "old"
    assert told("Petrovsk", base, date="2015") == "new"
    assert told("Барыс", base) == "club"
    assert resolve("Барыс", type="place", kb=base).evidence[0].kind == "override"


def test_a_judgement_on_an_entity_that_is_now_another() -> None:
    said = {"by": "ann", "when": "2026-11-03", "why": "one man"}
    overrides = Overrides.from_records(
        [
            said | {"op": "same", "a": "temur", "b": "daniyar"},
            said | {"op": "link", "name": "Дан", "entity": "daniyar"},
        ]
    )
    base = KnowledgeBase.from_records(TOWN, overrides=overrides)
    assert told("Дан", base) == "temur"
    assert told("Данияр Умаров", base) == "temur"


# What is kept of a base.


def test_a_base_that_changed_is_asked_anew(tmp_path: Path, town: KnowledgeBase) -> None:
    town.save(tmp_path / "town.sqlite")
    base = KnowledgeBase.open(tmp_path / "town.sqlite")
    options: list[dict[str, Any]] = [{}, {"context": "Вчера Шайкенов пел."}]
    assert [told("Шайкенов", base, lang="ru", **each) for each in options] == [None, None]
    base.add([{"id": "singer", "type": "person", "names": [{"text": "Арман Шайкенов", "lang": "ru"}]}])
    assert [told("Шайкенов", base, lang="ru", **each) for each in options] == ["singer", "singer"]
    base.add([{"id": "singer", "type": "person", "names": [{"text": "Арман Ыдырысов", "lang": "ru"}]}])
    assert [told("Шайкенов", base, lang="ru", **each) for each in options] == [None, None]


def test_threads_get_the_same_answers(town: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kzling.resolution.resolve._MOST_ANSWERS", 2)
    monkeypatch.setattr("kzling.resolution.resolve._MOST_STORIES", 1)
    monkeypatch.setattr("kzling.resolution.matches._MOST_KEPT", 2)
    asked = [
        ("Умарова", STORY),
        ("Президент", "Президент уехал."),
        ("Барыс", None),
        ("Умаров", "Данияр Умаров. Умаров!"),
    ]
    expected = [resolve(name, context=context, lang="ru", kb=town) for name, context in asked]

    def ask(number: int) -> bool:
        name, context = asked[number % len(asked)]
        return resolve(name, context=context, lang="ru", kb=town) == expected[number % len(asked)]

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(ask, range(80)))


# Any text.


@pytest.mark.parametrize("name", ["", " ", "\0", "\ud800", "🇰🇿👍", "נשיא", "\u202eАстана", "Умаров"])
@pytest.mark.parametrize("context", ["", " ", "\0", "\ud800", "🇰🇿", "שלום עולם", "Умаров", "\u202e"])
def test_odd_names_in_odd_texts(town: KnowledgeBase, name: str, context: str) -> None:
    assert resolve(name, context=context, kb=town).entity is None


@pytest.mark.parametrize("piece", ["я", "Я ", "Умаров ", "Иван-", "президент ", "🇰🇿", "\0", "2020. "])
def test_long_texts_and_long_names(town: KnowledgeBase, piece: str) -> None:
    long = piece * (1_000_000 // len(piece))
    some = piece * (500 // len(piece))
    assert told("Темур Умаров", town, context=f"{long}\nТемур Умаров.", lang="ru") == "temur"
    assert told(long, town, lang="ru") is None
    assert told(long, town, context=long, lang="ru") is None
    assert told(some, town, context=some, lang="ru") is None


PIECES = ["Умаров", "Умарова", "Темур", "Данияр", "президент", "Petrovsk", "Барыс", "в", "1940", ".", "ул.", "🇰🇿"]


@given(
    st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=()), max_size=15),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=10).map(" ".join),
    st.sampled_from(["ru", "en", None]),
    st.sampled_from([None, "1940", "2021-05-01"]),
)
def test_the_second_answer_is_the_first(
    town: KnowledgeBase, name: str, context: str, lang: str | None, date: str | None
) -> None:
    for text in (None, context):
        answer = resolve(name, lang=lang, date=date, context=text, kb=town)
        assert resolve(name, lang=lang, date=date, context=text, kb=town) == answer
        scores = [candidate.score for candidate in answer.candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in [*scores, answer.score])
        assert answer.entity is None or answer.entity.id == answer.candidates[0].entity_id


def test_a_base_or_context_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match=r"open a file with KnowledgeBase\.open"):
        resolve("Astana", kb="base.sqlite")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="a text or a Document, not int"):
        resolve("Astana", context=5)  # type: ignore[arg-type]
