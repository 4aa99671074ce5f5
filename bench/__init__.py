"""The benchmark programs: `make bench`, or `python -m bench NAME…`."""
