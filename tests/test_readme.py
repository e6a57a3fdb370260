"""The Python of the README runs, and gives what its comments say."""

import ast
import re
from pathlib import Path

import pytest

import kzling

README = Path(__file__).parents[1] / "README.md"
BLOCKS = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


def said(block: str, node: ast.expr) -> str | None:
    """Give the comment behind an expression, or below it, if it is a value."""
    lines = block.splitlines()
    last = node.end_lineno or 0
    for comment in (lines[last - 1].encode()[node.end_col_offset or 0 :].decode(), *lines[last : last + 1]):
        if comment.strip().startswith("#") and comment.strip(" #")[:1] in ("'", "[", "("):
            return comment.strip(" #")
    return None


def test_the_readme_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text("Tokayev met Putin in Nur-Sultan.", encoding="utf-8")
    names: dict[str, object] = {"kzling": kzling}
    compared = 0
    for block in BLOCKS:
        for node in ast.parse(block).body:
            if not isinstance(node, ast.Expr):
                exec(compile(ast.Module([node], []), "README.md", "exec"), names)
                continue
            value = eval(compile(ast.Expression(node.value), "README.md", "eval"), names)
            comment = said(block, node.value)
            if comment is not None:
                assert value == ast.literal_eval(comment), comment
                compared += 1
    assert compared >= 8
