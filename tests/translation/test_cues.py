from kzling import data
from kzling.knowledge.base import KnowledgeBase
from kzling.pipeline import analyze
from kzling.translation.cues import translation

POLISH = "It was a\u00a0cold day, and I\u00a0saw a\u00a0train with a\u00a0flag. Tokajew had left the city before."


def test_polish_spaces_and_a_polish_name(base: KnowledgeBase) -> None:
    answer = analyze(POLISH, kb=base).translation
    assert answer.verdict == "translated"
    assert answer.source_language == "pl"
    assert {cue.cue for cue in answer.evidence} == {"no-break-space-after-one-letter-word", "foreign-spelling"}
    space = next(cue.span for cue in answer.evidence if cue.cue.startswith("no-break"))
    assert space.space == "raw"
    assert POLISH[space.start : space.end] == "a\u00a0"


def test_no_single_class_counts_beyond_its_cap() -> None:
    cap = data.read_yaml("translation/cues.yml")["cues"]["no-break-space-after-one-letter-word"]["cap"]
    assert translation("a\u00a0train " * 50, "en", []).score == cap


def test_indentation_is_no_cue() -> None:
    assert translation("\u00a0\u00a0\u00a0Text of a\u00a0\u00a0\u00a0page " * 9, "en", []).evidence == ()


def test_a_plain_text_is_unclear(base: KnowledgeBase) -> None:
    answer = analyze("Tokayev spoke in Astana yesterday, and the people listened.", kb=base).translation
    assert answer.verdict == "unclear"
    assert answer.evidence == ()


def test_literal_names_need_company(base: KnowledgeBase) -> None:
    alone = analyze("Her former Classmates came to the station.", kb=base)
    listed = analyze("Read our news in Telegram and Classmates every day.", kb=base)
    assert alone.mentions == ()
    classmates = next(m for m in listed.mentions if m.surface == "Classmates")
    assert classmates.entity_id == "ru-org-odnoklassniki"
    assert classmates.restored is not None
    assert classmates.restored.form == "Одноклассники"
    assert [cue.cue for cue in listed.translation.evidence] == ["literal-name"]
