"""Checks of what callers hand in against the closed lists; each raises UsageError with one sentence."""

import re
from typing import get_args

from kzling.errors import UsageError

_LANGUAGE = re.compile(r"[a-z]{2,3}")


def check_text(text: object) -> None:
    """Make sure that a text or name is a string; what stands in it does not matter."""
    if not isinstance(text, str):
        raise UsageError(f"A text is a string, not {type(text).__name__}.")


def is_language(language: object) -> bool:
    """Say whether something is a BCP 47 primary subtag ("kk", "crh", "und")."""
    return isinstance(language, str) and _LANGUAGE.fullmatch(language) is not None


def check_language(language: object) -> None:
    """Make sure that a language is a BCP 47 primary subtag, or None."""
    if language is not None and not is_language(language):
        raise UsageError(f"{language!r} is no language; write two or three small letters, such as kk or en.")


def check_type(kind: object) -> None:
    """Make sure that a type is one of the closed list, or None."""
    if kind is None:
        return
    # Only those who name a type pay for loading the model.
    from kzling.model import EntityType

    if kind not in get_args(EntityType):
        raise UsageError(f"{kind!r} is no type of entity; there are {', '.join(get_args(EntityType))}.")


def check_span(start: object, end: object, length: int) -> None:
    """Make sure that a span lies in a text of `length` code points and is not empty."""
    whole = type(start) is int and type(end) is int
    if not whole or not 0 <= start < end <= length:  # type: ignore[operator]
        raise UsageError(f"{start!r}:{end!r} is no span in a text of {length} code points.")
