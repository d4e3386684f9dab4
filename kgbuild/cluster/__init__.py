"""Articles read on many machines: Dask's workers read the words, the machine of the command does the rest."""
