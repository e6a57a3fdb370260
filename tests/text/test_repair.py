import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.model import Normalized
from kzling.text.edits import to_raw
from kzling.text.repair import repair

# Arbitrary text, and text made of the characters that repair is about.
_HARD = st.text(
    alphabet="abСCМ́\u0301\u0308ё йи\u0306\u200b\u200c\u00a0\r\n\t \u2028각\u1100\u1161\u11a8\ud800\x08", max_size=24
)
_ANY = st.one_of(st.text(st.characters(exclude_categories=())), _HARD)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Кайрат\r\nсказал", "Кайрат\nсказал"),
        ("и\u0306од", "йод"),
        ("Аста\u00adна\u200b", "Астана"),
        ("a\u00a0Tokayev \u2009said", "a Tokayev said"),
        ("\ufeffTitle", "Title"),
        ("bell\x07", "bell"),
        ("half \ud800 pair", "half \ufffd pair"),
        ("Cерік пен Аjбек", "Серік пен Аjбек".replace("j", "ј")),
        ("iPhoneдің", "iPhoneдің"),
        ("Airbusа", "Airbusа"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
    ],
)
def test_repairs(raw: str, text: str) -> None:
    assert repair(raw)[0] == text


def test_a_text_in_order_is_not_touched() -> None:
    assert repair("Тоқаев Астанада болды.\n\nКездесу өтті.") == ("Тоқаев Астанада болды.\n\nКездесу өтті.", ())


@given(_ANY)
def test_result_is_normal_and_stable_and_undoable(raw: str) -> None:
    text, edits = repair(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert repair(text)[0] == text
    assert Normalized(text, edits).undo() == raw


@given(_ANY)
def test_every_place_leads_back_into_raw(raw: str) -> None:
    text, edits = repair(raw)
    for place in range(len(text)):
        start, end = to_raw(edits, place, place + 1)
        assert 0 <= start <= end <= len(raw)
