"""Home, local, public and tag timelines; fan-out; search of accounts and tags."""
