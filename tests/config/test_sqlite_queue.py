"""Writers of several processes on one SQLite file."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = """
import sys, time
from django.conf import settings
settings.configure(
    DATABASES={"default": {
        "ENGINE": "minbar.config.sqlite3",
        "NAME": sys.argv[1],
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 1},
    }},
)
import django
django.setup()
from django.db import connection, transaction
for _ in range(int(sys.argv[2])):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE counted SET n = n + 1")
        print("in", flush=True)
        time.sleep(float(sys.argv[3]))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "queue.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE counted (n integer)")
        connection.execute("INSERT INTO counted VALUES (0)")
    return path


def writer(file: Path, times: int, hold: float) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", SCRIPT, str(file), str(times), str(hold)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def counted(file: Path) -> int:
    with sqlite3.connect(file) as connection:
        return int(connection.execute("SELECT n FROM counted").fetchone()[0])


def test_writers_of_several_processes_all_get_their_turn(file: Path) -> None:
    # Together they hold the lock for longer than SQLite's timeout of one second would let the last one wait.
    writers = [writer(file, 10, 0.06) for _ in range(4)]
    for one in writers:
        _out, error = one.communicate(timeout=60)
        assert one.returncode == 0, error.decode()
    assert counted(file) == 40


def test_a_writer_that_is_killed_makes_room_for_the_next(file: Path) -> None:
    first = writer(file, 1, 60)
    assert first.stdout is not None
    assert first.stdout.readline() == b"in\n"
    second = writer(file, 1, 0)
    time.sleep(0.5)
    os.kill(first.pid, signal.SIGKILL)
    first.communicate(timeout=10)
    _out, error = second.communicate(timeout=30)
    assert second.returncode == 0, error.decode()
    assert counted(file) == 1


def test_an_error_in_a_transaction_gives_the_place_up(file: Path) -> None:
    broken = SCRIPT.replace('print("in", flush=True)', 'raise SystemExit("broken")')
    done = subprocess.run(
        [sys.executable, "-c", broken, str(file), "1", "0"], capture_output=True, check=False
    )
    assert done.returncode == 1
    after = writer(file, 1, 0)
    after.communicate(timeout=30)
    assert after.returncode == 0
    assert counted(file) == 1
