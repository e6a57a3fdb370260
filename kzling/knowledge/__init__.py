"""Who and what the names belong to: entities with dated names, in memory and in one SQLite file."""
