import pytest

from kzling.display import show_table


def test_what_would_move_the_cursor_is_shown_as_a_sign(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(["title"], [["Қала \x1b[31mred\x07 \u202eback\u202c [bold]\nnext"]])
    shown = capsys.readouterr().out
    assert "Қала \ufffd[31mred\ufffd \ufffdback\ufffd [bold] next" in shown
    assert "\x1b" not in shown
