"""A real Minbar on its own port and its own database, for tests and benchmarks that need the whole of it."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fcntl import LOCK_EX, flock
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

import minbar


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int, process: subprocess.Popen[bytes], seconds: float = 90) -> bool:
    """True as soon as somebody listens on the port; False when the process ends, or never listens."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.05)
    return False


@dataclass
class Server:
    """Processes of one Minbar. `environ` is what any command on the same data needs: see `command`."""

    port: int
    folder: Path
    environ: dict[str, str]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def command(self, *arguments: str) -> str:
        """Run one `minbar` command to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "minbar", *arguments],
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"minbar {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def script(self, code: str) -> str:
        """Run Python with Django set up on the server's own database."""
        prelude = "import django; django.setup()\n"
        done = subprocess.run(
            [sys.executable, "-c", prelude + code],
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"script failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    @contextmanager
    def asking(self, code: str) -> Iterator[Callable[[str], str]]:
        """A Python process on the server's database that answers each line it is given with one line."""
        prelude = "import django; django.setup()\n"
        with subprocess.Popen(
            [sys.executable, "-c", prelude + code],
            env=self.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:

            def ask(line: str) -> str:
                assert process.stdin is not None
                assert process.stdout is not None
                process.stdin.write(f"{line}\n")
                process.stdin.flush()
                return process.stdout.readline()

            try:
                yield ask
            finally:
                process.kill()

    def start(self, part: str = "serve") -> None:
        log = (self.folder / f"{part}.log").open("ab")
        self.processes[part] = subprocess.Popen(
            [sys.executable, "-m", "minbar", part],
            env=self.environ,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        if part == "serve" and not wait_for_port(self.port, self.processes[part]):
            raise AssertionError("the server did not start:\n" + self.log("serve"))

    def log(self, part: str) -> str:
        path = self.folder / f"{part}.log"
        return path.read_text() if path.exists() else ""

    def stop(self, part: str | None = None) -> None:
        """End one part, or all, as the person who runs the server would."""
        for name in [part] if part else list(self.processes):
            process = self.processes.pop(name)
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def postgresql_database(url: str, name: str) -> str:
    """Make an empty database beside the one of `url`, and return its address."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def fingerprint() -> str:
    """Changes with whatever an empty Minbar is made from, so that one is made once and copied after that."""
    seen = sha256(str(sys.version_info).encode())
    package = Path(minbar.__file__).parent
    for pattern in ("*/migrations/*.py", "web/static/**/*", "config/*.py"):
        for path in sorted(package.glob(pattern)):
            stat = path.stat()
            seen.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()[:16]


def empty_minbar(server: Server, database: str) -> None:
    """Give the server a migrated, empty database and its static files: a copy of those made first."""
    template = Path(tempfile.gettempdir()) / f"minbar-tests-{os.getuid()}-{fingerprint()}"
    template_database = f"minbar_template_{fingerprint()}"
    data = Path(server.environ["MINBAR_DATA_DIR"])
    with open(f"{template}.lock", "w") as lock:
        flock(lock, LOCK_EX)
        if not template.exists():
            made = replace(server, environ=server.environ | {"MINBAR_DATA_DIR": f"{template}.part"})
            made.environ.pop("MINBAR_DATABASE_URL", None)
            shutil.rmtree(f"{template}.part", ignore_errors=True)
            made.command("migrate")
            os.rename(f"{template}.part", template)
        shutil.copytree(template, data)
        (data / "secret_key").unlink()
        if database:
            with psycopg.connect(database, autocommit=True) as connection:
                query = "SELECT 1 FROM pg_database WHERE datname = %s"
                if connection.execute(query, [template_database]).fetchone() is None:
                    address = postgresql_database(database, f"{template_database}_part")
                    replace(server, environ=server.environ | {"MINBAR_DATABASE_URL": address}).command(
                        "migrate"
                    )
                    connection.execute(
                        f'ALTER DATABASE "{template_database}_part" RENAME TO "{template_database}"'
                    )
                name = f"minbar_{server.port}"
                connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template_database}"')
            server.environ["MINBAR_DATABASE_URL"] = urlunsplit(urlsplit(database)._replace(path=f"/{name}"))


@contextmanager
def minbar_server(*parts: str, **settings: str) -> Iterator[Server]:
    """A migrated, empty Minbar with the parts named ("serve", "worker") running; both when none is.

    ("none" starts neither, for a caller that starts something else on the same data.)

    Runs on SQLite, or on a new database of the PostgreSQL that MINBAR_DATABASE_URL names. `settings` are
    MINBAR_ variables without the prefix, in lower case.
    """
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="minbar-server-"))
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("MINBAR_", "DJANGO_"))
    }
    environ |= {
        "DJANGO_SETTINGS_MODULE": "minbar.config.settings",
        "MINBAR_ENV_FILE": os.devnull,
        "MINBAR_DATA_DIR": str(folder / "data"),
        "MINBAR_PORT": str(port),
        "MINBAR_WORKERS": "1",
    }
    database = os.environ.get("MINBAR_DATABASE_URL", "")
    database = database if database.startswith("postgres") else ""
    environ |= {f"MINBAR_{key.upper()}": value for key, value in settings.items()}
    server = Server(port, folder, environ)
    try:
        empty_minbar(server, database)
        for part in parts or ("serve", "worker"):
            if part != "none":
                server.start(part)
        yield server
    finally:
        server.stop()
        if database:
            with psycopg.connect(database, autocommit=True) as connection:
                name = f"minbar_{port}"
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(folder, ignore_errors=True)
