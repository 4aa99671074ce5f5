"""What `minbar run` does before anything runs: on an empty machine all of it, later only what has changed.

Each step is a process of its own, so that its memory ends with it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from minbar.commands import CommandFailed, prepare
from minbar.config.env import Environment


def prepare_data(env: Environment, *, with_demo: bool) -> str:
    """Bring database, static files and demonstration to where they must be; returns the logins to print."""
    from django.contrib.auth import get_user_model
    from django.db import connections

    from minbar.commands.demo import MARK

    if with_demo and nothing_is_here(env):
        load_demo_aside(env)
    if prepare.pending_migrations() or prepare.static_is_stale():
        print("Preparing the database and the static files…", flush=True)
        do(env.data_dir, "migrate")
    if with_demo and not get_user_model().objects.exists():
        do(env.data_dir, "demo", "load")
    connections.close_all()
    if not (env.data_dir / MARK).exists():
        return ""
    from minbar.demo.logins import logins

    return logins()


def nothing_is_here(env: Environment) -> bool:
    own_folder = not env.database_url and not env.media_dir
    return own_folder and not (env.data_dir / "minbar.sqlite3").exists()


def load_demo_aside(env: Environment) -> None:
    """Load the demonstration in a folder beside, moved into place when it is whole.

    Interrupted half-way, it leaves nothing behind that a second start would take for a community.
    """
    aside = env.data_dir.absolute().with_name(env.data_dir.name + ".loading")
    shutil.rmtree(aside, ignore_errors=True)
    print("Preparing the database and the demonstration town, once…", flush=True)
    do(aside, "migrate")
    do(aside, "demo", "load")
    env.data_dir.mkdir(parents=True, exist_ok=True)
    # The database last: it is what says that something is here.
    for path in sorted(aside.iterdir(), key=lambda path: path.name.startswith("minbar.sqlite3")):
        target = env.data_dir / path.name
        if path.is_dir() and target.exists():
            shutil.copytree(path, target, dirs_exist_ok=True)
        elif path.name != "secret_key":
            path.rename(target)
    shutil.rmtree(aside)


def do(data_dir: Path, *command: str) -> None:
    environ = dict(os.environ, MINBAR_DATA_DIR=str(data_dir.absolute()))
    arguments = [sys.executable, "-m", "minbar", *command]
    if subprocess.run(arguments, env=environ, stdout=subprocess.DEVNULL, check=False).returncode:
        raise CommandFailed(f"`minbar {' '.join(command)}` failed; see its words above.")
