"""What `make run` takes of the machine's memory: the proportional set size of all its processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from bench.harness import Row, show, write
from tests.server import minbar_server


def pss(pid: int) -> int:
    """Bytes of one process and all its children (proc_pid_smaps_rollup: Pss in kB)."""
    total = 0
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    total += int(rollup.partition("\nPss:")[2].split()[0]) * 1024
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            total += pss(int(child))
    return total


def main() -> None:
    with minbar_server("none", workers="0") as server:
        running = subprocess.Popen(
            [sys.executable, "-m", "minbar", "run"],
            env=server.environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _use(server.url)
            size = pss(running.pid)
        finally:
            os.kill(running.pid, signal.SIGTERM)
            running.wait(30)
    row = Row("make run, PSS in MB", round(size / 1e6, 1), 0, 0, 0, 0, 0, "after a hundred pages")
    show("Memory", [row])
    print(write("memory", [row]))


def _use(url: str) -> None:
    deadline = time.monotonic() + 90
    with httpx.Client(base_url=url, timeout=30) as client:
        while True:
            try:
                client.get("/healthz")
                break
            except httpx.TransportError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
        for _ in range(25):
            for path in ("/", "/local", "/about", "/api/v2/instance"):
                client.get(path).raise_for_status()
    time.sleep(2)


if __name__ == "__main__":
    main()
