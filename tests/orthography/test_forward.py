import unicodedata
from random import Random

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from kzling import data
from kzling.errors import UnknownCharacter, UnknownScheme, UsageError
from kzling.orthography import forward
from kzling.orthography.forward import trace, transliterate, write
from kzling.orthography.schemes import scheme_ids, schemes, table
from kzling.text.scripts import count

EXAMPLES = [
    pytest.param(scheme_id, example.source, example.output, id=f"{scheme_id}-{example.source}")
    for scheme_id in scheme_ids()
    for example in schemes()[scheme_id].examples
]
# Letters, marks, apostrophes and capitals that meet in names, beside any text at all.
NAMES = st.text(
    alphabet="АаБбЕеЁёЖжИиЙйКкОоСсУуЩщЪъЬьЮюЯяӘәҒғҚқҢңӨөҰұҮүҺһІіЇїЄєЎў'’- \u00ad\u200b\u0301\u0306\u0308aé1",
    max_size=24,
)
TEXTS = st.one_of(st.text(), NAMES)
# Words and what may stand around and inside them: signs that join, letters without a script of ours, odd spaces.
RUNNING = st.lists(st.one_of(NAMES, st.text(max_size=4), st.sampled_from(["", "\n", "\u1161я", "\u0301", "Щ"])))
SCHEMES = st.sampled_from(scheme_ids())


@pytest.mark.parametrize(("scheme", "source", "output"), EXAMPLES)
def test_example(scheme, source, output):
    assert transliterate(source, scheme) == output


@pytest.mark.parametrize("scheme", scheme_ids())
def test_rules_do_not_make_exonyms(scheme):
    for source, exonym in data.read_yaml(f"schemes/{scheme}.yml").get("exonyms", ()):
        if source != exonym:
            assert transliterate(source, scheme) != exonym


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("Щука", "Szczuka"),
        ("ЩУКА", "SZCZUKA"),
        ("щука", "szczuka"),
        ("НИЖНИЙ-Щёлково", "NIŻNIJ-Szczołkowo"),
        ("Я", "Ja"),
        ("Ю. А. Гагарин", "Ju. A. Gagarin"),
        ("Токаев said: Hello, 2022!", "Tokajew said: Hello, 2022!"),
        ("Тока\u0301ев", "Tokajew"),
        ("Влади\u0301мир, е\u0308лка", "Władimir, jołka"),
        ("Caf\u0301e\u0301", "Caf\u0301é"),
        ("Толсто" + "и\u0306", "Tołstoj"),
        ("", ""),
    ],
)
def test_case_and_surroundings(source, output):
    assert transliterate(source, "ru-pl") == output


@pytest.mark.parametrize(
    ("source", "scheme", "output"),
    [
        ("ИНДЕР, Индер", "kk-latn-2021", "İNDER, İnder"),
        ("ІЛЕ, Іле", "kk-latn-2021", "ILE, Ile"),
        ("ЮРИЙ", "ru-ala-lc", "I͡uRIĬ"),
        ("Балқаш БАЛҚАШ", "kk-yanalif", "Balqac BALQAC"),
        ("Кам’янка, 'Київ' and it's", "uk-en-2010", "Kamianka, 'Kyiv' and it's"),
        ("әке мен ән", "kk-arab", "اكە مەن ٴان"),
        ("О'Ніл, Кот-д’Івуар, Лук’яненко", "uk-ru", "О'Нил, Кот-д’Ивуар, Лукьяненко"),
        ("О'Ніл, Прымор'е", "be-ru", "О'Нил, Приморье"),
        ("Ал\u00adек\u00adсей", "ru-en-press", "Al\u00adek\u00adsey"),
        ("Токаев\u200b, по\u2060ехал", "ru-pl", "Tokajew\u200b, po\u2060jechał"),
        ("А. В. Иванов в Одессе", "ru-lt", "A. V. Ivanovas v Odese"),
        ("А. В. Ткаченко", "uk-lv", "A. V. Tkačenko"),
    ],
)
def test_keys_of_the_format(source, scheme, output):
    assert transliterate(source, scheme) == output


def test_unknown_letters():
    assert transliterate("Әлия", "ru-pl") == "Әlija"
    assert transliterate("Әлия", "ru-pl", unknown="mark") == "\ufffdlija"
    with pytest.raises(UnknownCharacter, match=r"ru-pl does not cover Ә \(U\+04D8\) at position 2"):
        transliterate("a Әлия", "ru-pl", unknown="error")
    assert transliterate("Ålesund 東京", "ru-pl", unknown="error") == "Ålesund 東京"


def test_wrong_arguments():
    with pytest.raises(UnknownScheme):
        transliterate("Токаев", "ru-xx")
    with pytest.raises(UsageError):
        transliterate("Токаев", "ru-pl", unknown="drop")


