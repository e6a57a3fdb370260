import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kzling.text.nfc import is_nfc, nfc


@given(st.text(alphabet="aи\u0306\u0301\u0316 ", max_size=60))
def test_as_unicode_says(text: str) -> None:
    short = all(len(run) <= 30 for run in "".join(c if unicodedata.combining(c) else " " for c in text).split())
    if short:
        assert nfc(text) == unicodedata.normalize("NFC", text)
        assert is_nfc(nfc(text))


def test_a_storm_of_marks_takes_linear_time() -> None:
    storm = "a" + "\u0301\u0316" * 500_000
    assert len(nfc(storm)) > 900_000
    assert not is_nfc(storm)
