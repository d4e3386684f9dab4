"""The mapping engine: YARRRML and RML over tables, files and databases to RDF."""
