"""An output folder into a triple store, graph by graph."""
