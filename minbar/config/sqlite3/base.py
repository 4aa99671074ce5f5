"""SQLite for several processes that write.

A connection that finds SQLite's write lock taken sleeps and tries again, longer each time and up to a tenth of
a second (sqlite3_busy_timeout), so under load the lock stands free while everybody sleeps. Here a transaction
first takes a lock on a file beside the database, for which the kernel wakes the next in line at once. It goes
with the process that holds it, however that ends. Anything else that writes to the database file still meets
SQLite's own lock and its timeout.
"""

import os
from fcntl import LOCK_EX, LOCK_UN, flock
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    _queue: int | None = None
    _queue_of: str = ""
    _first_in_line = False

    def _start_transaction_under_autocommit(self) -> None:
        self._wait_in_line()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # Django's own, missing from its stubs
        except BaseException:
            self._leave_line()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]  # Django's own, missing from its stubs
        finally:
            self._leave_line()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]  # Django's own, missing from its stubs
        finally:
            self._leave_line()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]  # Django's own, missing from its stubs
        finally:
            self._leave_line()
            if self._queue is not None:
                os.close(self._queue)
                self._queue = None

    def _wait_in_line(self) -> None:
        name = str(self.settings_dict["NAME"])
        if self._first_in_line or self.is_in_memory_db():
            return
        if self._queue is not None and self._queue_of != name:
            os.close(self._queue)
            self._queue = None
        if self._queue is None:
            self._queue = os.open(f"{name}-queue", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._queue_of = name
        flock(self._queue, LOCK_EX)
        self._first_in_line = True

    def _leave_line(self) -> None:
        if self._first_in_line and self._queue is not None:
            self._first_in_line = False
            flock(self._queue, LOCK_UN)
