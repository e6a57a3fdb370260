"""The fast patterns read plain text as the general ones do."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from kzling.language.votes import ballot
from kzling.mentions.listed import WORD, words_apart
from kzling.text.blocks import plain
from kzling.text.fold import fold
from kzling.text.nfc import is_nfc, nfc

_PLAIN = st.text("Тоқаев Astana'’ʼ-0(_.\n№«»—éёЁİßſ\u0587", max_size=40)


@pytest.mark.parametrize("char", ["a", "ә", "№", "—", "₸", "\u00a0"])
def test_what_is_plain(char: str) -> None:
    assert plain(char)


@pytest.mark.parametrize("char", ["\u0301", "\u0483", "ا", "一", "\ud800", "\U0001f600"])
def test_what_is_not(char: str) -> None:
    assert not plain(char)


def test_no_plain_character_is_a_mark() -> None:
    mark = regex.compile(r"\p{M}")
    assert not [code for code in range(0x3000) if plain(chr(code)) and mark.match(chr(code))]


@given(_PLAIN | st.text())
def test_words_are_the_same(text: str) -> None:
    assert words_apart(text)[1::2] == WORD.findall(text)


@given(_PLAIN)
def test_votes_do_not_depend_on_what_stands_elsewhere(text: str) -> None:
    # A letter of another block, in a sentence of its own, makes the general pattern read the text.
    for names in (True, False):
        general = ballot(f"{text}.\u4e00.", names=names)
        del general["\u4e00"]
        assert +general == +ballot(f"{text}.", names=names)


@given(st.text("ае\u0301и\u0306\u0300é ", max_size=80))
def test_normal_form_is_told_and_made(text: str) -> None:
    assert is_nfc(nfc(text)) or len(text) > 30
    assert fold(fold(text)) == fold(text)
