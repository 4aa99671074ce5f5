"""Ids sort by time and do not meet."""

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

from minbar.core.ids import id_at, new_id, parse_id, time_of


def test_ids_of_one_process_only_grow() -> None:
    ids = [new_id() for _ in range(20_000)]
    assert ids == sorted(set(ids))


def test_an_id_carries_its_moment() -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    assert before <= time_of(new_id()) <= datetime.now(UTC) + timedelta(seconds=1)


def test_an_id_for_a_given_moment_sorts_there() -> None:
    at = datetime(2019, 5, 4, 12, 30, 15, 123000, tzinfo=UTC)
    made = new_id(at)
    assert time_of(made) == at
    assert id_at(at) <= made < id_at(at + timedelta(milliseconds=1))


def test_many_ids_for_one_moment_differ() -> None:
    at = datetime(2019, 5, 4, tzinfo=UTC)
    assert len({new_id(at) for _ in range(30_000)}) == 30_000


def test_ids_made_by_several_threads_differ() -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.extend(new_id() for _ in range(5_000))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 20_000


def test_ids_made_by_two_processes_at_once_differ() -> None:
    program = "from minbar.core.ids import new_id\nprint(*(new_id() for _ in range(5000)))"
    running = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    ids = [word for process in running for word in process.communicate()[0].split()]
    assert len(set(ids)) == len(ids) == 10_000


def test_an_id_fits_the_database_for_centuries() -> None:
    assert id_at(datetime(2900, 1, 1, tzinfo=UTC)) < 2**63


def test_words_that_are_no_ids_are_refused_before_the_database() -> None:
    assert parse_id("123") == 123
    for text in (None, "", "-1", "1.5", "abc", "١٢٣", "9" * 19, "1" * 30, " 1", "²"):
        assert parse_id(text) is None
