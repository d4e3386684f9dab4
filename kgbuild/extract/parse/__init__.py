"""One reading of the sentence, for actors, dates, events and positions alike."""
