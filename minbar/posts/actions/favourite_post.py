from django.db import transaction

from minbar.accounts.models import Account
from minbar.core.events import emit
from minbar.posts.content import check_may_write
from minbar.posts.counting import change
from minbar.posts.events import FavouriteUndone, PostFavourited
from minbar.posts.inserting import insert_once
from minbar.posts.models import Favourite, Post
from minbar.posts.reaching import reach


def favourite_post(actor: Account, post: Post) -> None:
    """Tell the author that one likes it; a second time changes nothing. Raises `Missing` or `Refused`."""
    check_may_write(actor)
    with transaction.atomic():
        target = reach(actor, post)
        if insert_once(Favourite(account=actor, post=target)):
            change(target.pk, "favourites_count", 1)
            emit(PostFavourited(target.pk, actor.pk, target.author_id))


def undo_favourite(actor: Account, post: Post) -> None:
    """Works on what can no longer be seen, too."""
    with transaction.atomic():
        wanted = post.boost_of_id or post.pk
        deleted, _rows = Favourite.objects.filter(account=actor, post=wanted).delete()
        if deleted:
            change(wanted, "favourites_count", -1)
            target = Post.objects.only("author_id").get(pk=wanted)
            emit(FavouriteUndone(wanted, actor.pk, target.author_id))
