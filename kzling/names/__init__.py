"""Names of persons and things: their parts, whether two of them can be one, and how one may be written.

`parsing` finds the parts of a person's name, `generic` the words that say what a thing is, `variants` writes a name in
every known way. `compare` weighs two names: `ready` takes each apart, `pairing` says which token stands for which and
how far apart they are (`spelling`, `costs`, `given`), `facts` what else speaks for and against, `score` how much that
weighs, `reasons` tells it.
"""
