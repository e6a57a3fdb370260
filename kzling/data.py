"""The one door to resources/: its texts, YAML and JSON files, folders, version and digest.

YAML is for people and slow to read, so each file stands in resources/compiled/ a second time, as JSON, with the
checksum of the text that it was made from. Where that is no longer the file's, the YAML is read: a change counts at
once. `make compiled` writes the copies anew. The entities of the default base have no copy: they are compiled to a
file of their own (`kzling.knowledge.default`).
"""

import json
import re
import zlib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from kzling.errors import InvalidResource

#: The folder of resources/ with what is made from the other files, and the file in it with all that are YAML.
COMPILED = "compiled"
COMPILED_YAML = f"{COMPILED}/yaml.tsv"

#: The folder with the entities of the default base.
ENTITIES = "knowledge/entities"

_PACKAGE = "kzling.resources"
_STAYS_TEXT = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")


class _Copy(NamedTuple):
    """The content of a YAML file as JSON, and the checksum of the file's text."""

    checksum: str
    content: bytes


def read_text(path: str) -> str:
    """Give a resource as text; `path` is relative to resources/, for example "schemes/ru-pl.yml"."""
    return _find(path).read_text(encoding="utf-8")


def read_bytes(path: str) -> bytes:
    """Give a resource that is no text."""
    return _find(path).read_bytes()


def read_lines(path: str) -> list[bytes]:
    """Give the lines of a resource, each still to be decoded: of a large file few may be needed."""
    return _find(path).read_bytes().splitlines()


def read_yaml(path: str) -> Any:
    """Give a YAML resource as plain data.

    Raises:
        InvalidResource: the file is not valid YAML; the message names file and line.
    """
    text = read_text(path)
    copy = _copies().get(path)
    if copy is not None and copy.checksum == _checksum(text):
        return json.loads(copy.content)
    return _parsed(text, path)


def compiled_yaml() -> str:
    """Give what the file `COMPILED_YAML` has to hold: a line for each YAML file, of path, checksum and content."""
    paths = (path for path in _walk("", _root(), (".yml",)) if not path.startswith(f"{ENTITIES}/"))
    texts = {path: read_text(path) for path in paths}
    contents = {path: json.dumps(_parsed(text, path), ensure_ascii=False) for path, text in texts.items()}
    return "".join(f"{path}\t{_checksum(text)}\t{contents[path]}\n" for path, text in texts.items())


@cache
def _copies() -> dict[str, _Copy]:
    # Without the file the YAML can still be read, also to make it anew.
    lines = read_lines(COMPILED_YAML) if _find(COMPILED_YAML).is_file() else ()
    rows = (line.split(b"\t", 2) for line in lines)
    return {path.decode(): _Copy(checksum.decode(), content) for path, checksum, content in rows}


def _checksum(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def _parsed(text: str, path: str) -> Any:
    # The package is heavy, and most often the copies are current.
    import yaml

    try:
        return yaml.load(text, Loader=_loader())
    except yaml.YAMLError as error:
        raise InvalidResource(f"resources/{path} is not valid YAML: {' '.join(str(error).split())}") from error


@cache
def _loader() -> Any:
    """Give a loader of YAML 1.1 without its traps: dates, `no`, `on` and `y` stay strings; true is a boolean."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        pass

    Loader.yaml_implicit_resolvers = {
        first: [pair for pair in pairs if pair[0] not in _STAYS_TEXT]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])
    return Loader


def read_json(path: str) -> Any:
    """Give a JSON resource as plain data.

    Raises:
        InvalidResource: the file is not valid JSON; the message names file and line.
    """
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise InvalidResource(f"resources/{path} is not valid JSON: {error}") from error


def names(folder: str, suffix: str = ".yml") -> list[str]:
    """Give the paths of the files in a folder of resources/ with this ending, sorted."""
    entries = _find(folder).iterdir()
    return sorted(f"{folder}/{entry.name}" for entry in entries if entry.name.endswith(suffix))


def names_below(folder: str, suffix: str = ".yml") -> list[str]:
    """Give the paths of the files with this ending in a folder of resources/ and in those below it, sorted."""
    return _walk(folder, _root(), (suffix,))


@lru_cache(maxsize=1)
def data_version() -> str:
    """Give the version of the data, which moves apart from the version of the code."""
    return read_text("VERSION").strip()


@lru_cache(maxsize=1)
def digest() -> str:
    """Give the sha256 of all data files together: equal digests mean equal facts.

    What is made from other files (`COMPILED`) says nothing of its own and has no part in it.
    """
    paths = (path for path in _walk("", _root()) if not path.startswith(f"{COMPILED}/"))
    return _sha256((path, _find(path)) for path in paths)


@lru_cache
def code_digest(without: tuple[str, ...] = ()) -> str:
    """Give the sha256 of the modules of kzling together: what was computed by other code is not reused.

    Args:
        without: modules and folders (with "/") that have no part in it, relative to the package.
    """
    code = Path(__file__).parent
    return _sha256((path, code / path) for path in _walk("", code, (".py",)) if not path.startswith(without))


def _sha256(files: Iterable[tuple[str, Path]]) -> str:
    # Seldom asked for, and not imported in no time.
    import hashlib

    total = hashlib.sha256()
    for path, file in files:
        total.update(path.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


@cache
def _root() -> Path:
    return Path(import_module(_PACKAGE).__path__[0])


def _find(path: str) -> Path:
    return _root() / path


def _walk(folder: str, root: Path, endings: tuple[str, ...] = ()) -> list[str]:
    """List the files below a folder, sorted: those with these endings, or all that are no code."""
    found: list[str] = []
    for entry in sorted((root / folder).iterdir(), key=lambda entry: entry.name):
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.is_dir() and entry.name != "__pycache__":
            found += _walk(path, root, endings)
        elif entry.is_file() and (
            entry.name.endswith(endings) if endings else not entry.name.endswith((".py", ".pyc"))
        ):
            found.append(path)
    return found
