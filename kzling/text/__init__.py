"""Text before any language is known: repair with an edit map, scripts, look-alike letters, words, lines."""
