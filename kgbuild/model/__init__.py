"""The nouns every stage speaks: frozen, with tuples inside; no part imports from this package's root."""
