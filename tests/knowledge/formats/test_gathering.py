import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.errors import UnwritableOutput
from kzling.knowledge.formats.gathering import Groups


@given(st.lists(st.tuples(st.sampled_from("abc"), st.binary())))
def test_groups_keep_the_order_of_keys_and_rows(rows: list[tuple[str, bytes]]) -> None:
    expected: dict[str, list[bytes]] = {}
    with Groups() as groups:
        for key, content in rows:
            groups.add(key, content)
            expected.setdefault(key, []).append(content)
        assert list(groups) == list(expected.values())


def test_begin_and_join() -> None:
    with Groups() as groups:
        assert groups.begin("a", b"1")
        assert not groups.begin("a", b"2")
        groups.join("a", b"3")
        groups.join("b", b"4")
        assert list(groups) == [[b"1", b"3"]]


def test_a_full_disk_is_said() -> None:
    with pytest.raises(UnwritableOutput, match="set TMPDIR"), Groups():
        raise sqlite3.OperationalError("database or disk is full")
