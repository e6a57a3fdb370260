"""Caches that keep no long texts."""

from kzling.names.keeping import LONGEST_KEPT, kept


def test_long_texts_are_worked_out_each_time() -> None:
    seen = []

    @kept
    def length(text: str, *, more: int = 0) -> int:
        seen.append(text)
        return len(text) + more

    short, long = "а" * LONGEST_KEPT, "а" * (LONGEST_KEPT + 1)
    assert [length(short), length(short), length(long), length(long)] == [120, 120, 121, 121]
    assert seen == [short, long, long]
    assert length(short, more=1) == 121


def test_what_it_says_of_itself_stays() -> None:
    @kept
    def length(text: str) -> int:
        """Count."""
        return len(text)

    assert (length.__name__, length.__doc__) == ("length", "Count.")
