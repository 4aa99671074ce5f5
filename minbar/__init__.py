"""Minbar: a social network that an institution runs for itself."""
