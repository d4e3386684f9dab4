"""Rules to row functions."""
