"""From one address to what Django needs to know of the database, and of the cache.

One connection a thread is kept for the life of the process (the server has one Python thread a process),
so there is no pool: a pool would add a check-out to each request and share nothing.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from minbar.config.env import WrongSetting

SQLITE_PRAGMAS = "; ".join(
    [
        "PRAGMA journal_mode=WAL",  # readers never wait for the writer
        "PRAGMA synchronous=FULL",  # a commit that was answered survives a power cut
        "PRAGMA cache_size=-16384",  # 16 MB a connection
        "PRAGMA mmap_size=134217728",  # pages are shared by all processes
        "PRAGMA temp_store=MEMORY",
        "PRAGMA journal_size_limit=67108864",
        "PRAGMA foreign_keys=ON",
    ]
)


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "minbar.config.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "init_command": SQLITE_PRAGMAS + ";",
            # A transaction takes the write lock when it begins: two that read first and write later
            # would otherwise end in "database is locked" at once, without waiting.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    # As long as SQLite waits for its lock; without, a request would wait for ever and hold its process.
    options.setdefault("options", "-c lock_timeout=20s")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "OPTIONS": options,
    }


def database(url: str, data_dir: Path) -> dict[str, Any]:
    """Django's DATABASES["default"] for MINBAR_DATABASE_URL; empty is SQLite in the data folder."""
    if not url:
        return sqlite((data_dir / "minbar.sqlite3").absolute())
    if url.startswith("sqlite"):
        # sqlite:///relative and sqlite:////absolute, as everyone writes them.
        return sqlite(Path(unquote(urlsplit(url).path[1:])).absolute())
    return postgresql(url)


def cache(url: str) -> dict[str, Any]:
    """Django's CACHES["default"] for MINBAR_CACHE_URL; empty is the memory of each process."""
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if find_spec("redis") is None:
        raise WrongSetting(
            "MINBAR_CACHE_URL needs the package redis: run `uv sync --frozen --no-dev --extra scale`."
        )
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url.replace("valkey:", "redis:", 1),
        "KEY_PREFIX": "minbar",
    }
