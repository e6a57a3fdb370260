"""Use kzling in a program: names read, compared and resolved, a text analysed and normalised."""

import kzling

# What can a spelling stand for, and through which spelling system did it pass?
for reading in kzling.readings("Tokajew", limit=3):
    print(f"Tokajew = {reading.source} ({reading.source_language}) by {' + '.join(reading.route)}")

# Can two names be one person's?
answer = kzling.compare("Қасым-Жомарт Тоқаев", "Kassym-Jomart Tokayev")
print(f"Қасым-Жомарт Тоқаев, Kassym-Jomart Tokayev: {answer.verdict} ({answer.score:.2f})")

# Which city is meant, and what was its name that day?
for day in ("2020-05-01", "2023-05-01"):
    text = "The delegation landed in Nur-Sultan."
    print(day, "->", kzling.normalize(text, date=day).text)

# The names of an article, whatever its language.
article = "Тоқаев Астанада Ердоғанмен кездесті. Президенты обсудили торговлю."
for mention in kzling.analyze(article).mentions:
    print(f"{mention.surface:12} {mention.type:8} {mention.entity_id}")
