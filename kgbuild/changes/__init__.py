"""What changed from one build to another, by meaning and by cause."""
