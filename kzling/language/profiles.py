"""The languages that are told apart, read from resources/languages/: a file is a language in one script.

How likely letters are in each is in the models beside these files (`kzling.language.grams`), which are trained on
texts and on the words listed here.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kzling import data
from kzling.errors import InvalidResource

FOLDER = "languages"

#: The vote of a word, in nats, in a script that only one known language writes, and in one with foreign characters.
ALONE, FOREIGN_LETTER = 2.0, -2.5


@dataclass(frozen=True, slots=True)
class Profile:
    """A language in one script. `prior`: how much likelier than others in our news before a word is read, in nats."""

    language: str
    script: str
    prior: float
    letters: frozenset[str]
    words: frozenset[str]
    suffixes: frozenset[str]


@lru_cache(maxsize=1)
def profiles() -> tuple[Profile, ...]:
    """Give all profiles, in the order of their files.

    Raises:
        InvalidResource: a file lacks a field or has one of another type.

    >>> {profile.script for profile in profiles() if profile.language == "kk"} == {"Cyrl", "Latn", "Arab"}
    True
    """
    return tuple(_profile(path, data.read_yaml(path)) for path in data.names(FOLDER))


@lru_cache(maxsize=1)
def by_script() -> dict[str, tuple[Profile, ...]]:
    """Give the profiles of each script, in the order of their files."""
    found: dict[str, tuple[Profile, ...]] = {}
    for profile in profiles():
        found[profile.script] = (*found.get(profile.script, ()), profile)
    return found


def prior(key: tuple[str, str]) -> float:
    """Give how much likelier than others a language is before a word is read, by (language, script), in nats."""
    return _priors()[key]


@lru_cache(maxsize=1)
def _priors() -> dict[tuple[str, str], float]:
    return {(profile.language, profile.script): profile.prior for profile in profiles()}


def _profile(path: str, raw: Any) -> Profile:
    try:
        return Profile(
            language=str(raw["language"]),
            script=str(raw["script"]),
            prior=float(raw["prior"]),
            letters=frozenset(raw["letters"]),
            words=frozenset(raw["words"].split()),
            suffixes=frozenset(raw["suffixes"].split()),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidResource(f"resources/{path} does not describe a language: {error!r}.") from error
