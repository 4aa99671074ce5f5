"""Starting and stopping Granian with Minbar's application."""

import gc
import os
from typing import Any

from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from minbar.config.env import Environment

# Requests under way when the server is told to stop have this long to end.
GRACE_SECONDS = 10


def load_application(_target: str) -> Any:
    """Runs in each server process, after the fork."""
    from django.db import connections

    from minbar.config.server.application import Application

    connections.close_all()
    # A request makes many objects and few circles: looking for those at every 700th object costs more than it frees.
    gc.set_threshold(20_000, 20, 50)
    return Application()


def preload() -> None:
    """Import all of Minbar once, so that the server's processes share its memory."""
    import django
    from django.urls import get_resolver

    import minbar.config.server.application  # noqa: F401 - for what it imports

    django.setup()
    _ = get_resolver().url_patterns
    # What is loaded stays: the collector need not walk it again, nor make the processes copy its pages.
    gc.collect()
    gc.freeze()


def serve(env: Environment) -> None:
    """Serve until SIGINT or SIGTERM, one process a core."""
    # Django refuses its database to a thread that runs an event loop. Here the handler is called inline
    # on purpose: no other request touches this thread until it has answered.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    preload()
    server = Server(
        "minbar",
        address=env.host,
        port=env.port,
        interface=Interfaces.RSGI,
        workers=env.worker_count,
        backlog=2048,
        backpressure=1024,
        http1_settings=HTTP1Settings(header_read_timeout=20_000),
        log_level=LogLevels(env.log_level),
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE_SECONDS,
    )
    server.serve(target_loader=load_application)
