"""langdetect with our profiles, in the real package."""

import sys
from collections.abc import Iterator

import pytest

from kzling.errors import MissingExtra
from kzling.plugins.langdetect import register

langdetect = pytest.importorskip("langdetect")


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    module = langdetect.detector_factory
    kept = module._factory, module.DetectorFactory.seed
    yield
    module._factory, module.DetectorFactory.seed = kept


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("kk", "Мемлекет басшысы үкімет мүшелерімен жаңа бюджет туралы кеңес өткізді."),
        ("kk", "Prezident bugin Astanaga keldi zhane halykpen kezdesti."),
        ("kk", "پرەزيدەنت استانادا ۇكىمەت مۇشەلەرىمەن كەزدەستى"),
        ("ky", "Өлкө башчысы өкмөт мүчөлөрү менен жаңы бюджет жөнүндө кеңешме өткөрдү."),
        ("tt", "Дәүләт башлыгы хөкүмәт әгъзалары белән яңа бюджет турында киңәшмә үткәрде."),
        ("uz", "Davlat rahbari hukumat aʼzolari bilan yangi byudjet haqida yigʻilish oʻtkazdi."),
        ("uz", "Давлат раҳбари ҳукумат аъзолари билан янги бюджет ҳақида йиғилиш ўтказди."),
        ("be", "Кіраўнік дзяржавы правёў нараду з членамі ўрада пра новы бюджэт."),
        ("az", "Dövlət başçısı hökumət üzvləri ilə yeni büdcə haqqında müşavirə keçirdi."),
        ("mn", "Төрийн тэргүүн засгийн газрын гишүүдтэй шинэ төсвийн талаар хуралдав."),
        ("ru", "Глава государства провёл совещание с членами правительства о новом бюджете."),
        ("tr", "Devlet başkanı hükümet üyeleriyle yeni bütçe hakkında bir toplantı yaptı."),
        ("en", "The head of state held a meeting with the members of the government."),
    ],
)
def test_the_package_knows_our_languages_and_still_its_own(language: str, text: str) -> None:
    register()
    assert langdetect.detect(text) == language
    assert str(langdetect.detect_langs(text)) == str(langdetect.detect_langs(text))


def test_it_may_be_called_again_and_keeps_the_seed_of_the_caller() -> None:
    langdetect.DetectorFactory.seed = 7
    assert register() == register() == ["az", "be", "kk", "ky", "mn", "tt", "uz"]
    assert langdetect.DetectorFactory.seed == 7


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langdetect.detector_factory", None)
    with pytest.raises(MissingExtra, match=r"pip install 'kzling\[langdetect\]'"):
        register()
