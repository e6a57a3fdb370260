from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.overrides import Overrides
from kzling.mentions.gazetteer import gazetteer
from kzling.model import Entity
from kzling.morphology.paradigms import CONSONANT, endings_of
from kzling.resolution.form_checks import in_text
from kzling.resolution.matches import Match, matches
from kzling.resolution.proof import Derivation, derivation, judged, read
from kzling.resolution.verify import Checked, verify
from kzling.text.scripts import script_of
from kzling.text.tokens import words

PRESIDENT = {"title": {"en": "President", "ru": "президент", "kk": "президент"}, "of": "kz"}
BASE = KnowledgeBase.from_records(
    [
        {
            "id": "astana",
            "type": "place",
            "names": [
                {"text": "Астана", "lang": "ru", "since": "2022-09-17"},
                {"text": "Нур-Султан", "lang": "ru", "kind": "former", "since": "2019-03-23", "until": "2022-09-17"},
                {"text": "Нұр-Сұлтан", "lang": "kk", "kind": "former", "since": "2019-03-23", "until": "2022-09-17"},
            ],
            "attributes": {"country": "kz", "capital_of": {"of": "kz", "since": "1997-12-10"}},
        },
        {"id": "akmola", "type": "place", "names": [{"text": "Акмолинская область", "lang": "ru"}]},
        {"id": "kazakhstan", "type": "place", "names": [{"text": "Казахстан", "lang": "ru"}]},
        {
            "id": "government",
            "type": "organization",
            "names": [{"text": "Правительство Казахстана", "lang": "ru"}],
            "attributes": {"kind": "government", "country": "kz"},
        },
        {
            "id": "tokayev",
            "type": "person",
            "names": [
                {"text": "Касым-Жомарт Кемелевич Токаев", "lang": "ru"},
                {"text": "Касым-Жомарт Токаев", "lang": "ru"},
                {"text": "Тоқаев", "lang": "kk"},
                {"text": "Сергей Токаев", "lang": "ru", "kind": "misspelling"},
            ],
            "attributes": {"country": "kz", "offices": [PRESIDENT | {"since": "2019-03-20"}]},
        },
        {
            "id": "nazarbayev",
            "type": "person",
            "names": [{"text": "Нурсултан Назарбаев", "lang": "ru"}],
            "attributes": {
                "country": "kz",
                "offices": [PRESIDENT | {"since": "1991-12-01", "until": "2019-03-20"}],
            },
        },
    ],
    overrides=Overrides.from_records(
        [
            {
                "op": "link",
                "name": "Елбасы",
                "entity": "nazarbayev",
                "since": "2010",
                "by": "ann",
                "when": "2026-11-03",
                "why": "the desk asked",
            }
        ]
    ),
)


def found(name: str, lang: str, day: str | None, how: str, **more: Any) -> Derivation:
    """Give the derivation of the first link of this kind."""
    match = next(one for one in matches(more.get("full", name), lang=lang, type=None, base=BASE) if one.how == how)
    return read(derivation(match, surface=name, lang=lang, day=day, **more))


def by_title(name: str, entity: str, day: str) -> Derivation:
    holder = BASE.get(entity)
    return read(derivation(Match(holder, holder.names[0], "title", 1.0, ""), surface=name, lang="ru", day=day))


def by_gazetteer(text: str) -> Derivation:
    item = gazetteer(BASE).scan(text)[0]
    entity, name = item.bearers[0]
    match = Match(entity, name, "exact" if item.exact else "inflected", 1.0, item.lemma)
    return read(derivation(match, surface=text[item.start : item.end], lang="kk", day=None, route=item.route))


def acting_capital() -> Derivation:
    place, body = BASE.get("astana"), BASE.get("government")
    match = Match(body, place.names[0], "exact", 1.0, "астана")
    return read(derivation(match, surface="Астана", lang="ru", day="2023", place=place.id))


def by_override(day: str) -> Derivation:
    link = BASE.overrides.link("Елбасы", date="2011")
    assert link is not None
    return read(judged(link, "nazarbayev", surface="ЕЛБАСЫ", lang="ru", day=day))


