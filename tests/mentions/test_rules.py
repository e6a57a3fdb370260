"""Rules for names that no base has, in whole sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzling.knowledge.base import KnowledgeBase
from kzling.mentions.found import Found
from kzling.mentions.gazetteer import gazetteer
from kzling.mentions.rules import NAME, unknown
from kzling.mentions.words import languages
from kzling.model import Segment
from kzling.orthography.forward import transliterate
from kzling.pipeline import analyze


def found(text: str, lang: str, *scanned: Found) -> list[tuple[str, str]]:
    segments = [Segment(0, len(text), lang, "Cyrl", 1.0)]
    return [(text[one.start : one.end], one.type) for one in unknown(text, scanned, segments)]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        # A given name, a patronymic, initials.
        ("kk", "Кеше Айгүл Сәрсембина келді.", "Айгүл Сәрсембина"),
        ("kk", "Бұл туралы Ә.Қ. Төленшиев айтты.", "Ә.Қ. Төленшиев"),
        ("ru", "Вчера приехал Серик Молдагулов.", "Серик Молдагулов"),
        ("ru", "Допросили Чингиза Маратовича.", "Чингиза Маратовича"),
        ("uk", "Учора приїхала Оксана Бережна.", "Оксана Бережна"),
        ("en", "Earlier Aigul Dzhandosova resigned.", "Aigul Dzhandosova"),
        ("pl", "Wczoraj przyjechał Tomasz Gwizdała.", "Tomasz Gwizdała"),
        ("de", "Gestern kam Thomas Heidlkofer.", "Thomas Heidlkofer"),
        ("de", "Gestern kam Marie von der Heidl.", "Marie von der Heidl"),
        # What stands beside.
        ("en", "He met the poet Nesipbek Karasha there.", "Nesipbek Karasha"),
        ("en", "Prices rise, said Qwerto Azdal, and left.", "Qwerto Azdal"),
        ("en", "A shepherd, Tursynbol, 71, saw it.", "Tursynbol"),
        ("ru", "По словам депутата Керимбола Жусандыка, всё готово.", "Керимбола Жусандыка"),
        ("ru", "Её муж Чингисхан ждал.", "Чингисхан"),
        ("kk", "Бұл туралы кәсіпкер Тасболат Жусан айтты.", "Тасболат Жусан"),
    ],
)
def test_persons(lang: str, text: str, name: str) -> None:
    assert found(text, lang) == [(name, "person")]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("kk", "Олар Қарабидай ауылында тұрады.", "Қарабидай"),
        ("kk", "Кеше жаңа мектеп Қарабидайда ашылды.", "Қарабидайда"),
        ("ru", "Живут в селе Зелёный Дол давно.", "Зелёный Дол"),
        ("ru", "Живут в Верхнелозьвинске давно.", "Верхнелозьвинске"),
        ("ru", "Стоит на улице Ивана Кулибина давно.", "Ивана Кулибина"),
        ("uk", "Живуть у селі Підгайчик давно.", "Підгайчик"),
        ("en", "They live in the village of Maitobol now.", "Maitobol"),
        ("en", "They live near Maitobol now.", "Maitobol"),
        ("pl", "Mieszkają w Radłociczkach dawno.", "Radłociczkach"),
        ("de", "Sie wohnen in der Heidlstraße dort.", "Heidlstraße"),
    ],
)
def test_places(lang: str, text: str, name: str) -> None:
    assert found(text, lang) == [(name, "place")]


def test_places_in_a_row() -> None:
    text = "Река затопила сёла Подгайчик, Лугань и Осовец."
    assert found(text, "ru") == [("Подгайчик", "place"), ("Лугань", "place"), ("Осовец", "place")]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("kk", "Кеше «Жаңа Дала» ЖШС ашылды.", "Жаңа Дала"),
        ("kk", "Бұл туралы Тарбағатай университеті хабарлады.", "Тарбағатай университеті"),
        ("ru", "Вчера ТОО «Жаңа Дала» открылось.", "Жаңа Дала"),
        ("ru", "Об этом пишет агентство Даладан.", "Даладан"),
        ("ru", "Решил Зареченский районный суд.", "Зареченский районный суд"),
        ("ru", "Об этом знает Министерство водных ресурсов.", "Министерство водных ресурсов"),
        ("en", "It was sold to Altyn Dan LLP later.", "Altyn Dan"),
        ("en", "It was told by the Ministry of Water Resources.", "Ministry of Water Resources"),
        ("en", "It was told by Zarechny State University.", "Zarechny State University"),
        ("pl", "Kupiła to spółka „Zielona Grusza” wczoraj.", "Zielona Grusza"),
        ("de", "Das kaufte gestern Nordheidl GmbH aus Wien.", "Nordheidl GmbH"),
        ("uk", "Це купило ТОВ «Нова Нива» вчора.", "Нова Нива"),
    ],
)
def test_organizations(lang: str, text: str, name: str) -> None:
    assert (name, "organization") in found(text, lang)
    assert {kind for _, kind in found(text, lang)} <= {"organization", "place"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Kazakh language is taught on Mondays."),
        ("en", "They watched the film “Silent Steppe” again."),
        ("ru", "Казахи отмечают Наурыз в марте."),
        ("ru", "Построили стадион «Снежинка» давно."),
        ("kk", "Сейсенбіде боран соғады."),
        ("zz", "Aigul Dzhandosova resigned."),
        ("ru", ""),
    ],
)
def test_what_is_no_name(lang: str, text: str) -> None:
    assert found(text, lang) == []


def test_kazakh_in_latin_letters() -> None:
    text = transliterate("Бұл туралы кәсіпкер Тасболат Жусан айтты, Қарабидай ауылында.", "kk-latn-2021")
    assert [kind for _, kind in found(text, "kk")] == ["person", "place"]


def test_a_place_of_the_gazetteer_in_a_persons_name() -> None:
    text = "Вчера Владимир Загребельный уехал."
    assert found(text, "ru", Found(6, 14, "Владимир", "place", "gazetteer")) == [("Владимир Загребельный", "person")]
    text = "Вчера Астана Загребельный уехал."
    assert found(text, "ru", Found(6, 12, "Астана", "place", "gazetteer")) == []


def test_mentions_say_that_a_rule_found_them(base: KnowledgeBase) -> None:
    (mention,) = analyze("Вчера приехал Серик Молдагулов.", lang="ru", kb=base).mentions
    assert (mention.surface, mention.type, mention.by) == ("Серик Молдагулов", "person", NAME)
    assert analyze("Вчера приехал Серик Молдагулов.", lang="ru", kb=base, finder="gazetteer").mentions == ()


_TEXTS = st.text(st.characters(exclude_categories=())) | st.lists(
    st.sampled_from(
        [
            "Айгүл ",
            "Ким",
            "А.",
            "«",
            "»",
            "ТОО ",
            "Bank of ",
            "суд",
            ", ",
            " и ",
            "GmbH",
            "\n",
            "in ",
            "СЕРІК ",
            "ұлы ",
        ]
    ),
    max_size=20,
).map("".join)


@settings(deadline=None)
@given(_TEXTS, st.sampled_from(sorted(languages())))
def test_names_of_any_text_lie_in_it_apart_from_each_other(base: KnowledgeBase, text: str, lang: str) -> None:
    scanned = gazetteer(base).scan(text)
    end = 0
    for name in unknown(text, scanned, [Segment(0, len(text), lang, "Cyrl", 1.0)]):
        assert end <= name.start < name.end <= len(text)
        assert name.lemma == text[name.start : name.end]
        end = name.end


ODD = [
    *("А" * 300_000, "Айгүл " * 50_000, "А." * 100_000, "😀" * 300_000),
    *("«" * 300_000, "АБАЙ-" * 60_000, "Bank of " * 40_000),
]


@pytest.mark.parametrize("lang", ["kk", "ru", "en", "de"])
@pytest.mark.parametrize("text", ODD, ids=lambda text: text[:8])
def test_odd_text_takes_no_odd_time(text: str, lang: str) -> None:
    assert all(name.end <= len(text) for name in unknown(text, [], [Segment(0, len(text), lang, "Cyrl", 1.0)]))


def test_a_name_ends_with_the_family_name() -> None:
    text = "Кеше Гүлмира Әшімова Қарағаш ауылына барды."
    assert found(text, "kk") == [("Гүлмира Әшімова", "person"), ("Қарағаш", "place")]
