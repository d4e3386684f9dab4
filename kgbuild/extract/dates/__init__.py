"""Time expressions of English news: a grammar of our own, from words to EDTF, first and last day and TIMEX3."""
