"""A set of hashes has all its strings and few others."""

from hypothesis import given
from hypothesis import strategies as st

from kzling.text.hashed import Hashed


@given(st.sets(st.text(st.characters(exclude_categories=["Cs"]))))
def test_it_has_all_its_strings(strings: set[str]) -> None:
    kept = Hashed(Hashed.of(strings).bits)
    assert all(string in kept for string in strings)


def test_it_has_few_others() -> None:
    kept = Hashed.of({str(number) for number in range(10_000)})
    assert sum(str(number) in kept for number in range(10_000, 20_000)) < 400


def test_an_empty_one_has_nothing() -> None:
    assert "" not in Hashed.of(())
