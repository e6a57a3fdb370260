import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.knowledge.base import KnowledgeBase
from kzling.resolution.beside import beside
from kzling.resolution.resolve import resolve
from kzling.resolution.tongues import is_spoken

BASE = KnowledgeBase.from_records(
    [
        {
            "id": "people",
            "type": "group",
            "names": [{"text": "Russian", "lang": "en"}],
            "attributes": {"kind": "people"},
        },
        {
            "id": "tongue",
            "type": "group",
            "names": [{"text": "Russian", "lang": "en"}],
            "attributes": {"kind": "language"},
        },
    ]
)


@pytest.mark.parametrize(
    ("text", "name", "spoken"),
    [
        ("He spoke in Russian.", "Russian", True),
        ("a Russian-speaking country", "Russian", True),
        ("in Kazakh rather than Russian", "Kazakh", True),
        ("learned Russian and English", "Russian", True),
        ("in Russian cities", "Russian", False),
        ("learned Russian history", "Russian", False),
        ("a Russian diplomat", "Russian", False),
        ("Сказал на русском, потом ушёл", "русском", True),
        ("На русском поле", "русском", False),
        ("auf Russisch und Deutsch", "Russisch", True),
    ],
)
def test_a_name_of_a_language_or_of_a_people(text: str, name: str, spoken: bool) -> None:
    start = text.index(name)
    end = start + len(name)
    assert is_spoken(text, end, beside(text, start, end)) is spoken


@pytest.mark.parametrize(("text", "entity"), [("He wrote it in Russian.", "tongue"), ("Russian cities", None)])
def test_only_what_is_spoken_is_the_language(text: str, entity: str | None) -> None:
    found = resolve("Russian", lang="en", context=text, kb=BASE).entity
    assert (found and found.id) == entity


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_any_text_has_an_answer(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert is_spoken(text, end, beside(text, start, end)) in (True, False)
