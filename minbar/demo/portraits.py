"""Pictures of the town as media of their owners, ready to be shown."""

import io
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from minbar.demo.pictures import draw
from minbar.demo.town_files import Entry
from minbar.media.actions import process_now, receive_upload
from minbar.media.models import Medium

SIZES = {"avatar": (400, 400), "header": (1200, 400), "attachment": (1080, 720)}
Wish = tuple[str, str, int, str]


def wish(picture: Entry, purpose: str) -> Wish:
    """What identifies a drawing: motif, palette, seed and what it is for."""
    return picture["motif"], picture["palette"], int(picture.get("seed", 0)), purpose


class Studio:
    """Draws all pictures beforehand on every processor core, and hands them out one by one."""

    def __init__(self, wishes: Iterable[Wish]) -> None:
        self._pool = ProcessPoolExecutor(mp_context=get_context("spawn"))
        self._drawn: dict[Wish, Future[bytes]] = {}
        for one in wishes:
            if one not in self._drawn:
                motif, palette, seed, purpose = one
                self._drawn[one] = self._pool.submit(draw, motif, palette, seed, SIZES[purpose])

    def medium(self, owner_id: int, picture: Entry, purpose: str = "attachment") -> Medium:
        data = self._drawn[wish(picture, purpose)].result()
        made = receive_upload(owner_id, io.BytesIO(data), description=picture.get("alt", ""), purpose=purpose)
        return process_now(made)

    def close(self) -> None:
        self._pool.shutdown()
