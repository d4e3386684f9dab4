"""From annotated text to facts."""
