"""Write the names of states in many languages, from CLDR (through babel), beside the states of the default base.

    python .ci/cldr.py        (needs: pip install 'babel==2.18.0')

Another release of CLDR gives another table: look at the difference before it is committed.
"""

import re
from pathlib import Path

import babel

from kzling import data

LANGUAGES = ("en", "ru", "kk", "uk", "be", "pl", "de", "fr", "cs", "tr", "uz", "ky", "lt", "lv", "zh")
TABLE = Path(__file__).parent.parent / "resources" / data.ENTITIES / "places" / "cldr.tsv"
APOSTROPHES = re.compile("[’ʼʻ‘`]")
#: Two states are called Congo for short; nobody calls Hong Kong and Macau as CLDR does.
LEFT_OUT = ("cd", "cg", "hk", "mo")
#: CLDR tells names apart by what stands in brackets, or by a dash with spaces: nobody writes them so.
NOT_IN_NAMES = ("(", ")", "[", " - ", " – ", "，", "（")


def name(territories: dict[str, str], code: str) -> str:
    found = APOSTROPHES.sub("'", territories.get(code, "").replace("\u00a0", " "))
    return "" if any(sign in found for sign in NOT_IN_NAMES) else found


def main() -> None:
    states = data.read_yaml(f"{data.ENTITIES}/places/states.yml")["entities"]
    # Of a country's code, the state of today; a former state has the code of what is there now.
    codes = {
        state["attributes"]["country"]: state["id"]
        for state in states
        if not state["attributes"].get("kind", "former").startswith("former") and "country" in state["attributes"]
    }
    territories = {language: dict(babel.Locale.parse(language).territories) for language in LANGUAGES}
    lines = [f"# Unicode CLDR (babel {babel.__version__}), Unicode licence", "\t".join(["id", *LANGUAGES])]
    for code, entity_id in sorted(codes.items(), key=lambda pair: pair[1]):
        if code in LEFT_OUT:
            continue
        names = [name(territories[language], code.upper()) for language in LANGUAGES]
        if any(names):
            lines.append("\t".join([entity_id, *names]))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
