import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzling.morphology.analysis import analyses
from kzling.morphology.paradigms import endings

TESTS = [
    pytest.param(e.language, form, lemma, id=f"{e.language}-{form}-{lemma}")
    for e in endings()
    for form, lemma in e.tests
]


@pytest.mark.parametrize(("language", "form", "lemma"), TESTS)
def test_lemma_is_among_the_analyses(language, form, lemma):
    assert lemma in [analysis.lemma for analysis in analyses(form, language=language)]


def test_the_form_itself_comes_first():
    first, *others = analyses("Токаева", language="ru")
    assert (first.lemma, first.case, first.ending, first.language) == ("Токаева", "nom", "", "ru")
    assert ("Токаев", "gen/acc", "а") in [(a.lemma, a.case, a.ending) for a in others]


AMBIGUOUS = [
    ("ru", "Токаева", {("Токаева", "nom"), ("Токаев", "gen/acc")}),
    ("uk", "Прилук", {("Прилук", "nom"), ("Прилуки", "gen")}),
    ("be", "Быкаву", {("Быкаў", "dat"), ("Быкава", "acc")}),
    ("pl", "Tokajewa", {("Tokajewa", "nom"), ("Tokajew", "gen/acc")}),
    ("pl", "Tokajewem", {("Tokajewem", "nom"), ("Tokajew", "ins")}),
    ("pl", "Aleksandra", {("Aleksandra", "nom"), ("Aleksander", "gen/acc")}),
    ("pl", "Niemiec", {("Niemiec", "nom"), ("Niemcy", "gen")}),
    ("sk", "Petra", {("Petra", "nom"), ("Peter", "gen/acc")}),
    ("lt", "Tokajevai", {("Tokajevas", "voc/pl"), ("Tokajeva", "dat")}),
    ("lv", "Tokajeva", {("Tokajeva", "nom"), ("Tokajevs", "gen")}),
    ("kk", "Республикасының", {("Республика", "poss+gen"), ("Республикасы", "gen")}),
    ("kk", "Qazaqstanymyzdyñ", {("Qazaqstan", "poss+gen"), ("Qazaqstanymyz", "gen")}),
    ("ky", "облусунда", {("облус", "poss+loc"), ("облусу", "loc")}),
    ("uz", "viloyatlarida", {("viloyat", "pl+poss+loc"), ("viloyatlari", "loc")}),
]


@pytest.mark.parametrize(("language", "form", "readings"), AMBIGUOUS)
def test_every_reading_is_kept(language, form, readings):
    assert readings <= {(a.lemma, a.case) for a in analyses(form, language=language)}


def test_all_languages_of_the_script():
    languages = {analysis.language for analysis in analyses("Tokajewem")}
    assert {"und", "pl", "cs"} <= languages
    assert "ru" not in languages
    assert {"ru", "uk"} <= {analysis.language for analysis in analyses("Токаева")}


@pytest.mark.parametrize("form", ["Tokajewem", "Astanada", "TOKAEVA", "Токаева", "ҚАЗАҚСТАНЫМЫЗДЫҢ", "Бишкекте"])
def test_languages_follow_one_another_the_longest_ending_first(form):
    (_, *every), tables = analyses(form), dict.fromkeys(e.language for e in endings())
    assert every == [a for language in tables for a in analyses(form, language=language)[1:]]
    for language in tables:
        lengths = [len(a.ending) for a in every if a.language == language]
        assert lengths == sorted(lengths, reverse=True)


NO_ENDINGS = [
    ("en", "Taras'e", "Taras"),
    ("kk", "Астанадө", "Астана"),
    ("ky", "Бишкектүң", "Бишкек"),
    ("uz", "Toshkentqa", "Toshkent"),
    ("uz", "Бишкекқа", "Бишкек"),
    ("tr", "Astanaın", "Astana"),
    ("sk", "Praze", "Praha"),
    ("lv", "Jānisa", "Jānis"),
]


@pytest.mark.parametrize(("language", "form", "lemma"), NO_ENDINGS)
def test_what_is_no_ending_is_not_cut(language, form, lemma):
    assert lemma not in [a.lemma for a in analyses(form, language=language)]


@pytest.mark.parametrize("language", ["xx", "zh", "fr"])
def test_without_paradigms_only_the_form(language):
    assert [a.lemma for a in analyses("Tokajewem", language=language)] == ["Tokajewem"]


def test_suffixes_stack():
    assert ("қазақ", "pl+gen") in [(a.lemma, a.case) for a in analyses("қазақтардың", language="kk")]


def test_case_of_the_form():
    assert "АСТАНА" in [a.lemma for a in analyses("АСТАНЕ", language="ru")]
    assert "Астана" in [a.lemma for a in analyses("Астане", language="ru")]


@settings(deadline=None)
@given(st.text(max_size=100))
def test_never_raises(form):
    found = analyses(form)
    assert found[0].lemma == found[0].form == form
    assert len(set(found)) == len(found)


@settings(deadline=None)
@given(
    st.text(alphabet="абвгеийклмноуыэюяʼабвАБВİI", max_size=12),
    st.sampled_from(["ru", "uk", "be", "kk", "ky", "uz", None]),
)
def test_endings_end_the_form(form, language):
    for analysis in analyses(form, language=language):
        assert analysis.form.endswith(analysis.ending)
        assert len(analysis.lemma) >= min(2, len(form))
