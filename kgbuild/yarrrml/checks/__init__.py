"""What can be said of a mapping without data."""
