from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.accounts.mentioning import people_mentioned, rendered
from minbar.accounts.models import Account
from minbar.core.errors import Invalid, Refused
from minbar.core.events import emit
from minbar.core.gates import Gate, ask
from minbar.media.actions import describe_medium
from minbar.media.models import Medium
from minbar.posts.content import check_may_write, check_text, media_of
from minbar.posts.counting import count_disappearance
from minbar.posts.events import PollChanged, PostEdited, PostHeld
from minbar.posts.limits import MOST_MEDIA
from minbar.posts.models import Attachment, Mention, Poll, Post, PostKind, PostState, PostTag
from minbar.posts.poll_draft import PollDraft, checked_options
from minbar.posts.polling import write_poll
from minbar.posts.reaching import own
from minbar.posts.tagging import attach_tags
from minbar.posts.versions import keep_edit, keep_original


def edit_post(
    author: Account,
    post: Post,
    *,
    text: str = "",
    warning: str = "",
    sensitive: bool = False,
    language: str = "",
    media: Sequence[Medium | int] = (),
    media_descriptions: Mapping[int, str] | None = None,
    media_focus: Mapping[int, tuple[float, float]] | None = None,
    poll: PollDraft | None = None,
) -> Post:
    """Replace what the post says by what is given; what is left out is taken away, as in Mastodon's API.

    Its versions before and after are kept; if nothing differs, nothing happens. Changing a poll's choices
    begins the vote anew. Audience and place in the conversation cannot change. Errors as ``publish_post``.
    """
    check_may_write(author)
    text, warning = check_text(text, warning, may_be_empty=bool(media))
    if media and poll:
        raise Invalid(_("A post has either pictures or a poll."), "media_ids")
    options = checked_options(poll) if poll else []
    with transaction.atomic():
        target = own(author, post)
        if target.kind != PostKind.POST:
            raise Invalid(_("Only posts can be edited this way."))
        shown = media_of(author, media, MOST_MEDIA)
        people = people_mentioned(text)
        found = rendered(text, language or target.language, people)
        wanted = {
            "text": found.plain,
            "html": found.html,
            "warning": warning,
            "sensitive": sensitive or bool(warning),
            "language": language or target.language,
        }
        descriptions = _differing(shown, media_descriptions or {}, media_focus or {})
        same_media = [medium.pk for medium in shown] == _media_ids(target)
        same_poll = _same_poll(target, poll, options)
        same_text = all(getattr(target, name) == value for name, value in wanted.items())
        if same_text and same_media and same_poll and not descriptions:
            return Post.objects.with_everything().get(pk=target.pk)
        keep_original(target)
        for name, value in wanted.items():
            setattr(target, name, value)
        target.edited_at = timezone.now()
        held = ask_again(target)
        target.save(update_fields=[*wanted, "edited_at", "state"])
        replace_parts(target, [people[key] for key in found.mentions], found.tags)
        if not same_media:
            _replace_media(target, shown)
        for medium in descriptions:
            describe_medium(
                author.pk,
                medium,
                description=(media_descriptions or {}).get(medium.pk),
                focus=(media_focus or {}).get(medium.pk),
            )
        if not same_poll:
            Poll.objects.filter(post=target).delete()
            if poll:
                write_poll(target, poll, options, starts_at=target.edited_at)
        keep_edit(target)
        emit(PostHeld(target.pk, author.pk) if held else PostEdited(target.pk))
    return Post.objects.with_everything().get(pk=target.pk)


def ask_again(post: Post) -> bool:
    """Ask the gate about the new words; whether they now wait for a person (``state`` is set, not saved)."""
    verdict = ask(Gate.PUBLISH, post.author, post)
    if verdict.outcome == "refuse":
        raise Refused(verdict.reason)
    if verdict.outcome == "hold" and post.state == PostState.PUBLISHED:
        count_disappearance(post)
        post.state = PostState.HELD
        return True
    return False


def replace_parts(post: Post, people: Sequence[Account], tags: list[tuple[str, str]]) -> None:
    """Mentions and tags as the new text has them; those that stay keep their rows."""
    now_mentioned = {account.pk for account in people}
    Mention.objects.filter(post=post).exclude(account__in=now_mentioned).delete()
    before = set(Mention.objects.filter(post=post).values_list("account_id", flat=True))
    Mention.objects.bulk_create(
        [Mention(post=post, account_id=account_id) for account_id in sorted(now_mentioned - before)]
    )
    PostTag.objects.filter(post=post).delete()
    attach_tags(post, tags)


def _media_ids(post: Post) -> list[int]:
    return list(Attachment.objects.filter(post=post).values_list("medium_id", flat=True))


def _replace_media(post: Post, media: Sequence[Medium]) -> None:
    Attachment.objects.filter(post=post).delete()
    Attachment.objects.bulk_create(
        [Attachment(post=post, medium=medium, position=place) for place, medium in enumerate(media)]
    )
    # A medium taken off stays marked as attached: the history still shows it.
    Medium.objects.filter(pk__in=[medium.pk for medium in media]).update(attached=True)


def _differing(
    media: Sequence[Medium], descriptions: Mapping[int, str], focus: Mapping[int, tuple[float, float]]
) -> list[Medium]:
    return [
        medium
        for medium in media
        if descriptions.get(medium.pk, medium.description) != medium.description
        or focus.get(medium.pk, (medium.focus_x, medium.focus_y)) != (medium.focus_x, medium.focus_y)
    ]


def _same_poll(post: Post, draft: PollDraft | None, options: list[str]) -> bool:
    """Whether the poll asks the same; then only its end and the showing of totals follow the draft."""
    poll = Poll.objects.filter(post=post).first()
    if poll is None or draft is None:
        return poll is None and draft is None
    titles = list(poll.options.values_list("title", flat=True))
    if titles != options or poll.multiple != draft.multiple:
        return False
    if not poll.expired:
        Poll.objects.filter(pk=poll.pk).update(
            expires_at=timezone.now() + draft.expires_in, hide_totals=draft.hide_totals
        )
        emit(PollChanged(poll.pk, post.pk))
    return True
