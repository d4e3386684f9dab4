"""Questions asked of a finished graph: SPARQL files with named parameters, and their answers as text."""
