"""The JSON shapes of Mastodon's client API (4.5), and how our things take them: the only place that knows them."""
