"""Characters that have no shape and may stand anywhere, also inside a word."""

#: Soft hyphen, zero-width space, word joiner, BOM, marks of writing direction, as in a set of `re` or `regex`. Arabic
#: script and emoji need the joiners U+200C and U+200D, so they are not here.
INVISIBLE = r"\u00AD\u200B\u2060\uFEFF\u200E\u200F\u202A-\u202E\u2066-\u2069"
