"""`minbar run`: server and worker together, ended together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.server import Server, minbar_server, wait_for_port


def start(server: Server) -> subprocess.Popen[bytes]:
    with (server.folder / "run.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "minbar", "run"],
            env=server.environ,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    assert wait_for_port(server.port, process), server.log("run")
    return process


def below(pid: int) -> list[int]:
    """The processes a process has started, and those they have started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid:
            child = int(stat.parent.name)
            found += [child, *below(child)]
    return found


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_run_starts_all_again_what_ends_and_stops_all_of_it_on_ctrl_c() -> None:
    with minbar_server("none") as server:
        process = start(server)
        try:
            assert "Preparing" not in server.log("run")  # nothing had changed since the data were made
            assert wait_until(lambda: "worker started" in server.log("run"))
            worker = next(
                int(line.rpartition("pid=")[2])
                for line in server.log("run").splitlines()
                if "worker started" in line
            )
            os.kill(worker, signal.SIGKILL)
            assert wait_until(lambda: server.log("run").count("worker started") == 2), server.log("run")
            assert httpx.get(f"{server.url}/healthz").text == "ok"
            everything = below(process.pid)
            assert len(everything) >= 3
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0, server.log("run")
        assert wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in everything), 5)
        assert "Traceback" not in server.log("run")


def test_a_taken_port_is_named() -> None:
    with minbar_server("serve") as server:
        command = [sys.executable, "-m", "minbar", "run"]
        done = subprocess.run(command, env=server.environ, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr.strip() == f"minbar: port {server.port} is taken; choose another with MINBAR_PORT."
