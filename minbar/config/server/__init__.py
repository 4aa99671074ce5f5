"""The server adapter: Granian outside, Django's synchronous handler inside, on one thread a process.

``application.py`` decides where a request goes, ``body.py`` reads what came with it, ``request.py`` makes
Django's view of it, ``files.py`` answers static and media files, ``launch.py`` starts Granian.
Why it is so, with figures: docs/decisions/0001-server-adapter.md.
"""
