import itertools

from hypothesis import given
from hypothesis import strategies as st

from kzling.mentions.found import Found, merge

_FOUND = st.builds(
    lambda start, length: Found(start, start + length, "x", "other", "test"), st.integers(0, 20), st.integers(0, 9)
)


def test_longest_first_then_the_first_finder() -> None:
    short, long = Found(0, 6, "a", "place", "one"), Found(0, 13, "b", "event", "two")
    same = Found(0, 13, "c", "other", "three")
    assert merge([short, long, same]) == [long]


@given(st.lists(_FOUND))
def test_merged_findings_are_sorted_and_flat(findings: list[Found]) -> None:
    merged = merge(findings)
    assert all(a.end <= b.start for a, b in itertools.pairwise(merged))
    assert all(f.end > f.start for f in merged)
