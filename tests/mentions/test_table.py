"""The compiled table of forms says what the one in memory says."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kzling.knowledge.base import KnowledgeBase
from kzling.mentions.gazetteer import Gazetteer
from kzling.mentions.listed import Listed, listed
from kzling.mentions.table import FileTable, MemoryTable, form_table
from kzling.model import Entity

TEXT = (
    "Kassym-Jomart Tokayev, Тоқаев, Qasym-Jomart Toqaevtyñ, Токаева; Нұр-Сұлтанда, Астанаға, Nur-Sultan, Целинограде, "
    "в Нур Султане, ОДКБ, одкб."
)


@pytest.fixture
def fixed(base: KnowledgeBase, tmp_path: Path) -> KnowledgeBase:
    """Give a base that keeps what is compiled from it in a folder."""
    base.save(tmp_path / "base.sqlite")
    fixed = KnowledgeBase.open(tmp_path / "base.sqlite")
    fixed.fixed_file = tmp_path / "base.sqlite"
    return fixed


def test_both_tables_find_the_same(fixed: KnowledgeBase) -> None:
    compiled, made = form_table(fixed), MemoryTable(fixed)
    assert isinstance(compiled, FileTable)
    assert len(made.forms) > 20
    for key in [*made.forms, "кездесу", "кездесу астана", ""]:
        words = key.split(" ")
        assert list(compiled.named(*words)) == list(made.named(*words))
        assert [compiled.bearer(entry) for entry in compiled.named(*words)] == list(
            map(made.bearer, made.named(*words))
        )
    for one, other in ((compiled.all, made.all), (compiled.first, made.first), (compiled.small, made.small)):
        assert all(word in one.words for word in other.words)
        assert all(opening in one.openings for opening in other.openings)
    found = Gazetteer(made).scan(TEXT)
    assert len(found) == 9
    assert Gazetteer(compiled).scan(TEXT) == found


def test_it_is_compiled_once(fixed: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    form_table(fixed)
    monkeypatch.setattr("kzling.mentions.table.listed", lambda entities: pytest.fail("compiled twice"))
    assert form_table(fixed).named("астана")


def test_a_small_base_has_its_table_in_memory(base: KnowledgeBase) -> None:
    assert isinstance(form_table(base), MemoryTable)


@pytest.fixture
def large(base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KnowledgeBase:
    """Give a base that may change and counts as large, with a cache of its own."""
    monkeypatch.setattr("kzling.mentions.table._COMPILED_FROM", 1)
    monkeypatch.setenv("KZLING_CACHE", str(tmp_path / "cache"))
    base.save(tmp_path / "base.sqlite")
    return KnowledgeBase.open(tmp_path / "base.sqlite")


def test_the_table_of_a_large_base_is_compiled_once(large: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Gazetteer(MemoryTable(large)).scan(TEXT)
    assert isinstance(form_table(large), FileTable)
    monkeypatch.setattr("kzling.mentions.table.listed", lambda entities: pytest.fail("compiled twice"))
    assert len(found) == 9
    assert Gazetteer(form_table(large)).scan(TEXT) == found


def test_a_table_tells_of_one_state_of_a_base(large: KnowledgeBase) -> None:
    before = Gazetteer(form_table(large))
    record = large.search("Астана")[0].to_dict()
    large.add([record | {"names": [{"text": "Акмола", "lang": "ru"}]}])
    text = "Астана, Акмола"
    assert [item.lemma for item in Gazetteer(form_table(large)).scan(text)] == ["Акмола"]
    # Nothing of it is read from the base, which has changed.
    assert [item.bearers[0][1].text for item in before.scan(text)] == ["Астана"]


def test_a_base_that_is_written_to_meanwhile_has_its_table_in_memory(
    large: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written_to(entities: Iterable[Entity]) -> Iterator[Listed]:
        large.add([{"id": "new", "names": [{"text": "Жаңаауыл", "lang": "kk"}]}])
        return listed(entities)

    monkeypatch.setattr("kzling.mentions.table.listed", written_to)
    assert isinstance(form_table(large), MemoryTable)
    assert not list((tmp_path / "cache").iterdir())


def test_where_nothing_can_be_kept_it_is_in_memory(fixed: KnowledgeBase, tmp_path: Path) -> None:
    fixed.fixed_file = tmp_path / "base.sqlite" / "in a file.sqlite"
    with pytest.warns(UserWarning, match="cannot be kept"):
        assert isinstance(form_table(fixed), MemoryTable)


def test_a_damaged_table_is_made_anew(fixed: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "base.forms").write_bytes(b"junk")
    assert isinstance(form_table(fixed), FileTable)
