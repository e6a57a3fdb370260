"""Known word forms: told once while in use, forgotten after."""

from hypothesis import given
from hypothesis import strategies as st

from kzling.text.forms import Forms


def test_a_form_in_use_is_told_once() -> None:
    asked: list[str] = []

    def tell(form: str) -> int:
        asked.append(form)
        return len(form)

    forms = Forms(tell, most=4)
    for number in range(100):
        assert forms["Астана"] == 6
        assert forms[str(number)] == len(str(number))
    assert asked.count("Астана") == 1


@given(st.lists(st.text(max_size=2)), st.integers(1, 5))
def test_answers_are_those_of_the_function_and_few_are_kept(words: list[str], most: int) -> None:
    forms = Forms(str.upper, most=most)
    assert [forms[word] for word in words] == [word.upper() for word in words]
    assert len(forms) <= most
