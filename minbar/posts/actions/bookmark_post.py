from django.db import transaction

from minbar.accounts.models import Account
from minbar.core.events import emit
from minbar.posts.events import BookmarkUndone, PostBookmarked
from minbar.posts.inserting import insert_once
from minbar.posts.models import Bookmark, Post
from minbar.posts.reaching import reach


def bookmark_post(actor: Account, post: Post) -> None:
    """Keep a post for oneself; nobody is told, so a frozen account may do it too. Raises `Missing`."""
    with transaction.atomic():
        target = reach(actor, post)
        if insert_once(Bookmark(account=actor, post=target)):
            emit(PostBookmarked(target.pk, actor.pk))


def undo_bookmark(actor: Account, post: Post) -> None:
    """Works on what can no longer be seen, too."""
    with transaction.atomic():
        wanted = post.boost_of_id or post.pk
        deleted, _rows = Bookmark.objects.filter(account=actor, post=wanted).delete()
        if deleted:
            emit(BookmarkUndone(wanted, actor.pk))
