#: Commands that import their neighbour and are run by hand: no tests, and no doctests in them.
collect_ignore = [
    "kills.py",
    "name_data.py",
    "name_invented.py",
    "name_negatives.py",
    "name_places.py",
    "name_reports.py",
    "name_scores.py",
    "name_tools.py",
    "name_weights.py",
    "names.py",
    "printing.py",
    "spelling_names.py",
    "spelling_schemes.py",
    "spelling_speed.py",
    "spellings.py",
    "throughput.py",
]
