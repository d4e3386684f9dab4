"""Readers of sources: each gives rows and says how their cells are reached."""
