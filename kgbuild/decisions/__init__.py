"""Decisions of people: read from `decisions/*.yaml`, placed in the articles, written by commands."""
