"""Functions that mappings call."""
