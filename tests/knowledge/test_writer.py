import sqlite3
from pathlib import Path

import pytest

from kzling.errors import InvalidRecord, UnreadableInput, UnwritableOutput
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.file import File
from kzling.knowledge.overrides import Overrides
from kzling.knowledge.records import entity_of
from kzling.knowledge.writer import Writer
from kzling.model import Entity

SAID = {"by": "ann", "when": "2026-11-03", "why": "they say so"}


def named(entity_id: str, *texts: str, type: str = "place", weight: float = 1.0) -> Entity:
    names = [{"text": text, "lang": "ru"} for text in texts]
    return entity_of({"id": entity_id, "type": type, "weight": weight, "names": names}, 1)


def judged(*lines: dict[str, object]) -> Overrides:
    return Overrides.from_records(SAID | line for line in lines)


def names(path: Path) -> dict[str, list[str]]:
    return {entity.id: [name.text for name in entity.names] for entity in KnowledgeBase.open(path)}


def test_put_says_what_became_of_it(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    with Writer(path) as writer:
        assert [writer.put(named("a", "Семей")), writer.put(named("b", "Орал"))] == ["added", "added"]
        assert [writer.put(named("a", "Семей")), writer.put(named("b", "Уральск"))] == ["unchanged", "changed"]
        assert writer.count == 2
    with Writer(path) as writer:
        assert [writer.put(named("a", "Семей")), writer.put(named("b", "Орал"))] == ["unchanged", "changed"]
    base = KnowledgeBase.open(path)
    assert [entity.id for entity in base.search("Орал")] == ["b"]
    assert base.search("Уральск") == base.candidates("Уральск") == []


def test_remove(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    with Writer(path) as writer:
        writer.put(named("a", "Семей"))
        writer.put(named("b", "Орал"))
        assert writer.remove("a")
        assert not writer.remove("a")
    with Writer(path) as writer:
        assert writer.remove("b")
    assert len(KnowledgeBase.open(path)) == 0
    assert File(path).rows("SELECT count(*) FROM posting") == [(0,)]


def test_the_order_of_writing_does_not_count_in_the_digest(tmp_path: Path) -> None:
    one, other = tmp_path / "one.sqlite", tmp_path / "other.sqlite"
    with Writer(one) as writer:
        writer.put(named("a", "Семей"))
        writer.put(named("b", "Орал"))
        writer.redirect("c", "a")
        writer.override(judged({"op": "link", "name": "Елбасы", "entity": "a"}))
    with Writer(other, batch=1) as writer:
        writer.override(judged({"op": "type", "entity": "a", "type": "place"}))
        writer.override(judged({"op": "link", "name": "Елбасы", "entity": "a"}))
        writer.put(named("x", "Абай"))
        writer.put(named("b", "Уральск"))
        writer.put(named("a", "Семей"))
        writer.put(named("b", "Орал"))
        writer.remove("x")
        writer.redirect("c", "b")
        writer.redirect("c", "a")
    assert KnowledgeBase.open(one).digest == KnowledgeBase.open(other).digest
    assert File(one).state.edition != File(other).state.edition


def test_an_error_keeps_the_last_batch_out(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    written = [named(str(number), "Семей") for number in range(5)]
    unwritable = Entity("x", written[0].names, attributes={"when": {1, 2}})
    with pytest.raises(InvalidRecord), Writer(path, batch=2) as writer:
        list(map(writer.put, [*written, unwritable]))
    assert list(names(path)) == ["0", "1", "2", "3"]


def test_overrides_apply_to_what_is_put(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    with Writer(path) as writer:
        writer.override(
            judged(
                {"op": "same", "a": "a", "b": "b"},
                {"op": "type", "entity": "a", "type": "place"},
                {"op": "name", "entity": "c", "name": {"text": "Орал", "lang": "kk"}},
            )
        )
        for entity in (named("b", "Семипалатинск", type="other"), named("c", "Уральск"), named("d", "Абай")):
            assert writer.put(entity) == "added"
    assert names(path) == {"d": ["Абай"], "a": ["Семипалатинск"], "c": ["Уральск", "Орал"]}
    with Writer(path) as writer:
        assert writer.put(named("a", "Семей")) == "added"
        assert writer.put(named("b", "Семипалатинск", type="other")) == "unchanged"
        assert writer.put(named("c", "Яик")) == "changed"
    assert names(path) == {"d": ["Абай"], "a": ["Семей", "Семипалатинск"], "c": ["Яик", "Орал"]}
    base = KnowledgeBase.open(path)
    assert base.get("b").id == base.get("a").id == "a"
    assert base.get("a").type == "place"
    assert [entity.id for entity in base.given()] == ["d", "b", "c", "a"]
    with Writer(path) as writer:
        writer.remove("a")
        writer.remove("c")
    assert names(path) == {"d": ["Абай"], "a": ["Семипалатинск"]}


def test_overrides_can_be_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    with Writer(path) as writer:
        for entity in (named("a", "Семей"), named("b", "Семипалатинск"), named("c", "Уральск")):
            writer.put(entity)
    before = KnowledgeBase.open(path)
    plain = before.digest
    overrides = judged({"op": "same", "a": "a", "b": "b"}, {"op": "type", "entity": "c", "type": "other"})
    with Writer(path) as writer:
        writer.override(overrides)
    assert names(path) == {"a": ["Семей", "Семипалатинск"], "c": ["Уральск"]}
    assert before.overrides.redirects == {"b": "a"}
    assert before.get("b").id == "a"
    assert before.get("c").type == "other"
    assert before.digest != plain
    with Writer(path) as writer:
        writer.override(Overrides())
    assert names(path) == {"a": ["Семей"], "b": ["Семипалатинск"], "c": ["Уральск"]}
    assert before.get("b").id == "b"
    assert before.digest == plain


def test_an_override_that_leaves_no_name_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    with Writer(path) as writer:
        writer.put(named("a", "Семей"))
    removing = judged({"op": "name", "entity": "a", "name": {"text": "Семей"}, "remove": True})
    with pytest.raises(InvalidRecord, match="last name of 'a'"), Writer(path) as writer:
        writer.override(removing)
    assert names(path) == {"a": ["Семей"]}


def test_redirects_are_followed_through_merges_and_overrides(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    with Writer(path) as writer:
        writer.put(named("d", "Семей"))
        writer.override(judged({"op": "same", "a": "d", "b": "c"}, {"op": "same", "a": "c", "b": "cluster-1"}))
        writer.redirect("a", "b")
        writer.redirect("b", "c")
        writer.redirect("x", "y")
        writer.redirect("y", "x")
    base = KnowledgeBase.open(path)
    assert {base.get(one).id for one in ("a", "b", "c", "d", "cluster-1")} == {"d"}
    assert "x" not in base
    assert "cluster-2" not in base


@pytest.mark.parametrize("safe", [True, False])
def test_what_cannot_be_written(tmp_path: Path, safe: bool) -> None:
    with pytest.raises(UnwritableOutput, match="unable to open"):
        Writer(tmp_path / "none" / "base.sqlite", safe=safe)
    with pytest.raises(UnwritableOutput, match="unable to open"):
        Writer(tmp_path, safe=safe)
    text = tmp_path / "text.sqlite"
    text.write_text("not a database, but long enough to be read as one" * 20)
    with pytest.raises(UnwritableOutput, match="not a database"):
        Writer(text, safe=safe)
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.executescript("CREATE TABLE songs (title)")
    other.close()
    content = (tmp_path / "other.sqlite").read_bytes()
    with pytest.raises(UnreadableInput, match="not a knowledge base"):
        Writer(tmp_path / "other.sqlite", safe=safe)
    assert (tmp_path / "other.sqlite").read_bytes() == content
    with Writer(tmp_path / "empty.sqlite", safe=safe) as writer, pytest.raises(InvalidRecord, match="as JSON"):
        writer.put(Entity("a", named("a", "Семей").names, attributes={"when": {1, 2}}))
    assert names(tmp_path / "empty.sqlite") == {}


def test_a_file_of_another_version(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    with Writer(path) as writer:
        writer.put(named("a", "Семей"))
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'lookup_version'")
    connection.close()
    with pytest.raises(UnreadableInput, match="another version; `kzling kb build`"):
        Writer(path)
