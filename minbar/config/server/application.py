"""The RSGI application: one process, one event loop, and Django's handler called inline on its thread."""

import asyncio
import contextvars
import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_started
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from minbar.config.server.body import BodyRefused, read_body
from minbar.config.server.files import FileLane, send_file
from minbar.config.server.request import Proxies, make_environ

log = logging.getLogger("minbar.server")
NO_BODY = frozenset({"GET", "HEAD", "OPTIONS"})
Respond = Callable[[dict[str, Any]], HttpResponseBase]


class Handler(BaseHandler):
    """Django's synchronous handler, with or without the middleware."""

    def __init__(self, middleware: list[str] | None = None) -> None:
        super().__init__()
        chosen = settings.MIDDLEWARE
        if middleware is not None:
            settings.MIDDLEWARE = middleware
        try:
            self.load_middleware()
        finally:
            settings.MIDDLEWARE = chosen

    def respond(self, environ: dict[str, Any]) -> HttpResponseBase:
        request_started.send(sender=self.__class__, environ=environ)
        request: HttpRequest = WSGIRequest(environ)
        return self.get_response(request)


def header_list(response: HttpResponseBase) -> list[tuple[str, str]]:
    headers = [(name.lower(), value) for name, value in response.items()]
    if response.cookies:
        headers += [("set-cookie", cookie.OutputString()) for cookie in response.cookies.values()]
    return headers


class Application:
    """What Granian calls for every request; made once in each server process."""

    def __init__(self) -> None:
        set_script_prefix("/")
        self.respond: Respond = Handler().respond
        self.bare: Respond = Handler(middleware=[]).respond if settings.MINBAR_BENCH else self.respond
        # Every request runs in this one context: Django keeps its database connection in it. In the context
        # of its own that asyncio gives each request, the connection would be opened anew each time.
        self.context = contextvars.copy_context()
        # Requests known to work long (hashing a password) have a thread and connections of their own.
        self.slow_lane = ThreadPoolExecutor(1, thread_name_prefix="slow-lane")
        self.proxies = Proxies(settings.TRUSTED_PROXIES)
        self.limit: int = settings.MAX_BODY_BYTES
        self.slow_paths: tuple[str, ...] = tuple(settings.SLOW_PATHS)
        self.slow_seconds: float = settings.SLOW_REQUEST_SECONDS
        self.static = FileLane(settings.STATIC_URL, settings.STATIC_ROOT, immutable=False)
        self.media = FileLane(settings.MEDIA_URL, settings.MEDIA_ROOT, immutable=True)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        if scope.proto != "http":
            protocol.close(404)
            return
        path = scope.path
        if path == "/healthz":
            protocol.response_str(200, [("content-type", "text/plain"), ("cache-control", "no-store")], "ok")
            return
        for lane in (self.static, self.media):
            if path.startswith(lane.prefix):
                lane.respond(scope, protocol)
                return
        try:
            body = await read_body(scope, protocol, self.limit)
        except BodyRefused as refused:
            self.refuse(scope, protocol, refused)
            return
        headers = scope.headers.items()
        environ = make_environ(scope, headers, body, self.proxies)
        if scope.method not in NO_BODY and path.startswith(self.slow_paths):
            loop = asyncio.get_running_loop()
            response = await loop.run_in_executor(self.slow_lane, self.respond, environ)
        else:
            respond = self.bare if path.startswith("/bench/") else self.respond
            response = self.on_thread(respond, environ)
        await self.send(scope, protocol, response)

    def __rsgi_del__(self, loop: Any) -> None:
        self.slow_lane.shutdown()

    def on_thread(self, respond: Respond, environ: dict[str, Any]) -> HttpResponseBase:
        started = time.perf_counter()
        response = self.context.run(respond, environ)
        held = time.perf_counter() - started
        if self.slow_seconds and held > self.slow_seconds:
            what = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
            log.warning("slow: %s held the process for %d ms", what, held * 1000)
        return response

    async def send(self, scope: Any, protocol: Any, response: HttpResponseBase) -> None:
        headers = header_list(response)
        try:
            if not response.streaming:
                protocol.response_bytes(response.status_code, headers, response.content)  # type: ignore[attr-defined]  # HttpResponse
            elif path := real_file(response):
                send_file(scope, protocol, path, headers)
            else:
                await self.stream(protocol, response, headers)
        finally:
            # Ends the request for Django: broken connections are closed, uploads' temporary files removed.
            self.context.run(response.close)

    async def stream(self, protocol: Any, response: Any, headers: list[tuple[str, str]]) -> None:
        transport = protocol.response_stream(response.status_code, headers)
        if response.is_async:
            async for chunk in response.streaming_content:
                await transport.send_bytes(chunk)
            return
        chunks: Iterator[bytes] = iter(response.streaming_content)
        while (chunk := self.context.run(next, chunks, None)) is not None:
            await transport.send_bytes(chunk)

    def refuse(self, scope: Any, protocol: Any, refused: BodyRefused) -> None:
        if scope.path.startswith(("/api/", "/oauth/")):
            kind, text = "application/json", json.dumps({"error": refused.message})
        else:
            kind, text = "text/plain; charset=utf-8", refused.message
        protocol.response_str(refused.status, [("content-type", kind), ("connection", "close")], text)


def real_file(response: Any) -> str | None:
    """The path of a FileResponse that sends a whole file of the disk, which Granian can send itself."""
    file = getattr(response, "file_to_stream", None)
    name = getattr(file, "name", None)
    if file is None or not isinstance(name, str) or response.status_code != 200:
        return None
    return name if os.path.isabs(name) and os.path.isfile(name) and file.tell() == 0 else None
