"""YARRRML as written, read into the internal form."""
