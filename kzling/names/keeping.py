"""Caches by text that keep no long texts."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

#: Longer texts are no names: what they give is worked out each time anew, lest whole articles are kept in memory.
LONGEST_KEPT = 120
#: So many answers a function keeps: a day's names are some ten thousand, with as many different words. Set in November
#: 2026: four times as many take 150 MB more where a million names come by, and are hardly faster.
KEPT = 1 << 14

_P = ParamSpec("_P")
_T = TypeVar("_T")


def kept(function: Callable[Concatenate[str, _P], _T]) -> Callable[Concatenate[str, _P], _T]:
    """Keep what a function gives for the texts of the last time, but not for long ones (a decorator).

    >>> @kept
    ... def length(text):
    ...     print("worked out")
    ...     return len(text)
    >>> length("Абай"), length("Абай")
    worked out
    (4, 4)
    """
    remembered = cast(Callable[Concatenate[str, _P], _T], lru_cache(maxsize=KEPT)(function))

    @wraps(function)
    def call(text: str, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return (remembered if len(text) <= LONGEST_KEPT else function)(text, *args, **kwargs)

    return call
