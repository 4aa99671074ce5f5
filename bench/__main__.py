"""`python -m bench` runs every program that `make bench` stands for; names choose some of them."""

import importlib
import sys

# Each is a module of this folder with a `main()` that prints a table and writes JSON.
PROGRAMS = ["floor", "million", "fan_out", "memory"]
# Run by name only: a shorter look (the one for PostgreSQL), and what was decided once.
MORE = ["endpoints", "adapters"]


def main() -> int:
    chosen = sys.argv[1:] or PROGRAMS
    if unknown := set(chosen) - {*PROGRAMS, *MORE}:
        print(
            f"There is no program {', '.join(sorted(unknown))}; there are: {', '.join([*PROGRAMS, *MORE])}."
        )
        return 2
    for name in chosen:
        importlib.import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
