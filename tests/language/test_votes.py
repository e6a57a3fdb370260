"""Which words vote, and how."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.language import sums
from kzling.language.votes import ballot, manner, poll, read, tally, vote, without


def test_spans_leave_a_space() -> None:
    assert without("один два три", [(5, 8), (4, 6)]) == "один   три"
    assert without("один", [(-3, 1), (3, 99), (2, 2)]) == " ди "


def test_names_inside_a_sentence_do_not_vote() -> None:
    assert set(ballot("Вчера Тоқаев прибыл.", names=False)) == {"Вчера", "прибыл"}
    assert set(ballot("Вчера Тоқаев прибыл.", names=True)) == {"Вчера", "Тоқаев", "прибыл"}


def test_initials_and_codes_do_not_vote() -> None:
    assert set(ballot("К. 12a KZ-2022-AB a_b f(xy) press@example.org www.example.org/the", names=True)) == {"xy"}


def test_common_words_speak_for_their_languages() -> None:
    scores = tally(ballot("және", names=False))
    assert scores["kk", "Cyrl"] > 1 > scores["ru", "Cyrl"]


def test_a_word_counts_as_often_as_it_stands() -> None:
    once, twice = tally(ballot("және", names=False)), tally(ballot("және және", names=False))
    assert twice["kk", "Cyrl"] == 2 * once["kk", "Cyrl"]


def test_articles_before_an_apostrophe_vote() -> None:
    assert tally(ballot("l’année", names=False))["fr", "Latn"] > 1


@given(st.text())
def test_any_text_can_vote(text: str) -> None:
    assert all(count > 0 for count in ballot(text, names=False).values())
    tally(ballot(text, names=True))


@pytest.mark.parametrize("word", ["ѕѓќ", "ўў", "ғұғұғұғұғұғұғұғұғұғұ", "ꙋꙋ", "qwxqwx", "əəə"])
def test_the_longest_text_that_is_summed_overflows_no_lane(word: str) -> None:
    times = sums.MOST_CHARACTERS // (len(word) + 1)
    text = " ".join([word] * times)
    expected = {key: pytest.approx(2 * times * own) for key, own in sums.scores(vote(word)).items()}
    assert sums.scores(poll(read(text, manner(text)))) == expected
