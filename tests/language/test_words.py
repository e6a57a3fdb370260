"""The votes of a word are those that its letters, listed words and endings give it, looked up the long way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.language.profiles import FOREIGN_LETTER, rarity, tables
from kzling.language.sums import scores
from kzling.language.words import votes


@given(st.sampled_from(["Cyrl", "Latn"]), st.data())
def test_votes_are_those_of_the_tables(script: str, data: st.DataObject) -> None:
    table = tables()[script]
    alphabet = sorted({letter for p in table.profiles for letter in p.letters if letter.isalpha()})
    word = data.draw(st.text(alphabet, min_size=1, max_size=9)) + data.draw(st.sampled_from(sorted(table.suffixes)))
    if not word.isalpha() or word != word.lower():
        return
    special = frozenset(word) - table.common
    owners = [sum(letter in p.letters for p in table.profiles) for letter in special]
    gain = max((rarity(len(table.profiles), count) for count in owners), default=0.0)
    endings = [word[-n:] for n in range(len(word) - 2, 0, -1) if word[-n:] in table.suffixes]
    none = (0.0,) * len(table.profiles)
    feature = table.words.get(word) or (table.suffixes[endings[0]] if endings else none)
    expected = {
        (p.language, script): vote + ((gain if special <= p.letters else FOREIGN_LETTER) if special else 0.0)
        for p, vote in zip(table.profiles, feature, strict=True)
    }
    found = scores(2 * votes(word))
    assert found == (pytest.approx(expected) if found else {})
    assert found or not any(expected.values())


def test_a_letter_of_one_alphabet_speaks_against_the_others() -> None:
    found = scores(2 * votes("әәә"))
    assert found["kk", "Cyrl"] > 0 > found["ru", "Cyrl"]
