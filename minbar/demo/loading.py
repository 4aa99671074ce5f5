"""Putting the town into an empty server, through the same actions that people use."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from minbar.accounts.actions import (
    accept_follow_request,
    create_account,
    follow,
    update_profile,
)
from minbar.accounts.models import Account, AccountKind, FollowRequest
from minbar.demo.logins import PASSWORD
from minbar.demo.portraits import Studio, Wish, wish
from minbar.demo.town_files import Entry, Town, moment, read_town
from minbar.posts import actions
from minbar.posts.models import Post
from minbar.posts.poll_draft import PollDraft
from minbar.security.actions import confirm_address

KINDS: dict[str, str] = {"bot": AccountKind.SERVICE}
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s:]+)\)")


def load() -> None:
    """Load the whole town: all of it, or nothing."""
    town = read_town()
    studio = Studio(_wishes(town))
    try:
        with transaction.atomic():
            _Loader(town, studio, timezone.now()).run()
    finally:
        studio.close()


def _wishes(town: Town) -> Iterator[Wish]:
    for account in town.accounts:
        for purpose in ("avatar", "header"):
            if purpose in account:
                yield wish(account[purpose], purpose)
    for entry in town.entries:
        for picture in [*entry.get("picture", []), *entry.get("pictures", [])]:
            yield wish(picture, "attachment")


class _Loader:
    def __init__(self, town: Town, studio: Studio, now: datetime) -> None:
        self.town, self.studio, self.now = town, studio, now
        self.anchor = town.anchor(now)
        self.people: dict[str, Account] = {}
        self.posts: dict[str, Post] = {}

    def run(self) -> None:
        for entry in self.town.accounts:
            self._settle(entry)
        self._befriend()
        for entry in self.town.entries:
            write = self._article if "body" in entry else self._post
            self.posts[entry["key"]] = write(entry)
        for entry in self.town.entries:
            self._respond(entry)

    def _settle(self, entry: Entry) -> None:
        user = create_account(
            entry["username"],
            email=f"{entry['username']}@example.org",
            password=PASSWORD,
            display_name=entry["name"],
            kind=KINDS.get(entry["kind"]) or entry["kind"],
            role=entry["roles"][0],
            locale=entry.get("language", "ar"),
            joined_at=self.now - timedelta(days=entry["joined_days_ago"]),
        )
        confirm_address(user)
        account = user.account
        if account is None:
            raise RuntimeError("an account was made without its public side")
        portraits = {
            purpose: self.studio.medium(account.pk, entry[purpose], purpose)
            for purpose in ("avatar", "header")
            if purpose in entry
        }
        self.people[entry["username"]] = update_profile(
            account,
            bio=entry.get("bio", ""),
            fields=[(name, value) for name, value in entry.get("fields", [])],
            locked=entry.get("locked", False),
            discoverable=entry.get("discoverable", True),
            avatar=portraits.get("avatar"),
            header=portraits.get("header"),
        )

    def _befriend(self) -> None:
        for source, targets in self.town.follows.items():
            for target in targets:
                edge = follow(self.people[source], self.people[target])
                if isinstance(edge, FollowRequest):
                    accept_follow_request(self.people[target], self.people[source])

    def _post(self, entry: Entry) -> Post:
        author, when = self.people[entry["by"]], moment(entry, self.anchor)
        parent = entry.get("reply_to")
        poll = entry.get("poll")
        post = actions.publish_post(
            author,
            text=entry["text"],
            language=entry["lang"],
            audience=entry.get("audience", "public"),
            warning=entry.get("cw", ""),
            sensitive=entry.get("sensitive", False),
            reply_to=self.posts[parent] if parent else None,
            media=[self.studio.medium(author.pk, picture) for picture in entry.get("picture", [])],
            poll=PollDraft(poll["options"], timedelta(days=poll["days"]), poll.get("multiple", False))
            if poll
            else None,
            created_at=when,
        )
        if "edited" in entry:
            actions.edit_post(
                author,
                post,
                text=entry["edited"],
                warning=entry.get("cw", ""),
                language=entry["lang"],
                media=[attachment.medium_id for attachment in post.attachments.all()],
            )
        return post

    def _article(self, entry: Entry) -> Post:
        author = self.people[entry["by"]]
        media, captions = {}, {}
        for picture in entry.get("pictures", []):
            media[picture["name"]] = self.studio.medium(author.pk, picture)
            captions[picture["name"]] = picture.get("caption", "").replace('"', "”")
        return actions.publish_article(
            author,
            title=entry["title"],
            summary=entry["summary"],
            source=_PICTURE.sub(
                lambda found: f'![{found[1]}](media:{found[2]} "{captions.get(found[2], "")}")', entry["body"]
            ),
            language=entry["lang"],
            media=media,
            cover=next(iter(media.values()), None),
            created_at=moment(entry, self.anchor),
        )

    def _respond(self, entry: Entry) -> None:
        """What others did with a post: each a little later than the one before."""
        post, when = self.posts[entry["key"]], moment(entry, self.anchor)
        for place, username in enumerate(entry.get("boosts", [])):
            later = min(when + timedelta(minutes=17 + 29 * place), self.now)
            actions.boost_post(self.people[username], post, created_at=later)
        for username in entry.get("favourites", []):
            actions.favourite_post(self.people[username], post)
        for username in entry.get("bookmarks", []):
            actions.bookmark_post(self.people[username], post)
        if entry.get("pinned"):
            actions.pin_post(self.people[entry["by"]], post)
        self._vote(entry, post)

    def _vote(self, entry: Entry, post: Post) -> None:
        """Each voter's choices, cast while the poll was open."""
        choices: dict[str, list[int]] = {}
        for position, voters in enumerate(entry.get("poll", {}).get("votes", [])):
            for username in voters:
                choices.setdefault(username, []).append(position)
        for username, positions in choices.items():
            actions.vote(self.people[username], post.poll, positions, voted_at=post.created_at)
