"""Recognising links to videos that may play inside an article, without asking anyone anything."""

from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import parse_qs, urlsplit

import regex

__all__ = ["Video", "video_card", "video_of"]

_YOUTUBE_ID: Final = regex.compile(r"[\w\-]{6,20}", regex.ASCII)
_PEERTUBE: Final = regex.compile(r"/(?:w|videos/watch)/([\w\-]{8,40})/?", regex.ASCII)
_HOST: Final = regex.compile(r"(?:[a-z0-9\-]+\.)+[a-z][a-z0-9\-]+(?::\d{2,5})?")


@dataclass(frozen=True, slots=True)
class Video:
    """Where a video is watched, and the page that plays it in a frame once the reader asks for it."""

    url: str
    embed_url: str
    site: str


def video_of(address: str) -> Video | None:
    """The video behind an address of YouTube or of a PeerTube server; None for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.")
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        return None
    if host in {"youtube.com", "youtu.be", "youtube-nocookie.com"}:
        name = _youtube_id(host, parts.path, parts.query)
        embed = f"https://www.youtube-nocookie.com/embed/{name}"
        return Video(address, embed, "youtube.com") if name else None
    match = _PEERTUBE.fullmatch(parts.path)
    return Video(address, f"https://{host}/videos/embed/{match[1]}", host) if match else None


def _youtube_id(host: str, path: str, query: str) -> str | None:
    if host == "youtu.be":
        name = path.strip("/")
    elif path.rstrip("/") == "/watch":
        name = parse_qs(query, max_num_fields=20).get("v", [""])[0] if query.count("&") < 20 else ""
    else:
        kind, _, name = path.strip("/").partition("/")
        if kind not in {"embed", "shorts", "live", "v"}:
            return None
    return name if _YOUTUBE_ID.fullmatch(name) else None


def video_card(video: Video, title: str = "") -> str:
    """This server's own card: a plain link; a script may turn it into a player on a click."""
    return (
        f'<div class="video-card" data-embed="{escape(video.embed_url)}">'
        f'<a class="video-open" href="{escape(video.url)}" target="_blank" '
        'rel="nofollow noopener noreferrer">'
        '<span class="video-play"></span>'
        f'<span class="video-text"><bdi class="video-title" dir="auto">{escape(title or video.url)}</bdi>'
        f'<span class="soft" dir="ltr">{escape(video.site)}</span></span></a></div>\n'
    )