TRUE = {
    "as listed": found("Астана", "ru", "2023", "exact"),
    "before its time": found("Астана", "ru", "2020", "exact"),
    "Russian case": found("Нур-Султаном", "ru", "2020-01-01", "inflected"),
    "Kazakh case": found("Нұр-Сұлтандағы", "kk", "2020-01-01", "inflected"),
    "two words in a case": found("Касым-Жомартом Токаевым", "ru", None, "inflected"),
    "surname": found("Токаеву", "ru", None, "part"),
    "initials": found("К.-Ж. К. Токаев", "ru", None, "part"),
    "given name and patronymic": found("Касым-Жомарта Кемелевича", "ru", None, "part"),
    "place without its kind": found("Акмолинской", "ru", None, "part"),
    "spelling": found("Kasym-Żomarta Tokajewa", "pl", None, "spelling"),
    "the text's full name": found("Токаев", "ru", None, "inflected", full="Касым-Жомарту Токаеву"),
    "Latin letters": by_gazetteer("Toqaevtyñ"),
    "words apart": by_gazetteer("Нур Султане"),
    "capital that acts": acting_capital(),
    "office": by_title("президентом Казахстана", "tokayev", "2020"),
    "former office": by_title("первый президент", "nazarbayev", "2020"),
    "override": by_override("2011-06"),
}


@pytest.mark.parametrize("derived", TRUE.values(), ids=TRUE)
def test_a_true_link_is_confirmed(derived: Derivation) -> None:
    answer = verify(derived, BASE)
    assert answer.verdict == "confirmed", answer
    assert answer.reasons


@pytest.mark.parametrize(
    ("which", "changed", "why"),
    [
        ("as listed", {"entity": "atlantis"}, "no entity atlantis"),
        ("as listed", {"entity": "tokayev"}, "tokayev does not bear"),
        ("as listed", {"name": "Astana"}, "does not bear"),
        ("as listed", {"lang": "kk"}, "in this language"),
        ("as listed", {"since": "2019-03-23"}, "on other dates"),
        ("as listed", {"day": "2020"}, "not in use on 2020"),
        ("as listed", {"used": False}, "was in use"),
        ("as listed", {"surface": "Алматы"}, "Алматы is not Астана"),
        ("as listed", {"how": "inflected"}, "0 endings"),
        ("as listed", {"roles": ("family",)}, "no use for roles"),
        ("as listed", {"route": ("ru-pl",)}, "Астана is not Astana."),
        ("as listed", {"route": ("ru-xx",)}, "ru-xx is no scheme"),
        ("Russian case", {"how": "exact"}, "1 endings"),
        ("initials", {"surface": "С. К. Токаев"}, "do not begin alike"),
        ("initials", {"roles": ("family", "initials")}, "К.-Ж. К. is not family"),
        ("initials", {"roles": ("initials", "given")}, "roles"),
        ("surname", {"roles": ("given",)}, "not the given"),
        ("surname", {"roles": ("core",)}, "not the core"),
        ("place without its kind", {"roles": ("family",)}, "does not have the roles"),
        ("the text's full name", {"surface": "Назарбаев"}, "no word that Назарбаев"),
        ("Latin letters", {"route": ("ru-pl",)}, "ru-pl is no scheme for Тоқаев"),
        ("capital that acts", {"day": "1996", "used": False}, "no seat"),
        ("capital that acts", {"entity": "tokayev"}, "no seat"),
        ("office", {"entity": "nazarbayev"}, "not listed as"),
        ("office", {"day": "2018"}, "not so on 2018"),
        ("office", {"surface": "министром Казахстана"}, "no word of the title"),
        ("former office", {"entity": "tokayev", "since": "2019-03-20", "until": None, "used": True}, "not the first"),
        ("override", {"line": None}, "An override is"),
        ("override", {"day": "2009"}, "does not hold"),
        ("override", {"surface": "Токаев"}, "does not hold"),
        ("override", {"entity": "tokayev"}, "is not tokayev"),
    ],
)
def test_a_false_link_is_refuted(which: str, changed: dict[str, Any], why: str) -> None:
    answer = verify(replace(TRUE[which], **changed), BASE)
    assert answer.verdict == "refuted", answer
    assert why in " ".join(answer.reasons)


