"""Which entity a name belongs to, and what becomes of names that nobody in the base bears."""
