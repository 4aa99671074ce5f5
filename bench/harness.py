"""Measuring endpoints beside the floor: the same server, the same workers, a fixed body of the same size."""

import json
import os
import platform
import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.load import Answered, Request, load
from tests.server import Server, minbar_server

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Row:
    """One line of the table. `ratio` is to the floor, of the same size and measured in turn with it."""

    name: str
    per_second: float
    p50: float
    p99: float
    floor: float
    ratio: float
    bytes_each: int
    note: str = ""


@contextmanager
def bench_server(*parts: str, **settings: str) -> Iterator[Server]:
    """A real server with the floor, one process a core, no rate limits; the caller fills it with data."""
    given = {
        "bench": "true",
        "rate_limits": "false",
        "workers": "0",
        "log_level": "warning",
        "slow_request_ms": "0",
    }
    with minbar_server(*(parts or ("serve",)), **(given | settings)) as server:
        yield server


def middle(rounds: Sequence[Answered]) -> Answered:
    return sorted(rounds, key=lambda answered: answered.per_second)[len(rounds) // 2]


def measure(
    server: Server,
    name: str,
    requests: Sequence[Request],
    *,
    rounds: int = 3,
    seconds: float = 3,
    connections: int = 16,
    note: str = "",
) -> Row:
    """Load requests and floor in turn, so that a busy minute of the machine meets both; the middle counts."""
    warm = load(server.port, requests, seconds=1, connections=connections)
    if warm.failed:
        raise RuntimeError(f"{name}: {warm.failed} requests failed\n{server.log('serve')[-2000:]}")
    floor_request = [Request(f"/bench/floor/{max(20, body_size(server, requests[0]))}")]
    load(server.port, floor_request, seconds=1, connections=connections)
    asked, floors = [], []
    for _ in range(rounds):
        floors.append(load(server.port, floor_request, seconds=seconds, connections=connections))
        asked.append(load(server.port, requests, seconds=seconds, connections=connections))
    answered, floor = middle(asked), middle(floors)
    if failed := sum(one.failed for one in asked):
        note = f"{note} {failed} FAILED".strip()
    ratio = statistics.median(
        one.per_second / under.per_second for one, under in zip(asked, floors, strict=True)
    )
    return Row(
        name=name,
        per_second=round(answered.per_second, 1),
        p50=round(answered.p50, 2),
        p99=round(answered.p99, 2),
        floor=round(floor.per_second, 1),
        ratio=round(ratio, 3),
        bytes_each=answered.bytes_each,
        note=note,
    )


def body_size(server: Server, request: Request) -> int:
    import httpx

    answer = httpx.request(
        request.method,
        server.url + request.path,
        headers=dict(request.headers),
        content=request.body.encode(),
    )
    answer.raise_for_status()
    return len(answer.content)


def show(title: str, rows: Sequence[Row]) -> None:
    print(f"\n{title}")
    print(f"{'':34}{'/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'floor /s':>10}{'of floor':>10}{'bytes':>9}")
    for row in rows:
        print(
            f"{row.name:34}{row.per_second:>10,.0f}{row.p50:>9.2f}{row.p99:>9.2f}{row.floor:>10,.0f}"
            f"{row.ratio:>10.0%}{row.bytes_each:>9,}  {row.note}"
        )


def write(name: str, rows: Sequence[Row]) -> Path:
    """The figures as JSON, with what one needs to compare them with others."""
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    path = RESULTS / f"{now:%Y%m%d-%H%M%S}-{name}.json"
    content = {
        "name": name,
        "at": now.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": len(os.sched_getaffinity(0)),
        "database": "postgresql"
        if os.environ.get("MINBAR_DATABASE_URL", "").startswith("postgres")
        else "sqlite",
        "rows": [asdict(row) for row in rows],
    }
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    return path
