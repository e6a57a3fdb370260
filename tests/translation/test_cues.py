import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.knowledge.base import KnowledgeBase
from kzling.model import Translation
from kzling.pipeline import analyze
from kzling.translation.cues import signs_of
from kzling.translation.signs import weights
from kzling.translation.verdict import verdict

POLISH = "It was a\u00a0cold day, and I\u00a0saw a\u00a0train with a\u00a0flag. Tokajew had left the city before."
RUSSIAN = (
    "Within the framework of the visit, topical issues of cooperation were discussed. Recall that 300 thousand\n"
    "people live on the territory of the region. The exhibition opened on 06.03.2022 and cost 3,5 million tenge."
)


def judged(text: str, language: str) -> Translation:
    return verdict(signs_of(text, text, language, ()), leaning={})


def test_polish_spaces_and_a_polish_name(base: KnowledgeBase) -> None:
    answer = analyze(POLISH, kb=base).translation
    assert (answer.verdict, answer.source_language) == ("translated", "pl")
    assert {cue.cue for cue in answer.evidence} == {"no-break-space", "foreign-spelling", "spelling-profile"}
    space = next(cue.span for cue in answer.evidence if cue.cue == "no-break-space")
    assert space.space == "raw"
    assert POLISH[space.start : space.end] == "a\u00a0"


def test_no_single_sign_decides_a_clear_case(base: KnowledgeBase) -> None:
    for text, source in ((POLISH, "pl"), (RUSSIAN, "ru")):
        signs = signs_of(text, text, "en", ())
        assert verdict(signs, leaning={source: 1.0}).source_language == source
        for left_out in range(len(signs)):
            answer = verdict([*signs[:left_out], *signs[left_out + 1 :]], leaning={source: 1.0})
            assert (answer.verdict, answer.source_language) == ("translated", source)


def test_a_plain_text_is_unclear(base: KnowledgeBase) -> None:
    answer = analyze("Tokayev spoke in Astana yesterday, and the people listened.", kb=base).translation
    assert answer.verdict == "unclear"
    assert answer.evidence == ()


def test_those_who_write_english_write_otherwise() -> None:
    text = "STAUNTON, April 15 - He didn't rule out a crackdown on miners, amid a backlash, and won't backtrack."
    answer = judged(text, "en")
    assert (answer.verdict, answer.by_machine) == ("original", False)


def test_literal_names_need_company(base: KnowledgeBase) -> None:
    alone = analyze("Her former Classmates came to the station.", kb=base)
    listed = analyze("The photos went round in Telegram and Classmates.", kb=base)
    assert alone.mentions == ()
    classmates = next(m for m in listed.mentions if m.surface == "Classmates")
    assert classmates.entity_id == "ru-org-odnoklassniki"
    assert classmates.restored is not None
    assert classmates.restored.form == "Одноклассники"
    assert [cue.cue for cue in listed.translation.evidence] == ["literal-name"]


def test_furniture_that_was_taken_out_counts_with_its_place_in_the_raw_text(base: KnowledgeBase) -> None:
    text = "The akim opened a school in Astana.\n\nSubscribe to our pages in Classmates, In contact and Telegram."
    document = analyze(text, kb=base)
    assert document.removed
    cues = [cue for cue in document.translation.evidence if cue.span.space == "raw"]
    assert {document.raw[cue.span.start : cue.span.end] for cue in cues} >= {"Classmates", "In contact"}


def test_signs_of_the_own_language_are_none() -> None:
    text = "«Всё хорошо», — сказал он в рамках визита."
    assert judged(text, "ru").verdict != "translated"


@given(st.text(max_size=200), st.sampled_from(["en", "ru", "kk", "uk", "pl", "de", "und"]))
def test_any_text_has_a_verdict(text: str, language: str) -> None:
    answer = judged(text, language)
    assert answer.verdict in ("original", "translated", "unclear")
    assert all(0 <= cue.span.start <= cue.span.end <= len(text) for cue in answer.evidence)


@pytest.mark.parametrize(
    "text", ["“" * 200_000, "a\u00a0" * 100_000, "1 000 " * 50_000, "– A\n" * 60_000, "Abc (" * 60_000]
)
def test_odd_texts_take_no_odd_time(text: str) -> None:
    found = signs_of(text, text, "en", ())
    assert len(found) <= 12 * len(weights().classes)
