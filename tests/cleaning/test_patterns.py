from hypothesis import given
from hypothesis import strategies as st

from kzling.cleaning.patterns import patterns

FURNITURE = [
    "Share on Facebook",
    "Поделиться в Telegram",
    "Бұл жаңалықты достарыңызбен бөлісіңіз",
    "Нашли ошибку? Выделите её и нажмите Ctrl+Enter",
    "Мы на сайте используем cookie",
    "Біздің арнаға жазылыңыз!",
    "Read also",
    "Комментарии",
    "© 2022 Kostanay News",
    "Мы ВКонтакте: vk | ok | telegram",
]
TABLES = ("lines", "tails", "headings")
PIECES = st.sampled_from(
    [*FURNITURE, "ctrl", "+", "enter", "STRG", "сайт", "cookie", "cooKİe", " ", ":", "|", "жазылу"]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=6).map("".join), st.integers(0, 30), st.integers(1, 200))
def test_a_line_without_suspicion_has_no_pattern(text: str, start: int, length: int) -> None:
    table = patterns()
    for line in (text, text[start : start + length], text.upper(), text.lower()):
        matched = {key for key in TABLES if getattr(table, key).any.fit(line)}
        assert matched <= table.suspicion.of(line)


@given(st.lists(PIECES, max_size=3).map(" ".join))
def test_the_kind_is_that_of_the_first_table_entry_that_fits(line: str) -> None:
    table = patterns()
    for key in TABLES:
        kinds = getattr(table, key).kinds
        assert table.kind(key, line) == next((kind for kind, own in kinds.items() if own.fit(line)), None)


def test_prose_is_of_no_kind() -> None:
    assert not patterns().suspicion.of("Жапалақ қар жауды деп хабарлайды метеорологтар.")
