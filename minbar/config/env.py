"""What the person who runs the server may set: MINBAR_* variables, or the same names in a .env file.

docs/operations.md holds the table of them; a test compares it with this class.
"""

import difflib
import os
import secrets
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "MINBAR_"
ENV_FILE = "MINBAR_ENV_FILE"


class WrongSetting(Exception):
    """One sentence for the person who set it, naming the variable."""


def _words(value: Any) -> Any:
    return [word.strip() for word in value.split(",") if word.strip()] if isinstance(value, str) else value


def _networks(words: list[str]) -> list[str]:
    for word in words:
        ip_network(word, strict=False)
    return words


def _root_url(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/")):
        raise ValueError("expected an address without a path, such as https://minbar.example")
    return value.rstrip("/")


def _scheme(*allowed: str) -> AfterValidator:
    def check(value: str) -> str:
        if value and value.partition(":")[0] not in allowed:
            raise ValueError("expected an address that starts with " + ", ".join(f"{a}:" for a in allowed))
        return value

    return AfterValidator(check)


Words = Annotated[list[str], NoDecode, BeforeValidator(_words)]


class Environment(BaseSettings):
    """Every setting, its type, its default and what it is for."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", env_ignore_empty=True)

    base_url: Annotated[str, AfterValidator(_root_url)] = Field(
        "",
        description="The address people reach the server at, such as https://minbar.example. "
        "Empty: http://localhost and the port. With https, cookies are sent over https only.",
    )
    host: str = Field("127.0.0.1", description="The address to listen on; 0.0.0.0 listens on all.")
    port: int = Field(8000, ge=1, le=65535, description="The port to listen on.")
    workers: int = Field(0, ge=0, le=256, description="Server processes; 0 is one a processor core.")
    trusted_proxies: Annotated[Words, AfterValidator(_networks)] = Field(
        ["127.0.0.1", "::1"],
        description="Addresses or networks, with commas, of the proxies whose X-Forwarded-For and "
        "X-Forwarded-Proto are believed. From any other address these headers are dropped.",
    )
    data_dir: Path = Field(Path("data"), description="The folder of everything that must be kept.")
    media_dir: Path | None = Field(
        None, description="Pictures, sound and video. Empty: `media` in the data folder."
    )
    database_url: Annotated[str, _scheme("sqlite", "postgres", "postgresql")] = Field(
        "",
        description="sqlite:///path or postgres://user:password@host:port/name. "
        "Empty: `minbar.sqlite3` in the data folder.",
    )
    cache_url: Annotated[str, _scheme("redis", "rediss", "valkey")] = Field(
        "",
        description="redis://host:6379/0 (Valkey or Redis), wanted with more than one machine. "
        "Empty: memory of each process.",
    )
    secret_key: str = Field(
        "",
        description="Signs sessions and links. Empty: made at the first start and kept in the data folder.",
    )
    debug: bool = Field(
        False, description="Error pages that show code and settings. Never on a server others reach."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged.")
    log_format: Literal["text", "json"] = Field("text", description="`json` for a log collector.")
    email_url: Annotated[str, _scheme("smtp", "smtps", "smtp+tls", "file", "console")] = Field(
        "",
        description="smtp+tls://user:password@host:587 (STARTTLS), smtps://…:465, smtp://…:25, "
        "file:///folder or console:. Empty: letters are written to `mail` in the data folder.",
    )
    email_from: str = Field(
        "", description="The sender of the server's letters. Empty: minbar@ and the host's name."
    )
    language: Literal["ar", "en"] = Field("ar", description="The language of a visitor who asked for none.")
    time_zone: str = Field(
        "UTC", description="Days and hours are shown in this zone where a member chose none."
    )
    server_name: str = Field("منبر", description="The community's name.")
    server_description: str = Field("", description="One or two sentences about the community.")
    contact_email: str = Field("", description="Where people reach those who run the server.")
    registrations: Literal["open", "approval", "closed"] = Field(
        "open", description="Who may sign up: anyone, those a moderator approves, or nobody."
    )
    confirm_email: bool = Field(
        True,
        description="A new member must enter a code sent to their e-mail address before the first sign-in.",
    )
    rate_limits: bool = Field(
        True, description="Limits on how often an account or an address may ask; off only for measurements."
    )
    max_post_length: int = Field(5000, ge=100, le=100_000, description="Characters in a post.")
    max_upload_mb: int = Field(40, ge=1, le=4096, description="The largest body of a request, in megabytes.")
    fan_out_limit: int = Field(
        10_000,
        ge=0,
        description="Accounts with more local followers than this are merged into home timelines "
        "when read, in place of one entry written a follower.",
    )
    worker_lease_seconds: float = Field(
        30.0,
        ge=1,
        description="Background work of a worker that has given no sign of life for so long is taken up by "
        "another.",
    )
    slow_request_ms: int = Field(
        500, ge=0, description="A request that holds its process longer is logged as slow; 0 logs none."
    )
    bench: bool = Field(
        False, description="Adds the benchmark's floor endpoint. Never on a server others reach."
    )

    @property
    def public_url(self) -> str:
        return self.base_url or f"http://localhost:{self.port}"

    @property
    def domain(self) -> str:
        """Host with port, as it stands in handles (@name@domain)."""
        return urlsplit(self.public_url).netloc

    @property
    def media_root(self) -> Path:
        return (self.media_dir or self.data_dir / "media").absolute()

    @property
    def static_root(self) -> Path:
        """Collected from the program's own files, so made anew at will."""
        return (self.data_dir / "static").absolute()

    @property
    def worker_count(self) -> int:
        return self.workers or len(os.sched_getaffinity(0))

    @property
    def proxy_networks(self) -> list[IPv4Network | IPv6Network]:
        return [ip_network(word, strict=False) for word in self.trusted_proxies]

    def signing_key(self) -> str:
        """The secret key, made and kept at the first start when none is set."""
        if self.secret_key:
            return self.secret_key
        path = self.data_dir / "secret_key"
        try:
            return path.read_text().strip()
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            # Two processes may start at once: one makes the file, and it is whole before it has its name.
            draft = path.with_name(f".secret_key.{os.getpid()}")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(50))
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink(missing_ok=True)
        return path.read_text().strip()


