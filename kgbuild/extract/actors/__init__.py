"""Actors and places of an article: names, groups, roles, and what pronouns and short forms refer to."""
