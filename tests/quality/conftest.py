#: Commands that import their neighbour and are run by hand: no tests, and no doctests in them.
collect_ignore = ["kills.py", "throughput.py"]
