#: Commands that import their neighbour and are run by hand: no tests, and no doctests in them.
collect_ignore = [
    "kills.py",
    "spelling_names.py",
    "spelling_schemes.py",
    "spelling_speed.py",
    "spellings.py",
    "throughput.py",
]
