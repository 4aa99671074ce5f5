from datetime import timedelta

import pytest
from django.utils import timezone

from minbar.accounts import actions, events, queries
from minbar.accounts.models import Account, AccountState, Follow, FollowRequest, Mute, Note, User
from minbar.core.errors import Invalid, Missing, Refused
from minbar.core.events import name_of
from minbar.core.models import EventRow
from minbar.core.paging import Page
from tests.cast import Cast


def counts(account: Account) -> tuple[int, int]:
    account.refresh_from_db()
    return account.following_count, account.followers_count


def told(event: type[events.Event]) -> int:
    return EventRow.objects.filter(name=name_of(event)).count()


def test_a_new_account_has_a_login_and_an_actor_address(db: None) -> None:
    user = actions.create_account("Nour", email="nour@example.org", password="x" * 12, display_name="نور")
    assert user.account is not None
    assert user.account.uri.endswith("/users/Nour")
    assert user.account.url.endswith("/@Nour")
    assert user.check_password("x" * 12)
    assert told(events.AccountCreated) == 1


def test_a_username_is_taken_whatever_its_case(cast: Cast) -> None:
    with pytest.raises(Invalid) as caught:
        actions.create_account("SALMA")
    assert caught.value.field == "username"
    assert User.objects.count() == 6


@pytest.mark.parametrize(
    "name", ["a", "x" * 31, "has space", "سلمى", "-dash", "admin", "Your_Time", "dot.ted", "a@b"]
)
def test_a_username_that_cannot_be_had_is_refused_with_a_reason(db: None, name: str) -> None:
    with pytest.raises(Invalid) as caught:
        actions.create_account(name)
    assert str(caught.value)


def test_an_email_address_serves_one_login_only(cast: Cast) -> None:
    with pytest.raises(Invalid) as caught:
        actions.create_account("other", email="SALMA@example.org")
    assert caught.value.field == "email"


def test_following_counts_on_both_sides_once(cast: Cast) -> None:
    actions.follow(cast.salma, cast.omar)
    actions.follow(cast.salma, cast.omar)
    assert counts(cast.salma) == (1, 0)
    assert counts(cast.omar) == (0, 1)
    actions.unfollow(cast.salma, cast.omar)
    actions.unfollow(cast.salma, cast.omar)
    assert counts(cast.salma) == (0, 0)
    assert counts(cast.omar) == (0, 0)
    assert (told(events.Followed), told(events.Unfollowed)) == (1, 1)


def test_following_again_changes_only_the_wishes_given(cast: Cast) -> None:
    actions.follow(cast.salma, cast.omar, show_boosts=False, languages=["ar"])
    edge = actions.follow(cast.salma, cast.omar, notify=True)
    edge.refresh_from_db()
    assert (edge.show_boosts, edge.notify, edge.languages) == (False, True, ["ar"])


def test_a_locked_account_is_asked_first(cast: Cast) -> None:
    assert isinstance(actions.follow(cast.salma, cast.layla), FollowRequest)
    assert not Follow.objects.exists()
    actions.accept_follow_request(cast.layla, cast.salma)
    assert Follow.objects.filter(source=cast.salma, target=cast.layla).exists()
    assert not FollowRequest.objects.exists()


def test_a_rejected_request_leaves_no_follow(cast: Cast) -> None:
    actions.follow(cast.salma, cast.layla)
    actions.reject_follow_request(cast.layla, cast.salma)
    assert not Follow.objects.exists()
    with pytest.raises(Missing):
        actions.accept_follow_request(cast.layla, cast.salma)


def test_blocking_ends_the_follows_both_ways_and_forbids_new_ones(cast: Cast) -> None:
    actions.follow(cast.salma, cast.omar)
    actions.follow(cast.omar, cast.salma)
    actions.block(cast.salma, cast.omar)
    assert not Follow.objects.exists()
    assert counts(cast.salma) == (0, 0)
    for one, other in ((cast.salma, cast.omar), (cast.omar, cast.salma)):
        with pytest.raises(Refused):
            actions.follow(one, other)
    actions.unblock(cast.salma, cast.omar)
    assert isinstance(actions.follow(cast.omar, cast.salma), Follow)


