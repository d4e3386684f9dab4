"""Writing what a run makes."""
