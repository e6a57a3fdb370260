"""Which language a text is in: one answer for a text (`detect`) or a run of segments (`segment`).

Which languages there are is data in resources/languages/, one file a language and script (`profiles`), with models of
their letters beside them (`grams`). A word has votes by its letters (`words`), which are added up (`votes`, `sums`);
`detect` tells the language of a text by them, `pieces` that of its sentences, `switches` where one changes its
language. `backends` asks other tools where a caller names them, `sentences` cuts a text into pieces for `segment`.
`identify` tells in which Latin alphabet a Kazakh text is. `dates` reads dates as each language writes them.
"""
