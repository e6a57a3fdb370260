"""The one door to resources/: its texts, YAML and JSON files, folders, version and digest."""

import hashlib
import json
import re
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from kzling.errors import InvalidResource

_PACKAGE = "kzling.resources"
_STAYS_TEXT = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.1 without its traps: dates, `no`, `on` and `y` stay strings; true and false are booleans."""


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] not in _STAYS_TEXT]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])


def read_text(path: str) -> str:
    """Give a resource as text; `path` is relative to resources/, for example "schemes/ru-pl.yml"."""
    return _find(path).read_text(encoding="utf-8")


def read_yaml(path: str) -> Any:
    """Give a YAML resource as plain data.

    Raises:
        InvalidResource: the file is not valid YAML; the message names file and line.
    """
    try:
        return yaml.load(read_text(path), Loader=_Loader)
    except yaml.YAMLError as error:
        raise InvalidResource(f"resources/{path} is not valid YAML: {' '.join(str(error).split())}") from error


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


@lru_cache(maxsize=1)
def data_version() -> str:
    """Give the version of the data, which moves apart from the version of the code."""
    return read_text("VERSION").strip()


@lru_cache(maxsize=1)
def digest() -> str:
    """Give the sha256 of all data files together: equal digests mean equal facts."""
    total = hashlib.sha256()
    for path in _walk("", files(_PACKAGE)):
        total.update(path.encode() + b"\0" + _find(path).read_bytes() + b"\0")
    return total.hexdigest()


@lru_cache
def code_digest(without: tuple[str, ...] = ()) -> str:
    """Give the sha256 of the modules of kzling together: what was computed by other code is not reused.

    Args:
        without: modules and folders (with "/") that have no part in it, relative to the package.
    """
    total = hashlib.sha256()
    for path in (path for path in _walk("", files("kzling"), (".py",)) if not path.startswith(without)):
        total.update(path.encode() + b"\0" + files("kzling").joinpath(*path.split("/")).read_bytes() + b"\0")
    return total.hexdigest()


def _find(path: str) -> Traversable:
    return files(_PACKAGE).joinpath(*path.split("/")) if path else files(_PACKAGE)


def _walk(folder: str, root: Traversable, endings: tuple[str, ...] = ()) -> list[str]:
    """List the files below a folder, sorted: those with these endings, or all that are no code."""
    found: list[str] = []
    here = root.joinpath(*folder.split("/")) if folder else root
    for entry in sorted(here.iterdir(), key=lambda e: e.name):
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.is_dir() and entry.name != "__pycache__":
            found += _walk(path, root, endings)
        elif entry.is_file() and (
            entry.name.endswith(endings) if endings else not entry.name.endswith((".py", ".pyc"))
        ):
            found.append(path)
    return found
