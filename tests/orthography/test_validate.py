import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzling import data
from kzling.errors import InvalidResource
from kzling.orthography import schemes as module
from kzling.orthography.schemes import scheme_ids
from kzling.orthography.validate import faults

LETTERS = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "abvgdeëžzijklmnoprstufxcčšŝʺyʹèûâ", strict=True))
GOOD = {
    "id": "xx-yy", "name": "n", "from_lang": "ru", "from_script": "Cyrl", "script": "Latn", "to_orthography": "yy",
    "attestation": "low", "sources": ["a norm"], "classes": {"V": "аеёиоуыэюя"}, "letters": LETTERS,
    "rules": [{"from": "е", "to": "je", "after": ["#", "V"]}],
    "examples": [
        ["Ева", "Jeva"], ["Иван", "Ivan"], ["Пётр", "Pëtr"], ["Анна", "Anna"], ["Олег", "Oleg"], ["Игорь", "Igorʹ"],
        ["Майя", "Majâ"], ["Эмма", "Èmma"],
    ],
}  # fmt: skip
FILE = "resources/schemes/xx-yy.yml"


@pytest.mark.parametrize("scheme", scheme_ids())
def test_every_file_is_sound(scheme):
    assert faults(data.read_yaml(f"schemes/{scheme}.yml"), scheme) == []


def test_alphabets_are_those_by_which_languages_are_told():
    alphabets = data.read_yaml("alphabets.yml")["letters"]
    compared = 0
    for path in data.names("languages"):
        language = data.read_yaml(path)
        name = f"{language['language']}-{language['script']}"
        if name in alphabets and language["script"] == "Cyrl":
            compared += 1
            # Loan-words and names in Uzbek have two letters more.
            assert set(alphabets[name]) - set(language["letters"]) <= set("щы" if name == "uz-Cyrl" else ""), name
            assert set(language["letters"]) - set(alphabets[name]) <= set("'ѝ"), name
    assert compared >= 10


def test_a_sound_file_has_no_faults():
    assert faults(GOOD, "xx-yy") == []


def with_rule(rule, *examples):
    return GOOD | {"rules": [*GOOD["rules"], rule], "examples": [*GOOD["examples"], *map(list, examples)]}


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        # The same place, or one that the earlier rule covers.
        (
            {"from": "е", "to": "je", "after": ["#", "V"]},
            "rule 2 (е): it can never apply: rule 1 (е) always comes first",
        ),
        ({"from": "е", "to": "ye", "after": ["о"]}, "rule 2 (е): it can never apply: rule 1 (е) always comes first"),
        (
            {"from": "е", "to": "ye", "after": ["#"], "not_before": ["в"]},
            "rule 2 (е): it can never apply: rule 1 (е) always comes first",
        ),
        # Nothing is left to it by two rules together, or by itself.
        (
            {"from": "е", "to": "e", "not_after": ["#", "V"]},
            "letters е: it can never apply: rule 1 (е) and rule 2 (е) always comes first",
        ),
        (
            {"from": "б", "to": "p", "after": ["а"], "not_after": ["V"]},
            "rule 2 (б): it can never apply: its conditions exclude each other",
        ),
        # Text is never compared in this form.
        (
            {"from": "Дж", "to": "j"},
            "rule 2 (Дж): it can never apply: text is compared in NFC, in small letters and without marks",
        ),
        (
            {"from": "а\u0301", "to": "á"},
            "can never apply: text is compared in NFC, in small letters and without marks",
        ),
    ],
)
def test_rule_that_can_never_apply(rule, fault):
    found = faults(with_rule(rule, ("Летел", "Letel")), "xx-yy")
    assert [line for line in found if "never" in line]
    assert any(fault in line and line.startswith(FILE) for line in found)


