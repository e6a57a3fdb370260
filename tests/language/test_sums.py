"""Votes as integers: exact, and the same in any order."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.language.detect import detect
from kzling.language.grams import LANE
from kzling.language.profiles import by_script, prior
from kzling.language.segment import survey
from kzling.language.sums import MIN_SCORE, UNIT, alike, placed, ranked, scores, verdict

_FORMS = ("және", "and", "the", "это", "жылы", "Астана", "К", "US", "şehir", "мен.", "2022", "їжак", "’", "(да)\n")
_WORDS = st.lists(st.sampled_from(_FORMS))


def packed(script: str, halves: list[int]) -> int:
    return placed(script, sum(half << LANE * lane for lane, half in enumerate(halves)))


def halves(script: str, of_first: int, of_others: int) -> list[int]:
    return [of_first, *[of_others] * (len(by_script()[script]) - 1)]


@pytest.mark.parametrize("script", ["Cyrl", "Latn", "Arab", "Hani"])
def test_a_vote_comes_back_as_it_was(script: str) -> None:
    found = scores(2 * packed(script, halves(script, -700, 900)))
    expected = halves(script, -1400, 1800)
    assert found == {
        (p.language, script): 0.0 + units * UNIT for p, units in zip(by_script()[script], expected, strict=True)
    }


def test_a_vote_that_all_profiles_of_a_script_have() -> None:
    assert alike("Latn", -30) == packed("Latn", halves("Latn", -30, -30))


def test_nothing_is_no_evidence() -> None:
    assert scores(0) == {}
    assert verdict(0) is None
    assert ranked(0, most=3) == []


def test_votes_against_a_language_do_not_touch_its_neighbours() -> None:
    against = 2 * packed("Cyrl", halves("Cyrl", -1280, 0))
    assert list(scores(3 * against).values()) == [-7.5, *[0.0] * (len(by_script()["Cyrl"]) - 1)]


_VOTES = st.lists(
    st.sampled_from(sorted(by_script())).flatmap(
        lambda script: st.tuples(
            st.just(script),
            st.lists(st.integers(-3000, 3000), min_size=len(by_script()[script]), max_size=len(by_script()[script])),
        )
    ),
    min_size=1,
    max_size=4,
)


@given(_VOTES, st.integers(1, 30))
def test_a_verdict_is_the_share_of_the_likeliest(votes: list[tuple[str, list[int]]], times: int) -> None:
    total = sum(2 * times * packed(script, vector) for script, vector in votes)
    told, found = scores(total), verdict(total)
    if max(told.values()) < MIN_SCORE:
        assert found is None
        return
    weighed = {key: score + prior(key) for key, score in told.items()}
    likeliest = min(weighed, key=lambda key: (-weighed[key], key))
    highest = weighed[likeliest]
    whole = sum(exp(score - highest) for score in weighed.values()) + exp(-max(highest, 0))
    assert found is not None
    assert (found.language, found.script) == likeliest
    assert found.confidence == pytest.approx(1 / whole, abs=2e-4)
    several = ranked(total, most=4)
    assert several[0] == found
    assert [one.confidence for one in several] == sorted((one.confidence for one in several), reverse=True)


@given(_WORDS)
def test_a_survey_says_what_detect_says(words: list[str]) -> None:
    text = " ".join(words)
    whole, answer = survey(text).whole, detect(text)
    assert whole == (answer.language, answer.script, answer.confidence)
