"""Background work of media: entry points that call actions."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import override

from minbar.core.tasks import heartbeat, periodic, task
from minbar.media.actions.discard_medium import sweep_media, sweep_originals
from minbar.media.actions.process_upload import process_upload

#: How long an upload waits for a post that shows it.
KEPT = timedelta(days=1)


@task()
def process_medium(medium_id: int, language: str | None = None) -> None:
    """``language`` is the uploader's: in it they are told if the picture cannot be used."""
    with override(language):
        process_upload(medium_id)


@periodic("media: sweep what nothing shows", every=timedelta(hours=1))
def sweep() -> None:
    while sweep_media(timezone.now() - KEPT):
        heartbeat()
    sweep_originals(timezone.now() - 2 * KEPT)
