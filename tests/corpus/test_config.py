from pathlib import Path

import pytest

from kzling.corpus.config import BuildConfig
from kzling.errors import MissingInput, UsageError


def test_from_nothing_mapping_file_and_itself(tmp_path: Path) -> None:
    path = tmp_path / "build.yml"
    path.write_text("duplicates: keep\n")
    assert BuildConfig.read(None) == BuildConfig()
    assert BuildConfig.read(path) == BuildConfig.read({"duplicates": "keep"}) == BuildConfig(duplicates="keep")
    assert BuildConfig.read(BuildConfig()) == BuildConfig()


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    with pytest.raises(MissingInput):
        BuildConfig.read(tmp_path / "none.yml")
    with pytest.raises(UsageError, match="unknown field 'dublicates'"):
        BuildConfig.read({"dublicates": "keep"})
    with pytest.raises(UsageError, match="must be one of drop, keep"):
        BuildConfig.read({"duplicates": "some"})
    with pytest.raises(UsageError, match="is no language"):
        BuildConfig.read({"language": "Kazakh"})
    (tmp_path / "bad.yml").write_text("a: [")
    with pytest.raises(UsageError, match="not valid YAML"):
        BuildConfig.read(tmp_path / "bad.yml")
    (tmp_path / "list.yml").write_text("- a")
    with pytest.raises(UsageError, match="must be an object"):
        BuildConfig.read(tmp_path / "list.yml")
