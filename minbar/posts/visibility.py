"""Who sees which post: the one place that decides it.

Two questions. *Visible*: may the viewer see the post at all, by its address too? *Heard*: is it shown to them
unasked, in timelines and threads? Each is written twice, as a condition for the ORM and as SQL for the hot
queries, because both are needed; tests/posts/test_visibility.py holds them together on random data.

A post is visible when
- it is published, or it is held and the viewer wrote it;
- its author is not suspended;
- neither the author nor the viewer has blocked the other;
- it is public or unlisted; or local and the viewer is of this server; or for followers and the viewer is one;
  or the viewer wrote it or is mentioned in it;
- and, for a boost, the post inside it is visible too.

A visible post is heard when neither its author nor the author of the post inside it is muted by the viewer,
or is limited without the viewer following them.
"""

from typing import Any, Final

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q
from django.utils import timezone

from minbar.accounts.models import Account, AccountState, Block, Follow, Mute
from minbar.posts.models.choices import Audience, PostState
from minbar.posts.models.mention import Mention

_OPEN: Final = (Audience.PUBLIC, Audience.UNLISTED)


def visible(posts: type[Model], viewer: Account | None) -> Q:
    """The condition on a query of ``posts`` (the model Post)."""
    readable = _readable(viewer)
    inside = posts._base_manager.filter(readable, pk=OuterRef("boost_of"))
    return readable & (Q(boost_of__isnull=True) | Q(Exists(inside)))


def heard(posts: type[Model], viewer: Account | None) -> Q:
    """What comes on top of ``visible`` where posts are shown unasked."""
    welcome = _welcome(viewer)
    inside = posts._base_manager.filter(welcome, pk=OuterRef("boost_of"))
    return welcome & (Q(boost_of__isnull=True) | Q(Exists(inside)))


def _readable(viewer: Account | None) -> Q:
    standing = ~Q(author__state=AccountState.SUSPENDED)
    if viewer is None:
        return standing & Q(state=PostState.PUBLISHED, audience__in=_OPEN)
    own = Q(author=viewer.pk)
    blocked = Q(Exists(Block.objects.filter(source=viewer.pk, target=OuterRef("author")))) | Q(
        Exists(Block.objects.filter(source=OuterRef("author"), target=viewer.pk))
    )
    addressed = (
        Q(audience__in=(*_OPEN, Audience.LOCAL) if viewer.local else _OPEN)
        | own
        | (Q(audience=Audience.FOLLOWERS) & _followed(viewer))
        | Q(Exists(Mention.objects.filter(post=OuterRef("pk"), account=viewer.pk)))
    )
    state = Q(state=PostState.PUBLISHED) | (Q(state=PostState.HELD) & own)
    return state & standing & addressed & ~blocked


def _welcome(viewer: Account | None) -> Q:
    loud = ~Q(author__state=AccountState.LIMITED)
    if viewer is None:
        return loud
    muted = Mute.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()),
        source=viewer.pk,
        target=OuterRef("author"),
    )
    return ~Q(Exists(muted)) & (loud | Q(author=viewer.pk) | _followed(viewer))


def _followed(viewer: Account) -> Q:
    return Q(Exists(Follow.objects.filter(source=viewer.pk, target=OuterRef("author"))))


# The same in SQL. {p} is the alias of posts_post, {a} that of its author's accounts_account; the parameters
# are named (sql_parameters). Only aliases are ever put into the text.

_SQL_VISITOR: Final = (
    "({p}.state = 'published' AND {p}.audience IN ('public', 'unlisted') AND {a}.state <> 'suspended')"
)
_SQL_MEMBER: Final = (
    "(({p}.state = 'published' OR ({p}.state = 'held' AND {p}.author_id = %(viewer)s))"
    " AND {a}.state <> 'suspended'"
    " AND ({p}.audience IN ({open}) OR {p}.author_id = %(viewer)s"
    " OR ({p}.audience = 'followers' AND {followed})"
    " OR EXISTS (SELECT 1 FROM posts_mention xm WHERE xm.post_id = {p}.id AND xm.account_id = %(viewer)s))"
    " AND NOT EXISTS (SELECT 1 FROM accounts_block xb"
    " WHERE xb.source_id = %(viewer)s AND xb.target_id = {p}.author_id)"
    " AND NOT EXISTS (SELECT 1 FROM accounts_block xb"
    " WHERE xb.source_id = {p}.author_id AND xb.target_id = %(viewer)s))"
)
_SQL_FOLLOWED: Final = (
    "EXISTS (SELECT 1 FROM accounts_follow xf"
    " WHERE xf.source_id = %(viewer)s AND xf.target_id = {p}.author_id)"
)
_SQL_WELCOME_VISITOR: Final = "({a}.state <> 'limited')"
_SQL_WELCOME_MEMBER: Final = (
    "(({a}.state <> 'limited' OR {p}.author_id = %(viewer)s OR {followed})"
    " AND NOT EXISTS (SELECT 1 FROM accounts_mute xu WHERE xu.source_id = %(viewer)s"
    " AND xu.target_id = {p}.author_id AND (xu.expires_at IS NULL OR xu.expires_at > %(now)s)))"
)
_SQL_INSIDE: Final = (
    "({whole} AND ({p}.boost_of_id IS NULL OR EXISTS (SELECT 1 FROM posts_post xp"
    " JOIN accounts_account xa ON xa.id = xp.author_id WHERE xp.id = {p}.boost_of_id AND {part})))"
)


def _sql(template: str, viewer: Account | None, post: str, author: str, boosts: bool) -> str:
    audiences = "'public', 'unlisted'" + (", 'local'" if viewer is not None and viewer.local else "")

    def filled(p: str, a: str) -> str:
        return template.format(p=p, a=a, open=audiences, followed=_SQL_FOLLOWED.format(p=p))

    whole = filled(post, author)
    return _SQL_INSIDE.format(whole=whole, p=post, part=filled("xp", "xa")) if boosts else whole


def visible_sql(viewer: Account | None, post: str = "p", author: str = "a", *, boosts: bool = True) -> str:
    """``visible`` for a raw query. ``boosts=False`` saves a subquery where no boosts can come."""
    return _sql(_SQL_VISITOR if viewer is None else _SQL_MEMBER, viewer, post, author, boosts)


def heard_sql(viewer: Account | None, post: str = "p", author: str = "a", *, boosts: bool = True) -> str:
    """``heard`` for a raw query, to stand beside ``visible_sql``."""
    return _sql(_SQL_WELCOME_VISITOR if viewer is None else _SQL_WELCOME_MEMBER, viewer, post, author, boosts)


def sql_parameters(viewer: Account | None) -> dict[str, Any]:
    """What the two fragments need; pass it, with the query's own, to ``cursor.execute``."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    return {"viewer": viewer.pk if viewer is not None else None, "now": now}
