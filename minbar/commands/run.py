"""`minbar run`: prepare what is missing, then keep server and worker running until Ctrl-C."""

import argparse
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from minbar.commands import CommandFailed, prepare, start_django
from minbar.config.env import Environment, environment

PARTS = ("serve", "worker")
STOP_SECONDS = 15
# A part that ends by itself is started again, but not for ever.
RESTARTS = 5


class Stop(Exception):
    """Ctrl-C, or the signal to end."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--demo", action="store_true", help="load the demonstration town if nobody is here yet"
    )


def run(args: argparse.Namespace) -> int:
    env = environment()
    refuse_a_taken_port(env)
    prepare.compile_translations()
    start_django()
    prepare.migrate()
    prepare.collect_static()
    logins = ""
    if args.demo:
        from minbar.commands import demo

        logins = demo.load_once()
    from django.db import connections

    connections.close_all()
    return supervise(env, logins)


def refuse_a_taken_port(env: Environment) -> None:
    with socket.socket() as probe:
        if probe.connect_ex((reachable(env.host), env.port)) == 0:
            raise CommandFailed(f"port {env.port} is taken; choose another with MINBAR_PORT.")


def reachable(host: str) -> str:
    return "127.0.0.1" if host in {"0.0.0.0", "::", "localhost"} else host  # noqa: S104 - compared, not bound


def start(part: str) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches this process alone, which then ends the parts in order.
    return subprocess.Popen([sys.executable, "-m", "minbar", part], start_new_session=True)


def raise_stop(signum: int, frame: FrameType | None) -> None:
    raise Stop


def supervise(env: Environment, logins: str) -> int:
    signal.signal(signal.SIGINT, raise_stop)
    signal.signal(signal.SIGTERM, raise_stop)
    running: dict[str, subprocess.Popen[bytes]] = {}
    restarts = 0
    try:
        for part in PARTS:
            running[part] = start(part)
        wait_until_it_answers(env, running["serve"])
        print(f"\nMinbar is at {env.public_url}\n{logins}\nCtrl-C stops it.\n", flush=True)
        while True:
            time.sleep(0.5)
            for part, process in running.items():
                if process.poll() is None:
                    continue
                restarts += 1
                if restarts > RESTARTS:
                    raise CommandFailed(
                        f"the {part} keeps ending (status {process.returncode}); see its output above."
                    )
                print(
                    f"minbar: the {part} ended (status {process.returncode}) and is started again.",
                    file=sys.stderr,
                )
                running[part] = start(part)
    except Stop:
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stop(list(running.values()))


def wait_until_it_answers(env: Environment, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise CommandFailed("the server did not start; see its output above.")
        with socket.socket() as probe:
            if probe.connect_ex((reachable(env.host), env.port)) == 0:
                return
        time.sleep(0.05)
    raise CommandFailed("the server did not answer within a minute.")


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
