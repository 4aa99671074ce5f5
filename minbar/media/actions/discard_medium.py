from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from minbar.core.errors import Invalid, Missing
from minbar.media import storing
from minbar.media.models import Medium


def discard_medium(owner_id: int, medium: Medium) -> None:
    """Delete a medium that nothing shows. Raises `Missing` for somebody else's, `Invalid` for one in use."""
    with transaction.atomic():
        found = Medium.objects.select_for_update().filter(pk=medium.pk, owner_id=owner_id).first()
        if found is None:
            raise Missing()
        if found.attached:
            raise Invalid(_("A post shows this picture, so it cannot be deleted."))
        _delete([found])


def sweep_media(older_than: datetime, batch: int = 100) -> int:
    """Delete some media from before that moment that nothing shows; how many."""
    with transaction.atomic():
        lost = Medium.objects.select_for_update().filter(attached=False, created_at__lt=older_than)
        media = list(lost.order_by("created_at")[:batch])
        _delete(media)
    return len(media)


def _delete(media: list[Medium]) -> None:
    """Rows first; the files follow once that is certain."""
    paths = [path for medium in media for path in (medium.original, medium.file, medium.preview)]
    Medium.objects.filter(pk__in=[medium.pk for medium in media]).delete()
    transaction.on_commit(lambda: storing.remove(paths))


def sweep_originals(older_than: datetime) -> int:
    """Delete uploads that no row speaks of: what a killed process left; how many."""
    root = storing.full_path(storing.ORIGINALS)
    old = {
        f"{storing.ORIGINALS}/{path.relative_to(root).as_posix()}"
        for path in root.glob("*/*/*")
        if path.stat().st_mtime < older_than.timestamp()
    }
    lost = old - set(Medium.objects.exclude(original="").values_list("original", flat=True))
    storing.remove(lost)
    return len(lost)
