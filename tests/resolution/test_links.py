from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kzling
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.overrides import Overrides
from kzling.mentions.found import Found
from kzling.mentions.gazetteer import gazetteer
from kzling.resolution.links import Linked, credible, link

BASE = KnowledgeBase.from_records(
    [
        {
            "id": "tokayev",
            "type": "person",
            "names": [
                {"text": "Касым-Жомарт Токаев", "lang": "ru"},
                {"text": "Токаев", "lang": "ru"},
                {"text": "Kassym-Jomart Tokayev", "lang": "en"},
            ],
        },
        {
            "id": "astana",
            "type": "place",
            "names": [
                {"text": "Астана", "lang": "ru", "since": "2022-09-17"},
                {"text": "Нур-Султан", "lang": "ru", "kind": "former", "since": "2019-03-23", "until": "2022-09-17"},
            ],
            "attributes": {"capital_of": [{"of": "kz"}]},
        },
        {
            "id": "government",
            "type": "organization",
            "names": [{"text": "Правительство", "lang": "ru"}],
            "attributes": {"kind": "government", "country": "kz"},
        },
        {"id": "semey", "type": "place", "names": [{"text": "Семипалатинск", "lang": "ru"}]},
        {
            "id": "classmates",
            "type": "organization",
            "names": [
                {"text": "Classmates", "lang": "en", "kind": "literal"},
                {"text": "Одноклассники", "lang": "ru"},
            ],
        },
        {"id": "telegram", "type": "organization", "names": [{"text": "Telegram", "lang": "en"}]},
    ]
)


def linked(text: str, *more: Found, lang: str = "ru", date: str | None = "2024-01-01") -> list[Linked]:
    found = sorted([*gazetteer(BASE).scan(text), *more], key=lambda item: item.start)
    return link(text, [(item, lang) for item in found], document="d", date=date, base=BASE)


def person(text: str, name: str) -> Found:
    return Found(text.index(name), text.index(name) + len(name), name, "person", "tagger")


def ids(mentions: list[Linked]) -> list[tuple[str, str | None]]:
    return [(item.mention.surface, item.entity.id if item.entity else None) for item in mentions]


def test_findings_become_mentions_with_entity_place_and_standard_name() -> None:
    (item,) = linked("Она живёт в Семипалатинске давно.")
    mention = item.mention
    assert (mention.start, mention.end, mention.surface, mention.id) == (12, 26, "Семипалатинске", "d:12-26")
    assert (mention.entity_id, mention.canonical, mention.type, mention.script) == (
        "semey",
        "Семипалатинск",
        "place",
        "Cyrl",
    )
    assert mention.verdict == "same"
    assert not item.exact


def test_a_capital_that_acts_is_an_organization() -> None:
    assert ids(linked("Официальная Астана молчит. В Астане дождь.")) == [
        ("Астана", "government"),
        ("Астане", "astana"),
    ]


def test_a_surname_in_the_base_that_a_stranger_bears_is_not_linked() -> None:
    text = "Приехал Иван Токаев. Токаева ждали."
    assert ids(linked(text)) == [("Иван Токаев", None), ("Токаева", None)]
    assert ids(linked("Приехал Токаев."))[0][1] == "tokayev"


def test_a_finding_is_widened_to_the_full_name_around_it() -> None:
    text = "Вчера Ержан Сагындыков ушёл."
    assert ids(linked(text, person(text, "Сагындыков"))) == [("Ержан Сагындыков", None)]


def test_an_unknown_person_is_one_cluster_and_his_surname_a_mention() -> None:
    text = "Ержан Сагындыков ушёл. Сагындыкова ждали. Е. Сагындыков звонил."
    mentions = [item.mention for item in linked(text, person(text, "Ержан Сагындыков"))]
    assert [mention.surface for mention in mentions] == ["Ержан Сагындыков", "Сагындыкова", "Е. Сагындыков"]
    assert [mention.by for mention in mentions] == ["tagger", "chain", "chain"]
    assert len({mention.entity_id for mention in mentions}) == 1
    assert all((mention.entity_id or "").startswith("cluster-") for mention in mentions)


def test_two_unknown_names_are_two_clusters() -> None:
    text = "Ержан Сагындыков и Арман Шайкенов"
    mentions = [
        item.mention for item in linked(text, person(text, "Ержан Сагындыков"), person(text, "Арман Шайкенов"))
    ]
    assert len({mention.entity_id for mention in mentions}) == 2


def test_literal_translations_need_company_of_their_kind() -> None:
    def kept(text: str) -> list[str]:
        return [text[item.start : item.end] for item in credible(gazetteer(BASE).scan(text))]

    assert kept("Our Classmates met.") == []
    assert kept("On Classmates and Telegram.") == ["Classmates", "Telegram"]
    assert kept("On Classmates." + " " * 90 + "Telegram") == ["Telegram"]
    (first, _) = linked("Classmates and Telegram", lang="en")
    assert first.mention.restored is not None
    assert first.mention.restored.form == "Одноклассники"


def test_the_day_is_weighed_also_where_an_answer_is_kept() -> None:
    text = "Семипалатинск и Нур-Султан"
    now, then = (linked(text, date=day)[1].mention for day in ("2024-01-01", "2020-01-01"))
    assert now.entity_id == then.entity_id == "astana"
    assert now.score < then.score
    assert linked(text, date="2024-01-01")[1].mention == now


