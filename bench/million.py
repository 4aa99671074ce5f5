"""The same endpoints over a million posts, and how much slower than over ten thousand."""

from bench.endpoints import run
from bench.harness import show, write


def main() -> None:
    small = {row.name: row for row in run(10_000, "Ten thousand posts")}
    big = run(1_000_000, "A million posts")
    print("\nGrowth (time at a million / time at ten thousand, both as shares of the floor)")
    for row in big:
        print(f"{row.name:34}{small[row.name].ratio / row.ratio:>10.2f}×")
    show("A million posts", big)
    print(write("million", [*small.values(), *big]))
