from kzling.model import Span
from kzling.translation.signs import sign, weights


def test_classes_have_caps() -> None:
    for one in weights().classes.values():
        assert one.cap >= 0
        assert one.machine_cap >= 0


def test_the_class_says_why() -> None:
    found = sign("literal-name", Span(0, 1), ("ru",), surface="Truth", canonical="Pravda")
    assert found.cue.why == "Truth is Pravda, taken word for word"
    assert found.cue.weight == weights().classes["literal-name"].weight


def test_a_reason_of_its_own() -> None:
    assert sign("number", Span(0, 1), (), weight=2, why="the sign №").cue.why == "the sign №"
