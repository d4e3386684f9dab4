"""The report: an output folder as one HTML file that needs nothing else."""
