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
#: Two states are called Congo for short.
LEFT_OUT = ("cd", "cg")
#: CLDR tells names apart by what stands in brackets, or by a dash with spaces: nobody writes them so.
NOT_IN_NAMES = ("(", ")", "[", " - ", " – ", "，", "（")


def name(territories: dict[str, str], code: str) -> str:
    found = APOSTROPHES.sub("'", territories.get(code, "").replace("\u00a0", " "))
    return "" if any(sign in found for sign in NOT_IN_NAMES) else found


def main() -> None:
    states = data.read_yaml(f"{data.ENTITIES}/places/states.yml")["entities"]
    codes = {
        state["attributes"]["country"]: state["id"]
        for state in states
        if "country" in state.get("attributes", {}) and "until" not in state["attributes"] and state["id"][:3] != "su-"
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
