import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.errors import InvalidResource
from kzling.orthography.schemes import scheme_ids, table
from kzling.orthography.table import Test as Condition
from kzling.orthography.table import compile_table, ends_word, lower, starts_word

SCHEME = {
    "id": "xx-yy", "name": "n", "from_lang": "ru", "from_script": "Cyrl", "script": "Latn", "to_orthography": "yy",
    "attestation": "low", "sources": ["s"], "classes": {"V": "ае"}, "letters": {"а": "a", "е": "e", "к": "k"},
    "rules": [
        {"from": "е", "to": "je", "after": ["#", "V"]},
        {"from": "ка", "to": "qa", "before": ["#"]},
        {"from": "к", "to": "c", "not_before": ["V", "#"]},
    ],
    "examples": [["а", "a"]],
}  # fmt: skip
TEXTS = st.text(alphabet="аекАЕКъ’' -1a", max_size=12)


def test_rules_of_a_letter_are_tried_longest_first_and_letters_last():
    compiled = compile_table(SCHEME, "schemes/xx-yy.yml")
    assert [rule.place for rule in compiled.rules["к"]] == ["rule 2 (ка)", "rule 3 (к)", "letters к"]
    assert [rule.place for rule in compiled.conditional["к"]] == ["rule 2 (ка)", "rule 3 (к)"]
    assert compiled.otherwise["к"].place == "letters к"
    assert "а" not in compiled.conditional


@pytest.mark.parametrize(
    ("text", "position", "place"),
    [
        ("е", 0, "rule 1 (е)"),
        ("ае", 1, "rule 1 (е)"),
        ("ке", 1, "letters е"),
        ("ка", 0, "rule 2 (ка)"),
        ("кае", 0, "letters к"),
        ("кк", 0, "rule 3 (к)"),
        ("кк", 1, "letters к"),
        ("к-ка", 2, "rule 2 (ка)"),
    ],
)
def test_the_first_rule_that_fits_applies(text, position, place):
    rule = compile_table(SCHEME, "schemes/xx-yy.yml").match(text, position)
    assert rule is not None
    assert rule.place == place


def test_what_no_rule_covers_is_left():
    assert compile_table(SCHEME, "schemes/xx-yy.yml").match("ж", 0) is None


@given(TEXTS, st.sampled_from(scheme_ids()))
def test_a_match_is_the_first_of_all_rules_that_fit(text, scheme):
    compiled = table(scheme)
    for position, letter in enumerate(text):
        fitting = [
            rule
            for rule in compiled.rules.get(letter, ())
            if text.startswith(rule.source, position)
            and rule.fits_behind(text, position)
            and rule.fits_ahead(text, position + len(rule.source))
        ]
        assert compiled.match(text, position) is (fitting[0] if fitting else None)


@pytest.mark.parametrize(
    ("scheme", "text", "counts"),
    [
        ("uk-pl", "лук’янов", True),
        ("uk-pl", "о’ніл", False),
        ("uk-pl", "д’івуар", False),
        ("uk-pl", "’яна", False),
        ("be-pl", "аб’ект", True),
        ("be-pl", "сям’і", True),
        ("be-pl", "о’ніл", False),
    ],
)
def test_an_apostrophe_counts_before_letters_that_take_one(scheme, text, counts):
    assert (table(scheme).match(text, text.index("’")) is not None) is counts


def test_conditions():
    condition = Condition(True, frozenset("а"), ("ка", "ек"))
    assert condition.behind("", 0)
    assert condition.behind("а", 1)
    assert condition.behind("век", 3)
    assert not condition.behind("ик", 2)
    assert condition.ahead("ек", 0)
    assert condition.ahead("к-", 1)
    assert not condition.ahead("к", 0)


@given(st.text(alphabet="ая'’- 1", max_size=8))
def test_words_begin_where_they_end_mirrored(text):
    mirrored = text[::-1]
    for position in range(len(text) + 1):
        assert starts_word(text, position) == ends_word(mirrored, len(text) - position)


@given(st.text(), st.sampled_from(scheme_ids()))
def test_lower_keeps_the_length(text, scheme):
    assert len(lower(text)) == len(text)
    assert len(table(scheme).lower(text)) == len(text)


def test_capitals_are_those_of_the_orthography():
    turkish = table("kk-latn-2021")
    assert (turkish.upper("iı"), turkish.lower("İI"), turkish.capitalise("iu")) == ("İI", "iı", "İu")
    assert table("ru-ala-lc").capitalise("ʹi͡u") == "ʹI͡u"


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({"from": "а е", "to": "b"}, r"rule 1 \(а е\): a rule rewrites what stands inside a word, no space"),
        ({"from": "а", "to": "b", "before": [" е"]}, r"rule 1 \(а\): a condition looks no further than the word"),
    ],
)
def test_rules_stay_inside_a_word(rule, message):
    with pytest.raises(InvalidResource, match=message):
        compile_table(SCHEME | {"rules": [rule]}, "schemes/xx-yy.yml")
