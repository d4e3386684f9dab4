"""The only part that knows the order of the stages."""
