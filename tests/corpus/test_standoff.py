"""Stand-off: what is left of a document tells neither its words nor the names of private persons, and leads back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kzling
from kzling.answers import Evidence
from kzling.corpus.standoff import joined, shorthand, stand_off, written_out
from kzling.errors import InvalidRecord
from kzling.knowledge.records import CLUSTER
from kzling.model import Document, Mention, Provenance
from kzling.pipeline import Origin, read

#: No run of the article that is longer than this may be left.
LONGEST = 30

words = st.text("аАбБ ßİiσςΣ|=\\-^_0pb", max_size=12)


@given(words | st.text(max_size=12), words | st.text(max_size=12))
def test_shorthand_leads_back(text: str, beside: str) -> None:
    assert written_out(shorthand(text, beside), beside) == text


@pytest.mark.parametrize(
    ("text", "beside", "code"),
    [
        ("", "Петров", ""),
        ("Петров", "", "=Петров"),
        ("Петров", "Петров", "0-6"),
        ("Сергей", "Сергею", "0-5|=й"),
        ("САДЫКОВА", "Садыковой", "0-1|^1-7|=А"),
        ("садыкова", "САДЫКОВА", "_0-8"),
        ("a|b\\", "", r"=a\pb\b"),
    ],
)
def test_how_shorthand_is_written(text: str, beside: str, code: str) -> None:
    assert shorthand(text, beside) == code
    assert written_out(code, beside) == text


@pytest.mark.parametrize("code", ["x", "1", "-1-2", "1-", "٣-٤", "9" * 5000 + "-1", "0-1|0 1", "^^0-1", "0-1=x"])
def test_damaged_shorthand(code: str) -> None:
    with pytest.raises(InvalidRecord, match="the dataset is damaged"):
        written_out(code, "Иван Петров")


def test_shorthand_beyond_the_name_gives_nothing() -> None:
    assert written_out("0-999999999|5-1", "Иван") == "Иван"


TEXTS = {
    "kk": "Жауын\nАвтор: Әйгерім Садықова\nҚасым-Жомарт Тоқаев Алматыға келді. Садықова жауын туралы жазды. "
    "Нұр-Сұлтанда да жауын жауды, деді Садықоваға Тоқаев.\n\nБөлісу\nFacebook\nTelegram",
    "ru": "ДОЖДЬ\nАвтор: АЙГЕРИМ САДЫКОВА\nДанияр Назарбаев приехал в Астану. Назарбаев встретил Токаева. "
    "Ивана Петрова видели в Нур-Султане. Петров ушёл к Садыковой.\nФото: пресс-служба акимата города\nПоделиться",
    "en": "Rain\nBy Daniyar Nazarbayev\nTokayev left Astana\u00ad on Monday. Nazarbayev spoke with Abai Ospanov. "
    "Classmates and VKontakte were down in Nur-Sultan.\nRead also: More rain is on its way\nShare this article",
    "pl": "Deszcz\nAutor: Tomasz Grabiec\nKasym-Żomart Tokajew przyjechał do Astany. Tokajew i Putin rozmawiali "
    "w Ałmaty. Grabiec był tam.",
    "und": "Qairat Ospanov\nҚайрат Оспанов Алматыда тұрады. Қайрат мектепте оқиды. Қайраттың досы бар.",
}
PAGE = """<html><head><title>Дождь в Астане - Газета</title><meta name="author" content="Марина Лысенко">
<link rel="canonical" href="https://gazeta.example/rain"></head><body>
<nav><a href="/">Главная страница газеты</a></nav>
<article><h1>Дождь в Астане</h1><p>Автор: Марина Лысенко</p>
<figure><img src="x.jpg"><figcaption>Фото Петра Непийводы: дождь на набережной</figcaption></figure>
<p>Касым-Жомарт Токаев приехал в Астану в понедельник, когда в городе с самого утра шёл сильный дождь.</p>
<p>Лысенко рассказала, что Нур-Султан, как город назывался раньше, давно не видел такого дождя.</p></article>
<footer>Все права защищены. Газета, 2020</footer></body></html>"""
NAMES = {
    "kk": ["Әйгерім", "Садықова"],
    "ru": ["Айгерим", "Данияр"],
    "en": ["Daniyar"],
    "pl": ["Tomasz", "Grabiec"],
    "html": ["Марина", "Лысенко", "Непийвод"],
    "und": ["Оспанов", "Ospanov"],
}


def articles() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for language, text in TEXTS.items():
        warnings = ("the date 'Айгерим Садыкова said so on Monday' is not understood",)
        origin = Origin(source=f"{language}.txt", title="A title that nobody may see again", warnings=warnings)
        yield language, text, {"origin": origin, "mask": ["email", "iin"]}
        yield language, text, {"clean": False}
    yield "html", PAGE, {"format": "html"}
    yield "html", PAGE, {"format": "html", "clean": False}


ARTICLES = list(articles())


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (one for item in value.values() for one in strings(item))
    elif isinstance(value, list):
        yield from (one for item in value for one in strings(item))


def is_stranger(mention: Mention) -> bool:
    return mention.type == "person" and (mention.entity_id or CLUSTER).startswith(CLUSTER)


def is_private(evidence: Evidence) -> bool:
    return evidence.kind == "chain" and evidence.weight < 0


def without_private(document: Document) -> Document:
    """Give a document without evidence that tells of private persons."""
    mentions = (
        replace(m, evidence=() if is_stranger(m) else tuple(one for one in m.evidence if not is_private(one)))
        for m in document.mentions
    )
    return replace(document, mentions=tuple(mentions))


def runs(text: str) -> Iterator[str]:
    return (text[place : place + LONGEST] for place in range(len(text) - LONGEST + 1))


@pytest.mark.parametrize(("name", "text", "options"), ARTICLES)
def test_no_words_are_left(name: str, text: str, options: dict[str, Any]) -> None:
    document = kzling.analyze(text, **options)
    left = list(strings(stand_off(document).to_dict()))
    for whole in (document.raw, document.text, document.title or "", document.text_normalized or ""):
        for run in runs(whole):
            assert not [one for one in left if run in one]
    assert not [one for one in left for person in NAMES[name] if person.casefold() in one.casefold()]
    strangers = {m.surface for m in document.mentions if is_stranger(m)}
    assert not [one for one in left for surface in strangers if " " in surface and surface in one]


@pytest.mark.parametrize(("name", "text", "options"), ARTICLES)
def test_the_words_come_back(name: str, text: str, options: dict[str, Any]) -> None:
    document = kzling.analyze(text, **options)
    bare = stand_off(document)
    assert Document.from_dict(orjson.loads(orjson.dumps(bare.to_dict()))) == bare
    known = read(text, **options).document()
    assert joined(bare, known) == without_private(document)


def test_the_texts_hold_what_they_are_for() -> None:
    made = [kzling.analyze(text, **options) for _, text, options in ARTICLES]
    assert any(is_private(one) for document in made for m in document.mentions for one in m.evidence)
    assert sum(is_stranger(m) for document in made for m in document.mentions) > 10
    assert any(document.removed for document in made)
    assert any(document.normalized_edits for document in made)
    assert any(document.translation.evidence for document in made)


def test_known_names_and_what_is_said_of_them_stay() -> None:
    document = kzling.analyze("Tokayev left Astana on Monday.")
    assert stand_off(document).mentions == document.mentions
    assert [m.surface for m in document.mentions] == ["Tokayev", "Astana"]


def test_another_text_is_refused() -> None:
    bare = stand_off(kzling.analyze(TEXTS["en"]))
    with pytest.raises(InvalidRecord, match=r"^the article has another text$"):
        joined(bare, read(TEXTS["en"].replace("Monday", "Friday")).document())


@pytest.mark.parametrize(
    "change", [("Read also: More rain", "Read also: Much more rain"), ("\u00ad", ""), ("\nShare this article", "")]
)
def test_another_page_around_the_same_text_is_refused(change: tuple[str, str]) -> None:
    bare = stand_off(kzling.analyze(TEXTS["en"]))
    other = read(TEXTS["en"].replace(*change)).document()
    assert other.provenance.text_hash == bare.provenance.text_hash
    with pytest.raises(InvalidRecord, match=r"^the article has the same text, but another page around it$"):
        joined(bare, other)


def test_warnings_of_another_table_are_not_taken() -> None:
    def warned(*warnings: str) -> Document:
        return Document(id="d", source="d", provenance=Provenance("", "", (), kzling.ids.text_hash(""), warnings))

    bare = stand_off(warned("the date 'noon' is not understood", "fields not read: a, b"))
    assert bare.provenance.warnings == ("the date … is not understood", "fields not read")
    assert joined(bare, warned("fields not read: c")).provenance.warnings == bare.provenance.warnings


@given(st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50), words, words), max_size=4), words)
def test_damaged_places_never_raise_anything_else(places: Sequence[tuple[int, int, str, str]], text: str) -> None:
    mentions = tuple(
        Mention(
            id="m", start=start, end=end, surface="", type="person", lemma=lemma, language="", script="", by="",
            canonical=canonical,
        )
        for start, end, lemma, canonical in places
    )  # fmt: skip
    page = read(text, clean=False).document()
    bare = replace(stand_off(page), mentions=mentions)
    try:
        joined(bare, page)
    except InvalidRecord as error:
        assert "the dataset is damaged" in str(error)
