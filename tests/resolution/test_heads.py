import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.model import Entity
from kzling.resolution.heads import HEADS, concepts, concepts_of
from kzling.text.fold import fold

CONCEPTS = data.read_yaml(HEADS)["heads"]


@pytest.mark.parametrize(
    ("noun", "lang", "concept"),
    [
        ("партии", "ru", "party"),
        ("партиясының", "kk", "party"),
        ("Bank", "en", "bank"),
        ("partię", "pl", "party"),
        ("партії", "uk", "party"),
        ("Partei", "de", "party"),
        ("регулятор", "ru", "central bank"),
    ],
)
def test_a_noun_in_any_case_stands_for_a_concept(noun: str, lang: str, concept: str) -> None:
    assert concept in concepts(noun, lang)


@pytest.mark.parametrize("noun", ["", "погода", "Токаев", "партийный", "🇰🇿", "\0", "\ud800", "б" * 1_000_000])
def test_other_words_stand_for_nothing(noun: str) -> None:
    assert concepts(noun, "ru") == frozenset()


@pytest.mark.parametrize(
    ("attributes", "concept"),
    [
        ({"kind": "Party"}, "party"),
        ({"kind": "a commercial bank"}, "bank"),
        ({"occupation": "x", "kind": "party"}, "party"),
    ],
)
def test_what_an_entity_is(attributes: dict[str, object], concept: str) -> None:
    assert concept in concepts_of(Entity("x", (), attributes=attributes))


def test_an_entity_without_known_kind_is_nothing() -> None:
    assert concepts_of(Entity("x", ())) == frozenset()
    assert concepts_of(Entity("x", (), attributes={"kind": ["party"], "occupation": 3})) == frozenset()


@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_word_and_term_leads_to_its_concept(concept: str) -> None:
    said = CONCEPTS[concept]
    assert all(concept in concepts(fold(word), lang) for lang, words in said["words"].items() for word in words)
    assert all(concept in concepts_of(Entity("x", (), attributes={"kind": term})) for term in said["terms"])


@given(st.text(st.characters(exclude_categories=()), max_size=30), st.sampled_from(["ru", "kk", "en", None]))
def test_any_noun_has_an_answer(noun: str, lang: str | None) -> None:
    assert concepts(noun, lang) <= set(CONCEPTS)
