import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.answers import Evidence
from kzling.knowledge.dates import iso_date
from kzling.model import Entity, Name
from kzling.resolution import choice
from kzling.resolution.choice import LIKELY, SAME, Option, by_form, chosen
from kzling.resolution.matches import Match

FORMER = Name("Akmola", "en", kind="former", since="1992-07-06", until="1998-05-06")
NOW = Name("Astana", "en", since="2022-09-17")


def match(
    name: Name = NOW, entity_id: str = "x", weight: float = 1.0, how: str = "exact", score: float = 1.0
) -> Match:
    return Match(Entity(entity_id, (name,), "place", weight), name, how, score, name.text.lower())  # type: ignore[arg-type]


def option(entity_id: str, *weights: float, near: bool = True) -> Option:
    return Option(match(entity_id=entity_id), tuple(Evidence("form", weight, "") for weight in weights))


def kinds(name: Name, date: str | None) -> dict[str, float]:
    return {reason.kind: reason.weight for reason in by_form(match(name), lang=None, date=date).reasons}


@pytest.mark.parametrize(
    ("name", "date", "kind", "weight"),
    [
        (NOW, "2023-01-01", "date", choice.IN_USE),
        (NOW, "2022-09-17", "date", choice.IN_USE),
        (NOW, None, "date", choice.IN_USE),
        (NOW, "2022-09-16", "date", choice.NOT_YET),
        (NOW, "2021", "date", choice.NOT_YET),
        (FORMER, "1995-05", "date", choice.IN_USE),
        (FORMER, "1998-05-06", "former", choice.NO_MORE),
        (FORMER, "2008", "former", choice.NO_MORE),
        (FORMER, "2009-01-01", "former", choice.LONG_NO_MORE),
        (FORMER, None, "former", choice.LONG_NO_MORE),
        (FORMER, "1992-07-05", "date", choice.NOT_YET),
    ],
)
def test_the_day_speaks_for_or_against_a_name(name: Name, date: str | None, kind: str, weight: float) -> None:
    assert kinds(name, date)[kind] == weight


def test_a_name_without_dates_has_no_word_on_the_day() -> None:
    assert kinds(Name("Astana"), "2020").keys() == {"form"}


def test_language_kind_and_weight() -> None:
    nickname = Name("Elbasy", "kk", kind="nickname")
    reasons = {r.kind: r.weight for r in by_form(match(nickname, weight=0.5), lang="kk", date=None).reasons}
    assert reasons["language"] == choice.OWN_LANGUAGE
    assert reasons["kind"] == choice.SELDOM["nickname"]
    assert reasons["weight"] < 0
    assert by_form(match(nickname, weight=0.0), lang="ru", date=None).reasons[-1].kind == "kind"


def test_a_case_form_of_a_listed_case_form_is_seldom_meant() -> None:
    name = Name("Китае", "ru", kind="inflected")
    assert choice.OF_INFLECTED in [
        r.weight for r in by_form(match(name, how="inflected"), lang=None, date=None).reasons
    ]
    assert choice.OF_INFLECTED not in [r.weight for r in by_form(match(name), lang=None, date=None).reasons]


@pytest.mark.parametrize("score", [0.0, 0.5, 1.0])
def test_a_comparison_weighs_within_bounds(score: float) -> None:
    reason = by_form(match(how="spelling", score=score), lang=None, date=None).reasons[0]
    assert reason.kind == "spelling"
    assert choice.LEAST_ALIKE <= reason.weight <= choice.MOST_ALIKE


def test_nothing_to_choose_from() -> None:
    answer = chosen([])
    assert answer.match is None
    assert (answer.resolution.entity, answer.resolution.verdict) == (None, "different")


def test_the_best_option_of_each_entity_counts() -> None:
    answer = chosen([option("a", 1.0), option("a", 6.0), option("b", 2.0)])
    assert [candidate.entity_id for candidate in answer.resolution.candidates] == ["a", "b"]
    assert [reason.weight for reason in answer.resolution.evidence] == [6.0]


def test_two_that_are_equal_are_unclear_in_the_order_of_weight_and_id() -> None:
    answer = chosen([option("b", 5.0), option("a", 5.0)])
    assert (answer.resolution.entity, answer.resolution.verdict) == (None, "unclear")
    assert [candidate.entity_id for candidate in answer.resolution.candidates] == ["a", "b"]


WEIGHTS = st.lists(st.lists(st.floats(-20, 20), max_size=4), min_size=1, max_size=14)


@given(WEIGHTS)
def test_the_ranking_follows_the_sums_of_the_evidence(weights: list[list[float]]) -> None:
    options = [option(f"e{number:02}", *reasons) for number, reasons in enumerate(weights)]
    answer = chosen(options).resolution
    sums = {option.match.entity.id: option.weight for option in options}
    ranked = [sums[candidate.entity_id] for candidate in answer.candidates]
    assert ranked == sorted(sums.values(), reverse=True)[:10]
    assert sum(reason.weight for reason in answer.evidence) == max(sums.values())


@given(WEIGHTS)
def test_scores_are_shares_of_all_that_may_be_meant(weights: list[list[float]]) -> None:
    answer = chosen(option(f"e{number:02}", *reasons) for number, reasons in enumerate(weights)).resolution
    scores = [candidate.score for candidate in answer.candidates]
    assert all(0 <= score <= 1 for score in scores)
    assert sum(scores) <= 1 + len(scores) * 1e-4
    assert all(one >= other for one, other in itertools.pairwise(scores))
    assert answer.verdict == ("same" if answer.score >= SAME else "likely" if answer.score >= LIKELY else "unclear")
    assert (answer.entity is not None) == (answer.score >= LIKELY)


@given(st.dates(), st.dates(), st.dates() | st.none())
def test_any_day_and_any_period(since: object, until: object, day: object) -> None:
    name = Name("X", since=iso_date(since), until=iso_date(until))
    assert len(kinds(name, iso_date(day)).keys() & {"date", "former"}) == 1


@pytest.mark.parametrize(("type", "weighed"), [(None, True), ("place", False)])
def test_an_ambiguous_form_alone_leaves_it_open(type: str | None, weighed: bool) -> None:
    entity = Entity("kz-place-aktau", (Name("Шевченко", "ru"),), "place", attributes={"ambiguous": ["Шевченко"]})
    found = Match(entity, entity.names[0], "exact", 1.0, "шевченко")
    asked = by_form(found, lang="ru", date=None, type=type)  # type: ignore[arg-type]
    assert ("ambiguous" in {reason.kind for reason in asked.reasons}) is weighed
    assert (chosen([asked]).resolution.entity is None) is weighed


def test_what_is_said_of_a_case_form() -> None:
    known = match(Name("Китай", "ru"), how="inflected")
    sentences = [reason.why for reason in by_form(known, lang="ru", date=None).reasons if reason.kind == "form"]
    assert sentences == ["A case form of Китай."]
