"""Names in the news of Kazakhstan, Russia and their neighbours.

Importing kzling is light: each public name loads its part of the library when it is first used.

>>> import kzling
>>> kzling.resolve("Nur-Sultan").entity.id
'kz-place-astana'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kzling import errors

if TYPE_CHECKING:
    from kzling.corpus.build import build
    from kzling.hub.load import load
    from kzling.hub.publish import publish
    from kzling.knowledge.base import KnowledgeBase
    from kzling.language.detect import detect, detect_many
    from kzling.language.identify import identify_scheme
    from kzling.language.segment import segment
    from kzling.model import Document, Entity, Mention
    from kzling.names.compare import compare, compare_many, match
    from kzling.names.parsing import parse_name
    from kzling.names.variants import variants
    from kzling.orthography.forward import trace, transliterate
    from kzling.orthography.readings import readings
    from kzling.orthography.schemes import schemes
    from kzling.pipeline import analyze, analyze_many, normalize
    from kzling.resolution.resolve import resolve, resolve_many

__version__ = "0.1.0"

_HOMES = {
    "analyze": "kzling.pipeline",
    "analyze_many": "kzling.pipeline",
    "build": "kzling.corpus.build",
    "compare": "kzling.names.compare",
    "compare_many": "kzling.names.compare",
    "detect": "kzling.language.detect",
    "detect_many": "kzling.language.detect",
    "Document": "kzling.model",
    "Entity": "kzling.model",
    "identify_scheme": "kzling.language.identify",
    "KnowledgeBase": "kzling.knowledge.base",
    "load": "kzling.hub.load",
    "match": "kzling.names.compare",
    "Mention": "kzling.model",
    "normalize": "kzling.pipeline",
    "parse_name": "kzling.names.parsing",
    "publish": "kzling.hub.publish",
    "readings": "kzling.orthography.readings",
    "resolve": "kzling.resolution.resolve",
    "resolve_many": "kzling.resolution.resolve",
    "schemes": "kzling.orthography.schemes",
    "segment": "kzling.language.segment",
    "trace": "kzling.orthography.forward",
    "transliterate": "kzling.orthography.forward",
    "variants": "kzling.names.variants",
}

__all__ = [
    "Document",
    "Entity",
    "KnowledgeBase",
    "Mention",
    "analyze",
    "analyze_many",
    "build",
    "compare",
    "compare_many",
    "detect",
    "detect_many",
    "errors",
    "identify_scheme",
    "load",
    "match",
    "normalize",
    "parse_name",
    "publish",
    "readings",
    "resolve",
    "resolve_many",
    "schemes",
    "segment",
    "trace",
    "transliterate",
    "variants",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kzling' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
