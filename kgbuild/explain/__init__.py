"""Seeing why: what an output folder says of a thing, and what each triple rests on."""
