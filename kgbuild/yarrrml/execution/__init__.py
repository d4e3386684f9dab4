"""Running mappings."""
