import tomllib
from pathlib import Path

import pytest

import kzling


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, dict[str, object]]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def test_all_packages_are_listed(project: dict[str, dict[str, object]], root: Path) -> None:
    folders = {path.parent.relative_to(root).as_posix() for path in (root / "kzling").rglob("__init__.py")}
    packages = {name.replace("/", ".") for name in folders} | {"kzling.resources"}
    assert set(project["tool"]["setuptools"]["packages"]) == packages  # type: ignore[index]


def test_one_version(project: dict[str, dict[str, object]]) -> None:
    assert project["project"]["version"] == kzling.__version__


def test_torch_stays_out_of_the_other_extras(project: dict[str, dict[str, object]]) -> None:
    extras = project["project"]["optional-dependencies"]
    assert isinstance(extras, dict)
    assert "stanza" in extras["stanza"][0]
    for name in ("corpus", "all", "test", "langdetect", "transliterate"):
        assert not any("stanza" in item or "torch" in item for item in extras[name])


FLOORS = [
    {"errors", "record", "answers", "model", "ids", "data", "checks"},
    {"text"},
    {"morphology"},
    {"orthography"},
    {"language"},
    {"names"},
    {"knowledge"},
    {"mentions"},
    {"resolution"},
    {"translation"},
    {"cleaning"},
    {"pipeline"},
    {"corpus"},
    {"hub"},
    {"cli"},
]


def test_no_import_goes_up_a_floor(root: Path) -> None:
    import ast

    floor = {name: number for number, names in enumerate(FLOORS) for name in names}
    upward = []
    for path in sorted((root / "kzling").rglob("*.py")):
        own = path.relative_to(root / "kzling").parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kzling."):
                used = str(node.module).split(".")[1]
                if own in floor and floor.get(used, 0) > floor[own]:
                    upward.append(f"{path.relative_to(root)} imports {node.module}")
    assert upward == []
