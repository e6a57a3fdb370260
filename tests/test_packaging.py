import ast
import tomllib
from collections.abc import Iterator
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
    {"errors", "record", "answers", "model", "ids", "data", "checks", "compression"},
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
    {"plugins"},
    {"finders"},
    {"naming"},
    {"pipeline", "tables"},
    {"corpus"},
    {"hub"},
    {"display"},
    {"cli", "cli_hub", "cli_kb", "cli_tables", "cli_train", "cli_verify"},
]


def imported(tree: ast.AST) -> Iterator[str]:
    """Give the rooms of kzling that a module imports from, however it says so."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where they lead"
            module = node.module or ""
            names = [alias.name for alias in node.names] if module == "kzling" else [module.removeprefix("kzling.")]
            if module.partition(".")[0] == "kzling":
                yield from (name.partition(".")[0] for name in names if not name.startswith("__"))
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.startswith("kzling.")]
            yield from (name.split(".")[1] for name in names)


def test_no_import_goes_up_a_floor(root: Path) -> None:
    floor = {name: number for number, names in enumerate(FLOORS) for name in names}
    upward = []
    for path in sorted((root / "kzling").rglob("*.py")):
        own = path.relative_to(root / "kzling").parts[0].removesuffix(".py")
        if own in ("__init__", "__main__"):
            continue
        for used in imported(ast.parse(path.read_text(encoding="utf-8"))):
            if floor[used] > floor[own]:
                upward.append(f"{path.relative_to(root)} imports {used}")
    assert upward == []


@pytest.mark.parametrize(
    "line", ["from kzling import pipeline", "import kzling.pipeline as p", "from kzling.pipeline import analyze"]
)
def test_every_way_to_import_is_seen(line: str) -> None:
    assert list(imported(ast.parse(line))) == ["pipeline"]
