import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.morphology.forms import base_forms, lemmas
from kzling.text.fold import fold

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
LANGUAGES = st.sampled_from(["ru", "kk", "en", "pl", "uk", None])
ODD = ["", " ", "\0", "\ud800", "🇰🇿👍", "محمد", "a" * 1_000_000, "Токаев " * 100_000]


@pytest.mark.parametrize(
    ("word", "lang", "lemma"),
    [
        ("Токаевым", "ru", "токаев"),
        ("Тоқаевтың", "kk", "тоқаев"),
        ("Tokajewa", "pl", "tokajew"),
        ("Astana's", "en", "astana"),
        ("ТОКАЕВА", "ru", "токаев"),
    ],
)
def test_a_word_has_its_base_form(word: str, lang: str, lemma: str) -> None:
    assert {lemma, fold(word)} <= lemmas(word, lang)


@pytest.mark.parametrize(
    ("name", "lang", "base"),
    [
        ("Касым-Жомартом Токаевым", "ru", "касым-жомарт токаев"),
        ("Министерства обороны", "ru", "министерство обороны"),
        ("Қасым-Жомарт Тоқаевқа", "kk", "қасым-жомарт тоқаев"),
        ("Нұр-Сұлтанда", "kk", "нұр-сұлтан"),
        ("Jana Kowalskiego", "pl", "jan kowalski"),
    ],
)
def test_a_name_has_its_base_form(name: str, lang: str, base: str) -> None:
    found = {form.text: form for form in base_forms(name, lang)}
    assert base in found
    assert found[base].cuts


def test_the_cut_endings_are_those_of_the_words() -> None:
    form = next(form for form in base_forms("Токаевым", "ru") if form.text == "токаев")
    assert [(cut.ending, cut.language) for cut in form.cuts] == [("ым", "ru")]


def test_long_texts_and_names_of_many_words_are_taken_as_they_stand() -> None:
    assert [form.text for form in base_forms("А Б В Г Д Е", "ru")] == ["а б в г д е"]
    assert lemmas("Токаевым" * 20, "ru") == {"токаевым" * 20}
    assert len(base_forms("Токаевым" * 20, "ru")) == 1


@pytest.mark.parametrize("text", ODD, ids=lambda text: f"{text[:3]!r}-{len(text)}")
def test_odd_text_has_itself_as_form(text: str) -> None:
    assert base_forms(text, None)[0].text == fold(text)
    assert fold(text) in lemmas(text, None)


@given(ANY_TEXT, LANGUAGES)
def test_the_first_form_is_the_name_as_written(name: str, lang: str | None) -> None:
    first, *rest = base_forms(name, lang)
    assert first.text == fold(name)
    assert first.cuts == ()
    assert len({form.text for form in rest} | {first.text}) == len(rest) + 1
    assert all(cut.ending for form in rest for cut in form.cuts)


@given(ANY_TEXT, LANGUAGES)
def test_a_word_is_among_its_forms(word: str, lang: str | None) -> None:
    assert fold(word) in lemmas(word, lang)
