"""The thread that writes, each second, what requests only counted in memory.

It starts with the first thing to write, so a forked server process has its own, and is a daemon: what a
killed process had not merged yet (one second at most) is lost, which loosens a limit a little, no more.
"""

import logging
import os
import threading
import time

from django.conf import settings
from django.db import DatabaseError, connection

from minbar.security import last_used, rate_store

log = logging.getLogger(__name__)
_lock = threading.Lock()
_owner = 0


def merge_now() -> None:
    """Write what is pending; also what the thread does each second."""
    rate_store.merge()
    last_used.write_uses()


def wake() -> None:
    """Make sure that this process has its merging thread."""
    global _owner
    if os.getpid() == _owner or not settings.MERGE_IN_BACKGROUND:
        return
    with _lock:
        if os.getpid() != _owner:
            _owner = os.getpid()
            threading.Thread(target=_run, name="security-merging", daemon=True).start()


def _run() -> None:
    while True:
        time.sleep(1)
        if not (rate_store.waiting() or last_used.waiting()):
            continue
        try:
            merge_now()
        except DatabaseError:
            # The counts stay in memory and go with the next merge.
            log.warning("rate counts could not be merged", exc_info=True)
            connection.close()
