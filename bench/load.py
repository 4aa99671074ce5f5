"""Asking a server as often as it can answer: with wrk where it is installed, with asyncio otherwise."""

import asyncio
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

SCRIPT = """
local asked, turn = {}, 0
function init(args)
%s
end
function request()
    turn = turn %% #asked + 1
    return asked[turn]
end
function done(summary, latency, requests)
    local failed = summary.errors.connect + summary.errors.read + summary.errors.write
        + summary.errors.status + summary.errors.timeout
    io.write(string.format('\\nRESULT {"answered": %%d, "seconds": %%f, "bytes": %%d, "failed": %%d, '
        .. '"p50": %%f, "p99": %%f}\\n', summary.requests, summary.duration / 1e6, summary.bytes, failed,
        latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
"""


@dataclass(frozen=True)
class Request:
    path: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""


@dataclass(frozen=True)
class Answered:
    """Latencies in milliseconds; `failed` counts statuses of 400 and above too."""

    per_second: float
    p50: float
    p99: float
    failed: int
    bytes_each: int


def load(port: int, requests: Sequence[Request], *, seconds: float = 4, connections: int = 16) -> Answered:
    """Send the requests in turn, over and over, on that many connections."""
    if shutil.which("wrk"):
        return load_with_wrk(port, requests, seconds, connections)
    return asyncio.run(load_with_asyncio(port, requests, seconds, connections))


def load_with_wrk(port: int, requests: Sequence[Request], seconds: float, connections: int) -> Answered:
    lines = []
    for number, request in enumerate(requests, 1):
        headers = ", ".join(
            f"[{json.dumps(name)}] = {json.dumps(value)}" for name, value in request.headers.items()
        )
        words = f"{json.dumps(request.method)}, {json.dumps(request.path)}, {{{headers}}}"
        # JSON and Lua write ASCII strings alike; anything else goes in as bytes.
        body = "".join(f"\\{byte:03d}" for byte in request.body.encode())
        lines.append(f'    asked[{number}] = wrk.format({words}, "{body}")')
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "requests.lua"
        script.write_text(SCRIPT % "\n".join(lines))
        command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}", "-s", str(script)]
        done = subprocess.run(
            [*command, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True
        )
    result = json.loads(done.stdout.partition("RESULT ")[2].partition("\n")[0])
    answered = max(1, result["answered"])
    return Answered(
        per_second=answered / result["seconds"],
        p50=result["p50"],
        p99=result["p99"],
        failed=result["failed"],
        bytes_each=result["bytes"] // answered,
    )


async def load_with_asyncio(
    port: int, requests: Sequence[Request], seconds: float, connections: int
) -> Answered:
    turns = cycle(written(request) for request in requests)
    times: list[float] = []
    failed = received = 0
    end = time.perf_counter() + seconds

    async def connection() -> None:
        nonlocal failed, received
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (started := time.perf_counter()) < end:
            writer.write(next(turns))
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")
            )
            await reader.readexactly(length)
            times.append(time.perf_counter() - started)
            received += len(head) + length
            failed += head.split(None, 2)[1] >= b"400"
        writer.close()

    started = time.perf_counter()
    await asyncio.gather(*(connection() for _ in range(connections)))
    passed = time.perf_counter() - started
    times.sort()
    return Answered(
        per_second=len(times) / passed,
        p50=times[len(times) // 2] * 1000,
        p99=times[int(len(times) * 0.99)] * 1000,
        failed=failed,
        bytes_each=received // len(times),
    )


def written(request: Request) -> bytes:
    body = request.body.encode()
    headers = {"Host": "localhost", "Content-Length": str(len(body)), **request.headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{request.method} {request.path} HTTP/1.1\r\n{lines}\r\n".encode() + body
