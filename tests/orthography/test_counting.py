from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.knowledge.loading import proper_names
from kzling.orthography.counting import EDGE, LETTERS, ORDER, Rows, compiled_letters, counted, known_names

WORDS = {"kk": ["тоқаев", "абай"], "ru": ["токаев", "абай", "чай"]}
LETTER = st.sampled_from("абвгәқ’'") | st.characters(categories=["Ll", "Lo"])
WORDS_OF_ONE = st.lists(st.text(LETTER, min_size=1), min_size=1, unique=True)


def rows_of(names):
    return Rows([line.encode() for line in counted(names)])


def test_letters_are_current():
    assert data.read_text(LETTERS) == compiled_letters(proper_names()), "run make compiled"


def test_lines():
    assert counted({"ru": ["а"]}) == ["\t# ru:1\tа ru:1", "#\tа ru:1", "##\tа ru:1", "###\tа ru:1", *[
        "##а\t# ru:1", "#а\t# ru:1", "а\t# ru:1"
    ]]  # fmt: skip


def test_counts_by_language():
    rows = rows_of(WORDS)
    assert rows.languages == {"kk": 0, "ru": 1}
    assert rows.get("ай" + EDGE) == [1, 2]
    assert rows.get("қ") == [1, 0]
    assert rows.get("а") == [3, 4]
    assert rows.get(EDGE) == [2, 3]
    assert {EDGE, "ч", "ә"}.intersection(rows.letters) == {EDGE, "ч"}


def test_unknown_rows():
    rows = rows_of(WORDS)
    for row in ("", "әә", "аә", "\ud800", "а\t", "\t", "\tа", " ", "аб\tв", "а kk:1"):
        assert rows.get(row) is None


@given(st.dictionaries(st.sampled_from(["kk", "ru", "crh"]), WORDS_OF_ONE, min_size=1))
def test_a_row_comes_as_often_as_in_the_words(names):
    rows = rows_of(names)
    chains = {language: [EDGE * (ORDER - 1) + word + EDGE for word in words] for language, words in names.items()}
    begun = {word[:size] for words in names.values() for word in words for size in range(1, ORDER + 1)}
    for row in begun:
        assert rows.get(row) == [
            sum(chain.startswith(row, at) for chain in chains[language] for at in range(len(chain)))
            for language in rows.languages
        ]


def test_names_are_those_of_lists_examples_and_base():
    names = known_names(proper_names())
    assert {"тоқаев", "астана", "абай"} <= set(names["kk"])
    assert {"токаев", "москва"} <= set(names["ru"])
    assert all(words == sorted(set(words)) for words in names.values())
