"""Segments of texts in more than one language."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kzling.language.segment import segment
from kzling.model import Segment, Span

KAZAKH = "Мемлекет басшысы үкімет мүшелерімен жаңа бюджет туралы кеңес өткізді."
RUSSIAN = "Глава государства провёл совещание с членами правительства."
ENGLISH = "The head of state met with the members of the government."


def told(text: str, **options: object) -> list[tuple[str, str]]:
    return [(part.language, text[part.start : part.end]) for part in segment(text, **options)]  # type: ignore[arg-type]


def test_empty_text_has_no_segment() -> None:
    assert segment("") == []


def test_each_language_is_a_segment() -> None:
    text = f"{KAZAKH} {RUSSIAN}\n{ENGLISH}"
    assert told(text) == [("kk", f"{KAZAKH} "), ("ru", f"{RUSSIAN}\n"), ("en", ENGLISH)]


def test_equal_neighbours_are_one() -> None:
    assert [language for language, _ in told(f"{RUSSIAN} {RUSSIAN}\n\n{RUSSIAN}")] == ["ru"]


def test_unsure_pieces_go_with_their_neighbours() -> None:
    assert [language for language, _ in told(f"Токаев.\n{KAZAKH}\n2022\nАстана.\n{RUSSIAN}")] == ["kk", "ru"]


def test_unsure_pieces_of_another_script_stay_apart() -> None:
    assert [language for language, _ in told(f"{KAZAKH}\nSamruk Energy\n{KAZAKH}")][::2] == ["kk", "kk"]


def test_text_that_tells_nothing_is_one_segment() -> None:
    assert segment("2022\n2023\n") == [Segment(0, 10, "und", "Zyyy", 0.0)]


def test_ignored_spans_are_handed_to_their_pieces() -> None:
    text = f"{RUSSIAN} {KAZAKH}"
    start = len(RUSSIAN) + 1
    assert [language for language, _ in told(text, ignore=[Span(start, len(text))])] == ["ru"]
    assert told(text, ignore=[(start, len(text))]) == told(text, ignore=[Span(start, len(text))])


MIXED = st.lists(st.sampled_from([KAZAKH, RUSSIAN, ENGLISH, "2022", "\n", "Токаев. ", "K.", "؟", " "]))


@given(MIXED.map("".join) | st.text())
def test_segments_cover_the_text(text: str) -> None:
    parts = segment(text)
    assert "".join(text[part.start : part.end] for part in parts) == text
    assert all(0 <= part.confidence <= 1 for part in parts)
    assert all((a.language, a.script) != (b.language, b.script) for a, b in pairwise(parts))
    assert parts == segment(text)
