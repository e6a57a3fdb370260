"""Checks of what callers hand in against the closed lists; each raises UsageError with one sentence."""

import re
from typing import get_args

from kzling.errors import UsageError
from kzling.model import EntityType

_LANGUAGE = re.compile(r"[a-z]{2,3}")


def is_language(language: object) -> bool:
    """Say whether something is a BCP 47 primary subtag ("kk", "crh", "und")."""
    return isinstance(language, str) and _LANGUAGE.fullmatch(language) is not None


def check_language(language: object) -> None:
    """Make sure that a language is a BCP 47 primary subtag, or None."""
    if language is not None and not is_language(language):
        raise UsageError(f"{language!r} is no language; write two or three small letters, such as kk or en.")


def check_type(type: object) -> None:
    """Make sure that a type is one of the closed list, or None."""
    if type is not None and type not in get_args(EntityType):
        raise UsageError(f"{type!r} is no type of entity; there are {', '.join(get_args(EntityType))}.")


def check_span(start: object, end: object, length: int) -> None:
    """Make sure that a span lies in a text of `length` code points and is not empty."""
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length):
        raise UsageError(f"{start!r}:{end!r} is no span in a text of {length} code points.")
