import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzling.language.identify import SchemeGuess, identify_scheme
from kzling.orthography.forward import transliterate

TEXT = (
    "Қазақстан Республикасының Президенті Қасым-Жомарт Тоқаев Үкіметтің кеңейтілген отырысында шағын және орта "
    "бизнесті қолдау туралы айтты. Маңғыстау облысының әкімі жаңа жоба ұсынды."
)


@pytest.mark.parametrize(
    "scheme",
    ["kk-latn-2017", "kk-latn-2018", "kk-latn-2021", "kk-latn-2021-apr", "kk-qazaqparat", "kk-yanalif", "kk-iso9",
     "kk-alalc", "kk-bgn", "kk-latn-ascii", "kk-odni-2015", "kk-en-kz", "kk-tr", "kk-de"],
)  # fmt: skip
def test_alphabets_of_running_text(scheme):
    guesses = identify_scheme(transliterate(TEXT, scheme))
    assert guesses[0].scheme == scheme
    assert guesses[0].score > 0.9
    assert guesses[0].evidence


def test_what_two_alphabets_write_alike_they_share_and_the_newer_comes_first():
    one, other = identify_scheme("Qazaqstan Respublikasy Parlamentınıñ jūmysy".replace("ñ", ""))[:2]
    assert (one.scheme, other.scheme) == ("kk-latn-2021-apr", "kk-latn-2021")
    assert one.score == other.score


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Qazaqstan",
        "The owner wasn't there.",
        "Тоқаев",
        "He asked whether the old school would be closed in summer, and nobody knew.",
        "Która godzina? Nie wiem, mój zegarek został wczoraj wieczorem w pracy.",
    ],
)
def test_nothing_speaks(text):
    assert identify_scheme(text) == []


def test_evidence_names_the_letter():
    guess = identify_scheme("Ońtústik Túrkistan")[0]
    assert guess.evidence[0].why == "ú (2 times): only this scheme writes it"
    assert SchemeGuess.from_dict(guess.to_dict()) == guess


@settings(deadline=None)
@given(st.text())
def test_never_raises(text):
    assert all(0 <= guess.score <= 1 for guess in identify_scheme(text))


@pytest.mark.parametrize(
    "text",
    [
        "The government discussed the new budget with the members of the parliament.",
        "Die Regierung hat gestern über den neuen Haushalt beraten.",
        "Rząd omówił wczoraj nowy budżet z członkami parlamentu.",
        "Hükümet dün yeni bütçeyi meclis üyeleriyle görüştü.",
        "Hukumat kecha parlament aʼzolari bilan yangi byudjetni muhokama qildi.",
    ],
)
def test_a_text_in_another_language_gets_no_guess(text: str) -> None:
    assert identify_scheme(text) == []


def test_evidence_is_what_the_scheme_itself_writes() -> None:
    first, *others = identify_scheme("ýa")
    assert [reason.why for reason in first.evidence] == ["ý (1 times): only this scheme writes it"]
    assert others
    assert not [reason for guess in others for reason in guess.evidence]
