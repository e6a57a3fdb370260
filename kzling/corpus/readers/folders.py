"""Dataset folders of Hugging Face: which of their files hold the rows, and where the links of its cache may lead.

Two kinds are known: what `Dataset.save_to_disk` and `DatasetDict.save_to_disk` write (state.json, dataset_dict.json),
and a clone or snapshot of a repository on the Hub (the front matter of README.md). What kzling itself publishes is of
the second kind, and its default config is that of the articles.
"""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import yaml

from kzling.corpus.readers.values import shown

#: Files that describe a dataset and hold none of its rows.
DESCRIPTIONS = frozenset(
    ("dataset_info.json", "dataset_infos.json", "dataset_dict.json", "state.json", "manifest.json", "croissant.json")
)
#: More of a description is not read; the largest cards on the Hub, with a config a language, have about a megabyte.
_MOST_BYTES = 4_000_000
#: Nor are more paths taken from it: front matter can repeat one list a thousand times.
_MOST_PATHS = 100_000
_EVERYTHING = ("**",)


class Selection(NamedTuple):
    """What a description says of its folder: paths of the files that hold rows, and what is wrong with it.

    A pattern is a path in steps: "**" stands for any number of folders, "*", "?" and "[...]" for parts of a name.
    """

    description: str
    paths: frozenset[str]
    patterns: tuple[tuple[str, ...], ...]
    faults: tuple[str, ...] = ()

    def takes(self, path: str) -> bool:
        """Say whether a path below the folder, with forward slashes, is one of those that hold rows.

        >>> Selection("README.md", frozenset(), (("data", "*.parquet"),)).takes("data/train-0.parquet")
        True
        """
        return path in self.paths or any(_matches(path.split("/"), pattern) for pattern in self.patterns)


def selection(folder: Path) -> Selection | None:
    """Read the description of a dataset folder; None for a folder that is none, or whose files are all data."""
    for name, read in (("dataset_dict.json", _splits), ("state.json", _saved), ("README.md", _card)):
        path = folder / name
        if path.is_file() and (name != "state.json" or (folder / "dataset_info.json").is_file()):
            try:
                stated = read(_content(path))
            except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
                kind = "cannot be read" if isinstance(error, OSError) else "is broken"
                return Selection(name, frozenset(), (_EVERYTHING,), (f"{kind}, so all files beside it are read",))
            if stated is not None:
                return _selection(folder, name, stated)
    return None


def homes(root: Path) -> tuple[Path, ...]:
    """Give the folders that links below an input may lead into: itself, and the blobs of its repository in the cache.

    The cache keeps `datasets--NAME/snapshots/REVISION/FILE` as links to `datasets--NAME/blobs/HASH`.
    """
    real = root.resolve()
    for revision in (real, *real.parents):
        blobs = revision.parent.parent / "blobs"
        if revision.parent.name == "snapshots" and blobs.is_dir() and not blobs.is_symlink():
            return (real, blobs)
    return (real,)


def _content(path: Path) -> str:
    with path.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise ValueError("too large for a description")
    return content.decode("utf-8-sig")


def _splits(content: str) -> list[Any] | None:
    """Read dataset_dict.json: a folder for each split."""
    stated = orjson.loads(content)
    splits = stated.get("splits") if isinstance(stated, dict) else None
    return [f"{split}/**" for split in splits if isinstance(split, str)] if isinstance(splits, list) else None


def _saved(content: str) -> list[Any] | None:
    """Read state.json: the files of a saved dataset; others beside them are caches of `map` and `filter`."""
    stated = orjson.loads(content)
    files = stated.get("_data_files") if isinstance(stated, dict) else None
    return [file.get("filename") for file in files if isinstance(file, dict)] if isinstance(files, list) else None


# A card with a config a language takes seconds, and its folder is listed more than once.
@lru_cache(maxsize=4)
def _card(content: str) -> list[Any] | None:
    """Read the front matter of README.md: the files of the default config, else of the first."""
    if not content.startswith("---"):
        return None
    # The faster loader written in C ends the process at 50,000 open brackets; this one raises RecursionError.
    stated = yaml.safe_load(content.split("\n---", 1)[0].removeprefix("---"))
    listed = stated.get("configs") if isinstance(stated, dict) else None
    configs = [config for config in listed if isinstance(config, dict)] if isinstance(listed, list) else []
    if not configs:
        return None
    default = [config for config in configs if config.get("default") or config.get("config_name") == "default"]
    chosen = (default or configs)[0]
    below = f"{chosen['data_dir']}/" if chosen.get("data_dir") else ""
    paths = islice(_paths(chosen.get("data_files") or "**"), _MOST_PATHS)
    return [below + path if isinstance(path, str) else path for path in paths]


def _paths(data_files: Any) -> Iterator[Any]:
    """Give the paths in all forms that `data_files` may have: text, list, split and path, split to path."""
    for item in data_files if isinstance(data_files, list) else [data_files]:
        if isinstance(item, dict):
            for path in [item["path"]] if "path" in item else item.values():
                yield from path if isinstance(path, list) else [path]
        else:
            yield item


def _selection(folder: Path, name: str, stated: Iterable[Any]) -> Selection:
    paths: list[str] = []
    patterns: list[tuple[str, ...]] = []
    faults: list[str] = []
    for path in stated:
        steps = _steps(path)
        if steps is None:
            faults.append(f"names {shown(path)}, which is no path inside the folder")
        elif any(set(step) & set("*?[") for step in steps):
            patterns.append(steps)
        elif _is_file(folder.joinpath(*steps)):
            paths.append("/".join(steps))
        else:
            faults.append(f"names {shown(path)}, which is not there")
    return Selection(name, frozenset(paths), tuple(patterns), tuple(faults))


def _steps(path: Any) -> tuple[str, ...] | None:
    """Split a path into steps; None if it leads out of the folder."""
    if not isinstance(path, str) or path.startswith("/") or "://" in path or "\0" in path:
        return None
    steps = tuple(step for step in path.split("/") if step not in ("", "."))
    return steps if steps and ".." not in steps else None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that no file system takes
        return False


def _matches(steps: list[str], pattern: tuple[str, ...]) -> bool:
    """Match step by step, with all places in the pattern that are reached at once: no pattern takes long."""
    reached = _behind({0}, pattern)
    for step in steps:
        stay = {at for at in reached if at < len(pattern) and pattern[at] == "**"}
        on = {at + 1 for at in reached - stay if at < len(pattern) and fnmatchcase(step, pattern[at])}
        reached = _behind(stay | on, pattern)
    return len(pattern) in reached


def _behind(reached: set[int], pattern: tuple[str, ...]) -> set[int]:
    """Add the places behind each "**", which may stand for no step at all."""
    found = set(reached)
    for at, step in enumerate(pattern):
        if at in found and step == "**":
            found.add(at + 1)
    return found
