"""Language packs for the package `transliterate`: Kazakh, and every spelling scheme of kzling by its id.

A pack of `transliterate` leads from Latin script to the native one, and back with `reversed=True`.
"""

from typing import Any

from kzling.errors import MissingExtra
from kzling.orthography.forward import transliterate as write
from kzling.orthography.inverse import invert
from kzling.orthography.schemes import schemes
from kzling.text.tokens import words

#: Codes that stand for a language as a whole: code -> scheme.
LANGUAGES = {"kk": "kk-latn-2021-apr"}


def register() -> list[str]:
    """Add the packs to `transliterate`; calling it again changes nothing.

    Returns:
        The codes added: "kk" and the ids of all schemes that lead from Cyrillic to Latin script.

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
        scheme.id: scheme.id
        for scheme in schemes().values()
        if (scheme.source_script, scheme.target_script) == ("Cyrl", "Latn")
    }
    for code, scheme in packs.items():
        registry.register(_pack(TranslitLanguagePack, code, scheme), force=True)
    return list(packs)


def _pack(base: Any, code: str, scheme: str) -> Any:
    def translit(
        self: Any, value: str, reversed: bool = False, strict: bool = False, fail_silently: bool = True
    ) -> str:
        return write(value, scheme) if reversed else native(value, scheme)

    # The package insists on a mapping of letters; ours is not one of single letters and is never asked for.
    attributes = {
        "language_code": code,
        "language_name": schemes()[scheme].name,
        "mapping": ("a", "а"),
        "translit": translit,
    }
    return type(f"Kzling_{code.replace('-', '_')}", (base,), attributes)


def native(text: str, scheme: str) -> str:
    """Give a text in the native spelling that a scheme writes so: word by word the most name-like one.

    Words that the scheme writes from nothing stay as they are.

    >>> native("Tokajew, Nazarbajew", "ru-pl")
    'Токаев, Назарбаев'
    """
    pieces: list[str] = []
    position = 0
    for word in words(text):
        found = invert(word.text, scheme, limit=1)
        pieces += (text[position : word.start], found[0] if found else word.text)
        position = word.end
    return "".join(pieces) + text[position:]
