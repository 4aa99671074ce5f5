from datetime import datetime

from minbar.posts import fresh
from minbar.posts.models import Poll, PollOption, Post
from minbar.posts.poll_draft import PollDraft


def write_poll(post: Post, draft: PollDraft, titles: list[str], starts_at: datetime) -> Poll:
    """The rows of a checked poll; runs in the caller's transaction."""
    poll = Poll.objects.create(
        post=post,
        multiple=draft.multiple,
        hide_totals=draft.hide_totals,
        expires_at=starts_at + draft.expires_in,
    )
    options = [PollOption(poll=poll, position=place, title=title) for place, title in enumerate(titles)]
    PollOption.objects.bulk_create(options)
    fresh.fill(poll, options=options)
    return poll
