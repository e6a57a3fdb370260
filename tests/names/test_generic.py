"""Legal forms, kinds of organisations and places, and numbers in names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.names.generic import LEGAL, ORGANISATIONS, PLACES, plain, stem
from kzling.text.nfc import nfc
from kzling.text.scripts import count

CYRILLIC = frozenset({"kk", "ru", "uk", "be", "ky", "tg", "mn"})
SCRIPTS = {"ka": {"Geor"}, "hy": {"Armn"}, "uz": {"Latn", "Cyrl"}} | {lang: {"Cyrl"} for lang in CYRILLIC}
GROUPS = {
    LEGAL: {"short", "long"},
    ORGANISATIONS: {"short", "long"},
    PLACES: {short + side for short in ("", "short ") for side in ("before", "after", "both")},
}
FORMS = [
    (path, concept, lang, form)
    for path in GROUPS
    for concept, languages in data.read_yaml(path)["words"].items()
    for lang, groups in languages.items()
    for forms in groups.values()
    for form in forms
]


@pytest.mark.parametrize("path", GROUPS)
def test_files(path: str) -> None:
    raw = data.read_yaml(path)
    assert raw["sources"]
    for concept, languages in raw["words"].items():
        assert len(languages) >= 2, concept
        assert all(set(groups) <= GROUPS[path] for groups in languages.values()), concept
    found = [form for form in FORMS if form[0] == path]
    assert len({(concept, lang, form.lower()) for _, concept, lang, form in found}) == len(found)
    for _, _, lang, form in found:
        assert form == nfc(form).strip()
        assert set(count(form)) <= SCRIPTS.get(lang, {"Latn"}), (lang, form)
        assert len(count(form)) == 1, (lang, form)


def test_lists_of_places_name_what_there_is() -> None:
    raw = data.read_yaml(PLACES)
    assert set(raw["administrative"]) <= set(raw["words"])
    assert set(raw["capitals"]) <= {lang for languages in raw["words"].values() for lang in languages}


def test_every_form_is_found() -> None:
    for path, concept, lang, form in FORMS:
        kind = "place" if path == PLACES else "organization"
        names = (f"{form} Ыыы", f"Ыыы {form}")
        found = [plain(name, lang, kind) for name in names]
        assert any(concept in one.kinds and one.tokens == ("Ыыы",) for one in found), (concept, lang, form)


# text, language, tokens, kinds
ORGANISATIONS_NAMED = [
    ("ТОО «Алтын Дән»", "ru", "Алтын Дән", "llc"),
    ("«Алтын Дән» ЖШС", "kk", "Алтын Дән", "llc"),
    ("Altyn Dan LLP", "en", "Altyn Dan", "llc"),
    ("тоо алтын дән", "ru", "алтын дән", "llc"),
    ("Dobra sp.z o.o.", "pl", "Dobra", "llc"),
    ("обществом с ограниченной ответственностью „Ромашка“", "ru", "Ромашка", "llc"),
    ("ОАО “Север”", "ru", "Север", "jsc/open"),
    ("Siemens AG", "ru", "Siemens", "jsc"),
    ("АО «Национальная компания «Қазақстан темір жолы»", "ru", "Қазақстан темір жолы", "jsc national-company"),
    ("«Қазақстан темір жолы» ұлттық компаниясы» АҚ", "kk", "Қазақстан темір жолы", "jsc national-company"),
    ("Назарбаев Университеті", "kk", "Назарбаев", "university"),
    ("University of Oxford", "en", "Oxford", "university"),
    ("Oxford University", "en", "Oxford", "university"),
    ("Әл-Фараби атындағы Қазақ ұлттық университеті", "kk", "Әл-Фараби Қазақ", "national-university"),
    ("Казахский национальный университет имени аль-Фараби", "ru", "Казахский аль-Фараби", "national-university"),
    ("Акимат города Алматы", "ru", "Алматы", "akimat city"),
    ("Ministry of Finance of the Republic of Kazakhstan", "en", "Finance Kazakhstan", "ministry republic"),
    ("Министерство финансов Республики Казахстан", "ru", "финансов Казахстан", "ministry republic"),
    ("Национальный банк", "ru", "Национальный банк", "national-bank"),
    ("University of", "en", "University of", "university"),
    ("Ао Нан", "en", "Ао Нан", ""),
]
PLACES_NAMED = [
    ("Алматинская область", "ru", "Алматинская", "region"),
    ("в Алматинской области", "ru", "в Алматинской", "region"),
    ("Алматы облысының", "kk", "Алматы", "region"),
    ("АЛМАТЫ ОБЛЫСЫ", "kk", "АЛМАТЫ", "region"),
    ("Almaty Region", "en", "Almaty", "region"),
    ("район Байтерек", "ru", "Байтерек", "district"),
    ("с. Красный Яр Жаксынского р-на", "ru", "Красный Яр Жаксынского", "village district"),
    ("г.Астана", "ru", "Астана", "city"),
    ("Астана қ.", "kk", "Астана", "city"),
    ("м. Київ", "uk", "Київ", "city"),
    ("city of Astana", "en", "Astana", "city"),
    ("Астана (город)", None, "Астана", "city"),
    ("Орал (Уральск)", "kk", "Орал", ""),
    ("(Уральск)", "ru", "Уральск", ""),
    ("Красная Поляна", "ru", "Красная Поляна", ""),
    ("Новая Деревня", "ru", "Новая Деревня", ""),
    ("Ақ Көл", "kk", "Ақ Көл", ""),
    ("Көл Бұлақ", "kk", "Көл Бұлақ", ""),
    ("Балқаш көлі", "kk", "Балқаш", "lake"),
    ("Озеро Балхаш", "ru", "Балхаш", "lake"),
    ("Lake Balkhash", "en", "Balkhash", "lake"),
    ("Mexico City", None, "Mexico", "city"),
    ("Syr Darya River Valley", "en", "Syr Darya", "river valley"),
    ("Акжарского сельского округа", "ru", "Акжарского", "rural-district"),
    ("Ақжар а.о.", "kk", "Ақжар", "rural-district"),
    ("district d'Abaï", "fr", "Abaï", "district"),
    ("L'viv", "fr", "L'viv", ""),
    ("ул. им. Абая", "ru", "Абая", "street"),
    ("Republic", "en", "Republic", "republic"),
    ("село Село", "ru", "село Село", "village"),
    ("Усть-Каменогорск", "ru", "Усть-Каменогорск", ""),
    ("АО Север", "ru", "АО Север", ""),
    ("", None, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lang", "tokens", "kinds"), ORGANISATIONS_NAMED)
def test_organisations(text: str, lang: str | None, tokens: str, kinds: str) -> None:
    found = plain(text, lang, "organization")
    assert (" ".join(found.tokens), found.kinds) == (tokens, frozenset(kinds.split()))


@pytest.mark.parametrize(("text", "lang", "tokens", "kinds"), PLACES_NAMED)
def test_places(text: str, lang: str | None, tokens: str, kinds: str) -> None:
    found = plain(text, lang, "place")
    assert (" ".join(found.tokens), found.kinds) == (tokens, frozenset(kinds.split()))


def test_without_a_type_all_words_count_at_the_ends() -> None:
    assert plain("ТОО Север", "ru", None).kinds == {"llc"}
    assert plain("Первый банк Севера", "ru", None).tokens == ("Первый", "банк", "Севера")


@pytest.mark.parametrize(
    ("text", "tokens", "numbers"),
    [
        ("Школа № 5", "Школа", "5"), ("Школа №15 имени Абая", "Абая", "15"), ("Самал-2", "Самал", "2"),
        ("Школа имени 28 панфиловцев", "панфиловцев", "28"),
        ("2-й Северный", "Северный", "2"), ("Северный II", "Северный", "2"), ("Северный ІІ", "Северный", "2"),
        ("№5-ші мектеп", "мектеп", "5"), ("School No. 007", "School", "7"), ("XXXIX", "XXXIX", "39"),
        ("XIV IX VIII", "XIV IX VIII", "14 9 8"), ("3rd Lyceum of Kyiv", "Kyiv", "3"), ("IIII", "IIII", ""),
        ("5-А", "5-А", ""), ("MiG-29", "MiG", "29"), ("No", "No", ""), ("1 2", "1 2", "1 2"),
    ],
)  # fmt: skip
def test_numbers(text: str, tokens: str, numbers: str) -> None:
    found = plain(text, None, "organization")
    assert (" ".join(found.tokens), " ".join(found.numbers)) == (tokens, numbers)


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("Жаксынский", "Жаксы"), ("Алматинской", "Алмат"), ("Костанайская", "Костанай"), ("Донецкая", "Донец"),
        ("Челябинская", "Челябинск"), ("Аральского", "Арал"), ("Київської", "Київ"), ("Бабруйскі", "Бабруйск"),
        ("Zaysanskiy", "Zaysan"), ("Almatinskaya", "Almat"),
    ],
)  # fmt: skip
def test_stem(token: str, name: str) -> None:
    assert name in stem(token)


@pytest.mark.parametrize("token", ["Абай", "Северный", "Alaska", "ский", "", "İskiy"])
def test_other_words_have_no_stem(token: str) -> None:
    assert stem(token) == () or token == "İskiy"


WORDS = st.sampled_from(sorted({word for *_, form in FORMS for word in form.split()}))
CAPITALS = WORDS.map(str.capitalize)
OTHERS = st.sampled_from(
    ["Алтын", "Новая", "5", "II", "№", "(", ")", "«", "»", ",", "of", "им.", "2-й", "Ақ", "d'Abaï", "_"]
)
NAMES = st.lists(st.one_of(WORDS, CAPITALS, OTHERS, st.text(max_size=5)), max_size=7).map(" ".join)
LANGS = st.sampled_from([None, "kk", "ru", "uk", "en", "pl", "fr", "tr", "zh"])
TYPES = st.sampled_from([None, "place", "organization", "other"])


@given(st.one_of(st.text(), NAMES), LANGS, TYPES)
def test_tokens_stand_in_the_text_in_order(text: str, lang: str | None, kind: str | None) -> None:
    rest = nfc(text)
    found = plain(text, lang, kind)
    for token in found.tokens:
        assert token
        _, token_found, rest = rest.partition(token)
        assert token_found
    assert all(number.isdecimal() for number in found.numbers)
    assert "" not in found.kinds


@given(st.one_of(st.text(), NAMES), LANGS, TYPES)
def test_tokens_are_left_as_they_are(text: str, lang: str | None, kind: str | None) -> None:
    tokens = plain(text, lang, kind).tokens
    assert plain(" ".join(tokens), lang, kind).tokens == tokens


@given(st.text())
def test_stems_begin_the_token(token: str) -> None:
    assert all(token.startswith(form) for form in stem(token))


LONG = [
    "г. " * 1700,
    "sp z " * 500 + "o.o. " * 500,
    "the of " * 700 + "University " + "of the " * 700,
    *(part * (5000 // len(part)) for part in ("(", "а", "а-", "А.", "5", "ab'")),
]


@pytest.mark.parametrize("text", LONG)
@pytest.mark.parametrize("kind", ["place", "organization"])
def test_long_names_are_read(text: str, kind: str) -> None:
    # That takes long if the work grows faster than the name.
    assert len(" ".join(plain(text, None, kind).tokens)) <= len(text)
