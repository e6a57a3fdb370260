import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.resolution.recast import recast

LANGUAGES = st.sampled_from(["ru", "uk", "pl", "kk", "en", "de"])
NAMES = st.text(max_size=20) | st.text("АстанаШымкентNur-Sultaу ", max_size=16)


@pytest.mark.parametrize(
    ("surface", "source", "target", "lang", "forms"),
    [
        ("Целиноградом", "Целиноград", "Астана", "ru", {"ins": "Астаной"}),
        ("ЦЕЛИНОГРАДОМ", "Целиноград", "Астана", "ru", {"ins": "АСТАНОЙ"}),
        ("Целиноград", "Целиноград", "Астана", "ru", {"nom": "Астана", "acc": "Астану"}),
        ("Нур-Султану", "Нур-Султан", "Астана", "uk", {"dat": "Астані"}),
        ("Nur-Sułtanem", "Nur-Sułtan", "Astana", "pl", {"ins": "Astaną"}),
        ("Ақмолаға", "Ақмола", "Шымкент", "kk", {"dat": "Шымкентке"}),
        ("Aqmolağa", "Aqmola", "Şymkent", "kk", {"dat": "Şymkentke"}),
        ("Aqmolanyñ", "Aqmola", "Şymkent", "kk", {"gen": "Şymkenttıñ"}),
        ("Nur-Sultan", "Nur-Sultan", "Astana", "en", {"nom": "Astana"}),
        ("Коста Рике", "Коста-Рика", "Коста-Рика", "ru", {"dat": "Коста Рике", "loc": "Коста Рике"}),
        (
            "аэропорту «Домодедово»",
            "аэропорт Домодедово",
            "аэропорт Домодедово",
            "ru",
            {"dat": "аэропорту «Домодедово»"},
        ),
    ],
)
def test_places(surface: str, source: str, target: str, lang: str, forms: dict[str, str]) -> None:
    found = recast(surface, source, target, lang=lang, type="place", sex=None)
    assert found is not None
    assert found.forms == forms


def test_persons() -> None:
    found = recast("Токаевыми", "Токаев", "Тоқаев", lang="ru", type="person", sex="m")
    assert found is not None
    assert found.forms == {"pl+ins": "Тоқаевыми"}


def test_which_gender_words_around_agree_with() -> None:
    found = recast("Целинограда", "Целиноград", "Астана", lang="ru", type="place", sex=None)
    assert found is not None
    assert found.genders == ("m", "f")


def test_what_is_no_form_of_the_source_has_none() -> None:
    assert recast("Москвой", "Целиноград", "Астана", lang="ru", type="place", sex=None) is None
    assert recast("Москва", "Astana", "Астана", lang="kk", type="place", sex=None) is None


@given(NAMES, NAMES, NAMES, LANGUAGES)
def test_any_names(surface: str, source: str, target: str, lang: str) -> None:
    found = recast(surface, source, target, lang=lang, type="place", sex=None)
    assert found is None or found.forms
    same = recast(source, source, source, lang=lang, type="place", sex=None)
    assert same is not None
    assert source in same.forms.values()
