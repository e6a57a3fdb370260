import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.errors import UnknownScheme
from kzling.orthography.backward import backward
from kzling.orthography.forward import transliterate
from kzling.orthography.schemes import schemes
from kzling.text.nfc import is_nfc

REVERSIBLE = [scheme.id for scheme in schemes().values() if scheme.reversible]
NEWS = (
    "Қазақстан Республикасының Президенті Қасым-Жомарт Тоқаев «Егемен Қазақстан» газетіне сұхбат берді. "
    "ҚазТАГ 2022 жылғы 5 қаңтарда хабарлады."
)
LATIN = ("kk-latn-2017", "kk-latn-2018", "kk-latn-2021", "kk-latn-2021-apr", "kk-qazaqparat", "kk-iso9", "kk-yanalif")


@pytest.mark.parametrize("scheme", LATIN)
def test_kazakh_news_come_back_from_latin(scheme: str) -> None:
    assert backward(transliterate(NEWS, scheme), scheme).text == NEWS


def test_kazakh_goes_from_latin_to_arabic_and_back() -> None:
    latin = "Qazaqstan halqy bır bolsyn"
    cyrillic = backward(latin, "kk-latn-2021").text
    assert cyrillic == "Қазақстан халқы бір болсын"
    arabic = transliterate(cyrillic, "kk-arab")
    assert arabic == "قازاقستان حالقى ٴبىر بولسىن"
    # Arabic script has no capitals.
    assert backward(arabic, "kk-arab").text == cyrillic.lower()


def test_any_apostrophe_and_decomposed_letters() -> None:
    assert backward("Qazaqstannyn’ on’tu’stigi", "kk-latn-2017").text == "Қазақстанның оңтүстігі"
    assert backward(unicodedata.normalize("NFD", "Ońtústik"), "kk-latn-2018").text == "Оңтүстік"


def test_the_capital_of_the_dotless_i() -> None:
    text = "ЫБЫРАЙ Ыбырай Ілияс ІЛИЯС"
    assert backward(transliterate(text, "kk-qazaqparat"), "kk-qazaqparat").text == text


def test_one_capital_of_two_letters() -> None:
    for text in ("Индира Иранда, РЕСПУБЛИКАСЫ", "Ілияс", "ТҮРКІСТАН"):
        assert backward(transliterate(text, "kk-latn-2018"), "kk-latn-2018").text == text


def test_quotation_marks_are_no_letters() -> None:
    assert backward("'Qazaqstan'", "kk-latn-2017").text == "'Қазақстан'"
    assert backward("Qazaqstan' dep", "kk-latn-2017").text == "Қазақстан' деп"
    assert backward("jan'a", "kk-latn-2017").text == "жаңа"


def test_addresses_stay() -> None:
    assert backward("www.kaz.kz info@kaz.kz https://kaz.kz/a jaŋa", "kk-latn-2021").text.endswith(
        "https://kaz.kz/a жаңа"
    )
    assert backward("www.kaz.kz info@kaz.kz", "kk-latn-2021").text == "www.kaz.kz info@kaz.kz"


def test_hamza_tells_front_vowels() -> None:
    assert backward("ٴۇي", "kk-arab").text == "үй"
    assert backward("ۇي", "kk-arab").text == "ұй"
    assert backward("ءۇي", "kk-arab").text == "үй"


def test_what_is_a_choice_is_told() -> None:
    (loss,) = backward("Sasin!", "ru-de").losses
    assert (loss.start, loss.end, loss.form) == (0, 5, "Sasin")
    assert {"Сазин", "Зазин"} <= {loss.source, *loss.others}
    assert loss.source not in loss.others
    assert backward("Šuka", "ru-iso9").losses == ()


def test_offsets_are_those_of_the_given_text() -> None:
    text = "«Sasin» i 'Lesin'."
    for loss in backward(text, "ru-de").losses:
        assert text[loss.start : loss.end] == loss.form


def test_capitals_inside_a_word_and_signs_around_it() -> None:
    assert backward("QazTAG", "kk-latn-2018").text == "ҚазТАГ"
    assert backward("'Toqaev', (ŠČUKA)", "kk-latn-2018").text == "'Тоқаев', (ŠČUKA)"
    assert backward("ŠČUKA, Ŝuka’", "ru-iso9").text == "ШЧУКА, Щука’"


def test_unknown_scheme() -> None:
    with pytest.raises(UnknownScheme, match="near it are ru-pl"):
        backward("", "ru-plx")


@pytest.mark.parametrize("scheme", REVERSIBLE)
@given(words=st.data())
def test_reversible_schemes_lose_nothing(scheme: str, words: st.DataObject) -> None:
    letters = sorted(data.read_yaml(f"schemes/{scheme}.yml")["letters"])
    letters = [letter for letter in letters if letter.isalpha()]
    # Signs have no capitals in Latin script: no word begins with one, and АЪ cannot be told from Аъ.
    word = words.draw(st.text(st.sampled_from(letters), min_size=1, max_size=30)).lstrip("ьъ")
    texts = [word, word.capitalize(), f"{word} {word}, {word}"]
    texts += [word.upper()] if sum(letter not in "ьъ" for letter in word) > 1 else []
    text = words.draw(st.sampled_from(texts))
    assert backward(transliterate(text, scheme), scheme).text == text
    assert not backward(transliterate(text, scheme), scheme).losses


@given(st.text(), st.sampled_from(sorted(schemes())))
def test_any_text(text: str, scheme: str) -> None:
    found = backward(text, scheme)
    assert is_nfc(found.text)
    assert type(found).from_dict(found.to_dict()) == found
    assert all(text[loss.start : loss.end] == loss.form for loss in found.losses)
