"""Mastodon.py against a running Minbar: every endpoint of the client API that it knows."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from mastodon import (
    Mastodon,
    MastodonAPIError,
    MastodonIllegalArgumentError,
    MastodonNotFoundError,
    MastodonUnauthorizedError,
)

from tests.compat.conftest import PASSWORD, SCOPES, Member, make_members, signed_in
from tests.compat.waiting import eventually
from tests.media.pictures import jpeg, png
from tests.server import Server

pytestmark = pytest.mark.xdist_group("compat")


def texts(statuses: list[Any]) -> list[str]:
    return [status.content for status in statuses]


def accts(accounts: list[Any]) -> list[str]:
    return [account.acct for account in accounts]


def test_the_server_introduces_itself(server: Server, mariam: Member) -> None:
    api = mariam.api
    assert api.retrieve_mastodon_version(fail_hard=True).startswith("4.5.0")
    assert api.instance_v1().uri == f"localhost:{server.port}"
    assert api.instance_v2().configuration.statuses.max_characters == 5000
    assert len(api.instance_rules()) == 10
    assert len(api.instance_activity()) == 12
    assert list(api.instance_peers()) == []
    assert api.instance_extended_description().content == ""
    assert api.oauth_authorization_server_info().token_endpoint.endswith("/oauth/token")
    assert api.ratelimit_limit == 300
    assert api.ratelimit_remaining < 300


def test_an_app_knows_itself_and_gives_its_token_back(server: Server, mariam: Member) -> None:
    make_members(server, "leaving")
    leaving = signed_in(server, "leaving")
    assert leaving.api.app_verify_credentials().name == "Compat"
    leaving.api.revoke_access_token(allow_http=True)
    again = Mastodon(access_token=leaving.api.access_token or "gone", api_base_url=server.url)
    with pytest.raises((MastodonUnauthorizedError, MastodonAPIError)):
        again.account_verify_credentials()
    assert mariam.api.app_verify_credentials().website == "https://app.example"


def test_an_app_signs_somebody_up(server: Server, mariam: Member) -> None:
    id, secret = Mastodon.create_app("Signer", scopes=SCOPES, api_base_url=server.url)
    api = Mastodon(client_id=id, client_secret=secret, api_base_url=server.url)
    token = api.create_account(
        "newcomer", PASSWORD, "newcomer@example.org", agreement=True, scopes=SCOPES, locale="ar"
    )
    assert token
    assert mariam.api.account_lookup("newcomer").acct == "newcomer"


def test_profiles_are_read_found_and_changed(mariam: Member, yusuf: Member) -> None:
    api = mariam.api
    assert api.account(yusuf.id).acct == "yusuf"
    assert accts(api.accounts([yusuf.id, mariam.id])) == ["yusuf", "mariam"]
    assert api.account_lookup("yusuf").id == yusuf.api.me().id
    assert accts(api.account_search("yus", limit=5)) == ["yusuf"]
    changed = api.account_update_credentials(
        display_name="مريم",
        note="أكتب عن المدن",
        avatar=jpeg(500, 500),
        avatar_mime_type="image/jpeg",
        header=png(900, 300),
        header_mime_type="image/png",
        locked=False,
        bot=False,
        discoverable=True,
        fields=[("المدينة", "بغداد"), ("الموقع", "https://example.org")],
    )
    assert changed.display_name == "مريم"
    assert changed.source.note == "أكتب عن المدن"
    assert [field.name for field in changed.fields] == ["المدينة", "الموقع"]
    assert "/media/" in changed.avatar
    assert "/media/" in changed.header
    assert "/media/" not in api.account_delete_avatar().avatar
    assert "/media/" not in api.account_delete_header().header
    assert api.account_verify_credentials().display_name == "مريم"
    assert api.preferences()["posting:default:visibility"] == "public"
    assert list(api.account_featured_tags(yusuf.id)) == []
    assert list(api.account_lists(yusuf.id)) == []


def test_people_follow_mute_block_and_note(mariam: Member, yusuf: Member) -> None:
    api = mariam.api
    assert api.account_follow(yusuf.id, reblogs=False, notify=True).following
    assert accts(api.account_following(mariam.id)) == ["yusuf"]
    assert "mariam" in accts(api.account_followers(yusuf.id))
    assert api.account_relationships([yusuf.id])[0].notifying
    assert api.account_familiar_followers([yusuf.id])[0].accounts == []
    assert api.account_note_set(yusuf.id, "زميل").note == "زميل"
    muted = api.account_mute(yusuf.id, notifications=False, duration=600)
    assert muted.muting
    assert not muted.muting_notifications
    assert accts(api.mutes()) == ["yusuf"]
    assert not api.account_unmute(yusuf.id).muting
    assert api.account_block(yusuf.id).blocking
    assert accts(api.blocks()) == ["yusuf"]
    assert not api.account_unblock(yusuf.id).blocking
    api.account_follow(yusuf.id)
    assert not yusuf.api.account_remove_from_followers(mariam.id).followed_by
    api.account_follow(yusuf.id)
    assert not api.account_unfollow(yusuf.id).following


def test_a_locked_account_is_asked(mariam: Member, yusuf: Member, huda: Member) -> None:
    for member in (mariam, yusuf):
        assert member.api.account_follow(huda.id).requested
    assert accts(huda.api.follow_requests()) == ["yusuf", "mariam"]
    assert huda.api.follow_request_authorize(mariam.id).followed_by
    assert not huda.api.follow_request_reject(yusuf.id).followed_by
    assert list(huda.api.follow_requests()) == []
    mariam.api.account_unfollow(huda.id)


def test_a_post_lives_its_whole_life(mariam: Member, yusuf: Member) -> None:
    api = mariam.api
    post = api.status_post(
        "صباح الخير يا @yusuf من #بغداد",
        visibility="public",
        spoiler_text="تحية",
        language="ar",
        idempotency_key="once",
    )
    assert api.status_post("صباح الخير", idempotency_key="once").id == post.id
    assert [mention.acct for mention in post.mentions] == ["yusuf"]
    assert (post.tags[0].name, post.spoiler_text, post.language) == ("بغداد", "تحية", "ar")
    assert api.status(post).uri == post.uri
    assert [status.id for status in api.statuses([post.id])] == [post.id]
    edited = api.status_update(post, "مساء الخير يا @yusuf", spoiler_text="تحية")
    assert edited.edited_at is not None
    assert api.status_source(post).text == "مساء الخير يا @yusuf"
    assert len(api.status_history(post)) == 2
    reply = yusuf.api.status_reply(post, "أهلًا")
    context = api.status_context(post)
    assert [status.id for status in context.descendants] == [reply.id]
    assert [status.id for status in api.status_context(reply).ancestors] == [post.id]
    assert api.status_pin(post).pinned
    assert texts(api.account_statuses(mariam.id, pinned=True)) == [edited.content]
    assert not api.status_unpin(post).pinned
    assert api.status_mute(post).muted
    assert not api.status_unmute(post).muted
    deleted = api.status_delete(post)
    assert deleted.text == "مساء الخير يا @yusuf"
    with pytest.raises(MastodonNotFoundError):
        api.status(post)


def test_others_react_to_a_post(mariam: Member, yusuf: Member) -> None:
    post = mariam.api.status_post("منشور للتفاعل")
    api = yusuf.api
    assert api.status_favourite(post).favourited
    assert api.status_bookmark(post).bookmarked
    boost = api.status_reblog(post)
    assert boost.reblog.id == post.id
    assert accts(api.status_favourited_by(post)) == accts(api.status_reblogged_by(post)) == ["yusuf"]
    assert [status.id for status in api.favourites()] == [post.id]
    assert [status.id for status in api.bookmarks()] == [post.id]
    assert boost.id in [status.id for status in api.account_statuses(yusuf.id)]
    assert boost.id not in [status.id for status in api.account_statuses(yusuf.id, exclude_reblogs=True)]
    assert not api.status_unfavourite(post).favourited
    assert not api.status_unbookmark(post).bookmarked
    assert not api.status_unreblog(post).reblogged
    assert api.status_card(post) is None


def test_lists_are_turned_by_their_links(mariam: Member, yusuf: Member) -> None:
    posts = [mariam.api.status_post(f"منشور ذو رقم {number}") for number in range(3)]
    for post in posts:
        yusuf.api.status_favourite(post)
    first = yusuf.api.favourites(limit=2)
    assert [status.id for status in first] == [posts[2].id, posts[1].id]
    second = yusuf.api.fetch_next(first)
    assert [status.id for status in second] == [posts[0].id]
    assert [status.id for status in yusuf.api.fetch_previous(second)] == [posts[2].id, posts[1].id]
    for post in posts:
        yusuf.api.status_unfavourite(post)


def test_a_picture_is_uploaded_described_and_shown(mariam: Member) -> None:
    api = mariam.api
    medium = api.media_post(jpeg(900, 700), "image/jpeg", description="نهر", focus=(0.2, -0.4))
    assert medium.description == "نهر"
    ready = eventually(lambda: (found := api.media(medium)).url and found)
    assert ready.meta.original.width == 900
    changed = api.media_update(medium, description="نهر عند الغروب", focus=(0.0, 0.5))
    assert (changed.description, changed.meta.focus.y) == ("نهر عند الغروب", 0.5)
    post = api.status_post("صورة", media_ids=[medium], sensitive=True)
    assert post.media_attachments[0].description == "نهر عند الغروب"
    assert post.sensitive
    shown = api.session.get(post.media_attachments[0].url)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert [status.id for status in api.account_statuses(mariam.id, only_media=True)] == [post.id]
    unused = api.media_post(png(), "image/png")
    api._Mastodon__api_request("DELETE", f"/api/v1/media/{unused.id}")
    with pytest.raises(MastodonNotFoundError):
        api.media(unused)


def test_a_file_that_is_no_picture_is_refused(mariam: Member) -> None:
    with pytest.raises(MastodonAPIError) as refused:
        mariam.api.media_post(b"#!/bin/sh\necho hello", "image/png")
    assert refused.value.args[1] == 422


def test_a_poll_is_asked_and_answered(mariam: Member, yusuf: Member) -> None:
    poll = mariam.api.make_poll(["شاي", "قهوة"], expires_in=600, multiple=False, hide_totals=False)
    post = mariam.api.status_post("ماذا تشربون؟", poll=poll)
    assert [option.title for option in post.poll.options] == ["شاي", "قهوة"]
    voted = yusuf.api.poll_vote(post.poll, [1])
    assert voted.own_votes == [1]
    assert yusuf.api.poll(post.poll).votes_count == 1
    with pytest.raises(MastodonAPIError):
        yusuf.api.poll_vote(post.poll, [0])


def test_timelines_are_read(server: Server, mariam: Member, yusuf: Member) -> None:
    mariam.api.account_follow(yusuf.id)
    post = yusuf.api.status_post("خبر عن #البصرة اليوم")
    assert eventually(lambda: [s for s in mariam.api.timeline_home() if s.id == post.id])
    assert post.id in [status.id for status in mariam.api.timeline_local()]
    assert post.id in [status.id for status in mariam.api.timeline_public()]
    assert [status.id for status in mariam.api.timeline_hashtag("البصره")] == [post.id]
    visitor = Mastodon(api_base_url=server.url)
    assert post.id in [status.id for status in visitor.timeline_public(local=True)]
    with pytest.raises((MastodonUnauthorizedError, MastodonAPIError)):
        visitor.timeline_home()
    mariam.api.account_unfollow(yusuf.id)


def test_notifications_are_read_marked_and_put_away(mariam: Member, yusuf: Member) -> None:
    mariam.api.notifications_clear()
    post = mariam.api.status_post("منشور ينتظر الردود")
    yusuf.api.status_reply(post, "رد", untag=False)
    yusuf.api.status_favourite(post)
    yusuf.api.status_reblog(post)

    def told() -> list[Any]:
        found = mariam.api.notifications()
        return list(found) if {n.type for n in found} >= {"mention", "favourite", "reblog"} else []

    found = eventually(told)
    assert mariam.api.notifications_unread_count().count >= 3
    assert {n.type for n in mariam.api.notifications(types=["favourite"])} == {"favourite"}
    assert "favourite" not in {n.type for n in mariam.api.notifications(exclude_types=["favourite"])}
    assert mariam.api.notifications(id=found[0].id).id == found[0].id
    marker = mariam.api.markers_set("notifications", found[0].id)
    assert mariam.api.markers_get("notifications")["notifications"].version == marker["notifications"].version
    assert mariam.api.notifications_unread_count().count == 0
    mariam.api.notifications_dismiss(found[0].id)
    assert found[0].id not in [n.id for n in mariam.api.notifications()]
    mariam.api.notifications_clear()
    assert list(mariam.api.notifications()) == []


def test_search_finds_accounts_and_hashtags(mariam: Member, yusuf: Member) -> None:
    yusuf.api.status_post("في #المكتبة الوطنية")
    found = mariam.api.search("المكتبه", resolve=False)
    assert [tag.name for tag in found.hashtags] == ["المكتبة"]
    assert accts(mariam.api.search_v2("yusuf", result_type="accounts").accounts) == ["yusuf"]
    assert mariam.api.tag("المكتبة").name == "المكتبة"
    post = yusuf.api.status_post("منشور بعنوان")
    assert [status.id for status in mariam.api.search(post.url).statuses] == [post.id]


def test_a_report_is_taken(mariam: Member, yusuf: Member) -> None:
    post = yusuf.api.status_post("إعلان بلا إفصاح")
    report = mariam.api.report(
        yusuf.id, status_ids=[post.id], comment="إعلان", category="violation", rule_ids=["9"]
    )
    assert report.target_account.acct == "yusuf"
    assert report.rule_ids == ["9"]


def test_what_nobody_has_here_is_an_empty_list(mariam: Member) -> None:
    api = mariam.api
    for ask in (
        api.announcements,
        api.custom_emojis,
        api.domain_blocks,
        api.endorsements,
        api.featured_tags,
        api.filters,
        api.filters_v2,
        api.followed_tags,
        api.lists,
        api.scheduled_statuses,
        api.suggestions,
        api.trending_links,
        api.trending_statuses,
        api.trending_tags,
    ):
        assert list(ask()) == [], ask.__name__
    with pytest.raises(MastodonNotFoundError):
        api.push_subscription()
    assert "mariam" in accts(api.directory(order="new", local=True))


def test_what_is_wrong_is_an_error_the_client_understands(mariam: Member) -> None:
    with pytest.raises(MastodonNotFoundError):
        mariam.api.account(1)
    with pytest.raises(MastodonAPIError) as too_long:
        mariam.api.status_post("س" * 5001)
    assert too_long.value.args[1] == 422
    with pytest.raises((MastodonAPIError, MastodonIllegalArgumentError)):
        mariam.api.status_post("لاحقًا", scheduled_at=datetime.now(UTC) + timedelta(hours=1))
