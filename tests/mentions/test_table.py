"""The compiled table of forms says what the one in memory says."""

from pathlib import Path

import pytest

from kzling.knowledge.base import KnowledgeBase
from kzling.mentions.gazetteer import Gazetteer
from kzling.mentions.table import FileTable, MemoryTable, form_table

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


def test_a_base_that_may_change_has_its_table_in_memory(base: KnowledgeBase) -> None:
    assert isinstance(form_table(base), MemoryTable)


def test_where_nothing_can_be_kept_it_is_in_memory(fixed: KnowledgeBase, tmp_path: Path) -> None:
    fixed.fixed_file = tmp_path / "missing" / "base.sqlite"
    with pytest.warns(UserWarning, match="cannot be kept"):
        assert isinstance(form_table(fixed), MemoryTable)


def test_a_damaged_table_is_made_anew(fixed: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "base.forms").write_bytes(b"junk")
    assert isinstance(form_table(fixed), FileTable)
