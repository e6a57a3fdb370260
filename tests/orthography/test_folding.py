import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.orthography.folding import bare, folded

SCRIPTS = ("Latn", "Cyrl", "Arab")


@pytest.mark.parametrize(
    ("small", "script", "expected"),
    [
        ("ławrow", "Latn", "lawrow"),
        ("žuravlʹ", "Latn", "zuravl'"),
        ("tʻ t’ t` tʼ", "Latn", "t' t' t' t'"),
        ("đinđić", "Latn", "dindic"),
        ("ёж", "Cyrl", "еж"),
        ("йїғ", "Cyrl", "йїғ"),
        ("توقاەۆ", "Arab", "توقاەۆ"),
    ],
)
def test_bare(small, script, expected):
    assert bare(small, script) == expected


def test_folded_gives_what_remains_step_by_step():
    assert folded("šč", "Latn") == ("sc",)
    assert folded("t’", "Latn") == ("t'", "t")
    assert folded("n͡g", "Latn") == ("n͡g", "ng")
    assert folded("ё", "Cyrl") == ("е",)
    assert folded("", "Latn") == ("",)


@given(st.text(max_size=20), st.sampled_from(SCRIPTS))
def test_bare_keeps_the_length_and_is_final(text, script):
    level = bare(text, script)
    assert len(level) == len(text)
    assert bare(level, script) == level


@given(st.text(max_size=8), st.sampled_from(SCRIPTS))
def test_folded_begins_with_the_bare_form_and_only_drops(text, script):
    forms = folded(text, script)
    assert forms[0] == bare(text, script)
    assert len(set(forms)) == len(forms)
    assert sorted(map(len, forms), reverse=True) == [*map(len, forms)]
    assert not any(unicodedata.combining(char) for char in "".join(forms[1:]))
