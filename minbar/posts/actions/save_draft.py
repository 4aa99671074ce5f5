from collections.abc import Mapping
from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.accounts.models import Account
from minbar.core.errors import Invalid, Missing
from minbar.posts.limits import LARGEST_DRAFT, MOST_DRAFTS
from minbar.posts.models import Draft, Post


def _storable(value: Any) -> Any:
    """The value without the characters that no database takes: NUL and halves of characters."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "ignore").decode()
    if isinstance(value, Mapping):
        return {_storable(name): _storable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(part) for part in value]
    return value


def save_draft(
    account: Account,
    kind: str,
    content: Mapping[str, Any],
    post: Post | None = None,
    draft: Draft | None = None,
) -> Draft:
    """Keep what somebody is writing: a new draft, or over the given one.

    ``content`` are the form's fields by name, as typed. ``post`` is the article being edited, if it is
    already published. Raises `Missing` for a draft or post of somebody else, or one already discarded.
    """
    if kind not in Draft.Kind.values:
        raise Invalid(_("There is no such kind of draft."), "kind")
    typed = _storable(content)
    if len(orjson.dumps(typed)) > LARGEST_DRAFT:
        raise Invalid(_("This is too long to be kept as a draft."), "content")
    if post is not None and post.author_id != account.pk:
        raise Missing()
    with transaction.atomic():
        if draft is None:
            if Draft.objects.filter(account=account).count() >= MOST_DRAFTS:
                raise Invalid(
                    _("You have %(most)d drafts; discard some of them first.") % {"most": MOST_DRAFTS}
                )
            return Draft.objects.create(account=account, kind=kind, content=typed, post=post)
        kept = Draft.objects.select_for_update().filter(pk=draft.pk, account=account).first()
        if kept is None:
            raise Missing()
        kept.content, kept.updated_at = typed, timezone.now()
        kept.save(update_fields=["content", "updated_at"])
    return kept


def discard_draft(account: Account, draft: Draft) -> None:
    """Throw a draft away; nothing happens if it is gone already."""
    with transaction.atomic():
        Draft.objects.filter(pk=draft.pk, account=account).delete()
