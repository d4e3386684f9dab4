"""A read-only server of an output folder: SPARQL, pages and RDF of every node, questions as forms, reconciliation."""
