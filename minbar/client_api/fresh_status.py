"""A status from a post that is at hand: what was just written, and what its author alone may see."""

import orjson

from minbar.client_api import hot, join, prepared
from minbar.core.errors import Missing
from minbar.posts.models import Post

_NOTHING_INSIDE = (None,) * 7


def status(post: Post, reader_id: int, *, with_text: bool = False) -> bytes:
    """The post must carry everything. A held one, which has no prepared bytes, is shown to its author so."""
    stored = hot.status(post.pk, reader_id) if post.edited_at or with_text else None
    body = stored or _rendered(post, reader_id)
    if with_text:
        return body[:-1] + b',"text":%b}' % orjson.dumps(post.text)
    return body


def _rendered(post: Post, reader_id: int) -> bytes:
    row = prepared.render_post(post)
    author = hot.account_columns(post.author_id)
    if author is None:
        raise Missing
    columns = (row.post_id, row.author_id, row.boost_of_id, row.counts, row.poll_ends, row.poll, row.body)
    return join.statuses([(*columns, *author, *_NOTHING_INSIDE, 0)], reader_id, {})[0]
