import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.knowledge.base import KnowledgeBase
from kzling.model import EntityType
from kzling.resolution.matches import EXACT, INFLECTED, listed, matches, parts_of_persons

BASE = KnowledgeBase.from_records(
    [
        {
            "id": "tokayev",
            "type": "person",
            "names": [
                {"text": "Касым-Жомарт Кемелевич Токаев", "lang": "ru"},
                {"text": "Касым-Жомарт Токаев", "lang": "ru"},
                {"text": "Қасым-Жомарт Тоқаев", "lang": "kk"},
                {"text": "Kassym-Jomart Tokayev", "lang": "en"},
            ],
        },
        {"id": "umarov-t", "type": "person", "names": [{"text": "Темур Умаров", "lang": "ru"}]},
        {"id": "umarov-d", "type": "person", "names": [{"text": "Данияр Умаров", "lang": "ru"}]},
        {
            "id": "semey",
            "type": "place",
            "names": [{"text": "Семей", "lang": "ru"}, {"text": "Семипалатинск", "lang": "ru"}],
        },
        {"id": "semey-club", "type": "organization", "names": [{"text": "Семей", "lang": "ru"}]},
    ]
)


def ids(name: str, lang: str | None = "ru", type: EntityType | None = None) -> set[str]:
    return {match.entity.id for match in matches(name, lang=lang, type=type, base=BASE)}


@pytest.mark.parametrize(
    ("name", "how", "score"),
    [("Семей", "exact", EXACT), ("СЕМЕЙ", "exact", EXACT), ("Семипалатинска", "inflected", INFLECTED)],
)
def test_a_listed_name_as_written_and_in_a_case(name: str, how: str, score: float) -> None:
    found = listed(name, lang="ru", type="place", base=BASE)
    assert {(match.entity.id, match.how, match.score) for match in found} == {("semey", how, score)}
    assert all(bool(match.cuts) == (how == "inflected") for match in found)


def test_the_type_asked_for() -> None:
    assert ids("Семей") == {"semey", "semey-club"}
    assert ids("Семей", type="organization") == {"semey-club"}
    assert ids("Семей", type="person") == set()


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("Токаев", "ru"),
        ("Токаевым", "ru"),
        ("Тоқаевтың", "kk"),
        ("К.-Ж. Токаева", "ru"),
        ("К. К. Токаев", "ru"),
        ("Касым-Жомарту Кемелевичу", "ru"),
        ("Касым-Жомарт", "ru"),
        ("Tokayev", "en"),
    ],
)
def test_a_part_of_a_name_is_the_person(name: str, lang: str) -> None:
    found = parts_of_persons(name, lang=lang, base=BASE)
    assert {match.entity.id for match in found} == {"tokayev"}
    assert all(match.how == "part" and 0 < match.score < 1 for match in found)


@pytest.mark.parametrize("name", ["А. Токаев", "Иван Токаев", "Токаев Street", "Темур Данияр", "К.", ""])
def test_a_contradicting_part_is_nobodys(name: str) -> None:
    assert parts_of_persons(name, lang="ru", base=BASE) == ()


def test_a_surname_has_all_its_bearers() -> None:
    assert ids("Умарову") == {"umarov-t", "umarov-d"}
    assert ids("Т. Умаров") == {"umarov-t"}


def test_only_a_name_that_nobody_bears_is_compared() -> None:
    compared = matches("Tokaiev Kassym Zhomart", lang="en", type=None, base=BASE)
    assert {match.how for match in compared} == {"spelling"}
    best = max(compared, key=lambda match: match.score)
    assert best.entity.id == "tokayev"
    assert (best.is_name, best.is_near) == (True, True)
    assert best.comparison is not None
    assert {match.how for match in matches("Семей", lang="ru", type=None, base=BASE)} == {"exact"}


@pytest.mark.parametrize("name", ["", " ", "\0", "\ud800", "🇰🇿👍", "شەكەر", "42", "!!!", "Q" * 1_000_000])
def test_odd_text_is_nobodys_name(name: str) -> None:
    assert not any(match.is_name for match in matches(name, lang=None, type=None, base=BASE))


def test_what_is_kept_is_dropped_when_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kzling.resolution.matches._MOST_KEPT", 2)
    assert [ids("Умаров"), ids("Семей"), ids("Токаев"), ids("Умаров")] == [
        {"umarov-t", "umarov-d"},
        {"semey", "semey-club"},
        {"tokayev"},
        {"umarov-t", "umarov-d"},
    ]


@given(
    st.text(st.characters(exclude_categories=()), max_size=30) | st.text("ТокаевКсмымУр.- "),
    st.sampled_from(["ru", "kk", "en", None]),
)
def test_scores_are_shares_and_the_second_call_is_equal(name: str, lang: str | None) -> None:
    found = matches(name, lang=lang, type=None, base=BASE)
    assert all(0 <= match.score <= 1 for match in found)
    assert matches(name, lang=lang, type=None, base=BASE) == found


def test_what_has_digits_is_no_initial() -> None:
    base = KnowledgeBase.from_records([{"id": "x", "type": "person", "names": [{"text": "Triple G", "lang": "en"}]}])
    assert parts_of_persons("G7", lang="en", base=base) == ()


def test_an_abbreviation_keeps_its_capitals_before_an_ending() -> None:
    names = [{"text": "ЦА", "lang": "ru"}]
    base = KnowledgeBase.from_records([{"id": "asia", "type": "organization", "names": names}])
    assert [match.how for match in listed("ЦАнің", lang="kk", type=None, base=base)] == ["inflected"]
    assert listed("Цанің", lang="kk", type=None, base=base) == ()
