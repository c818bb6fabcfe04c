"""The data: what a dataset is, how its files are read, checked and merged."""
