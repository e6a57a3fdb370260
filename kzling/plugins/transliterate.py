"""Language packs for the package `transliterate`: Kazakh, and every spelling scheme of kzling by its id.

A pack of `transliterate` leads from Latin (or Arabic) script to the native one, and back with `reversed=True`.
"""

from typing import Any

from kzling.errors import MissingExtra
from kzling.orthography.backward import backward
from kzling.orthography.forward import transliterate as write
from kzling.orthography.schemes import schemes

#: Codes that stand for a language as a whole: code -> scheme.
LANGUAGES = {"kk": "kk-latn-2021-apr"}


def register() -> list[str]:
    """Add the packs to `transliterate`; calling it again changes nothing.

    Returns:
        The codes added: "kk" and the ids of all schemes that lead from Cyrillic to Latin or Arabic script.

    Raises:
        MissingExtra: the package is not installed.

    ```python
    kzling.plugins.transliterate.register()
    transliterate.translit("Тоқаев", "kk", reversed=True)     # 'Toqaev'
    transliterate.translit("Tokajew", "ru-pl")                # 'Токаев'
    ```
    """
    try:
        from transliterate.base import TranslitLanguagePack, registry
        from transliterate.discover import autodiscover
    except ImportError as error:
        raise MissingExtra("Language packs need transliterate: pip install 'kzling[transliterate]'.") from error
    autodiscover()
    packs = LANGUAGES | {
        scheme.id: scheme.id for scheme in schemes().values() if scheme.source_script == "Cyrl" != scheme.target_script
    }
    for code, scheme in packs.items():
        registry.register(_pack(TranslitLanguagePack, code, scheme), force=True)
    return list(packs)


def _pack(base: Any, code: str, scheme: str) -> Any:
    def translit(
        self: Any, value: str, reversed: bool = False, strict: bool = False, fail_silently: bool = True
    ) -> str:
        return write(value, scheme) if reversed else backward(value, scheme).text

    # The package insists on a mapping of letters; ours is not one of single letters and is never asked for.
    attributes = {
        "language_code": code,
        "language_name": schemes()[scheme].name,
        "mapping": ("a", "а"),
        "translit": translit,
    }
    return type(f"Kzling_{code.replace('-', '_')}", (base,), attributes)
