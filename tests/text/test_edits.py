from hypothesis import given
from hypothesis import strategies as st

from kzling.model import Normalized
from kzling.text.edits import Replacement, apply, compose, to_edited, to_raw


@st.composite
def replaced(draw: st.DrawFn, text: str) -> list[Replacement]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Replacement(start, end, draw(st.text("ab", max_size=3)), "test") for start, end in pairs]


def test_offsets_of_edits_point_into_both_texts() -> None:
    text, edits = apply("Nur-Sultan, capital", [Replacement(0, 10, "Astana", "name")])
    assert text == "Astana, capital"
    assert text[edits[0].start : edits[0].end] == "Astana"
    assert edits[0].before == "Nur-Sultan"


def test_replacing_by_the_same_is_no_edit() -> None:
    assert apply("abc", [Replacement(1, 2, "b", "none")]) == ("abc", ())


def test_deletions_at_the_border_of_a_span_stay_outside() -> None:
    text, edits = apply("xxAByy", [Replacement(0, 2, "", "cut"), Replacement(4, 6, "", "cut")])
    assert text == "AB"
    assert to_raw(edits, 0, 2) == (2, 4)


def test_a_span_inside_an_edit_takes_all_of_it_in() -> None:
    _, edits = apply("a--b", [Replacement(1, 3, "xyz", "test")])
    assert to_raw(edits, 2, 3) == (1, 3)
    assert to_raw(edits, 0, 1) == (0, 1)
    assert to_raw(edits, 4, 5) == (3, 4)


@given(st.text("abc ", max_size=20).flatmap(lambda text: st.tuples(st.just(text), replaced(text))))
def test_undo_gives_the_input_back(case: tuple[str, list[Replacement]]) -> None:
    raw, changes = case
    assert Normalized(*apply(raw, changes)).undo() == raw


@given(st.data())
def test_composed_edits_do_what_both_steps_do(data: st.DataObject) -> None:
    raw = data.draw(st.text("abc ", max_size=20))
    middle, first = apply(raw, data.draw(replaced(raw)))
    second = data.draw(replaced(middle))
    text, edits = compose(raw, first, middle, second)
    assert text == apply(middle, second)[0]
    assert Normalized(text, edits).undo() == raw


@given(st.text("abc ", max_size=20).flatmap(lambda text: st.tuples(st.just(text), replaced(text))))
def test_spans_lead_there_and_back(case: tuple[str, list[Replacement]]) -> None:
    raw, replacements = case
    text, edits = apply(raw, replacements)
    for edit in edits:
        if edit.raw_start < edit.raw_end:
            low, high = to_edited(edits, edit.raw_start, edit.raw_end)
            assert low <= edit.start <= edit.end <= high
    for start in range(len(raw)):
        low, high = to_edited(edits, start, len(raw))
        assert 0 <= low <= high <= len(text)
