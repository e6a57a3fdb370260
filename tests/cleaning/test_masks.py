import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.cleaning.masks import KINDS, is_iin, mask, private_spans
from kzling.errors import UsageError

GOLD = Path(__file__).parent / "gold"
MARK = re.compile(r"⟦(\w+)\|(.*?)⟧")


def gold(name: str) -> list[tuple[str, set[tuple[int, int, str]]]]:
    lines = (GOLD / name).read_text(encoding="utf-8").splitlines()
    return [marked(line) for line in lines if line and line != "#" and not line.startswith("# ")]


def marked(line: str) -> tuple[str, set[tuple[int, int, str]]]:
    """Take the marks of a line of gold away, and give the spans that they stood around."""
    text, spans, position = "", set(), 0
    for mark in MARK.finditer(line):
        text += line[position : mark.start()]
        spans.add((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        position = mark.end()
    return text + line[position:], spans


@pytest.mark.parametrize(("name", "precision", "recall"), [("masks.txt", 0.97, 0.96), ("masks_unseen.txt", 0.9, 0.9)])
def test_gold(name: str, precision: float, recall: float) -> None:
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for text, spans in gold(name):
        found = set(private_spans(text))
        right.update(kind for *_, kind in found & spans)
        wrong.update(kind for *_, kind in found - spans)
        missed.update(kind for *_, kind in spans - found)
    for kind in KINDS:
        assert right[kind] / (right[kind] + wrong[kind]) >= precision, (kind, right, wrong)
        assert right[kind] / (right[kind] + missed[kind]) >= recall, (kind, right, missed)


@given(st.text() | st.from_regex(r"(?:[\d+() -]|тел|ИИН|@|a\.kz){5,40}", fullmatch=True))
def test_lengths_stay_and_masks_are_masked_once(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert mask(masked) == masked
    assert mask(text, []) == text
    spans = list(private_spans(text))
    outside = [place for place in range(len(text)) if not any(start <= place < end for start, end, _ in spans)]
    assert [masked[place] for place in outside] == [text[place] for place in outside]
    assert all(0 <= start < end <= len(text) and kind in KINDS for start, end, kind in spans)


def test_signs_between_letters_and_digits_stay() -> None:
    assert mask("Тел.: +7 (727) 250-16-48, Жаз: Ә.б@дала.қаз") == "Тел.: +0 (000) 000-00-00, Жаз: x.x@xxxx.xxx"
    assert mask("٠١٢ ИИН 820607331645.") == "٠١٢ ИИН 000000000000."


def test_kinds_are_chosen() -> None:
    text = "a.b@dala.kz, +7 701 318 45 62, ИИН 820607331645"
    assert mask(text, ["phone"]) == "a.b@dala.kz, +0 000 000 00 00, ИИН 820607331645"
    with pytest.raises(UsageError, match="There is no mask 'passport'; there are email, phone, iin"):
        mask(text, ["passport"])  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("digits", "right"),
    [
        ("820607331645", True),
        ("820607331646", False),
        ("821307331645", False),  # a thirteenth month
        ("050340001234", False),  # a company: 40 is no day
        ("82060733164", False),
        ("٨٢٠٦٠٧٣٣١٦٤٥", False),
        ("", False),
    ],
)
def test_identification_numbers(digits: str, right: bool) -> None:
    assert is_iin(digits) is right


@given(st.dates().map(lambda day: f"{day:%y%m%d}"), st.integers(0, 6), st.integers(0, 9999))
def test_at_most_one_control_digit_is_right(day: str, century: int, number: int) -> None:
    assert sum(is_iin(f"{day}{century}{number:04d}{control}") for control in range(10)) <= 1
