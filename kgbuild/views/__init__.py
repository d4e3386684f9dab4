"""Tables for people: names instead of ids, one row a real thing."""
