import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.model import Cue, Span
from kzling.translation.signs import Sign, sign, weights
from kzling.translation.verdict import score, verdict


def made(kind: str, weight: float, *sources: str, why: str = "why", at: int = 0) -> Sign:
    return Sign(Cue(kind, Span(at, at + 1), weight, why), sources)


def test_nothing_is_unclear() -> None:
    answer = verdict([], leaning={})
    assert (answer.verdict, answer.by_machine, answer.source_language, answer.score) == ("unclear", None, None, 0.0)


@pytest.mark.parametrize("kind", ["calque", "quotation", "native"])
def test_no_class_counts_beyond_its_cap(kind: str) -> None:
    cap = weights().classes[kind].cap
    high = [made(kind, 5.0, "ru", why=str(place), at=place) for place in range(50)]
    low = [made(kind, -5.0, why=str(place), at=place) for place in range(50)]
    assert verdict(high, leaning={}).score == cap
    assert verdict(low, leaning={}).score == -cap


def test_a_sign_that_comes_again_weighs_less() -> None:
    once, again = made("calque", 4.0, "ru"), made("calque", 4.0, "ru", at=9)
    assert verdict([once], leaning={}).score == 4.0
    assert verdict([once, again], leaning={}).score == 6.0


def test_what_most_speaks_for_is_the_source() -> None:
    signs = [
        made("calque", 3.0, "ru", "uk", why="a"),
        made("calque", 4.0, "pl", why="b"),
        made("number", 3.0, "ru", "uk"),
    ]
    assert verdict(signs, leaning={"ru": 0.5}).source_language == "ru"
    assert verdict(signs, leaning={"uk": 1.0}).source_language == "uk"
    assert verdict(signs, leaning={}).source_language is None


def test_no_source_is_named_where_two_are_as_likely() -> None:
    answer = verdict([made("number", 9.0, "pl", "de")], leaning={})
    assert (answer.verdict, answer.source_language, answer.pivots) == ("translated", None, ())


def test_leaning_makes_no_translation() -> None:
    assert verdict([], leaning={"ru": 1.0}).verdict == "unclear"


def test_a_second_language_with_much_weight_is_a_pivot() -> None:
    signs = [made("no-break-space", 14.0, "pl"), made("literal-name", 11.0, "ru")]
    answer = verdict(signs, leaning={})
    assert (answer.source_language, answer.pivots) == ("pl", ("ru",))


def test_literal_names_say_that_it_was_a_machine() -> None:
    signs = [
        sign("literal-name", Span(at, at + 1), ("ru",), surface=name, canonical="x") for at, name in enumerate("ab")
    ]
    assert verdict(signs, leaning={}).by_machine is True
    assert verdict([sign("gloss", Span(0, 1), ())], leaning={}).by_machine is False


def test_signs_of_older_versions_are_counted() -> None:
    assert score([Cue("of-long-ago", Span(0, 1), 3.0, "why")]) == 3.0


KINDS = st.sampled_from(sorted(weights().classes))
SIGNS = st.lists(
    st.builds(made, KINDS, st.floats(-20, 20), st.sampled_from(["ru", "pl", "kk"]), at=st.integers(0, 99)), max_size=12
)


@given(SIGNS)
def test_order_says_nothing(signs: list[Sign]) -> None:
    assert verdict(signs, leaning={}).score == pytest.approx(verdict(signs[::-1], leaning={}).score, abs=0.02)
    assert verdict(signs, leaning={}).score == score(verdict(signs, leaning={}).evidence)
