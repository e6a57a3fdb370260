from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kzling
from kzling.cleaning.masks import KINDS
from kzling.errors import UsageError
from kzling.knowledge.base import KnowledgeBase
from kzling.model import Document, Normalized
from kzling.pipeline import STEPS, Origin, analyze, analyze_many

PAGE = (
    "Summit ends in the capital\n\nBy Aigerim Sadykova\n\nTokajew left Nur-Sultan on Monday, the CSTO said.\n\nShare\n"
)


def test_a_page(base: KnowledgeBase) -> None:
    document = analyze(PAGE, date="2022-03-01", kb=base)
    assert (document.language, document.script) == ("en", "Latn")
    assert document.title == "Summit ends in the capital"
    assert document.author == "Aigerim Sadykova"
    assert [removed.kind for removed in document.removed] == ["share"]
    found = {m.surface: (m.type, m.by, m.canonical) for m in document.mentions}
    assert found == {
        "Aigerim Sadykova": ("person", "byline", "Aigerim Sadykova"),
        "Tokajew": ("person", "gazetteer", "Kassym-Jomart Tokayev"),
        "Nur-Sultan": ("place", "gazetteer", "Astana"),
        "CSTO": ("organization", "gazetteer", "Collective Security Treaty Organization"),
    }
    assert document.provenance.steps == STEPS
    assert document.published == "2022-03-01T00:00:00Z"


def test_the_record_is_whole(base: KnowledgeBase) -> None:
    document = analyze(PAGE, kb=base)
    assert document.raw == PAGE
    assert Normalized(document.text, document.edits).undo() == document.raw
    assert Normalized(document.text_normalized or "", document.normalized_edits).undo() == document.text
    assert all(document.text[m.start : m.end] == m.surface for m in document.mentions)
    assert Document.from_dict(document.to_dict()) == document


def test_an_unknown_name_is_a_cluster_of_its_own(base: KnowledgeBase) -> None:
    author = next(m for m in analyze(PAGE, kb=base).mentions if m.by == "byline")
    assert author.entity_id is not None
    assert author.entity_id.startswith("cluster-")
    assert author.verdict == "different"


def test_without_cleaning_the_text_is_untouched(base: KnowledgeBase) -> None:
    text = "  Tokayev\u00a0spoke.\r\nShare\r\n"
    document = analyze(text, clean=False, kb=base)
    assert document.text == document.raw == text
    assert document.edits == document.removed == ()


def test_html(base: KnowledgeBase) -> None:
    document = analyze("<h1>Summit ends</h1><p>Tokayev left <b>Astana</b>.</p>", format="html", kb=base)
    assert document.text == "Summit ends\nTokayev left Astana."


def test_a_tagger_of_ones_own(base: KnowledgeBase) -> None:
    def tagger(text: str) -> list[tuple[int, int, str]]:
        start = text.index("Daniyar")
        return [(start, start + len("Daniyar Umarov"), "person")]

    document = analyze("Daniyar Umarov met Tokayev.", finder=tagger, kb=base)  # type: ignore[arg-type]
    assert [(m.surface, m.by) for m in document.mentions] == [("Daniyar Umarov", "tagger"), ("Tokayev", "gazetteer")]


@pytest.mark.parametrize(
    "options",
    [
        {"finder": "oracle"},
        {"finder": 5},
        {"finder": lambda text: [(0, 99, "person")]},
        {"finder": lambda text: [(-3, 2, "person")]},
        {"finder": lambda text: [(0.5, 2, "person")]},
        {"finder": lambda text: [(0, 2, "city")]},
        {"finder": lambda text: [(0, 2)]},
        {"finder": lambda text: [(0, True, "person")]},
        {"format": "pdf"},
        {"date": "soon"},
        {"date": "2022-02-31"},
        {"date": 5},
        {"lang": "english"},
        {"lang": 5},
    ],
)
def test_what_is_not_known_is_refused(base: KnowledgeBase, options: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        analyze("text", kb=base, **options)  # type: ignore[arg-type]


def test_of_two_names_alike_the_one_in_use_is_the_evidence() -> None:
    names = [
        {"text": "Astana", "lang": "en", "kind": "official", "since": "2022-09-17"},
        {"text": "Astana", "lang": "en", "kind": "former", "since": "1998-05-06", "until": "2019-03-23"},
    ]
    own = KnowledgeBase.from_records([{"id": "a", "type": "place", "names": names}])
    (mention,) = analyze("They met in Astana.", date="2010-12-01", kb=own).mentions
    assert any("from 1998-05-06 to 2019-03-23: also on 2010-12-01" in e.why for e in mention.evidence)


def test_masks_hold_for_all_that_is_known_of_a_text(base: KnowledgeBase) -> None:
    origin = Origin(
        source="post/a.b@dala.kz/8-701-123-45-67.txt",
        url="https://dala.kz/news/87011234567?from=a.b@dala.kz",
        publisher="Дала, тел. 8 701 123 45 67",
        warnings=("the date 'a.b@dala.kz' is not understood",),
    )
    found = analyze("Бүгін жаңбыр жауды.", mask=KINDS, origin=origin, kb=base)
    assert found.source == "post/x.x@xxxx.xx/0-000-000-00-00.txt"
    assert found.url == "https://dala.kz/news/87011234567?from=x.x@xxxx.xx"
    assert found.publisher == "Дала, тел. 0 000 000 00 00"
    assert found.provenance.warnings == ("the date 'x.x@xxxx.xx' is not understood",)
    # Masks must not make one document of two, nor hide one from a removal list.
    bare = replace(origin, url=None)
    assert found.id == analyze("Бүгін жаңбыр жауды.", origin=origin, kb=base).id
    assert analyze("Ай.", mask=KINDS, origin=bare, kb=base).id == analyze("Ай.", origin=bare, kb=base).id


def test_only_strings_are_texts() -> None:
    for call in (kzling.analyze, kzling.normalize, kzling.resolve, kzling.parse_name, kzling.readings):
        with pytest.raises(UsageError, match="A text is a string, not bytes"):
            call(b"Astana")  # type: ignore[arg-type]


def test_names_do_not_decide_the_language(base: KnowledgeBase) -> None:
    assert analyze("Қасым-Жомарт Тоқаев приехал на выставку и ответил на вопросы.", kb=base).language == "ru"


def test_many(base: KnowledgeBase) -> None:
    assert analyze_many(["a", "b"], kb=base) == [analyze("a", kb=base), analyze("b", kb=base)]


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=()))
    | st.text(alphabet="Tokayev АстанаБөлісу\n\u00a0.\u200b", max_size=80)
)
def test_any_text_becomes_a_record(base: KnowledgeBase, text: str) -> None:
    document = analyze(text, kb=base)
    assert Normalized(document.text, document.edits).undo() == text
    assert all(document.text[m.start : m.end] == m.surface for m in document.mentions)
    assert "".join(document.text[s.start : s.end] for s in document.segments) == document.text
    assert Document.from_dict(document.to_dict()) == document
