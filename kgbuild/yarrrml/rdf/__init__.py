"""RDF terms as text, and what makes them valid."""
