"""Letters that no rule tells apart: what rules make of one of them, they make of all, so it is worked out once."""

from collections.abc import Iterable

from kzling.orthography.table import Rule

# Code points kept; texts that are read have some hundred.
_KEPT = 1 << 12


class Alike(dict[int, int]):
    """Code point -> that of a letter which stands for it, for `str.translate`; filled as letters are met.

    What is no letter stands for itself, and so does what rules or their conditions name in a string.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Take the rules that must not tell the letters apart."""
        super().__init__()
        rules = list(rules)
        tests = [test for one in rules for test in (one.after, one.not_after, one.before, one.not_before) if test]
        self._named = frozenset("".join(one.source for one in rules) + "".join(s for t in tests for s in t.strings))
        self._sets = tuple({test.letters for test in tests})
        self._first: dict[tuple[bool, ...], int] = {}

    def __missing__(self, point: int) -> int:
        """Find the letter met first that is in the same sets."""
        char = chr(point)
        found = point
        if char.isalpha() and char not in self._named:
            found = self._first.setdefault(tuple(char in letters for letters in self._sets), point)
        if len(self) < _KEPT:
            self[point] = found
        return found
