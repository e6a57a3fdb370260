"""Clusters of unknown names across documents. A document is written as its id with the names of its clusters."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kzling
from kzling import KnowledgeBase
from kzling.corpus.decide import Decisions, Key, decide
from kzling.corpus.plan import Place
from kzling.corpus.unknown import UnknownName, judged_ids
from kzling.hub.folder import dataset_files
from kzling.hub.load import mention_rows
from kzling.ids import cluster_id
from kzling.knowledge.overrides import Overrides
from kzling.model import Document

SAID = {"by": "ann", "when": "2026-11-03", "why": "the desk asked"}
PETROV = ("Иван Петров", "ru")


def own(document: str, number: int = 0) -> str:
    """The id that a document gives its cluster of this number."""
    return cluster_id((f"{document}:{number}",))


def key(document: str, names: Iterable[tuple[str, str]], type: str = "person") -> Key:
    unknown = (UnknownName(own(document, n), f"{document}:{n}", *name, type) for n, name in enumerate(names))
    return Key(Place(0, document, 0), document, document, None, None, document, tuple(unknown))


def decided(folder: Path, keys: Iterable[Key], said: Iterable[Mapping[str, object]] = ()) -> Decisions:
    rows = [row._replace(place=row.place._replace(number=number)) for number, row in enumerate(keys)]
    overrides = Overrides.from_records([SAID | dict(one) for one in said])
    return decide(rows, folder / "decisions.sqlite", overrides=overrides)


def groups(folder: Path, names: Sequence[tuple[str, str]], said: Iterable[Mapping[str, object]] = ()) -> list[int]:
    """Put each name into a document of its own; give for each the number of the document whose id it has."""
    documents = [f"d{number}" for number in range(len(names))]
    ids = {own(document): number for number, document in enumerate(documents)}
    keys = [key(document, [name]) for document, name in zip(documents, names, strict=True)]
    with decided(folder, keys, said) as decisions:
        return [ids.get(decisions.cluster(own(document)), -1) for document in documents]


@pytest.mark.parametrize(
    "names",
    [
        [("Қанат Алтынбаев", "kk"), ("Канат Алтынбаев", "ru"), ("Kanat Altynbayev", "en"), ("Kanat Ałtynbajew", "pl")],
        [("Канат Алтынбаев", "ru"), ("Каната Алтынбаева", "ru"), ("Алтынбаеву Канату", "ru")],
        [("Канат Алтынбаев", "ru"), ("Канат Серикович Алтынбаев", "ru"), ("KANAT ALTYNBAYEV", "en")],
    ],
)
def test_spellings_of_a_full_name_are_one(tmp_path: Path, names: list[tuple[str, str]]) -> None:
    assert groups(tmp_path, names) == [0] * len(names)


@pytest.mark.parametrize(
    "names",
    [
        [("Иван Сергеевич Петров", "ru"), ("Иван Олегович Петров", "ru")],
        [("Иван Петров", "ru"), ("Олег Петров", "ru"), ("Иван Пестов", "ru")],
        [("Евгений Смирнов", "ru"), ("Евгения Смирнова", "ru")],
    ],
)
def test_strangers_are_two(tmp_path: Path, names: list[tuple[str, str]]) -> None:
    assert groups(tmp_path, names) == list(range(len(names)))


def test_a_name_that_fits_two_strangers_is_put_with_neither(tmp_path: Path) -> None:
    fuller = [("Иван Сергеевич Петров", "ru"), ("Ivan Sergeevich Petrov", "en"), ("Иван Олегович Петров", "ru")]
    assert groups(tmp_path, [PETROV, *fuller, ("Ivan Petrov", "en")]) == [0, 1, 1, 3, 0]


def test_single_words_and_things_of_other_spellings_stay_apart(tmp_path: Path) -> None:
    words = [key(document, [("", "ru")]) for document in "ab"]
    names = {"c": "Фонд Тау", "d": "Fond Tau", "e": "ФОНД Тау"}
    funds = [key(document, [(name, "ru")], "organization") for document, name in names.items()]
    with decided(tmp_path, [*words, *funds]) as decisions:
        assert {row.old: row.new for row in decisions.redirect_rows()} == {own("e"): own("c")}


def test_types_are_never_one(tmp_path: Path) -> None:
    with decided(tmp_path, [key("a", [PETROV]), key("b", [PETROV], "organization")]) as decisions:
        assert list(decisions.redirect_rows()) == []


def test_two_clusters_of_one_document_can_be_one(tmp_path: Path) -> None:
    with decided(tmp_path, [key("a", [PETROV, ("Ivan Petrov", "en")]), key("0", [PETROV])]) as decisions:
        assert {decisions.cluster(own("a", number)) for number in (0, 1)} == {own("0")}


def test_overrides_unite_and_part(tmp_path: Path) -> None:
    names = [PETROV, ("Ivan Petrov", "en"), PETROV, ("Олег Петров", "ru"), ("", "ru")]
    same = {"op": "same", "a": own("d0"), "b": own("d3")}
    assert groups(tmp_path, names, [same]) == [0, 0, 0, 0, 4]
    assert groups(tmp_path, names, [{"op": "same", "a": own("d4"), "b": own("d2")}]) == [0, 0, 0, 3, 0]
    # Namesakes: those that nobody judged stay with the first.
    different = {"op": "different", "a": own("d0"), "b": own("d2")}
    assert groups(tmp_path, names, [different]) == [0, 0, 2, 3, 4]
    assert groups(tmp_path, names, [same, {"op": "different", "a": own("d3"), "b": own("d1")}]) == [0, 1, 0, 0, 4]


def test_an_override_makes_a_cluster_an_entity_with_all_that_is_one_with_it(tmp_path: Path) -> None:
    said = [{"op": "same", "a": "kz-person-petrov", "b": own("c")}]
    with decided(tmp_path, [key(document, [PETROV]) for document in "abc"], said) as decisions:
        assert {decisions.cluster(own(document)) for document in "abc"} == {"kz-person-petrov"}
    said.append({"op": "same", "a": "kz-person-other", "b": own("a")})
    with decided(tmp_path, [key(document, [PETROV]) for document in "abc"], said) as decisions:
        assert [decisions.cluster(own(d)) for d in "abc"] == ["kz-person-other", "kz-person-other", "kz-person-petrov"]


def test_links_and_names_judge_no_cluster() -> None:
    said: list[dict[str, object]] = [
        {"op": "link", "name": "Petrov", "entity": None},
        {"op": "same", "a": "x", "b": own("a")},
    ]
    assert judged_ids(Overrides.from_records([SAID | one for one in said])) == {"x", own("a")}


NAMES = [
    PETROV,
    *[("Ivan Petrov", "en"), ("Iwan Pietrow", "pl"), ("Иван Олегович Петров", "ru"), ("Иван Сергеевич Петров", "ru")],
    *[("Ивана Петрова", "ru"), ("Олег Петров", "ru"), ("Oleg Pietrow", "pl"), ("ОЛЕГ ПЕТРОВ", "und"), ("", "ru")],
]
corpora = st.dictionaries(st.sampled_from("abcdefghijkl"), st.lists(st.sampled_from(NAMES), max_size=3), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(corpora, st.randoms(use_true_random=False))
def test_order_decides_nothing_and_each_cluster_has_its_smallest_id(
    tmp_path: Path, corpus: dict[str, list[tuple[str, str]]], random: object
) -> None:
    keys = [key(document, names) for document, names in corpus.items()]
    with decided(tmp_path, keys) as decisions:
        found = {row.old: row.new for row in decisions.redirect_rows()}
    with decided(tmp_path, sorted(keys, key=lambda row: row.id, reverse=True)) as decisions:
        assert {row.old: row.new for row in decisions.redirect_rows()} == found
    mentions = {own(row.id, n): name.mention for row in keys for n, name in enumerate(row.unknown)}
    for old, new in found.items():
        assert mentions[new] < mentions[old]
        assert new not in found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(corpora, st.sampled_from(NAMES))
def test_an_id_of_an_earlier_build_is_still_one_or_redirected(
    tmp_path: Path, corpus: dict[str, list[tuple[str, str]]], name: tuple[str, str]
) -> None:
    keys = [key(document, names) for document, names in corpus.items()]
    with decided(tmp_path, keys) as decisions:
        before = {decisions.cluster(own(row.id, n)) for row in keys for n, _ in enumerate(row.unknown)}
    with decided(tmp_path, [*keys, key("0", [name])]) as decisions:
        now = {decisions.cluster(own(row.id, n)) for row in keys for n, _ in enumerate(row.unknown)} | {own("0")}
        assert {decisions.cluster(id) for id in before} <= now


def built(folder: Path, texts: Iterable[str], processes: int = 1, **config: Any) -> list[Document]:
    """Build a corpus of texts, each in a file named by its first line; give its documents."""
    source = folder / "texts"
    source.mkdir(parents=True)
    for text in texts:
        (source / f"{text.splitlines()[0]}.txt").write_text(text, encoding="utf-8")
    kzling.build(source, folder / "out", processes=processes, config=config)
    return list(kzling.load(folder / "out"))


def authors(documents: Iterable[Document]) -> set[str | None]:
    return {mention.entity_id for document in documents for mention in document.mentions if mention.by == "byline"}


def redirects(folder: Path, name: str = "redirects.jsonl") -> dict[str, str]:
    lines = (folder / "out" / name).read_bytes().splitlines()
    return {row["old"]: row["new"] for row in map(orjson.loads, lines)}


TEXTS = [
    "Rain\nBy Aigerim Sadykova\nIt rained in the city all day, and Sadykova got wet.",
    "Дождь\nАвтор: Айгерим Садыкова\nВ городе весь день шёл дождь.",
    "Жаңбыр\nАвтор: Әйгерім Садықова\nҚалада күні бойы жаңбыр жауды.",
    "Snow\nBy Daniyar Ospanov\nIt snowed in the city all night.",
]


def test_a_small_corpus_in_three_languages(tmp_path: Path) -> None:
    linked = {"link_unknown_persons": True}
    first = built(tmp_path / "first", TEXTS[1:], **linked)
    assert len(authors(first)) == 2
    # The same in other processes, and with one more text: each id of before is still there or leads to one that is.
    assert authors(built(tmp_path / "again", TEXTS[1:], processes=2, **linked)) == authors(first)
    assert redirects(tmp_path / "again") == redirects(tmp_path / "first")
    second = built(tmp_path / "second", TEXTS, **linked)
    assert len(authors(second)) == 2
    led = redirects(tmp_path / "second")
    assert {led.get(str(id), id) for id in authors(first)} == authors(second)


def test_private_persons_are_linked_for_the_builder_alone(tmp_path: Path) -> None:
    apart = built(tmp_path / "apart", TEXTS)
    assert len(authors(apart)) == 4
    assert redirects(tmp_path / "apart") == {}
    private = redirects(tmp_path / "apart", "persons.jsonl")
    linked = built(tmp_path / "linked", TEXTS, link_unknown_persons=True)
    assert redirects(tmp_path / "linked") == private
    assert {private.get(str(id), id) for id in authors(apart)} == authors(linked)
    rows = mention_rows(tmp_path / "apart" / "out")
    assert {row["entity_id"] for row in rows if row["by"] == "byline"} == authors(linked)
    listed = {entry.path for entry in dataset_files(tmp_path / "apart" / "out")[1]}
    assert "redirects.jsonl" in listed
    assert "persons.jsonl" not in listed


def test_only_persons_are_kept_apart(tmp_path: Path) -> None:
    keys = [key(id, [(name, "ru")], type) for id, name, type in (
        ("a", "Иван Петров", "person"), ("b", "Иван Петров", "person"),
        ("c", "Фонд Тау", "organization"), ("d", "Фонд Тау", "organization"),
    )]  # fmt: skip
    rows = [row._replace(place=row.place._replace(number=number)) for number, row in enumerate(keys)]
    with decide(rows, tmp_path / "decisions.sqlite", link_persons=False) as decisions:
        assert decisions.cluster(own("b")) == own("b")
        assert decisions.cluster(own("d")) == own("c")
        assert [row.old for row in decisions.redirect_rows()] == [own("d")]
        assert [row.old for row in decisions.redirect_rows(private=True)] == [own("b")]


def test_overrides_of_the_knowledge_base_hold_in_a_build(tmp_path: Path) -> None:
    found = built(tmp_path / "first", TEXTS)
    her = next(m.entity_id for document in found for m in document.mentions if m.surface == "Sadykova")
    said = [SAID | {"op": "same", "a": "kz-person-writer", "b": her}]
    writer = {"id": "kz-person-writer", "type": "person", "names": [{"text": "Qalamger"}]}
    base = tmp_path / "base.sqlite"
    KnowledgeBase.from_records([writer], overrides=Overrides.from_records(said)).save(base)
    assert "kz-person-writer" in authors(built(tmp_path / "second", TEXTS, knowledge=str(base)))
    assert len(authors(kzling.load(tmp_path / "second" / "out"))) == 2
