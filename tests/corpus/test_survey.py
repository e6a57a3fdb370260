from pathlib import Path

from kzling.corpus.survey import Survey, survey


def test_what_a_build_would_read(articles: Path) -> None:
    (articles / "note.pdf").write_bytes(b"%PDF-")
    (articles / "page.html").write_text("<p>Tokayev left Astana.</p>")
    (articles / "old.txt").write_bytes("Глава государства провёл совещание в столице.".encode("cp1251"))
    found = survey(articles)
    assert (found.read, found.usable, found.ignored) == (62, 61, 1)
    assert found.formats == {"text": 60, "html": 1}
    assert found.reject_reasons == {"invalid JSON": 1}
    assert [(row.source, row.position) for row in found.rejected] == [("a.jsonl", 31)]
    assert found.samples[0].source == "a.jsonl#0"
    assert found.samples[0].begins.startswith("Report 0 By Aigerim Sadykova")
    assert sum(found.warnings.values()) == 2
    assert Survey.from_dict(found.to_dict()) == found


def test_nothing_is_written(articles: Path) -> None:
    before = sorted(articles.parent.rglob("*"))
    assert survey(articles, config={"limit": 3}).read == 3
    assert sorted(articles.parent.rglob("*")) == before
