import pytest

from kzling import data
from kzling.cleaning.furniture import furniture, is_dateline

EXAMPLES = [
    (path, line, kind) for path in data.names("cleaning") for line, kind in data.read_yaml(path)["examples"].items()
]


@pytest.mark.parametrize(("path", "line", "kind"), EXAMPLES)
def test_examples_of_the_data(path: str, line: str, kind: str) -> None:
    assert furniture([line]).get(0, "body") == kind


def test_the_second_of_two_equal_lines_goes() -> None:
    caption = "A train at the new station. [Photo by A. Reader]"
    assert furniture(["A station", "", caption, "", caption]) == {4: "repeated_caption"}


def test_a_sentence_may_come_again_in_the_body() -> None:
    refrain = "We will never give up the land."
    assert furniture(["A song", refrain, "They sang it twice.", refrain]) == {}
    assert furniture(["A song", refrain, refrain]) == {2: "repeated_caption"}


def test_a_title_fused_with_its_section_goes() -> None:
    title = "Harvest begins early in the north"
    assert furniture([f"News{title}", "", title]) == {0: "repeated_title"}


def test_a_teaser_goes_and_the_sentence_stays() -> None:
    sentence = "The first train from Aktau reached the port of Kuryk on Monday morning, the railway said."
    assert furniture([sentence[:60] + "...", "", sentence]) == {0: "teaser"}


def test_a_calendar_goes_whole() -> None:
    lines = [
        "Body text of the page.",
        "",
        "• May 2024",
        "Mon Tue Wed Thu Fri Sat Sun",
        "« April",
        "12345",
        "6789101112",
    ]
    assert set(furniture(lines)) == {2, 3, 4, 5, 6}


def test_numbers_alone_are_no_calendar() -> None:
    assert furniture(["The results:", "12345", "67890"]) == {}


def test_links_below_a_heading_end_at_the_first_sentence() -> None:
    lines = ["Read also", "New bridge opens in Taraz", "Snow in Kostanay", "The mayor spoke to reporters on Monday."]
    assert set(furniture(lines)) == {0, 1, 2}


def test_many_headings_take_linear_time() -> None:
    assert len(furniture(["Read more"] * 30_000)) == 30_000


def test_comments_only_count_behind_the_body() -> None:
    body = "A long sentence about the museum and the school that moved into it last autumn."
    assert set(furniture([body, body + " Again.", "2 comments", "Nice place", "I agree."])) == {2, 3, 4}
    assert set(furniture(["2 comments", body, body + " Again."])) == {0}


@pytest.mark.parametrize(
    "line", ["Monday, April 25, 2022", "6 наурыз 2022, 10:15", "24 марта 2022", "06.03.2022 02:45"]
)
def test_datelines(line: str) -> None:
    assert is_dateline(line)


@pytest.mark.parametrize("line", ["Marathon in Almaty draws 2022 runners", "Astana"])
def test_no_datelines(line: str) -> None:
    assert not is_dateline(line)


@pytest.mark.parametrize(
    "line",
    [
        "12 084 просмотра 20 комментариев",
        "Версия для печати | Отправить другу | Прочитано: 318 раз",
        "1 204 views · 3 comments",
        "3 min read",
        "Время чтения: 3 минуты",
        "Оқу уақыты: 2 минут",
    ],
)
def test_rows_of_labels_and_counters(line: str) -> None:
    assert 1 in furniture(["Snow in Kostanay", line, "It snowed in Kostanay on Monday."])


def test_a_row_with_one_other_part_stays() -> None:
    assert furniture(["Snow in Kostanay", "1 204 views of the sea | Aigul Sadyk"]) == {}


def test_a_list_of_links_ends_with_known_furniture() -> None:
    lines = ["Snow", "Read also:", "", "What now", "It snowed in Kostanay on Monday."]
    assert furniture(lines) == {1: "related", 3: "related"}
    assert furniture(lines, known=frozenset({2})) == {1: "related"}
