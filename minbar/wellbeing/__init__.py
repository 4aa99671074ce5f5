"""Usage time that only the member sees, and the reminder they set."""
