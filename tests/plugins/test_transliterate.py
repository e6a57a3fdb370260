import pytest

from kzling.errors import MissingExtra
from kzling.plugins.transliterate import register

transliterate = pytest.importorskip("transliterate")


def test_packs_are_added_beside_those_of_the_package() -> None:
    codes = register()
    assert {"kk", "ru-pl", "ru-de", "uk-pl", "kk-qazaqparat"} <= set(codes)
    assert {*codes, "ru", "uk"} <= set(transliterate.get_available_language_codes())
    assert register() == codes


@pytest.mark.parametrize(
    ("native_form", "latin", "code"),
    [
        ("Тоқаев", "Toqaev", "kk"),
        ("Токаев", "Tokajew", "ru-pl"),
        ("Назарбаев", "Nasarbajew", "ru-de"),
        ("қазақстан", "قازاقستان", "kk-arab"),
    ],
)
def test_there_and_back(native_form: str, latin: str, code: str) -> None:
    register()
    assert transliterate.translit(native_form, code, reversed=True) == latin
    assert transliterate.translit(latin, code) == native_form


def test_the_packs_of_the_package_still_work() -> None:
    register()
    assert transliterate.translit("Лорем", "ru", reversed=True) == "Lorem"


def test_what_no_spelling_leads_to_stays() -> None:
    register()
    assert transliterate.translit("Tokajew w 2022, xxx!", "ru-pl") == "Токаев в 2022, xxx!"


def test_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "transliterate.base", None)
    with pytest.raises(MissingExtra, match=r"kzling\[transliterate\]"):
        register()
