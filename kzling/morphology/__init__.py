"""Case endings of names: which base forms a form in a text may belong to.

The paradigms are data (resources/morphology/, one file a language and script). There is no dictionary: every
possible cut is kept, and what follows (readings, the gazetteer, agreement in the text) decides.
"""
