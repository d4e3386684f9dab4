"""Results as a notebook shows them."""
