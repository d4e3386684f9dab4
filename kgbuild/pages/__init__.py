"""HTML as values: text is escaped unless it was made here."""
