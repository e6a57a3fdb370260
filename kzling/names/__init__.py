"""Names of persons and things: their parts, whether two of them can be one, and how one may be written.

`parsing` finds the parts of a person's name, `compare` weighs two names with evidence, `variants` writes a name in
every known way. `folding` and `shapes` are what these share: rough Latin forms and the endings in resources/names/.
"""