def test_nobody_follows_blocks_or_mutes_themselves(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.follow(cast.salma, cast.salma)
    with pytest.raises(Invalid):
        actions.block(cast.salma, cast.salma)
    with pytest.raises(Invalid):
        actions.mute(cast.salma, cast.salma)


@pytest.mark.parametrize("state", [AccountState.FROZEN, AccountState.SUSPENDED])
def test_an_account_that_may_not_act_cannot_follow(cast: Cast, state: str) -> None:
    actions.set_state(cast.salma, state)
    with pytest.raises(Refused):
        actions.follow(cast.salma, cast.omar)


def test_a_removed_follower_is_not_blocked(cast: Cast) -> None:
    actions.follow(cast.omar, cast.salma)
    actions.remove_follower(cast.salma, cast.omar)
    assert not Follow.objects.exists()
    assert isinstance(actions.follow(cast.omar, cast.salma), Follow)


def test_a_mute_ends_when_its_time_is_over(cast: Cast) -> None:
    edge = actions.mute(cast.salma, cast.omar, duration=timedelta(hours=1))
    assert queries.relationships(cast.salma, [cast.omar.pk])[cast.omar.pk].muting == edge
    Mute.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert queries.relationships(cast.salma, [cast.omar.pk])[cast.omar.pk].muting is None
    assert actions.end_expired_mutes() == 1
    assert not Mute.objects.exists()


def test_a_note_is_kept_changed_and_removed(cast: Cast) -> None:
    actions.write_note(cast.salma, cast.omar, "جارنا القديم")
    actions.write_note(cast.salma, cast.omar, "صديق أخي")
    assert queries.relationships(cast.salma, [cast.omar.pk])[cast.omar.pk].note == "صديق أخي"
    assert queries.relationships(cast.omar, [cast.salma.pk])[cast.salma.pk].note == ""
    actions.write_note(cast.salma, cast.omar, "")
    assert not Note.objects.exists()


def test_a_bio_is_escaped_and_has_a_direction_a_paragraph(cast: Cast) -> None:
    actions.update_profile(cast.salma, bio="أكتب عن <النهر>\n\nReader & walker")
    html = Account.objects.get(pk=cast.salma.pk).bio_html
    assert '<p dir="rtl">' in html
    assert '<p dir="ltr">' in html
    assert "<النهر>" not in html


def test_a_profile_with_a_wrong_part_is_not_changed_at_all(cast: Cast) -> None:
    with pytest.raises(Invalid):
        actions.update_profile(cast.salma, display_name="جديد", bio="x" * 1001)
    assert Account.objects.get(pk=cast.salma.pk).display_name == "سلمى"


def test_a_profile_field_never_holds_a_script_address(cast: Cast) -> None:
    actions.update_profile(
        cast.salma, fields=[("موقع", "javascript:alert(1)"), ("site", "https://a.example/x")]
    )
    fields = Account.objects.get(pk=cast.salma.pk).fields
    assert "<a" not in fields[0]["html"]
    assert 'href="https://a.example/x"' in fields[1]["html"]


def test_preferences_outside_the_choices_are_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        actions.update_preferences(cast.salma.user, theme="neon")
    with pytest.raises(Invalid):
        actions.update_preferences(cast.salma.user, time_zone="Mars/Olympus")
    assert actions.update_preferences(cast.salma.user, theme="eyecare").theme == "eyecare"


def test_search_finds_a_name_in_any_spelling(cast: Cast) -> None:
    assert queries.search_accounts("عمر") == [cast.omar]
    assert queries.search_accounts("سلمي") == [cast.salma]
    assert queries.search_accounts("النهر") == [cast.nahr]
    assert queries.search_accounts("@dar_al") == [cast.nahr]


def test_search_leaves_out_the_suspended_and_the_blocked(cast: Cast) -> None:
    actions.block(cast.salma, cast.omar)
    assert queries.search_accounts("omar", cast.salma) == []
    assert queries.search_accounts("salma", cast.omar) == []
    actions.suspend_account(cast.nahr)
    assert queries.search_accounts("dar_alnahr") == []


def test_followers_are_paged_by_id_newest_first(cast: Cast) -> None:
    for follower in (cast.omar, cast.nahr, cast.hakim):
        actions.follow(follower, cast.salma)
    first = queries.followers(cast.salma, Page(limit=2))
    assert [edge.source for edge in first] == [cast.hakim, cast.nahr]
    rest = queries.followers(cast.salma, Page(limit=2).older_than(first[-1].pk))
    assert [edge.source for edge in rest] == [cast.omar]
