"""Profiles for the package `langdetect`: Kazakh in three scripts, and others of the region that it lacks."""

from importlib import import_module
from pathlib import Path
from typing import Any

from kzling import data
from kzling.errors import MissingExtra

#: Where the profiles lie in resources/; `.ci/languages.py` makes them.
FOLDER = "languages/langdetect"
#: langdetect draws random letters; with a seed equal texts have equal answers.
SEED = 0


def register() -> list[str]:
    """Add the profiles to `langdetect`, and a seed, so that it answers alike each time; again, it changes nothing.

    Texts that it took for others before may have another answer then: Kazakh was Russian or Ukrainian. A seed that the
    caller has set stays.

    Returns:
        The languages added: az, be, kk (Cyrillic, Latin and Arabic script), ky, mn, tt, uz (Latin and Cyrillic).

    Raises:
        MissingExtra: the package is not installed.

    ```python
    kzling.plugins.langdetect.register()
    langdetect.detect("Бұл жаңа заң туралы мақала")     # 'kk'
    ```
    """
    try:
        module: Any = import_module("langdetect.detector_factory")
    except ImportError as error:
        raise MissingExtra("Profiles need langdetect: pip install 'kzling[langdetect]'.") from error
    paths = data.names(FOLDER, ".json")
    languages = [path.removeprefix(f"{FOLDER}/").removesuffix(".json") for path in paths]
    module.init_factory()
    if not set(languages) <= set(module._factory.get_lang_list()):
        # The package reserves room for its profiles when it loads them: all are loaded anew, ours with them.
        its_own = sorted(path for path in Path(module.PROFILES_DIRECTORY).iterdir() if not path.name.startswith("."))
        factory = module.DetectorFactory()
        factory.load_json_profile(
            [*(path.read_text(encoding="utf-8") for path in its_own), *(data.read_text(path) for path in paths)]
        )
        module._factory = factory
    if module.DetectorFactory.seed is None:
        module.DetectorFactory.seed = SEED
    return languages
