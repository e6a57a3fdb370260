import pytest

from kzling.translation.typography import typography


@pytest.mark.parametrize(
    ("language", "text", "why"),
    [
        ("en", "It was a\u00a0b, a\u00a0c and I\u00a0saw", "no-break space"),
        ("en", "«Truth» wrote", "angle quotation marks"),
        ("en", "„Truth” wrote", "low quotation marks"),
        ("en", '"We won," - said the minister.', "a dash and a verb"),
        ("en", "We have to wait – said the minister.", "without quotation marks"),
        ("en", "– We won.", "a line of speech"),
        ("en", "grew by 3,5 percent", "a comma as decimal sign"),
        ("en", "cost 12 500 tenge", "thousands apart by a space"),
        ("en", "on 06.03.2022", "a date in figures"),
        ("en", "school № 5", "the sign №"),
        ("en", "in 2024 year", "behind a year"),
        ("en", "the road is closed, reports the press service.", "who reports"),
        ("en", "Lawmakers met Mr Schewtschenko", "German spelling"),
        ("en", "asked Rzecznikow", "w for v"),
        ("ru", "рост на 3.5 процента", "a point as decimal sign"),
        ("ru", "цена 1,200,000 тенге", "by commas"),
        ("kk", "жол жабық, хабарлайды Қазинформ", "behind the verb"),
    ],
)
def test_marks_of_other_languages(language: str, text: str, why: str) -> None:
    assert any(why in one.cue.why for one in typography(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a\u00a0day and I\u00a0saw"),
        ("en", "It grew by 3.5 percent, and 12,500 people came on March 6, 2022, Andrew from Moscow said."),
        ("en", "“We won,” the minister said — and left."),
        ("en", "In 2024, years of work ended."),
        ("ru", "«Мы выиграли», — сказал министр. Рост 3,5 процента, 12 500 человек."),
        ("und", "« x »"),
    ],
)
def test_what_is_usual_is_none(language: str, text: str) -> None:
    assert typography(text, language) == []


def test_a_run_of_spaces_is_indentation() -> None:
    assert typography("\u00a0\u00a0\u00a0Text of a\u00a0\u00a0\u00a0page " * 9, "en") == []
