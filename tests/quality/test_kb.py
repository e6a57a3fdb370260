"""The measurements of resolution.py count what they say they count."""

import json
from pathlib import Path

import kb_data as data
import kb_dated as gold
import kb_factrueval as factrueval
import kb_generated as generated
import kb_peers as peers
import kb_retrieval as retrieval
import kb_scores as scores
import name_data
import pytest
import resolution as command
from hypothesis import given
from hypothesis import strategies as st

from kzling.model import Candidate, Entity, Name, Resolution

HERE = Path(__file__).parent
CLUSTERS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=20)


@pytest.fixture
def pairs() -> list[tuple]:
    """Twenty places and a namesake, in Russian and English; the last row is no transcription."""
    rows = [name_data.Pair(f"Село{n}", "ru", f"Selo{n}", "en", f"P{n}", "place", "translit", True) for n in range(20)]
    return [*rows, name_data.Pair("Село0", "ru", "Selo Zero", "en", "P20", "place", "translit", True)]


def test_a_base_is_asked_in_the_other_languages(pairs: list[tuple]) -> None:
    asked = data.queries(pairs, "place")
    assert asked.keys() == {"en", "ru"}
    assert {query.languages for query in asked["ru"]} == {"ru>en"}
    assert len(asked["ru"]) == 21
    assert data.queries(pairs[:19], "place") == {"en": [], "ru": []}


def test_namesakes_count_as_right(pairs: list[tuple]) -> None:
    (base,) = (base for base in retrieval.bases(pairs, "place") if base.lang == "ru")
    assert base.namesakes()["P0"] == {"P20"}
    assert base.namesakes()["P1"] == frozenset()
    query = next(query for query in base.queries if query.entity == "P0")
    one = retrieval.Judged(query, base.namesakes()["P0"], first="P20", linked=None)
    assert one.right == {"P0", "P20"}
    assert retrieval._well_linked(one)
    assert not retrieval._well_linked(one._replace(first="P3"))
    assert not retrieval._false(one._replace(linked="P20"))
    assert retrieval._false(one._replace(linked="P3"))


def test_what_is_taken_out_cannot_be_found(pairs: list[tuple]) -> None:
    (base,) = (base for base in retrieval.bases(pairs, "place") if base.lang == "ru")
    left = {entity.id for entity in base.opened(without_removed=True)}
    assert left == {f"P{n}" for n in range(21) if not data.is_removed(f"P{n}")}
    assert 0 < len(left) < 21
    assert all(query.entity == f"P{query.form[4:]}" for query in base.queries if query.form[4:].isdigit())


def test_a_sample_keeps_every_pair_of_languages(pairs: list[tuple]) -> None:
    assert [len(base.queries) for base in retrieval.bases(pairs, "place", sample=4)] == [4, 4]


def test_answers_that_link_and_answers_that_come_first() -> None:
    entity = Entity("x", (Name("X"),))
    unclear = Resolution(None, 0.5, "unclear", (Candidate("y", "Y", 0.5), Candidate("x", "X", 0.4)))
    assert (data.linked(unclear), data.first(unclear)) == (None, "y")
    likely = Resolution(entity, 0.8, "likely")
    assert (data.linked(likely), data.first(likely)) == ("x", "x")
    assert data.first(Resolution(None, 0.0, "different")) is None


@given(CLUSTERS)
def test_clusterings_agree_with_themselves(pairs: list[tuple[int, int]]) -> None:
    ours, gold = (dict(enumerate(side)) for side in zip(*pairs, strict=True))
    for measure in (scores.pairwise, scores.b_cubed):
        assert measure(gold, gold).f1 == pytest.approx(1)
        there, back = measure(ours, gold), measure(gold, ours)
        assert (there.precision, there.recall) == pytest.approx((back.recall, back.precision))
        assert 0 <= there.f1 <= 1


