"""Quads and tables to bytes and files: sorted, readable, whole or not at all."""
