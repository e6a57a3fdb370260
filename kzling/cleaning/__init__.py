"""Page furniture: which lines of a page are not the article, and the clean text that is left."""
