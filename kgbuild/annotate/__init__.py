"""spaCy in, plain tokens out."""
