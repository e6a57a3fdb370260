import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.resolution.agreement import Refused, beside, fitting, is_of_another_name
from kzling.resolution.recast import Recast

BOTH = Recast({"nom": "Астана", "acc": "Астану"}, ("m", "f"))
LOCATIVE = Recast({"loc": "Астане"}, ("m", "f"))


def fitted(found: Recast, text: str, name: str = "Целиноград", lang: str = "ru") -> str | Refused:
    start = text.index(name)
    return fitting(found, text, start, start + len(name), lang=lang)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Они прилетели в Целиноград.", "Астану"),
        ("Целиноград принимает гостей.", "Астана"),
        ("Целиноград — столица.", "Астана"),
        ("Это город Целиноград.", "Астана"),
    ],
)
def test_what_tells_the_case(text: str, form: str) -> None:
    assert fitted(BOTH, text) == form


@pytest.mark.parametrize("text", ["Он видел Целиноград зимой.", "Целиноград вырос.", "Новый Целиноград вырос."])
def test_what_tells_no_case_or_agrees(text: str) -> None:
    assert isinstance(fitted(BOTH, text), Refused)


def test_adjectives_and_relatives_agree() -> None:
    assert fitted(LOCATIVE, "Он живёт в Целинограде давно.", "Целинограде") == "Астане"
    assert isinstance(fitted(LOCATIVE, "Он живёт в родном Целинограде.", "Целинограде"), Refused)
    assert isinstance(fitted(LOCATIVE, "Он живёт в Целинограде, который вырос.", "Целинограде"), Refused)


@pytest.mark.parametrize(
    ("lang", "text", "name", "form", "becomes"),
    [
        ("ru", "Он живёт в Орле.", "Орле", "Владимире", "во"),
        ("ru", "Он живёт во Фрунзе.", "Фрунзе", "Бишкеке", "в"),
        ("pl", "Mieszka w Kijowie.", "Kijowie", "Lwowie", "we"),
        ("en", "An Akmola paper", "Akmola", "Talas", "A"),
        ("kk", "Бұл Астана ма?", "Астана", "Шымкент", "пе"),
        ("kk", "Астана мен Алматы", "Астана", "Шымкент", "пен"),
    ],
)
def test_small_words_beside(lang: str, text: str, name: str, form: str, becomes: str) -> None:
    start = text.index(name)
    assert [one.after for one in beside(text, start, start + len(name), form, lang=lang)] == [becomes]


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("битва за Сталинград", "Сталинград", True),
        ("на улице Целиноград", "Целиноград", True),
        ("the Alma-Ata Declaration", "Alma-Ata", True),
        ("Алматы көшесінде", "Алматы", True),
        ("Роман «Алма-Ата» вышел", "Алма-Ата", True),
        ("«Алма-Ата» романы", "Алма-Ата", True),
        ('his novel "Alma-Ata Nights"', "Alma-Ata", True),
        ("Он сказал: «Алма-Ата была столицей».", "Алма-Ата", False),
        ("в городе Сталинград", "Сталинград", False),
        ("Alma-Ata", "Alma-Ata", False),
    ],
)
def test_names_in_longer_names(text: str, name: str, told: bool) -> None:
    start = text.index(name)
    assert is_of_another_name(text, start, start + len(name)) is told


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["ru", "uk", "pl", "kk", "en", "de"]))
def test_any_text_around(before: str, behind: str, lang: str) -> None:
    text, start = f"{before}Целиноград{behind}", len(before)
    form = fitting(BOTH, text, start, start + 10, lang=lang)
    assert isinstance(form, Refused) or form in BOTH.forms.values()
    changes = list(beside(text, start, start + 10, "Астана", lang=lang))
    assert all(one.end <= start or one.start >= start + 10 for one in changes)
