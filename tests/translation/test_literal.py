import pytest

import kzling
from kzling.mentions.found import Found
from kzling.translation.literal import literal_signs_alone, without_literal
from kzling.translation.phrases import rows

HOWS = {
    *("network", "operation", "paper", "media", "party", "bank", "company", "airline", "weapon", "club", "show"),
    *("award", "program", "app", "fund", "game", "train"),
    *("payment", "unit", "theatre", "camp", "palace", "legal"),
}


def restored(text: str, lang: str) -> list[tuple[str, str]]:
    mentions = kzling.analyze(text, lang=lang, clean=False).mentions
    return [(m.surface, m.restored.form) for m in mentions if m.restored]


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        (
            "en",
            "Subscribe to our pages in Classmates, In contact and Telegram.",
            [("Classmates", "Одноклассники"), ("In contact", "ВКонтакте")],
        ),
        ("en", "He died in the zone of the Northern Military District.", [("Northern Military District", "СВО")]),
        ("en", "In Moscow, the newspaper “Truth” reported it.", [("Truth", "Правда")]),
        ("en", "Yavlinsky of the Apple party spoke in Moscow.", [("Apple", "Яблоко")]),
        (
            "en",
            "In Russia the supermarket chain “Ribbon” sells flour.",
            [("Ribbon", "Лента")],
        ),
        (
            "en",
            "In Moscow, Parliamentary Newspaper writes of the law.",
            [("Parliamentary Newspaper", "Парламентская газета")],
        ),
        ("en", "Electoral Newspaper writes that Poland pays.", [("Electoral Newspaper", "Gazeta Wyborcza")]),
        ("ru", "Газета «Суверенный Казахстан» сообщает о них.", [("Суверенный Казахстан", "Егемен Қазақстан")]),
        ("kk", "Telegram және Сыныптастар желілерінде оқыңыз.", [("Сыныптастар", "Одноклассники")]),
    ],
)
def test_names_are_restored(lang: str, text: str, names: list[tuple[str, str]]) -> None:
    assert restored(text, lang) == names


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Her Classmates kept in touch, and the teacher stayed In contact with them."),
        ("en", "The Northern Military District of Sri Lanka held an exercise."),
        ("en", "Apple sold phones in Moscow."),
        ("en", "The exhibition “Young Alash of the steppe” was opened in Astana."),
        ("en", "The Star of Johannesburg is a newspaper, the journalists of the Star say."),
        ("en", "In Moscow, Literaturnaya Gazeta (“Literary Newspaper”) reports it."),
        ("en", "The truth is that Rain fell in Moscow."),
        ("ru", "Суверенный Казахстан празднует день независимости."),
        ("de", "Die Zeitung „Truth“ in Moskau berichtete es."),
    ],
)
def test_traps_stay(lang: str, text: str) -> None:
    assert restored(text, lang) == []


def test_a_restored_name_is_linked_to_its_entity() -> None:
    document = kzling.analyze("In Moscow, the newspaper “Truth” reported it.", lang="en")
    truth = next(mention for mention in document.mentions if mention.restored)
    assert (truth.entity_id, truth.by, truth.verdict) == ("ru-org-pravda", "literal", "likely")
    assert truth.restored is not None
    assert truth.restored.language == "ru"


def test_removed_furniture_is_searched_alone() -> None:
    found = list(literal_signs_alone("Follow us in Telegram, Classmates", "en"))
    assert [(one.sources, one.cue.span.start) for one in found] == [(("ru",), 23)]
    assert list(literal_signs_alone("Follow us in Telegram, Classmates", "xx")) == []


def test_forms_that_are_decided_here() -> None:
    text = "Classmates in Astana"
    found = [Found(0, 10, "Classmates", "organization", "x"), Found(14, 20, "Astana", "place", "x")]
    assert [item.lemma for item in without_literal(found, text, "en")] == ["Astana"]


def test_the_list_is_sound() -> None:
    listed = [tuple(row) for row in rows("literal-names.tsv")]
    assert len({(row[0], row[1], row[2]) for row in listed}) == len(listed)
    for target, source, own, type, forms, how in listed:
        assert target != source
        assert how in HOWS
        assert type in ("person", "place", "organization", "product", "work", "event")
        assert own not in forms.split("|")
        assert all(form == form.strip() != "" for form in forms.split("|"))
