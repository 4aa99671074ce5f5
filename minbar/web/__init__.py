"""The page door: views, templates, static files and translations."""
