"""Which language a text is in: one answer for a text (`detect`) or a run of segments (`segment`).

What the languages look like (alphabets, function words, endings) is data in resources/languages/, one file a
language and script; `profiles` reads it, `detect` votes with it, `backends` asks other tools where a caller
names them, `sentences` cuts a text into pieces for `segment`. `dates` reads dates as each language writes them.
"""