@pytest.mark.parametrize(
    ("rule", "example"),
    [
        ({"from": "е", "to": "ye", "after": ["с"]}, ("Сева", "Syeva")),
        ({"from": "ев", "to": "yev", "before": ["#"]}, ("Лев", "Lyev")),
        ({"from": "е", "to": "ye", "after": ["ъ"], "before": ["л", "#"]}, ("Съел", "Sʺyel")),
    ],
)
def test_rule_that_can_apply(rule, example):
    assert faults(with_rule(rule, example), "xx-yy") == []
    unused = faults(with_rule(rule), "xx-yy")
    assert [f"{FILE}, rule 2 ({rule['from']}): no example uses it" in line for line in unused] == [True]


def test_rule_behind_a_longer_one_that_looks_further():
    longer = {"from": "ае", "to": "æ", "before": ["к", "#"]}
    shorter = {"from": "а", "to": "ä", "before": ["е"]}
    scheme = GOOD | {
        "rules": [longer, shorter, *GOOD["rules"]],
        "examples": [*GOOD["examples"], ["Раек", "Ræk"], ["Раев", "Räjev"]],
    }
    assert faults(scheme, "xx-yy") == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            {"letters": {letter: output for letter, output in LETTERS.items() if letter != "ё"}},
            f"{FILE}, letters ё: the letter of the source alphabet is missing.",
        ),
        ({"from_lang": "xx"}, f"{FILE}: resources/alphabets.yml has no xx-Cyrl."),
        ({"letters": LETTERS | {"ф": "ф"}}, f"{FILE}, letters ф: the output 'ф' is not in the script Latn."),
        (
            {"rules": [{"from": "е", "to": "јe", "after": ["#", "V"]}]},
            f"{FILE}, rule 1 (е): the output 'јe' is not in the script Latn.",
        ),
        ({"script": "Xxxx"}, f"{FILE}: the script Xxxx is none of Latn, Cyrl"),
        (
            {"examples": [*GOOD["examples"], ["Юлия", "Julija"]]},
            f"{FILE}, example [Юлия, Julija]: the rules give Ûliâ.",
        ),
        (
            {"exonyms": [["Иван", "John"], ["Анна", "Anna"]]},
            f"{FILE}, exonym [Анна, Anna]: it is no exonym: the rules give it.",
        ),
        ({"rules": [{"from": "е"}]}, f"{FILE}, rule 1 (е): the key to is missing."),
        (
            {"word_rules": [{"prefix": "ʻ", "if_contains": "щ"}]},
            f"{FILE}, word_rules: no example uses it (word ʻ).",
        ),
        ({"examples": []}, f"{FILE}: there must be 8 examples or more, not 0."),
        (
            {"attestation": "certain"},
            f"{FILE}: the attestation must be one of standard, very-high, high, medium, low.",
        ),
    ],
)
def test_fault_names_file_and_place(change, fault):
    assert any(line.startswith(fault) for line in faults(GOOD | change, "xx-yy"))


def test_outputs_for_reading_alone_may_be_in_any_script():
    assert faults(GOOD | {"letter_alt": {"ы": ["ь"]}}, "xx-yy") == []


@pytest.mark.parametrize("raw", [None, [], "a", {}, {"id": "xx-yy", "letters": [], "examples": {}}])
def test_no_shape_raises(raw):
    assert faults(raw, "xx-yy")


@settings(max_examples=300)
@given(
    st.sampled_from(sorted({*GOOD, "letter_alt", "word_rules", "dotted_i", "capitals", "caps", "exonyms", "notes"})),
    st.recursive(
        st.none() | st.integers() | st.booleans() | st.text(max_size=3) | st.sampled_from(["а", "е", "from", "to"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2) | st.just("from"), inner),
        max_leaves=6,
    ),
)
def test_no_value_of_a_key_raises(key, value):
    assert all(line.startswith("resources/schemes/xx-yy.yml") for line in faults(GOOD | {key: value}, "xx-yy"))


def test_broken_yaml_names_file_and_line(monkeypatch):
    monkeypatch.setattr(module, "scheme_ids", lambda: ("xx-yy",))
    monkeypatch.setattr(data, "read_text", lambda path: "id: xx-yy\nname: [a\nletters: {}")
    with pytest.raises(InvalidResource, match=r"resources/schemes/xx-yy\.yml.*line 2"):
        module.table("xx-yy")
