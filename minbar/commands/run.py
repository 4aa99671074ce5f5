"""`minbar run`: prepare what is missing, then keep server and worker running until Ctrl-C."""

import argparse
import gc
import multiprocessing
import os
import signal
import socket
import sys
import time
from types import FrameType

from minbar.commands import CommandFailed, prepare, start_django
from minbar.commands.first_start import prepare_data
from minbar.config.env import Environment, environment

PARTS = ("serve", "worker")
STOP_SECONDS = 15
# A part that ends by itself is started again, but not for ever.
RESTARTS = 5
# Forked, not started anew: all parts share the memory of what was imported before.
forks = multiprocessing.get_context("fork")


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
    # The handler is called on a thread that runs an event loop: see config/server/launch.py.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    start_django()
    logins = prepare_data(env, with_demo=args.demo)
    return supervise(env, logins)


def refuse_a_taken_port(env: Environment) -> None:
    with socket.socket() as probe:
        if probe.connect_ex((reachable(env.host), env.port)) == 0:
            raise CommandFailed(f"port {env.port} is taken; choose another with MINBAR_PORT.")


def reachable(host: str) -> str:
    return "127.0.0.1" if host in {"0.0.0.0", "::", "localhost"} else host  # noqa: S104 - compared, not bound


def start(part: str) -> multiprocessing.process.BaseProcess:
    sys.stdout.flush()
    process = forks.Process(target=be, args=(part,), name=part)
    process.start()
    return process


def be(part: str) -> None:
    """Runs in the new process."""
    os.setsid()  # Ctrl-C reaches the first process alone, which then ends the others
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    if part == "serve":
        from minbar.config.server.launch import serve

        serve(environment())
    else:
        from minbar.core import worker

        worker.run()


def raise_stop(signum: int, frame: FrameType | None) -> None:
    raise Stop


def supervise(env: Environment, logins: str) -> int:
    from minbar.config.server.launch import preload

    preload()
    gc.collect()
    gc.freeze()  # what is here now is never looked at again by the collector, so it stays shared
    signal.signal(signal.SIGINT, raise_stop)
    signal.signal(signal.SIGTERM, raise_stop)
    running: dict[str, multiprocessing.process.BaseProcess] = {}
    restarts = 0
    try:
        for part in PARTS:
            running[part] = start(part)
        wait_until_it_answers(env, running["serve"])
        print(f"\nMinbar is at {env.public_url}\n{logins}\nCtrl-C stops it.\n", flush=True)
        while True:
            time.sleep(0.5)
            for part, process in running.items():
                if process.is_alive():
                    continue
                restarts += 1
                if restarts > RESTARTS:
                    raise CommandFailed(f"the {part} keeps ending; see its output above.")
                status = process.exitcode
                print(f"minbar: the {part} ended (status {status}) and is started again.", file=sys.stderr)
                running[part] = start(part)
    except Stop:
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stop(list(running.values()))


def wait_until_it_answers(env: Environment, server: multiprocessing.process.BaseProcess) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if not server.is_alive():
            raise CommandFailed("the server did not start; see its output above.")
        with socket.socket() as probe:
            if probe.connect_ex((reachable(env.host), env.port)) == 0:
                return
        time.sleep(0.05)
    raise CommandFailed("the server did not answer within a minute.")


def stop(processes: list[multiprocessing.process.BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        process.join(max(0.1, deadline - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()
