"""Django's SQLite backend, with writers of all processes waiting in a queue (see base.py)."""
