"""OAuth applications and tokens, sign-in hardening, sessions, rate limits."""
