"""Pages: HTML to block text, which of it is not the article, and the clean text that is left."""
