from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kzling.mentions.features import BESIDE, all_features, features, listed, shape, tokens
from kzling.mentions.found import Found


def test_marks_are_tokens_and_names_with_hyphens_one() -> None:
    text = "«Нұр-Сұлтан» — 2022, Қ.Тоқаев"
    assert [token.text for token in tokens(text)] == ["«", "Нұр-Сұлтан", "»", "—", "2022", ",", "Қ", ".", "Тоқаев"]


@given(st.text(st.characters(exclude_categories=())))
def test_tokens_stand_where_they_say(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=200))
def test_any_form_has_features_that_fit_into_a_line(form: str) -> None:
    for token in tokens(form):
        told = [one for some in features(token.text, "kk") for one in some]
        assert told
        assert not any(len(one.splitlines()) > 1 or "\t" in one for one in told)
        assert max(map(len, told)) <= 100


def test_shapes() -> None:
    assert [shape(form) for form in ("Тоқаев", "ҚТЖ-ға", "ҚазМұнайГаз", "б")] == ["Xxx", "XX-xx", "XxxXxxXxx", "x"]


def test_lists_and_rules_tell_what_a_form_may_be() -> None:
    assert "given" in features("Айгүлге", "kk").own
    assert "f=2" in features("Сәрсенов", "kk").own
    assert "k=university" in features("университетінде", "kk").own
    assert "title" in features("министр", "kk").own
    assert "l=астана" in features("Астанада", "kk").own
    assert "given" not in features("айгүл", "kk").own


def test_what_the_gazetteer_found_is_told_token_by_token() -> None:
    text = "Кеше Нұр Отан партиясы"
    found = [Found(5, 13, "Нұр Отан", "organization", "gazetteer")]
    assert listed(tokens(text), found) == ["", "Borganization!", "Iorganization!", ""]
    assert listed(tokens(text), [found[0]._replace(exact=False)])[1] == "Borganization"


def test_a_sentence_has_the_features_of_its_tokens_and_their_neighbours() -> None:
    forms = ["Айгүл", "келді"]
    first, last = all_features(forms, ["Bperson!", ""], "kk")
    assert {*features("Айгүл", "kk").own, "g=Bperson!", "1w=келді", "1g=", "-1end", "-2end", "2end"} <= set(first)
    assert {"-1w=айгүл", "-1g=Bperson!", "ss=Xxx xx"} <= set(last)
    assert BESIDE == (-2, -1, 1, 2)
