import io
from collections.abc import Callable
from pathlib import Path

import pytest

from kzling.errors import InvalidRecord, UnreadableInput, UsageError
from kzling.knowledge.base import KnowledgeBase
from kzling.tables import canonicalise, canonicalise_arrow, canonicalise_csv

NAMES = ["Токаевым", "Nur-Sultan", "Nur-Sultan", "", None, "Zyzzyva Qwerty"]


def test_a_column(base: KnowledgeBase) -> None:
    found = canonicalise(NAMES, date="2023-01-01", kb=base)
    assert [one.value for one in found] == NAMES
    assert [one.entity_id for one in found] == ["kz-person-tokayev", "kz-place-astana", "kz-place-astana", *[None] * 3]
    assert [one.name for one in found][:2] == ["Kassym-Jomart Tokayev", "Astana"]
    assert found[1] is found[2]
    assert found[4].verdict == "different"


def test_names_of_a_day_in_a_language(base: KnowledgeBase) -> None:
    assert [one.name for one in canonicalise(["Astana"], date="2020-01-01", to="ru", kb=base)] == ["Нур-Султан"]
    with pytest.raises(UsageError, match="is no date"):
        canonicalise([], date="yesterday", kb=base)
    with pytest.raises(UsageError, match="A text is a string"):
        canonicalise([1], kb=base)  # type: ignore[list-item]


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_csv(base: KnowledgeBase, tmp_path: Path, between: str) -> None:
    path, target = tmp_path / "a.csv", io.StringIO()
    lines = [["n", "who", "where"], ["1", "Токаев", "Астане"], ["2", '"Tokayev, Astana"', ""]]
    path.write_text("\ufeff" + "\n".join(between.join(line) for line in lines), encoding="utf-8")
    assert canonicalise_csv(path, target, ["who", "where"], kb=base) == 2
    first, second, third = target.getvalue().splitlines()
    assert first.split(between)[3:5] == ["who_name", "who_id"]
    assert second.split(between)[3:5] == ["Kassym-Jomart Tokayev", "kz-person-tokayev"]
    assert second.split(between)[7:9] == ["Astana", "kz-place-astana"]
    assert third.startswith(f"2{between}")


@pytest.mark.parametrize(
    ("text", "columns", "error", "message"),
    [
        ("a,b\n1,2\n", ["c"], UsageError, "no column 'c'; the table has a, b"),
        ("a,a_id\n1,2\n", ["a"], UsageError, "column 'a_id' already"),
        ("a,b\n1\n", ["a"], InvalidRecord, "row 2"),
        ('a,b\n"1,2\n', ["a"], InvalidRecord, "no CSV"),
        ("", ["a"], UsageError, "no column 'a'; the table has none"),
    ],
)
def test_bad_tables(
    base: KnowledgeBase, tmp_path: Path, text: str, columns: list[str], error: type[Exception], message: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=message):
        canonicalise_csv(path, io.StringIO(), columns, kb=base)


def test_bad_files(base: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes(b"a\n\xe9\n")
    with pytest.raises(UnreadableInput, match="not UTF-8"):
        canonicalise_csv(tmp_path / "latin.csv", io.StringIO(), ["a"], kb=base)
    with pytest.raises(UnreadableInput, match="cannot be read"):
        canonicalise_csv(tmp_path / "none.csv", io.StringIO(), ["a"], kb=base)


def test_arrow(base: KnowledgeBase) -> None:
    pa = pytest.importorskip("pyarrow")
    table = canonicalise_arrow(pa.table({"who": NAMES, "n": range(6)}), ["who"], kb=base)
    assert table.column_names == ["who", "n", "who_name", "who_id", "who_verdict", "who_score"]
    assert table.column("who_id").to_pylist()[:2] == ["kz-person-tokayev", "kz-place-astana"]
    assert table.column("who_score").null_count == 0
    with pytest.raises(UsageError, match="no column"):
        canonicalise_arrow(table, ["nobody"], kb=base)


def test_command(command: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    path, target = tmp_path / "a.csv", tmp_path / "b.csv"
    path.write_text("who\nТокаевым\n", encoding="utf-8")
    code, out, _ = command("canonicalise", str(path), "--column", "who")
    assert (code, out.splitlines()[1].split(",")[:3]) == (
        0,
        ["Токаевым", "Kassym-Jomart Tokayev", "kz-person-tokayev"],
    )
    code, out, _ = command("canonicalise", str(path), "--column", "who", "--output", str(target), "--to", "ru")
    assert (code, "1 rows written" in out) == (0, True)
    assert "Касым-Жомарт Токаев" in target.read_text(encoding="utf-8")
    code, _, err = command("canonicalise", str(path), "--column", "who", "--output", str(path))
    assert (code != 0, "output is the input" in err) == (True, True)
    assert path.read_text(encoding="utf-8") == "who\nТокаевым\n"