def test_dated_cases_are_judged_in_every_way(tmp_path: Path) -> None:
    base = {"id": "p", "type": "place", "names": [{"text": "Astana", "lang": "en"}]}
    text = "The delegation arrived in Astana on Monday."
    case = {"id": "g1", "lang": "en", "date": "2024-01-02", "text": text, "start": 26, "name": "Astana"}
    rows = [case | {"entity": "p", "kind": "plain", "why": ""}, case | {"entity": None, "kind": "trap", "why": ""}]
    rows[1]["id"] = "g2"
    for name, lines in (("base", [base]), ("sentences", rows)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    report = gold.dated(tmp_path)
    for way in gold.WAYS:
        assert (report.details[f"plain, {way}"], report.details[f"trap, {way}"]) == (1, 0)
        assert report.details[f"all, {way}"] == report.details[f"en, {way}"] == 0.5
    assert {miss[3] for miss in report.misses} == {"g2"}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Two annotated documents: a person in two cases, the second time by the family name alone."""
    first = (
        "Юрий Лужков пришёл.",
        "1 name 0 4\n2 surname 5 6\n",
        "7 Person 1 2\n",
        "9 7\nfirstname Юрий\nlastname Лужков\n",
    )
    second = ("Видели мэра Лужкова.", "1 job 7 4\n2 surname 12 7\n", "7 Person 1 2\n", "9 7\nlastname Лужков\n")
    for number, parts in enumerate((first, second)):
        for ending, text in zip(("txt", "spans", "objects", "coref"), parts, strict=True):
            (tmp_path / f"doc{number}.{ending}").write_text(text, encoding="utf-8")
    return tmp_path


def test_forms_of_news_get_their_entities(news: Path) -> None:
    found = [form for name, text in factrueval.texts(news).items() for form in factrueval.forms(news, name, text)]
    assert [(form.form, form.entity) for form in found] == [
        ("Юрий Лужков", "person:Юрий Лужков"),
        ("Лужкова", "person:Лужков"),
    ]
    assert {form.entity for form in factrueval._joined(found)} == {"person:Юрий Лужков"}
    split = factrueval._split(factrueval._joined(found), {"doc0"})
    assert [record["id"] for record in split.records] == ["person:Юрий Лужков"]
    assert [form.form for form in split.queries] == ["Лужкова"]


def test_baselines() -> None:
    names = [["a", "Петр Новак"], ["b", "Анна Ким"]]
    assert peers._crude(names, ["Новаком Петром", "Олег Пак"]) == ["a", None]
    assert peers._folded(names, ["Петр Новак", "Петра Новака"], 2) == ["a", None]
    assert peers.forms("Петр Новак", "person", lambda word, *_: f"{word.lower()}а") == ["Петра Новака"]
    assert peers.forms("Петр Новак", "person", lambda word, *_: None) == []


def test_generated_entities_are_the_same_whatever_their_number() -> None:
    few, many = list(generated.records(300)), list(generated.records(1_200))
    assert few == many[:300]
    assert many != list(generated.records(1_200, seed=5))
    assert all([name["lang"] for name in record["names"]] == list(generated.LANGUAGES) for record in many)
    assert all(name["text"].strip() for record in many for name in record["names"])
    shares = {type: sum(record["type"] == type for record in many) / len(many) for type in generated.TYPES}
    assert shares == pytest.approx(generated.TYPES, abs=0.05)


def test_generated_names_are_asked_in_four_ways() -> None:
    entities = list(generated.records(1_000))
    asked = generated.asked(entities, 200)
    assert len({one.form for one in asked}) == len(asked)
    assert {one.kind for one in asked} == set(generated.KINDS)
    listed = {record["id"]: {name["text"] for name in record["names"]} for record in entities}
    known = [one for one in asked if one.entity is not None]
    assert all((one.form in listed[one.entity]) is (one.kind == "listed") for one in known)
    assert all((one.entity is None) is (one.kind == "stranger") for one in asked)
    mentions = generated.stream(entities, 2_000)
    assert len(mentions) == 2_000
    assert len(set(mentions)) < 1_000


def test_every_bound_is_of_a_section() -> None:
    assert {section for section, *_ in command.BOUNDS} <= set(command.SECTIONS)
    (report,) = command.measured(["seeds"], command.Options())
    assert report.lines == ["not measured: its data was not given"]
