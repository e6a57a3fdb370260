"""The measurements of spellings.py count what they say they count."""

from pathlib import Path

import pytest
import spelling_data as data
import spelling_names as names
import spelling_peers as peers
import spelling_schemes as schemes

HERE = Path(__file__).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Data of the same form as that outside the project, small enough to count by hand."""
    head = ["form_a", "lang_a", "form_b", "lang_b", "entity_id", "type", "source", "script_pair", "kind", "split"]
    rows = [
        ("Қасым-Жомарт Тоқаев", "kk", "Kassym Tokajew", "pl", "Q1"),
        ("Токаев", "ru", "Quelqu'un", "fr", "Q2"),
    ]
    lines = ["\t".join([*row, "PER", "ours", "cyr-lat", "translit", "dev"]) for row in rows]
    (tmp_path / "names").mkdir()
    for kind, own in (("people", lines), ("places", [])):
        text = "".join(f"{line}\n" for line in ["\t".join(head), *own])
        (tmp_path / "names" / f"{kind}_positive.tsv").write_text(text, encoding="utf-8")
    return tmp_path


def test_folding_leaves_out_case_marks_and_apostrophes() -> None:
    assert data.folded("Łukaš’ ĐURIĆ ß") == "lukas duric ss"
    assert data.plain("Знам’янка") == "знамянка"
    assert data.tokens("Нур-Султан, (2) п'ять!") == ["Нур", "Султан", "п'ять"]


def test_routes_take_one_scheme_or_a_bridge_and_one() -> None:
    assert "tokajew" in names.written("Тоқаев", "kk")
    assert "toqaev" in names.written("Тоқаев", "kk")
    assert "quelquun" not in names.written("Тоқаев", "kk")
    assert ("Токаев", "ru") in names.bridged("Тоқаев", "kk")


def test_name_figures(folder: Path) -> None:
    figures = names.names(folder).details
    # Kassym and Tokajew are written, Quelqu'un is not; each pair of languages counts alike.
    assert figures["people, written, all"] == pytest.approx(0.5)
    assert figures["people, key, all"] == pytest.approx(0.5)
    assert figures["people, any@5, all"] == pytest.approx(1.0)


def test_selectivity_does_not_count_variants(folder: Path) -> None:
    report = names.selectivity(folder)
    assert report.figures["tokens indexed"] == 7
    assert report.figures["met that are no variants, per query"] == 0
    assert report.figures["others met per query"] > 0


def test_generated_words_are_the_same_each_time_and_in_the_alphabet() -> None:
    words = list(schemes.generated("kk-iso9", 200, seed=1))
    assert words == list(schemes.generated("kk-iso9", 200, seed=1))
    assert words != list(schemes.generated("kk-iso9", 200, seed=2))
    assert set("".join(words).lower()) <= set("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")
    assert not any(word[0] in "ьъЬЪ" for word in words)


def test_rows_that_differ_only_by_a_known_error_are_explained() -> None:
    row = data.Standard
    assert schemes.judge(row("iuliia:icao_doc_9303", "Щука", "Shchuka"), ["ru-icao"]) == "exact"
    left = schemes.judge(row("iuliia:ala_lc", "Щёлково", "Shchёlkovo"), ["ru-ala-lc"])
    assert left == "Cyrillic ё left in Latin output"
    assert schemes.judge(row("iuliia:icao_doc_9303", "Щука", "Szczuka"), ["ru-icao"]) == "differs"
    assert schemes.judge(row("iuliia:icao_doc_9303", "Щyка", "Shchyka!"), ["ru-icao"]) == schemes.MIXED


def test_every_rule_of_the_standards_gives_a_reason_and_compiles() -> None:
    for rule in schemes.settings()["explained"]:
        assert set(rule) == {"name", "schemes", "reason", "same"}
        assert len(rule["reason"]) > 20
        assert schemes.rewritten("Toqaev", [rule]) == "Toqaev"


def test_peers_are_timed_on_what_they_write() -> None:
    job = {"tool": "kzling", "name": "ru-pl", "language": "ru"}
    found = peers.timed(job, ["Токаев", "Щука"])
    assert found["output"] == ["Tokajew", "Szczuka"]
    assert found["first"] >= found["best"] > 0
    assert "error" in peers.timed({**job, "name": "no-such-scheme"}, ["Токаев"])
