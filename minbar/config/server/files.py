"""Static and media files: Granian reads and sends them, Python only says whether and with which headers."""

import os
import re
from email.utils import formatdate
from pathlib import Path
from typing import Any

# Only what Minbar itself stores or ships; anything else is offered as a download.
TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".map": "application/json",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
HASHED = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")
RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
FOREVER = "public, max-age=31536000, immutable"

COMPRESSED = ("text/", "application/", "image/svg")

# What send_file says itself, whatever a view has said of the file before.
OWN = {
    "accept-ranges",
    "content-length",
    "content-security-policy",
    "content-type",
    "etag",
    "last-modified",
    "x-content-type-options",
}

Headers = list[tuple[str, str]]


def find(root: str, relative: str) -> str | None:
    """The file's path below root; None for anything that could lead out of it or is hidden."""
    parts = relative.split("/")
    if "\0" in relative or any(part in {"", ".", ".."} or part.startswith(".") for part in parts):
        return None
    return os.path.join(root, *parts)


def asked_range(header: str | None, size: int) -> tuple[int, int] | None:
    """The first and the one-past-last byte asked for; None for the whole. Raises ValueError when outside."""
    match = RANGE.match(header or "")
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    start, end = (
        (max(0, size - int(last)), size) if not first else (int(first), min(size, int(last or size) + 1))
    )
    if start >= end:
        raise ValueError(header)
    return start, end


class FileLane:
    """Answers GET and HEAD below one URL prefix from one folder."""

    def __init__(self, prefix: str, root: Path, *, immutable: bool) -> None:
        self.prefix = prefix
        self.root = str(root)
        # Media are stored under names that are never used again.
        self.immutable = immutable

    def respond(self, scope: Any, protocol: Any) -> None:
        path = find(self.root, scope.path[len(self.prefix) :])
        if scope.method not in {"GET", "HEAD"}:
            protocol.response_empty(405, [("allow", "GET, HEAD")])
            return
        send_file(scope, protocol, path, [("cache-control", self.cache_control(scope.path))])

    def cache_control(self, path: str) -> str:
        return FOREVER if self.immutable or HASHED.search(path) else "public, max-age=3600"


def send_file(scope: Any, protocol: Any, path: str | None, extra: Headers) -> None:
    """Send the file, the part of it that was asked for, or the news that it has not changed."""
    try:
        stat = os.stat(path) if path else None
    except OSError:
        stat = None
    if path is None or stat is None or not os.path.isfile(path):
        protocol.response_str(
            404, [("content-type", "text/plain"), ("cache-control", "no-store")], "Not found"
        )
        return
    asked = scope.headers
    given = dict(extra)
    kind = given.get("content-type") or TYPES.get(os.path.splitext(path)[1].lower())
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    headers = [
        *((name, value) for name, value in extra if name not in OWN),
        ("content-type", kind or "application/octet-stream"),
        ("etag", etag),
        ("last-modified", formatdate(stat.st_mtime, usegmt=True)),
        ("accept-ranges", "bytes"),
        ("x-content-type-options", "nosniff"),
        # A file opened by itself is no page of ours: it runs nothing and reads nothing.
        ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
        ("access-control-allow-origin", "*"),
        ("cross-origin-resource-policy", "cross-origin"),
    ]
    if kind is None:
        headers.append(("content-disposition", "attachment"))
    if asked.get("if-none-match") == etag:
        protocol.response_empty(304, headers)
        return
    try:
        part = asked_range(asked.get("range"), stat.st_size)
    except ValueError:
        protocol.response_empty(416, [("content-range", f"bytes */{stat.st_size}")])
        return
    if part:
        start, end = part
        headers += [
            ("content-range", f"bytes {start}-{end - 1}/{stat.st_size}"),
            ("content-length", str(end - start)),
        ]
        protocol.response_file_range(206, headers, path, start, end)
        return
    if kind and kind.startswith(COMPRESSED) and "gzip" in (asked.get("accept-encoding") or ""):
        packed = path + ".gz"
        if os.path.isfile(packed):
            headers += [("content-encoding", "gzip"), ("vary", "accept-encoding")]
            path, stat = packed, os.stat(packed)
    headers.append(("content-length", str(stat.st_size)))
    protocol.response_file(200, headers, path)
