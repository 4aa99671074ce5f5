"""Reading what a client sends before Django's thread is asked for anything."""

import asyncio
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

IN_MEMORY = 1024 * 1024
# A client that sends nothing for this long is let go.
PATIENCE = 60.0


class BodyRefused(Exception):
    """The status and the words to answer with in place of reading on."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def announced_length(scope: Any, limit: int) -> int | None:
    """How long the body will be, 0 for none; None when the client does not say."""
    given = scope.headers.get("content-length")
    if given is not None:
        if not given.isascii() or not given.isdigit():
            raise BodyRefused(400, "Content-Length is not a number.")
        if int(given) > limit:
            raise too_large(limit)
        return int(given)
    if "transfer-encoding" in scope.headers or (
        scope.http_version == "2" and scope.method not in {"GET", "HEAD"}
    ):
        return None
    return 0


def too_large(limit: int) -> BodyRefused:
    return BodyRefused(413, f"The request is larger than the {limit // 1024 // 1024} MB this server takes.")


async def read_body(scope: Any, protocol: Any, limit: int) -> BinaryIO:
    """The whole body, in memory while it is small and in a temporary file beyond that."""
    length = announced_length(scope, limit)
    if length == 0:
        return BytesIO()
    try:
        if length is not None and length <= IN_MEMORY:
            return BytesIO(await asyncio.wait_for(protocol(), PATIENCE))
        return await spool(protocol, limit)
    except TimeoutError:
        raise BodyRefused(408, "The request did not arrive in time.") from None
    except OSError:
        raise BodyRefused(
            507, "The server has no room left to take this upload. Nothing was saved."
        ) from None


async def spool(protocol: Any, limit: int) -> BinaryIO:
    # Not a with statement: Django reads the file after this function has returned, and closes it.
    body = cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 - see above
    received = 0
    try:
        chunks = aiter(protocol)
        while True:
            try:
                chunk = await asyncio.wait_for(anext(chunks), PATIENCE)
            except StopAsyncIteration:
                break
            received += len(chunk)
            if received > limit:
                raise too_large(limit)
            body.write(chunk)
        body.seek(0)
    except BaseException:
        body.close()
        raise
    return body
