import gc
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from kzling import analyze
from kzling.corpus.config import BuildConfig
from kzling.corpus.map_stage import Analysis
from kzling.corpus.readers.records import Article
from kzling.corpus.spool import Spool
from kzling.corpus.units import Unit
from kzling.pipeline import Origin


def article(text: str | bytes, **more: object) -> Article:
    return Article(text, Origin(source="a"), **more)  # type: ignore[arg-type]


@pytest.fixture
def analysis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Analysis:
    monkeypatch.setattr("kzling.corpus.map_stage._without_collector", lambda: None)
    return Analysis(tmp_path, BuildConfig(body="own"))


def test_the_analysis_of_texts_makes_no_cycles(root: Path) -> None:
    """The workers do without the collector of cycles: memory would grow."""
    texts = [path.read_text(encoding="utf-8-sig") for path in sorted((root / "examples/corpus").rglob("*.txt"))]
    for text in texts:
        analyze(text).to_dict()
    gc.collect()
    gc.disable()
    try:
        for text in texts:
            analyze(text).to_dict()
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_what_a_unit_leaves(analysis: Analysis, tmp_path: Path) -> None:
    articles = (
        article("Tokayev left Astana on Monday."),
        article(b"\0\0\0\0\0\0"),
        article("Глава государства прибыл в Алматы.".encode("cp1251")),
        article("<title>T</title><p>Tokayev came back to <b>Astana</b>.</p>", format="html"),
        article("Share on Facebook"),
        article("Left out."),
    )
    begun: list[int] = []
    entry = analysis(Unit("abc", articles), {5: "takes longer than 1 seconds"}, begun.append)
    assert begun == [0, 1, 2, 3, 4, 5, -1]
    assert (entry.records, entry.rejected) == (6, 3)
    assert set(entry.seconds) >= {"decode", "spool"}
    spool = Spool(tmp_path)
    assert spool.documents("abc")["raw"].to_pylist() == [
        "Tokayev left Astana on Monday.",
        "Глава государства прибыл в Алматы.",
        "Tokayev came back to Astana.",
    ]
    reasons = [key.get("rejected") for key in spool.keys("abc")]
    assert reasons[0] is reasons[2] is reasons[3] is None
    assert reasons[1].startswith("is no text")
    assert reasons[4:] == [
        "nothing is left of the text after cleaning",
        "cannot be analysed: takes longer than 1 seconds",
    ]


def test_an_analysis_that_fails_is_a_reject(
    analysis: Analysis, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("kzling.corpus.map_stage.analyze", fail)
    entry = analysis(Unit("abc", (article("Tokayev."),)), {}, lambda _: None)
    assert entry.rejected == 1
    (key,) = Spool(tmp_path).keys("abc")
    assert key == {"rejected": "cannot be analysed: RuntimeError: boom"}
