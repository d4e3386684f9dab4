"""RML and R2RML as written, read into the internal form."""
