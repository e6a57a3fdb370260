"""Floors of the verdict on translations: a little below what `python tests/quality/translation.py` prints.

Wanted are a coverage of .4, .9 of the sources and .85 of the literal names.
"""

from restored import counts
from translation import figures, passages


def test_translations_are_told_from_originals() -> None:
    found = list(passages())
    assert len(found) >= 160
    told = figures(found)
    assert told.auc >= 0.85
    assert told.precision >= 0.95
    assert told.coverage >= 0.35
    assert told.source >= 0.85
    assert told.false <= 0.02
    for kind in ("foreign-spelling", "quotation", "grammar", "number", "residual-word", "style"):
        assert figures(found, kind).auc >= 0.83


def test_literal_names_are_restored_where_that_is_sure() -> None:
    found, right, there = counts()
    assert right >= 0.97 * found
    assert right >= 0.7 * there
