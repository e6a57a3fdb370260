import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.knowledge.base import KnowledgeBase
from kzling.mentions.gazetteer import gazetteer

ASTANA, TOKAYEV, CSTO = "kz-place-astana", "kz-person-tokayev", "int-org-csto"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Тоқаевтың сапары", [("Тоқаевтың", TOKAYEV)]),
        ("в Астане", [("Астане", ASTANA)]),
        ("с Касым-Жомартом Токаевым", [("Касым-Жомартом Токаевым", TOKAYEV)]),
        ("z Tokajewem w stolicy", [("Tokajewem", TOKAYEV)]),
        ("Tokayev's plane", [("Tokayev", TOKAYEV)]),
        ("Astana-based firm", [("Astana", ASTANA)]),
        ("NUR-SULTAN", [("NUR-SULTAN", ASTANA)]),
        ("Нур Султан", [("Нур Султан", ASTANA)]),
        ("Toqaev Astanağa bardy", [("Toqaev", TOKAYEV), ("Astanağa", ASTANA)]),
        ("the CSTO summit", [("CSTO", CSTO)]),
        ("the csto summit", []),
        ("astana", []),
        ("Astananov", []),
        ("Nur.Sultan", []),
    ],
)
def test_scan(base: KnowledgeBase, text: str, found: list[tuple[str, str]]) -> None:
    results = gazetteer(base).scan(text)
    assert [(text[f.start : f.end], f.bearers[0][0].id) for f in results] == found


def test_the_longest_name_wins(base: KnowledgeBase) -> None:
    text = "Collective Security Treaty Organization (CSTO)"
    assert [text[f.start : f.end] for f in gazetteer(base).scan(text)] == [
        "Collective Security Treaty Organization",
        "CSTO",
    ]


def test_a_case_form_is_not_exact_and_a_respelt_form_has_a_route(base: KnowledgeBase) -> None:
    inflected, respelt = gazetteer(base).scan("Астанаға Toqaev")
    assert not inflected.exact
    assert respelt.route == ("kk-latn-2021-apr",)


def test_words_in_capitals_are_no_case_of_a_respelt_form() -> None:
    base = KnowledgeBase.from_records([{"id": "graz", "names": [{"text": "Грац", "lang": "kk"}]}])
    assert [f.lemma for f in gazetteer(base).scan("GRATA, GRATS, Grats")] == ["Grats", "Grats"]


def test_ambiguous_forms_are_not_looked_for() -> None:
    names = [{"text": "Шевченко"}, {"text": "Aktau"}]
    base = KnowledgeBase.from_records([{"id": "x", "names": names, "attributes": {"ambiguous": ["Шевченко"]}}])
    assert [f.lemma for f in gazetteer(base).scan("Шевченко, Aktau")] == ["Aktau"]
    assert [entity.id for entity in base.search("Шевченко")] == ["x"]


@given(st.text(st.characters(exclude_categories=())) | st.text(alphabet="АстанаTokayev -.'", max_size=30))
def test_findings_lie_in_the_text_and_never_overlap(base: KnowledgeBase, text: str) -> None:
    found = gazetteer(base).scan(text)
    ends = [0, *(f.end for f in found)]
    assert all(end <= f.start < f.end <= len(text) for end, f in zip(ends, found, strict=False))
