import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.mentions.runs import runs, words_before, words_behind


def found(text: str) -> list[str]:
    return [text[run.start : run.end] for run in runs(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("кеше Ержан Бекенұлы мен Сара Ким келді", ["Ержан Бекенұлы", "Сара Ким"]),
        ("с А. Б. Ким и Ким А.Б. говорили", ["А. Б. Ким", "Ким А.Б."]),
        ("met Hans von der Leyen and Omar al-Bashir", ["Hans von der Leyen", "Omar al-Bashir"]),
        ("Бекжан Серік ұлы, Рамиз Теймур оглы Ахвердов", ["Бекжан Серік ұлы", "Рамиз Теймур оглы Ахвердов"]),
        ("Tokayev's Astana-based friend O’Neil", ["Tokayev", "Astana", "O’Neil"]),
        ("Жан‑Люк Перрошон", ["Жан‑Люк Перрошон"]),
        ("@Astana #Алматы x_Y http://a/Bc 5G", []),
        ("", []),
    ],
)
def test_words_with_capitals_in_a_row(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "opens"),
    [("Абай келді", True), ("Иә. Абай", True), ("Иә, Абай", False), ("— «Абай", True), ("дер Абай", False)],
)
def test_whether_a_sentence_begins(text: str, opens: bool) -> None:
    assert list(runs(text, 0, len(text)))[-1].opens is opens


def test_words_beside() -> None:
    text = "Утром, говорит мэр г. Абай Иван Ким. Он сказал"
    assert words_before(text, text.index("Абай")) == ["говорит", "мэр", "г."]
    assert words_before(text, 0) == words_before(text, text.index("Он")) == []
    assert words_behind(text, text.index(" Иван")) == ["Иван", "Ким"]
    assert words_behind(text, len(text)) == []


_TEXTS = st.text(st.characters(exclude_categories=())) | st.text("Абай А.Б.-ұлы von'’ «QAZ\n", max_size=120)


@given(_TEXTS)
def test_runs_lie_in_the_text_apart_from_each_other(text: str) -> None:
    ends = 0
    for run in runs(text, 0, len(text)):
        assert ends <= run.start < run.end <= len(text)
        assert all(text[word.start : word.end] == word.text for word in run.words)
        ends = run.end


@pytest.mark.parametrize("text", ["А" * 300_000, "А." * 150_000, "Аа-" * 100_000, "Ab " * 100_000, "von " * 80_000])
def test_odd_text_takes_no_odd_time(text: str) -> None:
    assert all(run.end <= len(text) for run in runs(text, 0, len(text)))
