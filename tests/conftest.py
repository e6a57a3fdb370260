import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from kzling import cli
from kzling.knowledge.base import KnowledgeBase

# How long an example takes depends on the machine; on CI the same examples are tried each time.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

# datasets keeps what it loads by path, and paths of pytest come again: a cache of each run's own.
_CACHE = tempfile.TemporaryDirectory(prefix="kzling-hf-", ignore_cleanup_errors=True)
os.environ |= {"HF_HUB_OFFLINE": "1", "HF_HOME": _CACHE.name}

ROOT = Path(__file__).parent.parent

# The default base is compiled once for all runs, and not where the user keeps theirs.
os.environ.setdefault("KZLING_CACHE", str(ROOT / ".cache"))

RECORDS = [
    {
        "id": "kz-place-astana",
        "type": "place",
        "names": [
            {"text": "Астана", "lang": "kk", "kind": "official", "since": "2022-09-17"},
            {"text": "Нұр-Сұлтан", "lang": "kk", "kind": "former", "since": "2019-03-23", "until": "2022-09-17"},
            {"text": "Astana", "lang": "en", "kind": "official", "since": "2022-09-17"},
            {"text": "Nur-Sultan", "lang": "en", "kind": "former", "since": "2019-03-23", "until": "2022-09-17"},
            {"text": "Tselinograd", "lang": "en", "kind": "former", "since": "1961-03-20", "until": "1992-07-06"},
            {"text": "Астана", "lang": "ru", "kind": "official", "since": "2022-09-17"},
            {"text": "Нур-Султан", "lang": "ru", "kind": "former", "since": "2019-03-23", "until": "2022-09-17"},
        ],
        "ids": {"wikidata": "Q1520"},
        "attributes": {"country": "kz"},
    },
    {
        "id": "kz-person-tokayev",
        "type": "person",
        "names": [
            {"text": "Қасым-Жомарт Тоқаев", "lang": "kk", "kind": "alias"},
            {"text": "Тоқаев", "lang": "kk", "kind": "alias"},
            {"text": "Kassym-Jomart Tokayev", "lang": "en", "kind": "official"},
            {"text": "Tokayev", "lang": "en", "kind": "alias"},
            {"text": "Касым-Жомарт Токаев", "lang": "ru", "kind": "alias"},
            {"text": "Токаев", "lang": "ru", "kind": "alias"},
            {"text": "Kasym-Żomart Tokajew", "lang": "pl", "kind": "official"},
            {"text": "Tokajew", "lang": "pl", "kind": "alias"},
        ],
    },
    {
        "id": "int-org-csto",
        "type": "organization",
        "names": [
            {"text": "Collective Security Treaty Organization", "lang": "en", "kind": "official"},
            {"text": "CSTO", "lang": "en", "kind": "alias"},
            {"text": "ОДКБ", "lang": "ru", "kind": "alias"},
        ],
    },
    {
        "id": "ru-org-odnoklassniki",
        "type": "organization",
        "names": [
            {"text": "Одноклассники", "lang": "ru", "kind": "official"},
            {"text": "Odnoklassniki", "lang": "en", "kind": "official"},
            {"text": "Classmates", "lang": "en", "kind": "literal"},
        ],
    },
    {
        "id": "int-org-telegram",
        "type": "organization",
        "names": [{"text": "Telegram", "lang": "en", "kind": "official"}],
    },
]


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    return KnowledgeBase.from_records(RECORDS)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture
def command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Run `kzling` in this process with the arguments given: exit code, standard output, standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kzling", *arguments])
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        else:
            code = 0
        return code, *capsys.readouterr()

    return run
