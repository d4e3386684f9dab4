"""Facts for the eye: an article line by line with what was found in it, so that rules can be written by looking."""
