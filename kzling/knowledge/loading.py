"""The default records, from resources/knowledge/ (its README says how they are written)."""

from collections.abc import Iterator, Mapping
from typing import Any

from kzling import data
from kzling.errors import InvalidResource


def default_records() -> Iterator[dict[str, Any]]:
    """Give the records of the default base in the order of files and lines.

    Raises:
        InvalidResource: a name cites a source that its file does not declare.
    """
    for path in data.names("knowledge"):
        table = data.read_yaml(path)
        for entry in table["entities"]:
            yield entry | {
                "names": [_name(name, table["sources"], f"{path}: {entry['id']}") for name in entry["names"]]
            }


def _name(name: Mapping[str, Any], sources: Mapping[str, str], where: str) -> dict[str, Any]:
    cited = name["source"]
    if cited not in sources:
        raise InvalidResource(f"resources/{where} cites the source {cited!r}, which the file does not declare.")
    return {**name, "source": sources[cited]}
