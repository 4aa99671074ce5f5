"""Reading the town's files (town/README.md says what stands in them)."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Entry = dict[str, Any]

TOWN = Path(__file__).resolve().parent / "town"
ZONE = ZoneInfo("Asia/Baghdad")


@dataclass(frozen=True, slots=True)
class Town:
    """What the files say; ``entries`` are posts and articles in time order, articles marked by their body."""

    accounts: list[Entry]
    follows: dict[str, list[str]]
    entries: list[Entry]

    def anchor(self, now: datetime) -> datetime:
        """Midnight of the town's last day, so late that nothing is written in the future."""
        today = now.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
        last = max(moment(entry, today) for entry in self.entries)
        return today - timedelta(days=1) if last > now else today


def moment(entry: Entry, anchor: datetime) -> datetime:
    """When an entry was written, if the town's last day begins at ``anchor``."""
    clock = time.fromisoformat(entry["at"])
    return anchor - timedelta(days=entry["day"]) + timedelta(hours=clock.hour, minutes=clock.minute)


def read_town(folder: Path = TOWN) -> Town:
    def read(path: Path) -> dict[str, Any]:
        return tomllib.loads(path.read_text(encoding="utf-8"))

    entries = [
        entry
        for path in sorted(folder.glob("*.toml"))
        for kind in ("post", "article")
        for entry in read(path).get(kind, [])
    ]
    entries.sort(key=lambda entry: (-entry["day"], entry["at"]))
    return Town(
        accounts=read(folder / "accounts.toml")["account"],
        follows=read(folder / "follows.toml")["follows"],
        entries=entries,
    )
