"""What is known of word forms, kept as long as they are in use."""

from collections.abc import Callable
from typing import TypeVar

_Known = TypeVar("_Known")


class Forms(dict[str, _Known]):
    """Word form -> what a function tells of it; filled as forms are met.

    Memory is bounded without a fall in speed: there are two generations of at most `most` forms. When the younger is
    full it becomes the older, which is forgotten, and forms of the older that are met again go over to the younger.

    >>> sizes = Forms(len, most=1000)
    >>> sizes["Алматы"], list(sizes)
    (6, ['Алматы'])
    """

    def __init__(self, tell: Callable[[str], _Known], *, most: int) -> None:
        super().__init__()
        self._tell = tell
        self._most = most
        self._older: dict[str, _Known] = {}

    def __missing__(self, form: str) -> _Known:
        if len(self) >= self._most:
            self._older = self.copy()
            self.clear()
        self[form] = found = self._older[form] if form in self._older else self._tell(form)
        return found
