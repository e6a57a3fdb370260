"""The measurements of names.py count what they say they count, and no generated negative is a pair of one."""

from importlib.util import find_spec
from itertools import product
from pathlib import Path
from random import Random

import name_changes as changes
import name_data as data
import name_forms as forms
import name_invented
import name_negatives as negatives
import name_peers as peers
import name_places as places
import name_scores as scores
import names
import printing
import pytest
import spelling_data
from hypothesis import assume, given
from hypothesis import strategies as st

HERE = Path(__file__).parent
SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Data of the same form as that outside the project, small enough to count by hand."""
    forms = ("form_a", "lang_a", "form_b", "lang_b")
    one = (*forms, "entity_id", "type", "source", "script_pair", "kind", "split")
    two = (*forms, "entity_ids", "type", "source", "script_pair", "evidence", "similarity", "split")
    people = [
        ("Тоқаев Абай Маратұлы", "kk", "Токаев, Абай Маратович", "ru", "Q1", "PER", "ours", "", "translit", "dev"),
        ("Abai Toqaev", "kk_latn", "Токаев, Абай Маратович", "ru", "Q1", "PER", "ours", "", "translit", "dev"),
        ("Серік Болатұлы Омаров", "kk", "Омаров, Серик Болатович", "ru", "Q2", "PER", "ours", "", "translit", "dev"),
        ("Quelqu'un", "fr", "Quelqu'une", "de", "Q3", "PER", "ours", "", "translit", "test"),
    ]
    places = [("Ивановка", "ru", "Ivanovka", "en", "P1", "LOC", "ours", "", "translit", "dev")]
    others = [("Абай Тоқаев", "kk", "Serik Omarov", "en", "Q1|Q2", "PER", "ours", "", "by hand", "12", "dev")]
    (tmp_path / "names").mkdir()
    tables = {
        "people_positive": [one, *people],
        "places_positive": [one, *places],
        "people_negative": [two, *others],
        "places_negative": [two],
    }
    for name, rows in tables.items():
        text = "".join("\t".join(row) + "\n" for row in rows)
        (tmp_path / "names" / f"{name}.tsv").write_text(text, encoding="utf-8")
    return tmp_path


def test_rows_are_read_with_bare_languages(folder: Path) -> None:
    found = data.positives(folder, "person")
    assert [pair.languages for pair in found] == ["kk-ru", "kk-ru", "kk-ru"]
    assert {pair.entity for pair in found} == {"Q1", "Q2"}
    (negative,) = data.given_negatives(folder, "person")
    assert (negative.entity, negative.kind, negative.same) == ("Q1", "given", False)
    assert data.forms(found)["Q1"].keys() == {
        ("Тоқаев Абай Маратұлы", "kk"),
        ("Токаев, Абай Маратович", "ru"),
        ("Abai Toqaev", "kk"),
    }


def test_halves_divide() -> None:
    halves = [data.half(f"Q{number}") for number in range(1000)]
    assert set(halves) == {0, 1}
    assert 400 < sum(halves) < 600


@pytest.mark.parametrize(
    ("form", "lang", "parts"),
    [
        ("Янукович Віктор Федорович", "uk", ("Віктор", "Федорович", "Янукович")),
        ("Нұрлан Сағатханұлы Әшімбаев", "kk", ("Нұрлан", "Сағатханұлы", "Әшімбаев")),
        ("Pushkov, Alexei", "en", ("Alexei", None, "Pushkov")),
        ("Абай Кабаев", "ru", ("Абай", None, "Кабаев")),
        ("Савицкая Светлана", "kk", ("Светлана", None, "Савицкая")),
    ],
)
def test_plain_names_are_taken_apart(form: str, lang: str, parts: tuple[str, str | None, str]) -> None:
    name = forms.taken_apart(form, lang, {"Светлана"})
    assert (name.given, name.patronymic, name.family) == parts
    assert name.form == form


@pytest.mark.parametrize("form", ["", "Токаев", "Ким Чен Ын", "ТОКАЕВ Касым", "К. Токаев", "Зоран Живкович", ","])
def test_what_is_not_plain_is_left_alone(form: str) -> None:
    assert forms.taken_apart(form, "ru") is None


@given(st.text() | st.lists(st.sampled_from(["Токаев", "Абай", "Маратович", ",", "Ким"])).map(" ".join))
def test_a_name_taken_apart_can_be_put_together(form: str) -> None:
    name = forms.taken_apart(form, "ru")
    assert name is None or name.form.replace(",", " ").split() == form.replace(",", " ").split()


@given(st.text(alphabet="абвгдеиклмнорстуыьй", min_size=1, max_size=12), st.integers(0, 99))
def test_a_changed_name_differs_in_one_letter_of_the_stem(word: str, seed: int) -> None:
    changed = changes.letters_changed(word, "ru", "kk", Random(seed))
    assume(changed is not None)
    differing = [place for place, (a, b) in enumerate(zip(word, changed, strict=True)) if a != b]
    assert len(differing) == 1
    assert 0 < differing[0] < len(word) - 2


def test_letters_that_spellings_mix_up_are_not_changed() -> None:
    assert {changes.letters_changed("Пышев", "ru", "uk", Random(seed)) for seed in range(20)} == {None}
    assert "Пишев" in {changes.letters_changed("Пышев", "ru", "kk", Random(seed)) for seed in range(20)}
    changed = {changes.letters_changed("Алымбек", "kk", "ru", Random(seed)) for seed in range(30)}
    assert changed == {"Арымбек", "Алымдек"}


def test_generated_people_are_two() -> None:
    positives = name_invented.positives("person", count=40)
    made = negatives.of_people(positives, each=60)
    assert made == negatives.of_people(positives, each=60)
    assert made != negatives.of_people(positives, each=60, seed=6)
    assert {"namesake", "sibling", "parent and child", "relative", "near family name"} <= {pair.kind for pair in made}
    written = {entity: {form for form, _ in own} for entity, own in data.forms(positives).items()}
    assert not [pair for pair in made if pair.same or {pair.form_a, pair.form_b} <= written[pair.entity]]
    for pair in made:
        a, b = (forms.taken_apart(*side) for side in ((pair.form_a, pair.lang_a), (pair.form_b, pair.lang_b)))
        if pair.kind == "namesake" and pair.lang_a == pair.lang_b:
            assert (a.given, a.family) == (b.given, b.family)
            assert forms.are_others(forms.father(a.patronymic), forms.father(b.patronymic))
        if pair.kind == "sibling" and pair.lang_a == pair.lang_b:
            assert (a.patronymic, a.family) == (b.patronymic, b.family)
            assert a.given != b.given


def test_halves_lend_each_other_nothing() -> None:
    positives = name_invented.positives("person", count=40)
    own: tuple[set[str], set[str]] = (set(), set())
    for person in negatives.people(positives):
        own[data.half(person.entity)].update(name.patronymic for name in person.names if name.lang == "kk")
    namesakes = [pair for pair in negatives.patronymics(positives) if pair.kind == "namesake" and pair.lang_b == "kk"]
    assert namesakes
    for pair in namesakes:
        assert forms.taken_apart(pair.form_b, "kk").patronymic in own[pair.half]


def test_generated_places_are_two() -> None:
    positives = name_invented.positives("place", count=60)
    made = places.of_places(positives, each=50)
    assert {"old and new", "upper and lower", "numbers", "near place", "random"} <= {pair.kind for pair in made}
    written = {entity: {form for form, _ in own} for entity, own in data.forms(positives).items()}
    assert not [pair for pair in made if {pair.form_a, pair.form_b} <= written[pair.entity]]


def test_small_languages_are_not_drowned() -> None:
    def pair(number: int, lang: str) -> object:
        return data.Pair(f"A{number}", lang, "B", "ru", "Q1", "person", "sibling", False)

    pairs = [pair(number, "ru") for number in range(100)] + [pair(number, "kk") for number in range(3)]
    chosen = data.chosen(pairs, 10, Random(1))
    assert len(chosen) == 10
    assert sum(one.lang_a == "kk" for one in chosen) == 3


@given(SCORES, st.sampled_from([0.5, 0.9, 0.95, 1.0]))
def test_the_cut_holds_its_specificity_and_no_lower_one_does(negatives: list[float], specificity: float) -> None:
    level = scores.cut(negatives, specificity)
    assert sum(score <= level for score in negatives) >= specificity * len(negatives) - 1e-6
    lower = [score for score in negatives if score < level]
    assert not lower or sum(score <= max(lower) for score in negatives) < specificity * len(negatives)


@given(SCORES, SCORES)
def test_auc_is_the_share_of_pairs_in_order(positives: list[float], negatives: list[float]) -> None:
    pairs = list(product(positives, negatives))
    expected = sum((a > b) + (a == b) / 2 for a, b in pairs) / len(pairs)
    assert scores.auc(positives, negatives) == pytest.approx(expected)


def test_recall_is_the_mean_over_languages_with_enough_rows() -> None:
    hits = [scores.Hit(f"Q{number}", "kk-ru", True) for number in range(40)]
    hits += [scores.Hit(f"Q{number}", "pl-ru", number % 2 == 0) for number in range(20)]
    hits += [scores.Hit("Q1", "de-ru", False)]
    assert scores.by_languages(hits) == {"kk-ru": 1.0, "pl-ru": 0.5}
    low, high = scores.interval(hits)
    assert 0.55 < low < 0.75 < high < 0.95
    assert scores.interval(hits) == (low, high)


def test_calibration_by_weight() -> None:
    judged = [scores.Judged(0.75, True)] * 3 + [scores.Judged(0.75, False)]
    assert scores.calibration_error(judged) == 0
    assert scores.precision(judged) == 0.75
    assert scores.precision(scores.balanced(judged)) == pytest.approx(0.5)
    assert scores.calibration_error(scores.balanced(judged)) == pytest.approx(0.25)
    assert scores.calibration_error([scores.Judged(1.0, True)]) == 0
    assert scores.calibration_error([]) == scores.precision([]) == 0


def test_peers_are_scored_and_timed() -> None:
    pairs = [["Abai Toqaev", "Toqaev Abai", "person"], ["Abai", "Qqq", "person"]]
    found = peers.scored("token_set_ratio", pairs, pairs)
    assert found["scores"] == [1.0, 0.0]
    assert found["seconds"] >= 0
    if find_spec("nomenklatura") is None:
        assert "nomenklatura" in peers.scored("logic-v2", pairs, pairs)["error"]


def test_what_is_asked_stands_beside_what_was_found() -> None:
    report = spelling_data.Report("names", figures={"recall": 0.9}, details={"errors": 2})
    bounds = [("names", "recall", "least", 0.95), ("names", "errors", "most", 3), ("names", "missing", "least", 1.0)]
    head, first, second = printing.asked([report], bounds)
    assert head.split() == ["asked", "measured", "bound", "held"]
    assert (first.split()[-1], second.split()[-1]) == ("NO", "yes")


def test_figures_of_rows_by_hand(folder: Path) -> None:
    reports = {report.title: report for report in names.measured(["recall", "negatives", "patronymics"], folder)}
    assert reports["pairs"].lines[0].startswith("person: 3 pairs of one, 1 given")
    assert reports["recall"].details["people, all, kk-ru, verdict"] == 1.0
    assert reports["negatives"].details["person, given, refused"] == 1.0
    for name, value in reports["kk-ru patronymics"].details.items():
        assert value == 1.0, name


def test_every_bound_is_of_a_figure_that_is_measured() -> None:
    reports = names.measured([section for section in names.SECTIONS if section != "speed"], None, half=0)
    figures = {(report.title, name) for report in reports for name in report.details | report.figures}
    outside = ("given negatives", "nb-ru", "pl-uk, all negatives", "man and wife")
    missing = [
        bound[:2]
        for bound in names.BOUNDS
        if bound[0] != "speed" and bound[:2] not in figures and not any(part in bound[1] for part in outside)
    ]
    assert missing == []