@pytest.mark.parametrize("function", [transliterate, trace])
def test_text_and_id_are_strings(function):
    with pytest.raises(UsageError, match="A text is a string, not NoneType"):
        function(None, "ru-pl")
    with pytest.raises(UnknownScheme, match="The id of a scheme is a string such as ru-pl, not list"):
        function("Токаев", ["ru-pl"])


def test_trace_says_what_became_of_each_stretch():
    assert [(s.start, s.end, s.source, s.output, s.rule) for s in trace("Тока\u0301ев x", "ru-pl")] == [
        (0, 1, "Т", "T", "т → t"),
        (1, 2, "о", "o", "о → o"),
        (2, 3, "к", "k", "к → k"),
        (3, 5, "а\u0301", "a", "а → a"),
        (5, 6, "е", "je", "е → je after #|V|J"),
        (6, 7, "в", "w", "в → w"),
        (7, 9, " x", " x", "keep"),
    ]


def test_mark_on_a_dropped_letter_joins_what_is_before_it():
    assert transliterate("аь\u0308", "ru-pl") == "ä"
    assert [(s.source, s.output) for s in trace("аь\u0308", "ru-pl")] == [("аь\u0308", "ä")]


def test_prefix_of_a_word_is_a_step_without_length():
    first = trace("ән", "kk-arab")[0]
    assert (first.start, first.end, first.source, first.output) == (0, 0, "", "ٴ")


@settings(deadline=None)
@given(TEXTS, SCHEMES)
def test_trace_rebuilds_the_output(text, scheme):
    output = transliterate(text, scheme)
    steps = trace(text, scheme)
    assert "".join(step.output for step in steps) == output
    assert unicodedata.is_normalized("NFC", output)
    assert "".join(step.source for step in steps) == text
    assert [step.start for step in steps[1:]] == [step.end for step in steps[:-1]]


@settings(deadline=None, max_examples=400)
@given(RUNNING, SCHEMES, st.sampled_from(["keep", "mark"]))
def test_text_is_the_same_written_whole_or_word_by_word(words, scheme, unknown):
    text = " ".join(words)
    assert transliterate(text, scheme, unknown=unknown) == write(text, table(scheme), unknown=unknown)


@pytest.mark.parametrize(
    "text", ["я \u0301я", "я \u1161я", " \u0301", "а ь\u0301", "e\u0301" * 40, "а" + "\u0301" * 99]
)
def test_what_joins_a_space_is_written_with_it(text):
    for scheme in ("ru-pl", "be-latn", "kk-arab"):
        assert transliterate(text, scheme) == write(text, table(scheme))


def test_words_kept_are_bounded_in_number_and_length(monkeypatch):
    monkeypatch.setattr(forward, "_MOST_WORDS", 100)
    forward._words.cache_clear()
    kept = forward._words("ru-pl", "keep")
    long = "щ" * 100_000
    assert transliterate(" ".join(f"слово{i % 500}" for i in range(1000)) + " " + long, "ru-pl").endswith("szcz" * 9)
    assert 0 < len(kept) <= 100
    assert long not in kept
    forward._words.cache_clear()


def test_letters_taken_to_stand_apart_do():
    apart = [chr(i) for i in range(0x10000) if forward._ALL_APART.fullmatch(chr(i))]
    assert {"я", "ә", "é", "ە", "’", "—"} <= set(apart)
    assert not [char for char in apart if unicodedata.combining(char) or not regex.match(r"\p{NFC_QC=Y}", char)]


@pytest.mark.slow
def test_odd_strings_in_number_and_length():
    # What takes exponential time would not come to an end.
    random = Random(7)
    letters = "АБЕЁЖЗИЙКЛНОСТЦЧЩЪЫЬЮЯабеёжзийклностцчщъыьюяәғқңөұүһіїєў'’- \u0301\u0308aé1\u1161東"
    ids = random.sample(scheme_ids(), 12)
    for i in range(100_000):
        text = "".join(random.choices(letters, k=random.randint(1, 60)))
        assert unicodedata.is_normalized("NFC", transliterate(text, ids[i % 12]))
    long = "".join(random.choices(letters.replace(" ", ""), k=80_000))
    assert unicodedata.is_normalized("NFC", transliterate(long, "ru-lt"))


@settings(deadline=None)
@given(TEXTS, SCHEMES)
def test_marking_never_raises(text, scheme):
    transliterate(text, scheme, unknown="mark")


@settings(deadline=None)
@given(st.data(), st.sampled_from([s for s in scheme_ids() if table(s).target_script != "Cyrl"]))
def test_no_cyrillic_is_left_of_covered_letters(draw, scheme):
    letters = "".join(sorted(table(scheme).letters))
    text = draw.draw(st.text(alphabet=letters + letters.upper() + " -"))
    assert "Cyrl" not in count(transliterate(text, scheme))


@settings(deadline=None)
@given(st.text(alphabet="abcXYZ éł 漢字 123 '’-"), SCHEMES)
def test_other_scripts_are_untouched(text, scheme):
    assert transliterate(text, scheme) == unicodedata.normalize("NFC", text)
