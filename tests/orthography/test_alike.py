from hypothesis import given
from hypothesis import strategies as st

from kzling.orthography.alike import Alike
from kzling.orthography.table import Rule
from kzling.orthography.table import Test as Condition

VOWELS = Condition(boundary=False, letters=frozenset("аеиоу"), strings=("дж",))
RULES = [Rule("к", "k", "к → k", after=VOWELS), Rule("ль", "l", "ль → l")]


def test_letters_of_the_same_sets_stand_for_each_other():
    alike = Alike(RULES)
    assert "ае".translate(alike) == "аа"
    assert "бв".translate(alike) == "бб"


def test_what_rules_name_stands_for_itself():
    alike = Alike(RULES)
    assert "бклджь -’1".translate(alike) == "бклджь -’1"


@given(st.text(alphabet="абвгдежзиклмнопрсту -’", max_size=8), st.integers(0, 8))
def test_conditions_hold_for_what_letters_stand_for_too(text, position):
    alike = Alike(RULES)
    position = min(position, len(text))
    assert VOWELS.behind(text.translate(alike), position) == VOWELS.behind(text, position)
    assert VOWELS.ahead(text.translate(alike), position) == VOWELS.ahead(text, position)
