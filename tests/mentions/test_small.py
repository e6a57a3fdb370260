import pytest
from hypothesis import given
from hypothesis import strategies as st

import kzling
from kzling.knowledge.base import KnowledgeBase
from kzling.mentions.gazetteer import gazetteer
from kzling.mentions.small import at_names, has_no_capitals, with_capitals, without_words

BASE = KnowledgeBase.default()


def linked(text: str, lang: str | None = None) -> dict[str, str | None]:
    return {mention.surface: mention.entity_id for mention in kzling.analyze(text, lang=lang).mentions}


def test_names_in_small_letters_are_found_and_linked() -> None:
    assert linked("putin met tokayev in astana, lol", "en") == {
        "putin": "ru-person-putin",
        "tokayev": "kz-person-tokayev",
        "astana": "kz-place-astana",
    }
    assert linked("тоқаев кеше қытайға барды, ал сша мен оон қайда?", "kk") == {
        "тоқаев": "kz-person-tokayev",
        "қытайға": "cn-place-china",
        "сша": "us-place-united-states",
        "оон": "int-org-un",
    }
    assert linked("живёт в нур-султане, а работает в газпроме", "ru") == {
        "нур-султане": "kz-place-astana",
        "газпроме": "ru-org-gazprom",
    }


def test_names_in_arabic_script_are_found_and_linked() -> None:
    text = "قازاقستان پرەزيدەنتى قاسىم-جومارت توقايەۆ الماتىعا كەلدى. ول شىمكەنتتەگى جيىنعا قاتىستى."
    assert linked(text) == {
        "قازاقستان": "kz-place-kazakhstan",
        "قاسىم-جومارت توقايەۆ": "kz-person-tokayev",
        "الماتىعا": "kz-place-almaty",
        "شىمكەنتتەگى": "kz-place-shymkent",
    }
    # Үлкен, Жақсы and Абай are places, too.
    assert linked("بۇل ۇلكەن جاقسى ىس، ٴۇش جىل وتكەن سوڭ كورەمىز", "kk") == {}


@pytest.mark.parametrize(
    "text",
    [
        "газ подорожал, а в прошлом году он был дешевле",
        "кітап оқу керек, мен оны айтпай-ақ қояйын",
        "it is nice to see her reading, may be in march",
        "пишите на info@astana.kz, или см. www.almaty.kz и #astana",
    ],
)
def test_words_in_small_letters_are_no_names(text: str) -> None:
    assert linked(text) == {}


def test_what_has_capitals_is_taken_as_it_is() -> None:
    assert linked("EU, USA: lol", "en") == {"EU": "int-org-eu", "USA": "us-place-united-states"}


def test_a_text_with_capitals_is_read_as_it_is() -> None:
    text = "Вчера он сказал, что газ и путин — одно. Потом Токаев приехал в Астану."
    assert not has_no_capitals(text)
    assert list(linked(text, "ru")) == ["Токаев", "Астану"]


def test_a_long_text_is_judged_whole() -> None:
    small = "вчера путин приехал в алматы " * 40
    assert has_no_capitals(small)
    assert not has_no_capitals(small + "Вчера Токаев приехал в Алматы. " * 40)


def test_without_words_and_at_names_keep_what_is_a_name() -> None:
    text = "путин купил газ"
    capitals = with_capitals(text, BASE)
    found = without_words(gazetteer(BASE).scan(capitals), text)
    assert [item.lemma for item in found] == ["Путин"]
    assert at_names(text, capitals, found) == "Путин купил газ"


@given(st.text(max_size=200))
def test_offsets_stay_the_same(text: str) -> None:
    assert len(with_capitals(text, BASE)) == len(text)
    small = text.lower()
    assert all(small[m.start : m.end] == m.surface for m in kzling.analyze(small, clean=False).mentions)
