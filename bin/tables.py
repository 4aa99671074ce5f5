"""Tables in docs/ made from the code: `--write` brings them up to date, a test says when they are not."""

import ast
import sys
import tomllib
from pathlib import Path

from minbar.config.env import settings_table

ROOT = Path(__file__).resolve().parent.parent


def layers() -> list[list[str]]:
    """The layers of pyproject.toml, from the top; those that share one stand in one list."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return [[name.strip(" ()") for name in layer.split("|")] for layer in contracts[0]["layers"]]


def docstring(name: str) -> str:
    folder, module = ROOT / "minbar" / name / "__init__.py", ROOT / "minbar" / f"{name}.py"
    text = ast.get_docstring(ast.parse((folder if folder.exists() else module).read_text())) or ""
    return " ".join(text.partition("\n\n")[0].split())


def folder_map() -> str:
    """Every part of minbar/ in the order of its layers, with the first paragraph of its docstring."""
    rows = ["| Layer | Part | What it is |", "|---|---|---|"]
    for number, names in enumerate(reversed(layers())):
        rows += [f"| {number} | `{name}` | {docstring(name)} |" for name in names]
    return "\n".join([*rows[:2], *reversed(rows[2:])]) + "\n"


TABLES = [("docs/operations.md", "settings", settings_table), ("docs/architecture.md", "folders", folder_map)]


def with_tables(path: str, text: str) -> str:
    """The page with each of its tables as the code makes it."""
    for page, name, make in TABLES:
        if page == path:
            start, end = f"<!-- {name}: made by bin/tables.py -->\n", f"<!-- /{name} -->"
            before, found, rest = text.partition(start)
            if not found or end not in rest:
                raise ValueError(f"{path} has no place for the table of {name}")
            text = before + start + "\n" + make() + "\n" + end + rest.partition(end)[2]
    return text


def main() -> int:
    for path in sorted({page for page, _name, _make in TABLES}):
        file = ROOT / path
        text = file.read_text()
        if with_tables(path, text) != text:
            if "--write" not in sys.argv:
                print(f"{path} is not up to date: run bin/tables.py --write")
                return 1
            file.write_text(with_tables(path, text))
    return 0


if __name__ == "__main__":
    sys.exit(main())
