import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.translation.phrases import rows
from kzling.translation.style import BIAS, LEAST_WORDS, TABLE, Feature, features, style

PLAIN = "The harvest was late, and the farmers didn't sell; they waited. " * 20


def test_features_are_roots_of_numbers_per_hundred_words() -> None:
    found = features("one two, one two; three (four) – 7 " * 30)
    assert found is not None
    assert found['"one"'] == pytest.approx(math.sqrt(100 * 60 / 180))
    assert found['"one two"'] == pytest.approx(found['"one"'])
    assert found["commas"] == found["semicolons"] == found["dashes"] == found["numbers"]
    assert '"two one"' not in found  # A mark is between them.


@pytest.mark.parametrize(
    ("text", "name"), [("can't ", "apostrophes"), ("can’t ", "apostrophes"), ("a - b ", "dashes")]
)
def test_marks_of_any_shape_are_counted(text: str, name: str) -> None:
    assert name in (features(text * LEAST_WORDS) or {})


def test_short_texts_and_other_languages_say_nothing() -> None:
    assert features("word " * (LEAST_WORDS - 1)) is None
    assert list(style("word " * (LEAST_WORDS - 1), "en")) == []
    assert list(style(PLAIN, "xx")) == []


def test_the_weight_is_the_sum_of_deviations_and_the_reason_names_them() -> None:
    table = {BIAS: Feature(0, 1, -0.5), '"the"': Feature(1, 2, 3), "commas": Feature(1, 2, -0.1)}
    (found,) = style("the " * LEAST_WORDS, "en", tables={"en": table})
    assert found.cue.weight == pytest.approx(-0.5 + 3 * (10 - 1) / 2 - 0.1 * (0 - 1) / 2)
    assert found.cue.why == 'in its style like translations: many "the", few commas'
    assert (found.cue.span.start, found.cue.span.end, found.sources) == (0, 4 * LEAST_WORDS, ())


def test_the_table_is_sound() -> None:
    listed = list(rows(TABLE))
    assert len({(row[0], row[1]) for row in listed}) == len(listed)
    for _, name, *numbers in listed:
        _, deviation, weight = map(float, numbers)
        assert deviation > 0
        assert abs(weight) < 3, name
    assert {language for language, name, *_ in listed if name == BIAS} == {row[0] for row in listed}


@given(st.text(max_size=300), st.integers(1, 40))
def test_any_text_has_a_finite_weight(text: str, times: int) -> None:
    for found in style(text * times, "en"):
        assert math.isfinite(found.cue.weight)
