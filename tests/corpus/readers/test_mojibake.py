import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.corpus.readers.mojibake import Mended, mended

RUSSIAN = "Глава государства провёл совещание с членами правительства о новом бюджете."
SENTENCES = [
    RUSSIAN,
    "Мемлекет басшысы үкімет мүшелерімен жаңа бюджет туралы кеңес өткізді.",
    "Głowa państwa spotkała się wczoraj z członkami rządu w sprawie nowego budżetu.",
    "Devlet başkanı hükümet üyeleriyle yeni bütçe hakkında bir toplantı yaptı.",
    "Глава держави провів нараду з членами уряду щодо нового бюджету.",
    "Председник Републике Србије разговарао је са члановима владе о новом буџету.",
]
GOOD = [
    *SENTENCES,
    "La créée a été là où l’État s’arrête : « déjà vu », à l’œuvre, 20 °C, Ô ÂGE",
    "Forsætisráðherra ræddi við þingið um nýja fjárlagafrumvarpið í gær, það þótti óvænt.",
    "Thủ tướng Chính phủ đã chủ trì cuộc họp về ngân sách mới.",
    "ÄÖÜ ÄÖÜß »FRÜHÄ« „Ä“ ÀÉÎÕÜ",
    "Memleket basşysy ükimet müşelerimen jaña büdjet turaly keñes ötkizdi.",
    "Төрийн тэргүүн шинэ төсвийн талаар зөвлөлдлөө.",
    "СІЧЕНЬ: РІЗДВО, РІШЕННЯ РНБО; Сі, Рі, Ді. Сјајно, Рјечник",
    "КТЖ, ЮНЕСКО, кВтЧ, мРНК, ВКонтакте, iPhone, СНГ», США…",
    "│ total │ № 5 │\n├───────┼─────┤",
    "for (int i = 0; i < n; ++i) { a[i] = 0xC3A9; }",
    "It writes donâ€™t where don’t was meant.",
    "When UTF-8 is read as Latin-1, the letter turns into two: Ã© and the like.\n"
    + "ÐŸÑ€Ð¸Ð²ÐµÑ‚\n"
    + "That is what the word for a greeting looks like then, and readers often ask what went wrong.",
    "On a Russian page “ÐŸÑ€Ð¸Ð²ÐµÑ‚” is what you see.",
    "Бнопня — так выглядит слово «Вопрос» в неверной кодировке.",
]


def misread(text: str, right: str, wrong: str) -> str:
    content = text.encode(right)
    return "".join(bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in content)


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ("cp1252", "windows-1252"),
        ("latin-1", "windows-1252"),
        ("cp1251", "windows-1251"),
        ("cp1250", "windows-1250"),
        ("koi8-r", "koi8-r"),
        ("cp866", "ibm866"),
    ],
)
def test_utf8_misread(text: str, wrong: str, name: str) -> None:
    assert mended(misread(text, "utf-8", wrong)) == Mended(text, f"UTF-8 read as {name}")


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1", "cp1251"])
def test_misread_twice(wrong: str) -> None:
    found = mended(misread(misread(RUSSIAN, "utf-8", wrong), "utf-8", wrong))
    assert found.text == RUSSIAN
    assert found.how is not None
    assert found.how.count("UTF-8 read as") == 2


@pytest.mark.parametrize(
    ("right", "wrong", "how"),
    [
        ("cp1251", "cp1252", "windows-1251 read as windows-1252"),
        ("cp1251", "latin-1", "windows-1251 read as windows-1252"),
        ("koi8-r", "cp1251", "koi8-r read as windows-1251"),
        ("cp1251", "koi8-r", "windows-1251 read as koi8-r"),
        ("cp866", "cp1251", "ibm866 read as windows-1251"),
    ],
)
def test_one_byte_a_letter(right: str, wrong: str, how: str) -> None:
    assert mended(misread(RUSSIAN, right, wrong)) == Mended(RUSSIAN, how)


@pytest.mark.parametrize(("broken", "text"), [("Òîêàåâ", "Токаев"), ("рПЛБЕЧ", "Покаев"), ("ÐŸÑƒÑ‚Ð¸Ð½", "Путин")])
def test_single_names(broken: str, text: str) -> None:
    assert mended(broken).text == text


def test_lines_that_are_right_stay() -> None:
    broken = misread(RUSSIAN, "utf-8", "cp1252")
    assert mended(f"Ünlü: «да»\n{broken}\n{RUSSIAN}").text == f"Ünlü: «да»\n{RUSSIAN}\n{RUSSIAN}"


@pytest.mark.parametrize("text", GOOD)
def test_good_text_stays(text: str) -> None:
    assert mended(text) == Mended(text, None)


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    found = mended(text)
    assert (found.how is None) == (found.text == text)
    assert mended(found.text).how is None


@given(st.text(alphabet="ÐÑРСÃâ€™°±²пяжЁї¬®оПЕГ─╨ \n", max_size=80))
def test_text_like_mojibake(text: str) -> None:
    found = mended(text)
    assert (found.how is None) == (found.text == text)
    assert mended(found.text) == Mended(found.text, None)


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6),
    st.sampled_from(["cp1252", "latin-1", "cp1251", "cp1250", "koi8-r", "cp866"]),
    st.integers(0, 2),
)
def test_mended_text_is_good(lines: list[str], wrong: str, times: int) -> None:
    text = broken = "\n".join(lines)
    for _ in range(times):
        broken = misread(broken, "utf-8", wrong)
    assert mended(broken).text == text
    assert mended(text) == Mended(text, None)
