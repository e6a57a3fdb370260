"""Family names without their endings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.names.endings import bases, contrast, is_womans
from kzling.names.sounds import sounds, table


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b"),
    [
        ("Токаев", "ru", "Токаева", "ru"), ("Токаев", "ru", "Tokajevas", "lt"), ("Токаева", "ru", "Tokajevová", "cs"),
        ("Путин", "ru", "Putina", "pl"), ("Путин", "ru", "Putinová", "sk"),
        ("Достоевский", "ru", "Dostojewska", "pl"), ("Достоєвська", "uk", "Dostoevskij", None),
    ],
)  # fmt: skip
def test_one_family_name(a: str, lang_a: str | None, b: str, lang_b: str | None) -> None:
    left, right = ({base.kind for base in bases(*one) if base.kind} for one in ((a, lang_a), (b, lang_b)))
    assert left & right


@pytest.mark.parametrize(
    ("token", "lang", "sex"),
    [("Токаева", "ru", "f"), ("Токаев", "ru", "m"), ("Tokajevas", "lt", "m"), ("Nováková", "cs", "f")],
)
def test_sex(token: str, lang: str, sex: str) -> None:
    assert sex in {base.sex for base in bases(token, lang)}


@pytest.mark.parametrize(("token", "lang"), [("Абай", "kk"), ("Ким", None), ("", None), ("Jaceniuk", "pl")])
def test_no_ending(token: str, lang: str | None) -> None:
    assert bases(token, lang) == ()


@pytest.mark.parametrize(
    ("token", "lang", "womans"),
    [
        ("Nazarbayeva", "en", True), ("Nazarbayeva", None, True), ("Назарбаева", "kk", True),
        ("Назарбаева", "ru", False), ("Nazarbajewa", "pl", False), ("Назарбаев", "ru", False), ("Ким", "ru", False),
    ],
)  # fmt: skip
def test_womens_endings_that_are_no_case(token: str, lang: str | None, womans: bool) -> None:
    assert is_womans(token, lang) is womans


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        ("Nazarbayev", "Nazarbayeva", True), ("Nazarbayeva", "Nazarbayeva", False), ("Tokayeva", "Nazarbayev", True),
        ("Merkelova", "Merkel", False), ("Nazarbayev", "Tokayev", False), ("", "Nazarbayeva", False),
    ],
)  # fmt: skip
def test_contrast(a: str, b: str, found: bool) -> None:
    assert contrast(a, "en", b, "en") is contrast(b, "en", a, "en") is found


def test_endings_are_written_in_sounds() -> None:
    heard = set("".join([*table()["letters"].values(), *table()["groups"].values()]))
    for ending in (*table()["endings"], *table()["added"].values()):
        assert set("".join([*ending["men"], *ending["women"]])) <= heard


@given(st.text(max_size=20), st.sampled_from([None, "ru", "lt", "lv", "cs"]))
def test_a_base_begins_the_name(token: str, lang: str | None) -> None:
    whole = sounds(token)
    for base in bases(token, lang):
        assert whole.line.startswith(base.sounds.line)
        assert whole.letters[: len(base.sounds.letters)] == base.sounds.letters
        assert len(base.sounds.line) >= 2
