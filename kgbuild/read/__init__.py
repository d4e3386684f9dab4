"""Reading: files, folders and standard input in, articles with their blocks out."""