def test_nothing_found() -> None:
    assert linked("") == []
    assert credible([]) == []


@pytest.mark.parametrize("room", [1, 2])
def test_answers_are_the_same_when_what_is_kept_is_full(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    text = "Семипалатинск, Касым-Жомарт Токаев, Telegram, Астана и Семипалатинск."
    before = linked(text)
    monkeypatch.setattr("kzling.resolution.links._MOST_CASES", room)
    monkeypatch.setattr("kzling.resolution.links._MOST_ANSWERS", room)
    assert linked(text) == before
    assert linked(text) == before


PIECES = [
    "Токаев",
    "Токаева",
    "Иван",
    "Астана",
    "заявила",
    "Касым-Жомарт",
    "Семипалатинске",
    "К.",
    ",",
    ".",
    "улица",
    "🇰🇿",
]


@given(
    st.text(st.characters(exclude_categories=()), max_size=60)
    | st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)
)
def test_mentions_stand_where_they_say_and_do_not_overlap(text: str) -> None:
    mentions = [item.mention for item in linked(text)]
    assert all(text[mention.start : mention.end] == mention.surface for mention in mentions)
    assert all(one.start <= other.start for one, other in pairwise(mentions))
    assert all(0 <= mention.score <= 1 and mention.entity_id for mention in mentions)
    assert [item.mention for item in linked(text)] == mentions


def test_what_people_judged_holds_in_texts_too() -> None:
    said = {"op": "link", "by": "ann", "when": "2026-11-03", "why": "the desk asked"}
    records = [
        {"id": "one", "type": "person", "names": [{"text": "Иван Петров", "lang": "ru"}]},
        {"id": "two", "type": "person", "names": [{"text": "Пётр Иванов", "lang": "ru"}]},
    ]
    overrides = Overrides.from_records([said | {"name": "Иван Петров", "entity": "two"}])
    base = KnowledgeBase.from_records(records, overrides=overrides)
    (mention,) = kzling.analyze("Вчера Иван Петров приехал.", lang="ru", kb=base).mentions
    assert mention.entity_id == "two"
    assert [reason.kind for reason in mention.evidence] == ["override", "proof"]


REGIONS = KnowledgeBase.from_records(
    [
        {
            "id": f"{name.lower()}{kind}",
            "type": "place",
            "attributes": {"country": "ua", "kind": kind or "city"},
            "names": [{"text": f"{name} {kind.title()}".strip(), "lang": "en"}],
        }
        for name in ("Lviv", "Rivne", "Odesa")
        for kind in ("", "region")
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Strikes hit the Lviv, Rivne and Odesa regions.", ["lvivregion", "rivneregion", "odesaregion"]),
        ("He came from Lviv, Rivne and the Odesa region.", ["lviv", "rivne", "odesaregion"]),
        ("They met in Lviv, Rivne and Odesa yesterday.", ["lviv", "rivne", "odesa"]),
    ],
)
def test_a_noun_behind_a_list_says_what_each_is(text: str, expected: list[str]) -> None:
    found = gazetteer(REGIONS).scan(text)
    mentions = link(text, [(item, "en") for item in found], document="d", date=None, base=REGIONS)
    assert [item.entity and item.entity.id for item in mentions] == expected


def test_a_name_is_not_widened_over_its_neighbour() -> None:
    for text in ("Кеше Нұр-Сұлтанда Тоқаев сөйледі.", "ТОҚАЕВ NUR-SULTAN NURSULTAN"):
        mentions = kzling.analyze(text).mentions
        assert all(one.end <= other.start for one, other in pairwise(mentions))
        assert "kz-person-tokayev" in {mention.entity_id for mention in mentions}


def test_what_stands_around_makes_no_link_of_a_name_that_is_another() -> None:
    text = "Путин и Владимир Стрельченко, президент России и мэр, прилетели из Москвы в Санкт-Петербург."
    named = {mention.surface: mention for mention in kzling.analyze(text, lang="ru").mentions}
    assert named["Путин"].entity_id == "ru-person-putin"
    assert named["Владимир Стрельченко"].by == "rules"
    assert named["Владимир Стрельченко"].entity_id.startswith("cluster-")


def test_a_name_spelt_as_no_list_has_it_keeps_its_link() -> None:
    (mention,) = kzling.analyze("Вчера приехал Реджеп Эрдоган.", lang="ru").mentions
    assert (mention.by, mention.entity_id) == ("rules", "tr-person-erdogan")


def test_a_place_that_is_called_by_a_persons_name_in_the_genitive_is_not_the_person() -> None:
    text = "Школа носит имя Бауыржана Момышулы. Звание Бауыржану Момышулы присвоили посмертно."
    named = [mention for mention in kzling.analyze(text, lang="ru").mentions if "Бауыржан" in mention.surface]
    assert {mention.entity_id for mention in named} == {"kz-person-momyshuly"}


def test_a_given_name_alone_is_not_the_only_one_in_the_base_who_bears_it() -> None:
    (mention,) = kzling.analyze("Кеше Сырым үйіне келіп, балаларымен сөйлесті.", lang="kk").mentions
    assert (mention.by, mention.type) == ("kazakh", "person")
    assert mention.entity_id.startswith("cluster-")
