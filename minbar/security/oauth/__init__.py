"""How django-oauth-toolkit is bent to what Mastodon's apps expect."""