@pytest.mark.parametrize(
    ("which", "changed"),
    [
        ("form", "Нур-Султану"),
        ("lemma", "Нур-Султ"),
        ("language", "pl"),
        ("case", "dat"),
        ("ending", "ом "),
    ],
)
def test_an_ending_that_no_paradigm_has_is_refuted(which: str, changed: str) -> None:
    derived = TRUE["Russian case"]
    cut = replace(derived.cuts[0], **{which: changed})
    assert verify(replace(derived, cuts=(cut,)), BASE).verdict == "refuted"


@pytest.mark.parametrize(
    ("derived", "why"),
    [
        (replace(TRUE["spelling"], surface="Kasym-Żomart Tukajew"), "only alike"),
        (replace(TRUE["spelling"], surface="Tokajew"), "lacks"),
        (replace(TRUE["office"], surface="президент банка"), "банка"),
        (replace(TRUE["surname"], surface="и Токаеву"), "other words"),
    ],
)
def test_what_no_table_decides_is_unclear(derived: Derivation, why: str) -> None:
    answer = verify(derived, BASE)
    assert answer.verdict == "unclear", answer
    assert why in " ".join(answer.reasons)


def test_given_names_and_schemes_tie_spellings() -> None:
    derived = replace(TRUE["spelling"], surface="Siergiej Tokajew", name="Сергей Токаев")
    answer = verify(derived, BASE)
    assert answer.verdict == "confirmed"
    assert "by ru-pl" in answer.reasons[-1]


def test_a_common_noun_needs_the_name_that_it_takes_up() -> None:
    body = BASE.get("government")
    match = Match(body, body.names[0], "head", 1.0, "правительство")
    full = "Правительства Казахстана"
    stated = read(derivation(match, surface="правительство", lang="ru", day=None, full=full))
    assert verify(stated, BASE, text=f"Решение {full} вышло, правительство ...").verdict == "confirmed"
    assert verify(stated, BASE, text="Решение вышло.").verdict == "refuted"
    assert verify(replace(stated, full=None), BASE).verdict == "unclear"
    assert verify(replace(stated, surface="партия"), BASE).verdict == "unclear"


def test_the_fuller_name_stands_in_the_text() -> None:
    derived = TRUE["the text's full name"]
    assert verify(derived, BASE, text="Касым-Жомарту\nТокаеву ... Токаев").verdict == "confirmed"
    assert verify(derived, BASE, text="Токаев").verdict == "refuted"


@pytest.mark.parametrize(
    ("name", "text", "stands"),
    [
        ("Иван Петров", "Пришёл (Иван\n Петров).", True),
        ("Иван Петров", "Пришёл Иван Петровский.", False),
        ("Иван Петров", "Пришёл Диван Петров.", False),
        ("А. Петров", "Пришёл А.Петров.", True),
    ],
)
def test_the_words_of_a_fuller_name_are_whole(name: str, text: str, stands: bool) -> None:
    assert in_text(name, text).verdict == ("confirmed" if stands else "refuted")


def test_another_data_version_is_told() -> None:
    answer = verify(replace(TRUE["as listed"], data="1999.1"), BASE)
    assert answer.verdict == "confirmed"
    assert "1999.1" in answer.reasons[0]


def test_an_id_that_became_another_is_followed() -> None:
    said = {"by": "ann", "when": "2026-11-03", "why": "one town"}
    records = [{"id": "new", "names": [{"text": "Орда"}]}, {"id": "old", "names": [{"text": "Орда"}]}]
    overrides = Overrides.from_records([said | {"op": "same", "a": "new", "b": "old"}])
    united = KnowledgeBase.from_records(records, overrides=overrides)
    derived = Derivation(surface="Орда", how="exact", entity="old", name="Орда", data="")
    answer = verify(derived, united)
    assert answer.verdict == "confirmed"
    assert "old is new now." in answer.reasons


# Of each field the values of all links, and some more: what is changed to one of them is another claim.
FIELDS = [name for name in Derivation.__slots__ if name not in ("around", "data")]
VALUES = {
    name: [
        *(getattr(derived, name) for derived in TRUE.values()),
        *{
            "surface": ["", "Almaty", "Токаев", "Kasym"],
            "how": ["exact", "inflected", "spelling", "part", "title", "head", "override"],
            "day": [None, "1990", "2021-05-05"],
            "used": [True, False],
            "place": ["kazakhstan", "tokayev"],
            "entity": ["kazakhstan"],
            "full": ["Токаев", "Нурсултан Назарбаев"],
            "roles": [("given",), ("family", "family"), ("patronymic",), ("core",)],
            "route": [("ru-pl",), ("kk-latn-2021", "ru-pl")],
        }.get(name, []),
    ]
    for name in FIELDS
}


