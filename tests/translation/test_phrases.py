import pytest

from kzling.model import Span
from kzling.translation.phrases import BYLINES, LISTS, MEDIA, NATIVE, byline, compiled, outlets, phrases, rows
from kzling.translation.signs import weights

LANGUAGES = {"ru", "uk", "pl", "kk", "de", "tr", "en"}


@pytest.mark.parametrize("kind", LISTS)
def test_lists_are_sound(kind: str) -> None:
    listed = list(rows(LISTS[kind]))
    assert len({(row[0], row[2]) for row in listed}) == len(listed)
    for row in listed:
        target, sources, phrase, original, strength = row
        assert {target, *sources.split("/")} <= LANGUAGES
        assert target not in sources.split("/")
        assert strength in weights().strengths
        assert phrase == phrase.strip() != ""
        assert original
        compiled(phrase)


def test_other_lists_are_sound() -> None:
    for name in (NATIVE, MEDIA, BYLINES):
        listed = [tuple(row) for row in rows(name)]
        assert len(set(listed)) == len(listed)
        assert all(len(row) == 2 and row[0] in LANGUAGES and row[1] for row in listed)


def test_there_are_many_signs() -> None:
    assert sum(len(list(rows(name))) for name in (*LISTS.values(), "literal-names.tsv")) >= 500


@pytest.mark.parametrize(
    ("language", "text", "kind", "said"),
    [
        ("en", "Opened Within the framework\nof a visit.", "calque", "Within the framework\nof"),
        ("en", "Photo: Press service of the akim.", "page-word", "Photo: Press service of the akim"),
        ("en", "The Third oblysy", "residual-word", "oblysy"),
        ("ru", "на священной земле предков", "calque", "священной земле"),
        ("kk", "Салтанатты жағдайда ашылды", "calque", "Салтанатты жағдайда"),
        ("uk", "вони приймають участь у грі", "calque", "приймають участь"),
        ("en", "It isn’t over", "native", "isn’t"),
    ],
)
def test_phrases_are_found_in_whole_words(language: str, text: str, kind: str, said: str) -> None:
    found = [(one.cue.cue, text[one.cue.span.start : one.cue.span.end]) for one in phrases(text, language)]
    assert (kind, said) in found


@pytest.mark.parametrize("text", ["unwithin the framework of it, within", "within the frameworks often", "İİ within"])
def test_parts_of_words_are_none(text: str) -> None:
    assert not [one for one in phrases(text, "en") if one.cue.cue == "calque"]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("according to TASS.", [("ru",)]),
        ("PAP reports", [("pl",)]),
        ("the TASS building", []),
        ("told Onet", [("pl",)]),
    ],
)
def test_outlets(text: str, sources: list[tuple[str, ...]]) -> None:
    assert [one.sources for one in outlets(text)] == sources


def test_bylines() -> None:
    assert [one.sources for one in byline("Mateusz Kowal", "en", None)] == [("pl",)]
    assert list(byline("Mateusz Kowal", "pl", Span(0, 4))) == []
    assert list(byline(None, "en", None)) == []
