"""Time-sorted ids: 48 bits of unix milliseconds, then 16 bits that tell apart the ids of one millisecond.

The low 16 bits are 8 of the process (its pid and host) and 8 of a counter, so that the processes of one
machine do not meet; ids of one process only grow. Ids for a given moment (imports, remote posts) draw all
16 bits at random instead.
"""

import os
import random
import socket
import threading
import time
from binascii import crc32
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_LARGEST = 2**63 - 1


def _milliseconds(at: datetime) -> int:
    return (at - _EPOCH) // _MILLISECOND


class _Clock:
    """The state of this process: the last millisecond used and how far its counter went."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process = ((os.getpid() + crc32(socket.gethostname().encode())) & 0xFF) << 8
        self.now = 0
        self.count = 0
        self.given = -1
        self.given_count = 0

    def next(self) -> int:
        with self.lock:
            now = time.time_ns() // 1_000_000
            if now > self.now:
                self.now = now
                # A random start keeps apart two processes that share the 8 bits.
                self.count = random.getrandbits(6)
            elif self.count < 0xFF:
                self.count += 1
            else:
                # The millisecond is full (or the clock stepped back): borrow from the next one.
                self.now += 1
                self.count = 0
            return self.now << 16 | self.process | self.count

    def next_at(self, at: datetime) -> int:
        moment = _milliseconds(at)
        with self.lock:
            if moment == self.given:
                self.given_count = (self.given_count + 1) & 0xFFFF
            else:
                self.given = moment
                self.given_count = random.getrandbits(16)
            return moment << 16 | self.given_count


_clock = _Clock()


def _after_fork() -> None:
    global _clock
    _clock = _Clock()


os.register_at_fork(after_in_child=_after_fork)


def new_id(at: datetime | None = None) -> int:
    """A fresh id for now, or one that sorts at the aware datetime `at`."""
    return _clock.next() if at is None else _clock.next_at(at)


def id_at(at: datetime) -> int:
    """The lowest id of that millisecond: `id >= id_at(t)` means "made at t or later"."""
    return _milliseconds(at) << 16


def time_of(id: int) -> datetime:
    """The moment (to the millisecond, in UTC) that an id carries."""
    return _EPOCH + (id >> 16) * _MILLISECOND


def parse_id(text: str | None) -> int | None:
    """An id as it comes from outside; None for what no row could bear, so the database is not asked."""
    if text is None or not (text.isascii() and text.isdecimal()) or len(text) > 19:
        return None
    number = int(text)
    return number if number <= _LARGEST else None
