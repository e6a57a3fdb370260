"""What speaks for and against an entity beside the form of its name."""

from kzling.knowledge.base import KnowledgeBase
from kzling.resolution import signs
from kzling.resolution.matches import Match
from kzling.resolution.signs import signs as found
from kzling.resolution.surroundings import Spot, Surroundings

BASE = KnowledgeBase.from_records(
    [
        {
            "id": "minister",
            "type": "person",
            "names": [{"text": "Олег Ким", "lang": "ru"}],
            "attributes": {
                "country": "kz",
                "offices": [{"title": {"ru": "министр"}, "of": "kz", "since": "2020", "until": "2022"}],
            },
        },
        {
            "id": "street",
            "type": "place",
            "names": [{"text": "улица Абая", "lang": "ru"}, {"text": "Абай", "lang": "ru"}],
            "attributes": {"country": "kz", "kind": "street"},
        },
        {
            "id": "club",
            "type": "organization",
            "names": [{"text": "Астана", "lang": "ru"}],
            "attributes": {"kind": "football club"},
        },
    ]
)


def weights(
    identity: str, text: str, name: str, *, how: str = "exact", date: str | None = "2021", rivals: bool = True
) -> dict[str, float]:
    entity = BASE.get(identity)
    match = Match(entity, entity.names[0], how, 1.0, name.lower())  # type: ignore[arg-type]
    start = text.index(name)
    spot = Spot(text, start, start + len(name), "ru", date)
    around = Surroundings(text, lang="ru", date=date, base=BASE)
    return {reason.kind: reason.weight for reason in found(match, spot, around, rivals=rivals)}


def test_an_office_beside_the_name() -> None:
    text = "Министр Олег Ким ушёл."
    assert weights("minister", text, "Олег Ким")["office"] == signs.OFFICE
    assert weights("minister", text, "Олег Ким", date="2024")["office"] == signs.FORMER_OFFICE
    assert "office" not in weights("minister", "Повар Олег Ким ушёл.", "Олег Ким")


def test_the_kind_of_place_beside_the_name() -> None:
    text = "Они жили на улице Абая."
    assert weights("street", text, "Абая")["kind"] == signs.KIND
    assert weights("minister", text, "Абая")["kind"] == signs.OTHER_KIND


def test_small_letters() -> None:
    assert weights("minister", "я видел олег ким вчера", "олег ким")["small"] == signs.SMALL_NAME
    # In Kazakh it is the word for a capital.
    assert weights("club", "я видел астана вчера", "астана")["small"] == signs.SMALL_WORD
    assert weights("club", "я видел тобол вчера", "тобол")["small"] == signs.SMALL


def test_the_text_decides_between_rivals_alone() -> None:
    text = "Астана выиграла матч, вратарь отбил пенальти. Казахстан ликует."
    assert weights("club", text, "Астана")["topic"] == signs.TOPIC
    assert "topic" not in weights("club", text, "Астана", rivals=False)
    assert weights("minister", text, "Астана", how="part")["country"] == signs.IN_TEXT
