"""Checks of a finished dataset: every claim leads to the words."""
