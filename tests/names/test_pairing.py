"""Which token stands for which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.names.pairing import MAX_TOKENS, Pairing, Part, match, pairing
from kzling.names.spelling import FAR, Token, token


def parts(text: str, lang: str | None = None) -> list[Part]:
    return [Part(token(word, lang), "") for word in text.split()]


def texts(found: Pairing) -> set[tuple[str, str]]:
    return {(pair.a.text, pair.b.text) for pair in found.pairs}


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b", "kind"),
    [
        ("Микола", "uk", "Nikolai", "en", "equivalent"), ("Саша", "ru", "Александр", "ru", "short"),
        ("Sergiusz", "pl", "Сергей", "ru", "cousin"), ("К.", None, "Касым", "ru", "initial"),
        ("Ж.", "ru", "Zhomart", "en", "initial"), ("Токаев", "ru", "TOKAYEV", "en", "letters"),
    ],
)  # fmt: skip
def test_kinds(a: str, lang_a: str | None, b: str, lang_b: str | None, kind: str) -> None:
    assert match(token(a, lang_a), token(b, lang_b)).kind == kind


def test_initials_of_other_names() -> None:
    assert match(token("К.", "ru"), token("Нурсултан", "ru")) == (FAR, "apart", 0, 0)
    assert match(token("К.", "ru"), token("北京", None)).cost == FAR


def test_order_does_not_matter() -> None:
    found = pairing(parts("Касым Жомарт Токаев"), parts("Tokayev Kassym Jomart"))
    assert texts(found) == {("Токаев", "Tokayev"), ("Касым", "Kassym"), ("Жомарт", "Jomart")}
    assert (found.over_a, found.over_b) == ((), ())


def test_what_is_left_keeps_its_order() -> None:
    found = pairing(parts("Иван Сидоров Петров"), parts("Сидоров"))
    assert texts(found) == {("Сидоров", "Сидоров")}
    assert [part.token.text for part in found.over_a] == ["Иван", "Петров"]


def test_neighbours_are_joined() -> None:
    found = pairing(parts("Касым Жомарт Токаев"), parts("Касымжомарт Токаев"))
    assert ("Касым Жомарт", "Касымжомарт") in texts(found)
    assert (found.over_a, found.over_b) == ((), ())


def test_full_tokens_go_before_initials() -> None:
    found = pairing(parts("Т. Токаев"), parts("Токаев Тимур"))
    assert texts(found) == {("Токаев", "Токаев"), ("Т.", "Тимур")}


def test_names_without_end_are_cut() -> None:
    assert len(pairing(parts("Абай " * 10_000), parts("Абай " * 10_000)).pairs) == MAX_TOKENS


def test_nothing_to_pair() -> None:
    found = pairing([], parts("Абай"))
    assert (found.pairs, found.over_a, found.over_b) == ((), (), tuple(parts("Абай")))


WORDS = ["Токаев", "Токаева", "Tokajew", "Касым", "Жомарт", "Касымжомарт", "К.", "Саша", "Александр", "北京"]
LANGS = st.sampled_from([None, "ru", "pl", "kk"])
TOKENS = st.builds(token, st.sampled_from(WORDS) | st.text(min_size=1, max_size=9), LANGS)
PARTS = st.lists(st.builds(Part, TOKENS, st.sampled_from(["", "given", "family"])), max_size=4)


@given(TOKENS, TOKENS)
def test_match_is_symmetric(a: Token, b: Token) -> None:
    assert match(a, b) == match(b, a)
    assert match(a, b).cost >= 0


@given(PARTS, PARTS)
def test_every_token_has_one_place(a: list[Part], b: list[Part]) -> None:
    found = pairing(a, b)
    sides = (([pair.a for pair in found.pairs], found.over_a, a), ([pair.b for pair in found.pairs], found.over_b, b))
    for paired, over, whole in sides:
        placed = "".join(one.text for one in (*paired, *(part.token for part in over)))
        assert sorted(placed.replace(" ", "")) == sorted("".join(part.token.text for part in whole).replace(" ", ""))
