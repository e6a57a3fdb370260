"""Votes as integers: exact, and the same in any order."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.language.detect import detect
from kzling.language.profiles import profiles, tables
from kzling.language.segment import survey
from kzling.language.sums import packed, scores, verdict

_FORMS = ("және", "and", "the", "это", "жылы", "Астана", "К", "US", "şehir", "мен.", "2022", "їжак", "’", "(да)\n")
_WORDS = st.lists(st.sampled_from(_FORMS))


@pytest.mark.parametrize("script", ["Cyrl", "Latn", "Arab"])
def test_a_vote_comes_back_as_it_was(script: str) -> None:
    for vector in list(tables()[script].suffixes.values())[:20]:
        found = scores(2 * packed(script, vector))
        assert found == pytest.approx(
            {(p.language, script): vote for p, vote in zip(tables()[script].profiles, vector, strict=True)}
        )


def test_nothing_is_no_evidence() -> None:
    assert scores(0) == {}
    assert verdict(0) is None


def test_votes_against_a_language_do_not_touch_its_neighbours() -> None:
    size = len(tables()["Cyrl"].profiles)
    against = 2 * packed("Cyrl", (-2.5,) + (0.0,) * (size - 1))
    assert list(scores(3 * against).values()) == [-7.5] + [0.0] * (size - 1)


_VOTES = st.lists(
    st.sampled_from(sorted(tables())).flatmap(
        lambda script: st.tuples(
            st.just(script), st.sampled_from(sorted(tables()[script].suffixes.values()) or [(2.0,)])
        )
    ),
    min_size=1,
    max_size=4,
)


@given(_VOTES, st.integers(1, 30))
def test_a_verdict_is_the_share_of_the_likeliest(votes: list[tuple[str, tuple[float, ...]]], times: int) -> None:
    total = sum(2 * times * packed(script, vector) for script, vector in votes)
    told, found = scores(total), verdict(total)
    if max(told.values()) < 1:
        assert found is None
        return
    priors = {(p.language, p.script): p.prior for p in profiles()}
    weighed = {key: score + priors[key] for key, score in told.items()}
    likeliest = min(weighed, key=lambda key: (-weighed[key], key))
    highest = weighed[likeliest]
    whole = sum(exp(score - highest) for score in weighed.values()) + exp(-max(highest, 0))
    assert found == (*likeliest, round(1 / whole, 4))


@given(_WORDS)
def test_a_survey_says_what_detect_says(words: list[str]) -> None:
    text = " ".join(words)
    whole, answer = survey(text).whole, detect(text)
    assert whole == (answer.language, answer.script, answer.confidence)
