import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.errors import UsageError
from kzling.morphology.inflection import inflect, inflected, is_possessed

LANGUAGES = st.sampled_from(["ru", "uk", "pl", "kk", "en"])
TYPES = st.sampled_from(["person", "place", "organization", "group"])
NAMES = st.text(max_size=40) | st.text("АаЯяОоьъскийновТ- '.Żółćaiy", max_size=30)
ODD = ["", " ", "-", "а-", "-а", "\ud800", "\0", "👍", "محمد", "А" * 100_000, "Аа " * 50_000, "1", "К. К.", "фон"]


@pytest.mark.parametrize(
    ("name", "lang", "case", "form"),
    [
        ("Касым-Жомарт Токаев", "ru", "ins", "Касым-Жомартом Токаевым"),
        ("Имангали Тасмагамбетов", "ru", "dat", "Имангали Тасмагамбетову"),
        ("Лев Толстой", "ru", "gen", "Льва Толстого"),
        ("Тарас Шевченко", "ru", "gen", "Тараса Шевченко"),
        ("Петро Порошенко", "uk", "ins", "Петром Порошенком"),
        ("Володимир Зеленський", "uk", "gen", "Володимира Зеленського"),
        ("Wołodymyr Zełenski", "pl", "ins", "Wołodymyrem Zełenskim"),
        ("Lech Wałęsa", "pl", "dat", "Lechowi Wałęsie"),
        ("Олжас Бектенов", "kk", "gen", "Олжас Бектеновтің"),
        ("Нұрсұлтан Назарбаев", "kk", "ins", "Нұрсұлтан Назарбаевпен"),
        ("Qasym-Jomart Toqaev", "kk", "gen", "Qasym-Jomart Toqaevtyñ"),
        ("Ким Чен Ын", "ru", "gen", "Ким Чен Ына"),
        ("Пан Гі Мун", "uk", "gen", "Пан Гі Муна"),
        ("James", "en", "poss", "James's"),
    ],
)
def test_men(name: str, lang: str, case: str, form: str) -> None:
    assert inflect(name, lang=lang, case=case, sex="m") == form


@pytest.mark.parametrize(
    ("name", "lang", "case", "form"),
    [
        ("Дарига Назарбаева", "ru", "gen", "Дариги Назарбаевой"),
        ("Ангела Меркель", "ru", "dat", "Ангеле Меркель"),
        ("Юлія Тимошенко", "uk", "gen", "Юлії Тимошенко"),
        ("Ольга Стефанішина", "uk", "dat", "Ользі Стефанішиній"),
        ("Ołena Zełenska", "pl", "loc", "Ołenie Zełenskiej"),
    ],
)
def test_women(name: str, lang: str, case: str, form: str) -> None:
    assert inflect(name, lang=lang, case=case, sex="f") == form


@pytest.mark.parametrize(
    ("name", "lang", "case", "form"),
    [
        ("Алма-Ата", "ru", "acc", "Алма-Ату"),
        ("Ростов-на-Дону", "ru", "loc", "Ростове-на-Дону"),
        ("Нижний Новгород", "ru", "gen", "Нижнего Новгорода"),
        ("Грозный", "ru", "ins", "Грозным"),
        ("Казань", "ru", "ins", "Казанью"),
        ("Ярославль", "ru", "gen", "Ярославля"),
        ("Сочи", "ru", "gen", "Сочи"),
        ("Министерство обороны", "ru", "loc", "Министерстве обороны"),
        ("Львів", "uk", "loc", "Львові"),
        ("Верховна Рада", "uk", "gen", "Верховної Ради"),
        ("Unia Europejska", "pl", "loc", "Unii Europejskiej"),
        ("Kraków", "pl", "gen", "Krakowa"),
        ("Алматы облысы", "kk", "dat", "Алматы облысына"),
        ("Минск", "kk", "loc", "Минскіде"),
        ("Қазақстан", "kk", "abl", "Қазақстаннан"),
        ("БҰҰ", "ru", "gen", "БҰҰ"),
    ],
)
def test_places_and_bodies(name: str, lang: str, case: str, form: str) -> None:
    assert inflect(name, lang=lang, case=case, type="place") == form


@pytest.mark.parametrize(("name", "lang"), [("Ыцъвь", "ru"), ("Эйр Астана", "ru"), ("Стовпів", "uk")])
def test_what_is_not_sure_has_no_form(name: str, lang: str) -> None:
    assert inflect(name, lang=lang, case="gen", type="place") is None


def test_a_family_in_the_plural() -> None:
    assert inflect("Назарбаев", lang="ru", case="ins", number="pl") == "Назарбаевыми"
    assert inflect("Назарбаев", lang="kk", case="dat", number="pl") == "Назарбаевтарға"


def test_capitals_stay_capitals() -> None:
    assert inflect("ПЕТЕРБУРГ", lang="ru", case="gen", type="place") == "ПЕТЕРБУРГА"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"lang": "de"}, "not inflected in 'de'"),
        ({"case": "abl"}, "'abl' is no case"),
        ({"number": "du"}, "number must"),
    ],
)
def test_what_is_asked_has_to_be_known(changed: dict[str, str], message: str) -> None:
    asked = {"lang": "ru", "case": "gen", **changed}
    with pytest.raises(UsageError, match=message):
        inflect("Токаев", **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("lang", ["ru", "uk", "pl", "kk", "en"])
def test_odd_names(name: str, lang: str) -> None:
    for type in ("person", "place", "group"):
        form = inflect(name, lang=lang, case="nom", type=type)  # type: ignore[arg-type]
        assert form in (None, name)


@given(NAMES, LANGUAGES, TYPES)
def test_any_text_has_itself_as_base_form(name: str, lang: str, type: str) -> None:
    found = inflected(name, lang, type)  # type: ignore[arg-type]
    assert found is None or name in found.forms["sg", "nom"]
    assert found is None or all(forms for forms in found.forms.values())


def test_sons_are_possessed() -> None:
    assert is_possessed("Ахмет Байтұрсынұлы", "person")
    assert inflect("Ахмет Байтұрсынұлы", lang="kk", case="dat") == "Ахмет Байтұрсынұлына"
