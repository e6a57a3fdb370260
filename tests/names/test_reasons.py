"""Evidence that adds up to a score."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.answers import Evidence
from kzling.names.compare import compare
from kzling.names.facts import FEATURES, features, person_facts, thing_facts
from kzling.names.ready import person, thing
from kzling.names.reasons import reasons
from kzling.names.score import Weights, weights


def of_persons(a: str, b: str, weighing: Weights) -> tuple[tuple[float, ...], tuple[Evidence, ...]]:
    one, other = person(a, None), person(b, None)
    facts = person_facts(one, other)
    return features(facts), reasons(one, other, facts, weighing)


def of_things(a: str, b: str, weighing: Weights) -> tuple[tuple[float, ...], tuple[Evidence, ...]]:
    one, other = thing(a, None, "place"), thing(b, None, "place")
    facts = thing_facts(one, other)
    return features(facts), reasons(one, other, facts, weighing)


PIECES = [
    "К.", "К", "Токаев", "Токарев", "Токаева", "Tokajew", "Касым", "Жомарт", "Кемелұлы", "Кемелевич", "Петрович",
    "Саша", "Александр", "Sacha", "Николай", "Mykola", "область", "облысы", "№", "5", "15", "ЖШС", "ТОО", "Ким", ",",
    "-",
]  # fmt: skip
NAMES = st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join) | st.text(max_size=20)


@pytest.mark.parametrize("of", [of_persons, of_things])
@given(a=NAMES, b=NAMES, numbers=st.lists(st.floats(-9, 9), min_size=len(FEATURES), max_size=len(FEATURES)))
def test_weights_add_up(of: type, a: str, b: str, numbers: list[float]) -> None:
    # Whatever the weights: no feature may be left out or told twice.
    found, told = of(a, b, Weights(tuple(numbers), 0.9, 0.7, 0.3))
    total = sum(value * weight for value, weight in zip(found, numbers, strict=True))
    assert sum(reason.weight for reason in told) == pytest.approx(total, abs=2e-3)


@given(NAMES, NAMES, st.sampled_from([None, "place"]))
def test_evidence_rebuilds_score_and_verdict(a: str, b: str, kind: str | None) -> None:
    found = compare(a, b, type=kind)
    rebuilt = 1 / (1 + exp(-sum(reason.weight for reason in found.evidence)))
    assert rebuilt == pytest.approx(found.score, abs=1e-3)
    assert all(reason.why.endswith(".") and len(reason.why) < 300 for reason in found.evidence)


def test_reasons_name_what_they_are_about() -> None:
    _, told = of_persons("Иван Петрович Сидоров", "Иван Олегович Седоров", weights("person"))
    said = {reason.kind: reason.why for reason in told}
    assert said["equal"] == "Иван = Иван."
    assert "и / е" in said["spelling"]
    assert "Петрович" in said["patronymic-contradicted"]
    assert "Олегович" in said["patronymic-contradicted"]


def test_reasons_of_things() -> None:
    _, told = of_things("Школа № 5", "Школа № 15", weights("thing"))
    assert {"They have different numbers: 5 / 15."} & {reason.why for reason in told}


def test_numbers_of_persons_are_told() -> None:
    _, told = of_persons("Николай II", "Николай I", weights("person"))
    assert "They have different numbers: 2 / 1." in [reason.why for reason in told]


def test_names_without_end_are_shortened() -> None:
    _, told = of_persons("а" * 5_000, "б" * 5_000, weights("person"))
    assert all(len(reason.why) < 300 for reason in told)
