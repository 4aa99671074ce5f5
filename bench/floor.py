"""What the server itself can do: fixed bodies, and the same brought by a query."""

from bench.harness import Row, bench_server, measure, show, write
from bench.load import Request

SIZES = (500, 5_000, 36_000)


def main() -> None:
    rows: list[Row] = []
    with bench_server() as server:
        for size in SIZES:
            rows.append(
                measure(server, f"fixed body, {size:,} bytes", [Request(f"/bench/floor/{size}")], rounds=1)
            )
        rows.append(measure(server, "one query, 36,000 bytes", [Request("/bench/query/36000")]))
        rows.append(measure(server, "health check, outside Django", [Request("/healthz")]))
    show("The floor", rows)
    print(write("floor", rows))
