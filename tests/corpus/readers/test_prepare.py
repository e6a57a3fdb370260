from kzling.corpus.readers.prepare import prepared
from kzling.corpus.readers.records import Article, Rejected
from kzling.pipeline import Origin


def article(content: str | bytes, **more: object) -> Article:
    return Article(content, Origin(source="a.txt"), "a.txt", 3, **more)  # type: ignore[arg-type]


def ready(content: str | bytes, encoding: str | None = None, **more: object) -> Article:
    found = prepared(article(content, **more), encoding=encoding)
    assert isinstance(found, Article)
    return found


def test_bytes_are_decoded_and_the_guess_is_told() -> None:
    text = "Глава государства провёл совещание в столице и подписал закон."
    assert ready(text.encode()).content == text
    assert ready(text.encode()).origin.warnings == ()
    for found in (ready(text.encode("cp1251")), ready(text.encode("koi8-r"), encoding="koi8-r")):
        assert found.content == text
    (warning,) = ready(text.encode("cp1251")).origin.warnings
    assert "windows-1251" in warning


def test_mojibake_of_text_is_mended_and_told() -> None:
    text = "Глава государства провёл совещание в столице."
    found = ready(text.encode("cp1251").decode("latin-1"))
    assert found.content == text
    assert len(found.origin.warnings) == 1


def test_what_is_no_text_is_rejected_with_its_place() -> None:
    found = prepared(article(b"%PDF-1.7 ..."))
    assert isinstance(found, Rejected)
    assert (found.source, found.position) == ("a.txt", 3)
    assert found.reason.startswith("is no text")
    assert prepared(article(" \n")) == Rejected("a.txt", 3, "holds no text")


def test_a_page_in_a_field_of_text_is_told() -> None:
    page = "<p>One</p><p>Two <a href=x>three</a></p>"
    assert "map its column to 'html'" in ready(page).origin.warnings[0]
    assert ready(page, format="html").origin.warnings == ()
    assert ready("Write </p> to end a paragraph.").origin.warnings == ()
