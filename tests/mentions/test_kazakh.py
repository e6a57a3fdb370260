import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzling import data
from kzling.knowledge.base import KnowledgeBase
from kzling.mentions.found import Found
from kzling.mentions.gazetteer import gazetteer
from kzling.mentions.kazakh import MODEL, NAME, TYPES, in_kazakh, kazakh_tagger
from kzling.model import Segment
from kzling.orthography.forward import transliterate
from kzling.pipeline import analyze

UNKNOWN = "Кездесуге Бекжігіт Сәттібаев пен Гүлмира Әшімова қатысты. Ол Қарағаш қаласында туған."


def found(text: str, base: KnowledgeBase) -> dict[str, tuple[str, str]]:
    return {m.surface: (m.type, m.by) for m in analyze(text, kb=base).mentions}


def test_names_that_no_base_has(base: KnowledgeBase) -> None:
    names = found(UNKNOWN, base)
    assert names["Бекжігіт Сәттібаев"] == names["Гүлмира Әшімова"] == ("person", NAME)
    assert names["Қарағаш"] == ("place", NAME)


def test_latin_letters(base: KnowledgeBase) -> None:
    names = found(transliterate(UNKNOWN, "kk-latn-2021"), base)
    assert names[transliterate("Бекжігіт Сәттібаев", "kk-latn-2021")] == ("person", NAME)


def test_names_that_the_base_has_keep_their_links(base: KnowledgeBase) -> None:
    (mention,) = analyze("Тоқаев бүгін жиналыс өткізді.", lang="kk", kb=base).mentions
    assert (mention.by, mention.entity_id) == ("gazetteer", "kz-person-tokayev")


def test_other_languages_are_left_to_other_finders(base: KnowledgeBase) -> None:
    text = "Bekzhigit Sattibayev met Tokayev in Nur-Sultan on Monday, officials told reporters."
    assert NAME not in {mention.by for mention in analyze(text, kb=base).mentions}


def test_words_that_the_gazetteer_takes_for_names() -> None:
    text = "Мен онда YouTube арқылы барамын."
    scanned = [Found(0, 3, "Мэн", "place", "gazetteer")]
    assert kazakh_tagger().find(text, scanned) == []
    group = [scanned[0]._replace(type="group")]
    assert kazakh_tagger().find(text, group) == group
    foreign = [Found(9, 16, "YouTube", "organization", "gazetteer")]
    assert kazakh_tagger().find(text, foreign) == foreign


def test_a_place_in_a_case_is_no_part_of_a_persons_name(base: KnowledgeBase) -> None:
    names = found("Тоқаев пен Путин Астанада Серік Ботабаевпен кездесті.", base)
    assert list(names) == ["Тоқаев", "Путин", "Астанада", "Серік Ботабаевпен"]
    assert names["Астанада"] == ("place", "gazetteer")


def test_names_stand_where_their_stretch_stands() -> None:
    russian = "Он приехал вчера. "
    text = russian + UNKNOWN
    segments = [
        Segment(0, len(russian), "ru", "Cyrl", 1.0),
        Segment(len(russian), len(text) - 20, "kk", "Cyrl", 1.0),
        Segment(len(text) - 20, len(text), "kk", "Cyrl", 1.0),
    ]
    alone = kazakh_tagger().find(UNKNOWN, [])
    names = in_kazakh(text, [Found(0, 2, "Он", "place", "gazetteer")], segments)
    assert [item.start - len(russian) for item in names[1:]] == [item.start for item in alone]
    assert all(text[item.start : item.end] == item.lemma for item in names)
    assert in_kazakh(text, [], segments, language="ru") == []


def test_names_across_a_border_stay() -> None:
    text = "Кездесуге Бекжігіт Сәттібаев қатысты"
    across = Found(10, 28, "Бекжігіт Сәттібаев", "person", "gazetteer")
    assert text[across.start : across.end] == across.lemma
    for border in (14, 20):
        for languages in (("ru", "kk"), ("kk", "ru"), ("kk", "kk")):
            segments = [
                Segment(0, border, languages[0], "Cyrl", 1.0),
                Segment(border, len(text), languages[1], "Cyrl", 1.0),
            ]
            assert in_kazakh(text, [across], segments) == [across]


_TEXTS = st.text(st.characters(exclude_categories=())) | st.text("Айгүл Сәрсенова «ҚТЖ» АҚ.\n-’", max_size=120)


@settings(deadline=None)
@given(_TEXTS)
def test_names_of_any_text_lie_in_it_apart_from_each_other(base: KnowledgeBase, text: str) -> None:
    names = kazakh_tagger().find(text, gazetteer(base).scan(text))
    ends = [0, *(item.end for item in names)]
    assert all(end <= item.start < item.end for end, item in zip(ends, names, strict=False))
    assert ends[-1] <= len(text)
    assert all(item.by != NAME or text[item.start : item.end] == item.lemma for item in names)


@pytest.mark.parametrize("text", ["Ә" * 300_000, "ӘЖ " * 100_000, "😀" * 300_000, "«" * 300_000, "Абай-" * 60_000])
def test_odd_text_takes_no_odd_time(text: str) -> None:
    names = kazakh_tagger().find(text, [])
    assert all(0 <= item.start < item.end <= len(text) for item in names)


def test_the_model_is_one_of_names() -> None:
    lines = data.read_text(MODEL).splitlines()
    assert set(lines[0].split("\t")) == {"O", *(f"{mark}-{kind}" for mark in "BI" for kind in (*TYPES, "other"))}
    features = [line.split("\t", 1)[0] for line in lines[10:]]
    assert features == sorted(set(features))
    assert len(data.read_text(MODEL).encode()) < 6_000_000
