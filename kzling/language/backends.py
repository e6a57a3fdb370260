"""Other detectors that `detect` asks where a caller names them."""

import importlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from kzling.answers import Detection, LanguageScore
from kzling.errors import MissingExtra
from kzling.text import scripts

Backend = Callable[[str], Detection]

#: langdetect draws random n-grams; with one seed for each text equal texts have equal answers.
SEED = 0
_MAX_ALTERNATIVES = 5


def langdetect(text: str) -> Detection:
    """Ask the package langdetect (55 languages; no Kazakh, Kyrgyz, Tatar or Uzbek, which it takes for others).

    Raises:
        MissingExtra: it is not installed.
    """
    detector = _langdetect_factory().create()
    detector.append(text)
    script = scripts.script_of(text)
    try:
        found = detector.get_probabilities()
    except _langdetect_error():
        # Its way of saying that the text has no letters.
        return Detection("und", script, 0.0)
    # Subtags after the first name a region ("zh-cn"); the same language may then come twice.
    shares: dict[str, float] = {}
    for one in found:
        language = one.lang.split("-")[0]
        shares[language] = min(1.0, shares.get(language, 0.0) + one.prob)
    ranked = sorted(shares, key=lambda language: (-shares[language], language))
    if not ranked or ranked[0] == "unknown":
        return Detection("und", script, 0.0)
    first, *others = [LanguageScore(language, script, round(shares[language], 4)) for language in ranked]
    return Detection(first.language, script, first.confidence, tuple(others[:_MAX_ALTERNATIVES]))


@lru_cache(maxsize=1)
def _langdetect_factory() -> Any:
    # A factory of our own: the package's shared one belongs to the caller, whose seed we must not change.
    try:
        module = importlib.import_module("langdetect.detector_factory")
    except ImportError as error:
        raise MissingExtra(
            "The backend 'langdetect' needs the package langdetect: pip install 'kzling[langdetect]'."
        ) from error
    factory = module.DetectorFactory()
    factory.load_profile(module.PROFILES_DIRECTORY)
    factory.set_seed(SEED)
    return factory


def _langdetect_error() -> type[Exception]:
    error: type[Exception] = importlib.import_module("langdetect.lang_detect_exception").LangDetectException
    return error


BACKENDS: dict[str, Backend] = {"langdetect": langdetect}
