"""Evaluation: facts against gold made by hand, as figures and as a list of errors in their context."""
