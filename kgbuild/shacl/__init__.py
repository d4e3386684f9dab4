"""The shapes of the ontology held against a finished graph."""
