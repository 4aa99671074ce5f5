from django.db import transaction

from minbar.core.events import emit
from minbar.media import storing
from minbar.media.decoding import Unusable
from minbar.media.events import MediumFailed, MediumReady
from minbar.media.failures import Failure
from minbar.media.models import Medium
from minbar.media.shaping import Encoded, Shaped, shape


def process_upload(medium_id: int) -> None:
    """Turn an upload into what is shown: one time, however often it is asked for.

    What cannot be shown becomes ``failed`` with a sentence for its owner. A full disk raises `Unavailable`,
    so that it is tried again.
    """
    medium = Medium.objects.filter(pk=medium_id, state=Medium.State.WAITING).first()
    if medium is None:
        return
    try:
        focus = (medium.focus_x, medium.focus_y)
        with storing.disk_may_be_full():
            shaped = shape(storing.full_path(medium.original), medium.purpose, focus)
    except Unusable as error:
        _fail(medium, error.failure)
    except FileNotFoundError:
        _fail(medium, Failure.LOST)
    else:
        _keep(medium, shaped)


def process_now(medium: Medium) -> Medium:
    """Process without waiting for the worker (demo, tests); the medium given is brought up to date."""
    process_upload(medium.pk)
    medium.refresh_from_db()
    return medium


def _keep(medium: Medium, shaped: Shaped) -> None:
    written: list[str] = []

    def stored(encoded: Encoded) -> str:
        path = storing.new_path(encoded.extension)
        written.append(path)
        storing.write(path, [encoded.data])
        return path

    try:
        file = stored(shaped.file)
        preview = stored(shaped.preview) if shaped.preview else file
        small = shaped.preview or shaped.file
        done = _finish(
            medium,
            MediumReady(medium.pk),
            state=Medium.State.READY,
            file=file,
            preview=preview,
            mime=shaped.file.mime,
            size=len(shaped.file.data),
            width=shaped.file.width,
            height=shaped.file.height,
            preview_width=small.width,
            preview_height=small.height,
            blurhash=shaped.blurhash,
        )
    except BaseException:
        storing.remove(written)
        raise
    if not done:
        storing.remove(written)


def _fail(medium: Medium, failure: Failure) -> None:
    _finish(medium, MediumFailed(medium.pk), state=Medium.State.FAILED, failure_code=failure)


def _finish(medium: Medium, event: MediumReady | MediumFailed, **changes: object) -> bool:
    """Write the outcome, unless another worker did meanwhile; whether it was written."""
    with transaction.atomic():
        waiting = Medium.objects.filter(pk=medium.pk, state=Medium.State.WAITING)
        if not waiting.update(original="", **changes):
            return False
        emit(event)
        transaction.on_commit(lambda: storing.remove([medium.original]))
    return True
