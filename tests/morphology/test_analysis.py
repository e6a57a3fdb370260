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


def test_all_languages_of_the_script():
    languages = {analysis.language for analysis in analyses("Tokajewem")}
    assert {"und", "pl", "cs"} <= languages
    assert "ru" not in languages
    assert {"ru", "uk"} <= {analysis.language for analysis in analyses("Токаева")}


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
@given(st.text(alphabet="абвгеийклмноуыэюяʼабвАБВİI", max_size=12), st.sampled_from(["ru", "uk", "kk", None]))
def test_endings_end_the_form(form, language):
    for analysis in analyses(form, language=language):
        assert analysis.form.endswith(analysis.ending)
        assert len(analysis.lemma) >= min(2, len(form))
