"""Signs that a text is a translation, and from which language."""
