from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.errors import InvalidRecord
from kzling.knowledge.records import Tally, checked, entity_of, override_part, packed, redirect_part, unpacked
from kzling.model import Entity, Name


def test_a_record_is_kept_whole_and_short() -> None:
    record = {
        "id": "x",
        "type": "place",
        "names": [{"text": "Ақмола", "lang": "kk", "kind": "former", "since": "1992", "until": "1998-05-06"}],
        "weight": 2.0,
        "attributes": {"country": "kz", "of": [1, {"a": None}]},
        "ids": {"wikidata": "Q1520"},
    }
    entity = entity_of(record, 1)
    assert unpacked(packed(entity)) == entity
    assert b"basis" not in packed(entity)
    assert packed(entity) == packed(unpacked(packed(entity)))


@given(st.text(min_size=1), st.sampled_from([None, "1992", "1992-07"]), st.floats(0, 9))
def test_any_name_comes_back(text: str, since: str | None, weight: float) -> None:
    entity = Entity("x", (Name(text, since=since), Name("Абай", script="Cyrl")), weight=weight)
    assert unpacked(packed(entity)) == entity


def test_scripts_are_filled_in_and_stated_ones_stay() -> None:
    entity = checked(Entity("x", (Name("Абай"), Name("Abai", script="Zyyy"))), "here")
    assert [name.script for name in entity.names] == ["Cyrl", "Zyyy"]


def test_what_cannot_be_kept() -> None:
    with pytest.raises(InvalidRecord, match="attribute of x cannot be written as JSON"):
        packed(Entity("x", (Name("Абай"),), attributes={"when": {1}}))
    with pytest.raises(InvalidRecord, match=r"Record 7 \(x\): .* lacks the field 'names'"):
        entity_of({"id": "x"}, 7)


@pytest.mark.parametrize(
    ("entity", "sentence"),
    [
        (Entity("a\nb", (Name("Абай"),)), "no control character"),
        (Entity("a\u2028b", (Name("Абай"),)), "no control character"),
        (Entity("a\ud800", (Name("Абай"),)), "half a surrogate pair"),
        (Entity("x", (Name("Аб\ud800ай"),)), "half a surrogate pair"),
        (Entity("x", (Name("Абай"),), weight=-0.5), "a number from 0 up"),
        (Entity("x", (Name("Абай"),), weight=float("nan")), "a number from 0 up"),
    ],
)
def test_what_no_record_holds(entity: Entity, sentence: str) -> None:
    with pytest.raises(InvalidRecord, match=sentence) as raised:
        entity_of(entity.to_dict(), 1)
    assert str(raised.value).isprintable()


@given(st.lists(st.binary(max_size=4)), st.lists(st.binary(max_size=4)), st.randoms())
def test_a_tally_is_of_what_is_in_it(parts: list[bytes], gone: list[bytes], random: Random) -> None:
    one, other = Tally(), Tally()
    for part in parts:
        one.add(part)
    for part in [*parts, *gone]:
        other.add(part)
    random.shuffle(gone)
    for part in gone:
        other.remove(part)
    assert one.digest == other.digest == Tally(one.digest).digest
    assert len(one.digest) == 64
    one.add(b"more")
    assert one.digest != other.digest


def test_parts_differ() -> None:
    assert redirect_part("a", "b") != redirect_part("b", "a")
    assert override_part(0, b"{}") != override_part(1, b"{}")
