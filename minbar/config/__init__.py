"""Settings, addresses, the server adapter, and wiring.py: which event makes whom react."""
