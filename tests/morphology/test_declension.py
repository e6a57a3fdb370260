import pytest

from kzling import data
from kzling.morphology.declension import LISTS, declined, language_of, noun, nouns

SLAVIC = ("ru", "uk", "pl")


@pytest.mark.parametrize("lang", SLAVIC)
def test_each_class_is_one_of_its_kind(lang: str) -> None:
    classes = language_of(lang).classes
    assert len({one.id for one in classes}) == len(classes)
    cases = len(language_of(lang).cases)
    assert [one.id for one in classes if one.forms and len(one.forms) != cases - 1] == []
    assert [one.id for one in classes if one.plural and len(one.plural) != cases] == []
    assert [one.id for one in classes if one.ends is None and not one.words] == []


def test_lists_are_in_order_and_have_each_name_once() -> None:
    for path in LISTS:
        rows = [tuple(line.split("\t")) for line in data.read_text(path).splitlines()]
        assert all(len(row) == 5 for row in rows)
        assert len({row[:2] for row in rows}) == len(rows)
        assert {row[0] for row in rows} == set(SLAVIC)
        assert {row[2] for row in rows} <= {"m", "f", "n", "pl", "0"}


@pytest.mark.parametrize("lang", SLAVIC)
def test_most_listed_names_have_a_class(lang: str) -> None:
    listed = nouns(lang)
    without = [name for name in listed if noun(name, lang) is None]
    # Names whose parts are both declined in a way that no class has are left alone.
    assert len(without) <= len(listed) * 0.06, without


@pytest.mark.parametrize("lang", SLAVIC)
def test_the_listed_genitive_is_the_genitive(lang: str) -> None:
    for name, told in nouns(lang).items():
        found = noun(name, lang)
        assert found is None or found[1]["sg", "gen"][0].lower() == told.genitive.lower()


def test_a_given_name_is_no_family_name() -> None:
    assert (declined("Ирина", "ru", "person", "f") or {})["sg", "gen"] == ("Ирины",)
    assert (declined("Путина", "ru", "person", "f", first=False) or {})["sg", "gen"] == ("Путиной",)
