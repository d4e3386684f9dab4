"""Meetings and other events of one article, and the dates that hang on them."""
