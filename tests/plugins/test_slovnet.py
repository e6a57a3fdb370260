"""The slovnet finder, with the weights of the package natasha."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzling.errors import MissingExtra, UnreadableInput
from kzling.pipeline import analyze
from kzling.plugins.slovnet import _VECTORS, _WEIGHTS, MAX_CHARACTERS, MAX_LETTERS, Tagged, _load, tagger

pytest.importorskip("slovnet")
if find_spec("natasha") is None:
    pytest.skip("the weights are in the package natasha", allow_module_level=True)

pytestmark = pytest.mark.usefixtures("offline")

Finder = Callable[[str], list[Tagged]]

RUSSIAN = "Сегодня президент России Владимир Путин прилетел в Астану на встречу с руководством компании «Газпром»."
NAMES = [("России", "place"), ("Владимир Путин", "person"), ("Астану", "place"), ("Газпром", "organization")]
KAZAKH = "Бүгін Мемлекет басшысы Қасым-Жомарт Тоқаев Астанада Ресей елшісімен кездесіп, маңызды мәселелерді талқылады."


@pytest.fixture
def finder() -> Finder:
    return tagger()


@pytest.fixture
def everywhere() -> Finder:
    return tagger(everywhere=True)


def named(finder: Finder, text: str) -> list[tuple[str, str]]:
    return [(text[start:end], kind) for start, end, kind in finder(text)]


def check(text: str, found: list[Tagged]) -> None:
    assert found == sorted(found)
    borders = [border for start, end, _ in found for border in (start, end)]
    assert borders == sorted(borders)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(text[start:end] == text[start:end].strip() for start, end, _ in found)


def test_names_of_russian_text(finder: Finder) -> None:
    assert named(finder, RUSSIAN) == NAMES


def test_offsets_are_code_points_of_the_text_as_it_was_given(finder: Finder) -> None:
    text = f"😀 𐰴\r\n\u00a0  {RUSSIAN}\t\r\n\n  {RUSSIAN}\n"
    assert named(finder, text) == NAMES * 2
    check(text, finder(text))


def test_only_russian_stretches_are_tagged(finder: Finder, everywhere: Finder) -> None:
    assert finder(KAZAKH) == []
    assert everywhere(KAZAKH) != []
    text = f"{KAZAKH}\n{RUSSIAN}\n{KAZAKH}"
    assert named(finder, text) == NAMES


def test_what_is_too_short_to_be_known_for_russian(finder: Finder, everywhere: Finder) -> None:
    text = "Касым-Жомарт Токаев"
    assert finder(text) == []
    assert named(everywhere, text) == [(text, "person")]


def test_a_name_and_another_in_brackets_are_two(everywhere: Finder) -> None:
    text = "Об этом сообщил журналистам исполнительный директор Джоэл Саймон (Joel Simon) из Нью-Йорка."
    assert named(everywhere, text) == [
        ("Джоэл Саймон", "person"),
        ("Joel Simon", "person"),
        ("Нью-Йорка", "place"),
    ]


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u0301", "()", "<pad>", "\ud800"])
def test_no_words_no_names(finder: Finder, everywhere: Finder, text: str) -> None:
    assert finder(text) == everywhere(text) == []


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters() | st.sampled_from("Путин.,«»() \n\ud800\x00\x1c\x85😀=|_-"))
        | st.sampled_from([RUSSIAN, KAZAKH, "Путин", "(Joel ", "ж" * (MAX_LETTERS + 1)]),
        max_size=6,
    ).map("".join)
)
def test_any_text_gives_spans_inside_it(finder: Finder, everywhere: Finder, text: str) -> None:
    check(text, finder(text))
    check(text, everywhere(text))


@pytest.mark.parametrize(
    "endless",
    [
        "ж" * 300_000,
        "жұ" * 150_000,
        "жа\u0301" * 100_000,
        "(" * 30_000,
        ":" * 30_000,
        "😀" * 100_000,
        "\ud800" * 100_000,
        "\x00" * 100_000,
        "новый дом " * 5_000,
        "новый-" * 10_000,
        "слово,новое," * 3_000,
    ],
)
def test_text_without_an_end_takes_bounded_time(finder: Finder, everywhere: Finder, endless: str) -> None:
    text = f"{RUSSIAN} {endless}. {RUSSIAN}"
    began = time.perf_counter()
    check(text, finder(text))
    found = everywhere(text)
    assert time.perf_counter() - began < 60
    check(text, found)
    assert [(text[start:end], kind) for start, end, kind in found[: len(NAMES)]] == NAMES
    assert [(text[start:end], kind) for start, end, kind in found[-len(NAMES) :]] == NAMES


def test_a_long_sentence_is_cut_at_blanks(everywhere: Finder) -> None:
    text = "к нему едет Владимир Путин и " * (MAX_CHARACTERS // 5)
    found = everywhere(text)
    # A name on the border is two; all others are whole.
    assert sum(text[start:end] == "Владимир Путин" for start, end, _ in found) > 0.9 * text.count("Путин")
    assert {text[start:end] for start, end, _ in found} <= {"Владимир Путин", "Владимир", "Путин"}


def test_as_finder_of_analyze(finder: Finder) -> None:
    text = "Вчера на заседании правительства выступил Аристарх Добронравов, который вернулся из Воронежа."
    document = analyze(text, finder=finder)
    assert ("Аристарх Добронравов", "person", "tagger") in {(m.surface, m.type, m.by) for m in document.mentions}


def test_the_model_is_loaded_once(finder: Finder) -> None:
    before = _load.cache_info().misses
    assert tagger()(RUSSIAN) == tagger(everywhere=True)(RUSSIAN) == finder(RUSSIAN)
    assert _load.cache_info().misses == before


def test_natasha_is_never_imported() -> None:
    code = (
        "import sys; from kzling.plugins.slovnet import tagger; "
        f"assert len(tagger()({RUSSIAN!r})) == {len(NAMES)}; "
        "assert not {'natasha', 'pymorphy2', 'pkg_resources'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-X", "utf8", "-c", code], check=True)


@pytest.mark.parametrize("package", ["slovnet", "navec", "natasha"])
def test_missing_package(package: str, finder: Finder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match=re.escape("pip install 'kzling[ru]'")) as caught:
        tagger()
    assert package in str(caught.value)


def package_of_weights(folder: Path) -> list[Path]:
    files = [folder / "natasha" / part for part in (_WEIGHTS, _VECTORS)]
    for file in files:
        file.parent.mkdir(parents=True)
    (folder / "natasha" / "__init__.py").write_text("raise ImportError('this must not run')", encoding="utf-8")
    return files


def test_missing_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package_of_weights(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(MissingExtra, match=r"weights.*natasha"):
        tagger()


def test_weights_that_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in package_of_weights(tmp_path):
        file.write_bytes(b"no weights")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UnreadableInput, match=re.escape(str(tmp_path))):
        tagger()