def known_names() -> set[str]:
    return {PREFIX + name.upper() for name in Environment.model_fields} | {ENV_FILE}


def read_environment() -> Environment:
    """Read and check every setting; raises WrongSetting, which names the first that is wrong."""
    env_file = os.environ.get(ENV_FILE, ".env")
    given = {name for name in [*os.environ, *dotenv_values(env_file)] if name.startswith(PREFIX)}
    for name in sorted(given - known_names()):
        near = difflib.get_close_matches(name, known_names(), n=1)
        raise WrongSetting(
            f"{name} is not a setting of Minbar" + (f"; did you mean {near[0]}?" if near else ".")
        )
    try:
        return Environment(_env_file=env_file)  # type: ignore[call-arg]  # pydantic-settings takes it at run time
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        shown = "" if "key" in name.lower() or "url" in name.lower() else f" (it is {first['input']!r})"
        raise WrongSetting(f"{name} is wrong{shown}: {reason[:1].lower()}{reason[1:].rstrip('.')}.") from None


@cache
def environment() -> Environment:
    """The settings of this process, read once."""
    return read_environment()


def settings_table() -> str:
    """The Markdown table of docs/operations.md."""
    rows = ["| Variable | Default | What it is |", "|---|---|---|"]
    for name, field in Environment.model_fields.items():
        default = ", ".join(field.default) if isinstance(field.default, list) else str(field.default or "")
        if isinstance(field.default, bool | int):
            default = str(field.default).lower()
        rows.append(
            f"| `{PREFIX}{name.upper()}` | {f'`{default}`' if default else ''} | {field.description} |"
        )
    return "\n".join(rows) + "\n"
