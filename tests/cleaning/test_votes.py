import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.cleaning import votes
from kzling.cleaning.html import page

BLOG = (Path(__file__).with_name("layouts") / "blog.html").read_text(encoding="utf-8").replace("¶", "")
LONG = "The school took three years to build, its director said."


def test_the_vote_on_a_page() -> None:
    read = page(BLOG)
    vote = votes.trafilatura(BLOG, read)
    assert vote.warning is None
    assert vote.taken is not None
    taken = {read.line(block) for block, yes in zip(read.blocks, vote.taken, strict=True) if yes}
    assert {line for line in taken if line.startswith(("The school", "Six hundred"))} != set()
    assert not taken & {"© Example", "Fine"}
    assert votes.trafilatura(BLOG, read) == vote


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<p>" + "a" * 2_000_001, "characters"),
        ("<p>a" * 50_001, "tags"),
        ("<b>" * 251 + "a", "open elements"),
        ("", "found no text"),
    ],
)
def test_pages_without_a_vote(html: str, why: str) -> None:
    vote = votes.trafilatura(html, page(html))
    assert vote.taken is None
    assert vote.warning is not None
    assert why in vote.warning


def test_a_failure_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> str:
        raise RecursionError

    monkeypatch.setattr(votes, "_extract", lambda: fail)
    vote = votes.trafilatura(BLOG, page(BLOG))
    assert vote == votes.Vote(None, "trafilatura failed on the page: RecursionError.")


def test_odd_characters_reach_it_as_text() -> None:
    html = f"<html><body><article><p>{LONG}\0\ud800</p><p>{LONG * 5}</p></article></body></html>"
    vote = votes.trafilatura(html, page(html))
    assert vote.taken is not None
    assert any(vote.taken)


def test_short_lines_count_only_between_the_long_ones() -> None:
    assert votes.aligned(["Home", LONG, "Short.", "Home"], f"{LONG}\nShort.") == (False, True, True, False)
    assert votes.aligned(["Short.", LONG], f"{LONG}\nShort.") == (False, True)


def test_a_comparison_that_takes_too_long_is_none() -> None:
    assert votes.aligned(["a"] * 50_000, "b" * 50_000) is None


def test_without_trafilatura() -> None:
    script = (
        "import sys; sys.modules['trafilatura'] = None\n"
        "import kzling\n"
        "print(kzling.analyze('<p>Astana</p>', format='html').text)\n"
        "try: kzling.analyze('<p>Astana</p>', format='html', body='trafilatura')\n"
        "except kzling.errors.MissingExtra as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    text, error = done.stdout.splitlines()
    assert text == "Astana"
    assert "kzling[corpus]" in error


@given(st.lists(st.text(max_size=50), max_size=8), st.text(max_size=80))
def test_each_line_gets_an_answer(lines: list[str], text: str) -> None:
    found = votes.aligned(lines, text)
    assert found is not None
    assert len(found) == len(lines)
    assert votes.aligned(lines, "") == (False,) * len(lines)
