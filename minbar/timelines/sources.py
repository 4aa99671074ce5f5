"""Where each timeline's posts come from, as SQL both databases run: tables, key, conditions.

``queries`` asks for the ids; the client API joins its prepared bytes to the very same sources. What a reader may
not see or does not want to hear is filtered by who asks, since the ways to do it cheaply differ. Only aliases and
constants are ever put into the text; everything from outside is a parameter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from minbar.core.paging import Page


@dataclass(frozen=True, slots=True)
class Source:
    """Rows that each name one post by ``key``; ``params`` are those of ``tables`` and then of ``where``."""

    tables: str
    key: str
    where: str
    params: tuple[Any, ...]


#: Of what may stand in a public timeline; literally the condition of the indexes on posts_post.
_FIRSTS = (
    "x.audience IN ('public', 'local') AND x.boost_of_id IS NULL AND x.reply_to_account_id IS NULL"
    " AND x.state = 'published'"
)
#: Who of those that follow an author may see it without more ado.
HOME_AUDIENCES = ("public", "unlisted", "followers", "local")


def bounds(page: Page, key: str) -> tuple[str, list[int]]:
    """The window of the page as a condition with its parameters."""
    text, params = "", []
    if page.max_id is not None:
        text += f" AND {key} < %s"
        params.append(page.max_id)
    lower = page.min_id if page.min_id is not None else page.since_id
    if lower is not None:
        text += f" AND {key} > %s"
        params.append(lower)
    return text, params


def order(page: Page, key: str, times: int = 1) -> str:
    return f" ORDER BY {key} {'ASC' if page.upwards else 'DESC'} LIMIT {page.limit * times}"


def home(owner_id: int) -> Source:
    return Source("timelines_homeentry h", "h.post_id", "h.owner_id = %s", (owner_id,))


def home_with(owner_id: int, merged: Sequence[tuple[int, bool]], page: Page) -> Source:
    """Home of one who follows merged authors: (account id, whether their boosts are shown)."""
    text, window = bounds(page, "h.post_id")
    parts = [f"SELECT h.post_id AS id FROM timelines_homeentry h WHERE h.owner_id = %s{text}"]
    params: list[Any] = [owner_id, *window]
    text, window = bounds(page, "x.id")
    for author_id, boosts in merged:
        parts.append(
            "SELECT x.id FROM posts_post x WHERE x.author_id = %s AND x.state = 'published'"
            f" AND x.audience IN {HOME_AUDIENCES} AND {to_followers('%s')}"
            f"{'' if boosts else ' AND x.boost_of_id IS NULL'}{text}"
        )
        params += [author_id, owner_id, owner_id, *window]
    # Each part gives at most a page, so what is sorted does not grow with anybody's history.
    limited = " UNION ".join(f"SELECT * FROM ({part}{order(page, '1')}) t{i}" for i, part in enumerate(parts))
    return Source(f"({limited}) m", "m.id", "1 = 1", tuple(params))


def to_followers(owner: str) -> str:
    """Whether the follower `owner` is shown the post ``x``: replies only to those whom they follow as well."""
    return (
        f"(x.reply_to_account_id IS NULL OR x.reply_to_account_id IN (x.author_id, {owner})"
        " OR EXISTS (SELECT 1 FROM accounts_follow r"
        f" WHERE r.source_id = {owner} AND r.target_id = x.reply_to_account_id))"
    )


def _audience(member: bool) -> str:
    return "" if member else " AND x.audience = 'public'"


def public(*, local: bool, remote: bool = False, only_media: bool = False, member: bool = False) -> Source:
    """First posts of everybody, or of this server alone, or of the others alone."""
    where = _FIRSTS + _audience(member)
    if local:
        where += " AND x.local"
    elif remote:
        where += " AND NOT x.local"
    if only_media:
        where += _WITH_MEDIA
    index = "posts_local_timeline" if local else "posts_public_timeline"
    return Source(f"posts_post x{_by(index)}", "x.id", where, ())


def _by(index: str) -> str:
    """SQLite has to be told: it takes "boost_of_id IS NULL" for a rare thing and walks through every reply."""
    return f" INDEXED BY {index}" if connection.vendor == "sqlite" else ""


_WITH_MEDIA = " AND EXISTS (SELECT 1 FROM posts_attachment w WHERE w.post_id = x.id)"
_TAGGED = (
    "EXISTS (SELECT 1 FROM posts_posttag u JOIN posts_tag v ON v.id = u.tag_id"
    " WHERE u.post_id = x.id AND v.name IN ({marks}))"
)


def tag(
    name: str,
    page: Page,
    *,
    any_of: Iterable[str] = (),
    all_of: Iterable[str] = (),
    none_of: Iterable[str] = (),
    local: bool = False,
    remote: bool = False,
    only_media: bool = False,
    member: bool = False,
) -> Source:
    """Posts with the tag (or one of ``any_of``), all of ``all_of`` and none of ``none_of``; names are folded."""
    where = "x.state = 'published' AND x.audience IN ('public', 'local')" + _audience(member)
    params: list[Any] = []
    names = list(dict.fromkeys([name, *any_of]))
    if len(names) == 1:
        tables = "posts_tag g JOIN posts_posttag t ON t.tag_id = g.id JOIN posts_post x ON x.id = t.post_id"
        key = "t.post_id"
        where = f"g.name = %s AND {where}"
        params.append(name)
    else:
        text, window = bounds(page, "t.post_id")
        part = (
            "SELECT * FROM (SELECT t.post_id FROM posts_tag g JOIN posts_posttag t ON t.tag_id = g.id"
            f" WHERE g.name = %s{text}{order(page, 't.post_id', times=10)}) t{{}}"
        )
        union = " UNION ".join(part.format(i) for i in range(len(names)))
        for each in names:
            params += [each, *window]
        tables, key = f"({union}) t JOIN posts_post x ON x.id = t.post_id", "t.post_id"
    for each in dict.fromkeys(all_of):
        where += " AND " + _TAGGED.format(marks="%s")
        params.append(each)
    unwanted = list(dict.fromkeys(none_of))
    if unwanted:
        where += " AND NOT " + _TAGGED.format(marks=", ".join(["%s"] * len(unwanted)))
        params += unwanted
    if local:
        where += " AND x.local"
    elif remote:
        where += " AND NOT x.local"
    if only_media:
        where += _WITH_MEDIA
    return Source(tables, key, where, tuple(params))


def profile(
    account_id: int,
    *,
    replies: bool = True,
    boosts: bool = True,
    only_media: bool = False,
    tagged: str = "",
    pinned: bool = False,
) -> Source:
    """What one account published, newest first; pinned posts in the order of their ids."""
    tables, where, params = "posts_post x", "x.author_id = %s", [account_id]
    if pinned:
        tables = "posts_pin n JOIN posts_post x ON x.id = n.post_id"
        where = "n.account_id = %s AND x.author_id = n.account_id"
    if not replies:
        # A thread that somebody writes under their own post is not a reply to anybody.
        where += " AND (x.reply_to_account_id IS NULL OR x.reply_to_account_id = x.author_id)"
    if not boosts:
        where += " AND x.boost_of_id IS NULL"
    if only_media:
        where += _WITH_MEDIA
    if tagged:
        where += " AND " + _TAGGED.format(marks="%s")
        params.append(tagged)  # type: ignore[arg-type]  # ids and names together
    return Source(tables, "x.id", where, tuple(params))


def thread(post_id: int) -> Source:
    """All of the conversation that the post belongs to."""
    return Source(
        "posts_post x",
        "x.id",
        "x.thread_id = (SELECT z.thread_id FROM posts_post z WHERE z.id = %s)",
        (post_id,),
    )
