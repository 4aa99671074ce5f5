"""The Mastodon-compatible door: views, entities, prepared bytes and the hot queries that join them."""
