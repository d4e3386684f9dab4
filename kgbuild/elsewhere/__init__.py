"""Facts that others found: read, checked against the article, and put beside our own."""
