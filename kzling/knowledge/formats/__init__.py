"""Readers and writers between knowledge-base records and the formats of others; `registry.py` lists them all.

A reader is a generator `read(source, *, options)`: it gives plain records (`kzling.model.Entity` as a dictionary,
fields that say nothing left out) and, where a row cannot be read, a `rows.Rejected` in its place. It holds a row or
an entity at a time, so files may be larger than memory. What a record has to hold is checked where it is stored.
A writer is `write(records, path, *, options)` and gives the number of entities written. What a format has no place
for is left out.
"""
