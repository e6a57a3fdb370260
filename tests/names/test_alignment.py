"""Which token stands for which."""

from kzling.names.alignment import MAX_TOKENS, align


def test_order_does_not_matter() -> None:
    pairs, over_a, over_b = align(["Касым-Жомарт", "Токаев"], ["Tokayev", "Kassym-Jomart"])
    assert {(pair.a, pair.b) for pair in pairs} == {("Токаев", "Tokayev"), ("Касым-Жомарт", "Kassym-Jomart")}
    assert (over_a, over_b) == ((), ())


def test_what_is_left_keeps_its_order() -> None:
    pairs, over_a, over_b = align(["Иван", "Сидоров", "Петров"], ["Сидоров"])
    assert [(pair.a, pair.b) for pair in pairs] == [("Сидоров", "Сидоров")]
    assert (over_a, over_b) == (("Иван", "Петров"), ())


def test_neighbours_are_joined() -> None:
    pairs, over_a, over_b = align(["Касым", "Жомарт", "Токаев"], ["Касымжомарт", "Токаев"])
    assert ("Касым Жомарт", "Касымжомарт") in {(pair.a, pair.b) for pair in pairs}
    assert (over_a, over_b) == ((), ())


def test_names_without_end_are_cut() -> None:
    pairs, _, _ = align(["Абай"] * 10_000, ["Абай"] * 10_000)
    assert len(pairs) == MAX_TOKENS


def test_nothing_to_align() -> None:
    assert align([], ["Абай"]) == ([], (), ("Абай",))