def stated_by_search(derived: Derivation) -> Iterator[Derivation]:
    """Give what the search states of a name: if a changed claim is among it, it is true as well."""
    for match in matches(derived.full or derived.surface, lang=derived.around, type=None, base=BASE):
        proof = derivation(match, surface=derived.surface, lang=derived.around, day=derived.day, full=derived.full)
        yield read(proof)


@settings(max_examples=400)
@given(st.sampled_from(sorted(TRUE)), st.sampled_from(FIELDS), st.data())
def test_a_changed_derivation_is_not_confirmed_unless_it_is_true(which: str, field: str, data: st.DataObject) -> None:
    derived = TRUE[which]
    value = data.draw(st.sampled_from([one for one in VALUES[field] if one != getattr(derived, field)] or [None]))
    changed = replace(derived, **{field: value})
    answer = verify(changed, BASE)
    if answer.verdict != "confirmed" or changed == derived:
        return
    if field == "day":
        # The same holds on another day: the claim is whether the name was in use.
        assert any(changed.used == other.used for other in [*stated_by_search(changed), derived])
    elif field == "full" or (field in ("surface", "name") and derived.how in ("part", "spelling")):
        # The search states the best of an entity's names alone, and no fuller name where it needs none.
        assert value is None or any(other.entity == changed.entity for other in stated_by_search(changed)), answer
    elif field == "surface" and derived.how == "title":
        assert value in [one.surface for one in TRUE.values() if one.how == "title"]
    else:
        assert changed in stated_by_search(changed), answer


texts = st.text(max_size=10) | st.sampled_from(["Токаев", "Астана", "К. Токаев"])
RANDOM = st.builds(
    Derivation,
    surface=texts,
    full=st.none() | texts,
    how=st.sampled_from(VALUES["how"]),
    cuts=st.sampled_from(VALUES["cuts"]),
    route=st.sampled_from([(), ("ru-pl",), ("?",)]),
    roles=st.sampled_from(VALUES["roles"]),
    entity=st.sampled_from(["astana", "tokayev", "?"]),
    place=st.sampled_from([None, "astana", "?"]),
    name=st.sampled_from(["Астана", "Касым-Жомарт Токаев", "president", ""]),
    lang=st.sampled_from(["ru", "und", ""]),
    day=st.sampled_from([None, "2020", "2023"]),
    line=st.sampled_from([None, {}, {"op": "link"}]),
    data=st.just(""),
)


@given(RANDOM)
def test_any_derivation_gets_an_answer(derived: Derivation) -> None:
    answer = verify(derived, BASE)
    assert isinstance(answer, Checked)
    assert answer.verdict in ("confirmed", "refuted", "unclear")


def inflected(name: str, lang: str) -> Iterator[str]:
    """Give forms of a name with the endings that the tables have for its last word."""
    last = words(name)[-1]
    for table in endings_of(lang, script_of(last.text)):
        for ending, cuts in table.cuts.items():
            for cut in cuts:
                kept = last.text.removesuffix(cut.tail)
                fits = kept[-1:] in table.consonants if cut.stem == CONSONANT else kept.endswith(cut.stem)
                if kept and fits and last.text.endswith(cut.tail):
                    yield name[: last.start] + kept + ending + name[last.end :]


def some_forms(entity: Entity) -> Iterator[tuple[str, str]]:
    for name in entity.names:
        yield name.text, name.lang
        if words(name.text):
            # The whole tables are no matter of names: every two hundredth ending will do.
            yield from ((form, name.lang) for form in list(inflected(name.text, name.lang))[7::200])


def test_all_links_of_the_default_base_are_confirmed() -> None:
    base = KnowledgeBase.default()
    # All would take minutes.
    chosen = list(base)[::40]
    checked = 0
    for entity in chosen:
        for form, lang in some_forms(entity):
            for match in matches(form, lang=lang, type=None, base=base):
                if match.how != "spelling":
                    proof = derivation(match, surface=form, lang=lang, day="2020-01-01")
                    assert verify(read(proof), base).verdict == "confirmed", proof
                    checked += 1
    assert checked > len(chosen)
