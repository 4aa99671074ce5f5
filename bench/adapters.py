"""The ways Granian could call Django, measured: what docs/decisions/0001-server-adapter.md rests on.

Every variant serves the same URLs with one process. CPU is that of the server alone, so it says more than
requests a second on a machine that is busy with other things.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from bench.load import Request, load
from tests.server import free_port, minbar_server, wait_for_port

VARIANTS = ["inline", "inline, a context a request", "executor", "WSGI, 1 thread", "WSGI, default threads"]
ROUNDS, SECONDS = 3, 3
PATHS = ["/bench/floor/36000", "/bench/query/36000"]


def application(variant: str) -> Callable[[str], Any]:
    from minbar.config.server import application as adapter

    class FreshContext(adapter.Application):
        def on_thread(self, respond: adapter.Respond, environ: dict[str, Any]) -> Any:
            return respond(environ)

    class Executor(adapter.Application):
        async def __rsgi__(self, scope: Any, protocol: Any) -> None:
            body = await adapter.read_body(scope, protocol, self.limit)
            environ = adapter.make_environ(scope, scope.headers.items(), body, self.proxies)
            loop = asyncio.get_running_loop()
            await self.send(scope, protocol, await loop.run_in_executor(self.slow_lane, self.bare, environ))

    made = {"inline": adapter.Application, "inline, a context a request": FreshContext, "executor": Executor}
    return lambda _target: made[variant]()


def wsgi(_target: str) -> Any:
    from django.core.handlers.wsgi import WSGIHandler

    return WSGIHandler()


def serve(variant: str, port: int) -> None:
    from django.conf import settings
    from granian.constants import Interfaces
    from granian.server import Server as Granian

    from minbar.config.server.launch import preload

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    preload()
    settings.MIDDLEWARE = []  # after the apps are ready: allauth looks for its own
    threads = {"WSGI, 1 thread": 1, "WSGI, default threads": None}
    interface = Interfaces.WSGI if variant in threads else Interfaces.RSGI
    server = Granian(
        "minbar", port=port, interface=interface, blocking_threads=threads.get(variant, 1), log_enabled=False
    )
    server.serve(target_loader=wsgi if variant in threads else application(variant))


def cpu_seconds(process: int) -> float:
    """Of the process and all below it."""
    children = subprocess.run(
        ["pgrep", "-P", str(process)], capture_output=True, text=True, check=False
    ).stdout.split()
    with open(f"/proc/{process}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu_seconds(int(child)) for child in children)


def measure_once(port: int, process: int, path: str) -> tuple[float, float, float]:
    """CPU µs a request, requests a second, p99 in ms."""
    load(port, [Request(path)], seconds=1)
    before = cpu_seconds(process)
    answered = load(port, [Request(path)], seconds=SECONDS)
    spent = (cpu_seconds(process) - before) / (answered.per_second * SECONDS)
    return spent * 1e6, answered.per_second, answered.p99


def main() -> None:
    running: dict[str, tuple[int, subprocess.Popen[bytes]]] = {}
    with minbar_server("none", bench="true", rate_limits="false", slow_request_ms="0") as server:
        try:
            for variant in VARIANTS:
                port = free_port()
                command = [sys.executable, "-m", "bench.adapters", variant, str(port)]
                running[variant] = port, subprocess.Popen(command, env=server.environ)
            for port, process in running.values():
                wait_for_port(port, process)
            print(f"\nServer adapters\n{'':52}{'CPU each':>12}{'requests':>11}{'p99':>11}")
            for path in PATHS:
                # In turn, so that a busy minute of the machine meets all; the best round of each counts.
                rounds = [
                    {name: measure_once(port, process.pid, path) for name, (port, process) in running.items()}
                    for _ in range(ROUNDS)
                ]
                for name in VARIANTS:
                    cpu, per_second, p99 = min(one[name] for one in rounds)
                    print(f"{name:30}{path:22}{cpu:>9,.0f} µs{per_second:>9,.0f}/s{p99:>8.2f} ms")
        finally:
            for _port, process in running.values():
                process.terminate()
                process.wait(20)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
