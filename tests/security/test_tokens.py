import pytest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from minbar.accounts.actions import set_state, suspend_account
from minbar.accounts.models import User
from minbar.core.errors import Invalid, Refused
from minbar.security import last_used
from minbar.security.models import AccessToken
from minbar.security.tokens import (
    InvalidToken,
    bearer_of,
    bearer_of_token,
    checksum,
    optional,
    require,
    require_token,
)
from tests.security.people import member, token_for

pytestmark = pytest.mark.django_db


def request(token: str | None = None):
    headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
    return RequestFactory().get("/api/v1/timelines/home", headers=headers)


def test_a_token_says_who_asks_in_one_query(django_assert_num_queries: DjangoAssertNumQueries):
    user = member(locale="en")
    token = token_for(user, "read write:statuses")
    with django_assert_num_queries(1):
        bearer = bearer_of(request(token))
    assert bearer is not None
    assert (bearer.user_id, bearer.account_id) == (user.pk, user.account_id)
    assert (bearer.app_name, bearer.locale, bearer.role) == ("Tusky", "en", "member")


def test_the_token_is_asked_for_once_in_a_request(django_assert_num_queries: DjangoAssertNumQueries):
    asked = request(token_for(member()))
    with django_assert_num_queries(1):
        assert bearer_of(asked) is bearer_of(asked)


def test_a_wide_scope_covers_the_narrow_ones_and_not_the_other_way_round():
    user = member()
    wide = bearer_of_token(token_for(user, "read"))
    assert wide.allows("read:accounts")
    assert not wide.allows("write:statuses")
    narrow = bearer_of_token(token_for(user, "read:accounts"))
    assert narrow.allows("read:accounts")
    assert not narrow.allows("read")
    assert not narrow.allows("read:statuses")


def test_follow_covers_relations_alone():
    bearer = bearer_of_token(token_for(member(), "follow"))
    assert all(bearer.allows(f"write:{noun}") for noun in ("follows", "blocks", "mutes"))
    assert bearer.allows("read:follows")
    assert not bearer.allows("write:statuses")


@pytest.mark.parametrize("token", ["", "unknown", None])
def test_without_a_known_token_the_answer_is_401(token: str | None):
    with pytest.raises(InvalidToken) as error:
        require(request(token), "read")
    assert error.value.status == 401


def test_a_revoked_token_ends_at_once():
    token = token_for(member())
    assert require(request(token), "read")
    AccessToken.objects.get(token_checksum=checksum(token)).revoke()
    with pytest.raises(InvalidToken):
        require(request(token), "read")


def test_a_scope_that_was_not_granted_is_refused():
    with pytest.raises(Refused, match="outside the authorized scopes"):
        require(request(token_for(member(), "read")), "write", "write:statuses")


def test_a_suspension_holds_at_the_next_request_and_ends_with_it():
    user = member()
    token = token_for(user)
    suspend_account(user.account)
    with pytest.raises(Refused, match="disabled"):
        require(request(token), "read")
    set_state(user.account, "active")
    assert require(request(token), "read")


def test_a_frozen_account_may_still_read():
    user = member()
    set_state(user.account, "frozen")
    assert require(request(token_for(user)), "read")


def test_a_withdrawn_approval_and_an_unconfirmed_address_are_told_apart():
    waiting = member("waiting", approved=False)
    with pytest.raises(Refused, match="pending approval"):
        require(request(token_for(waiting)), "read")
    unconfirmed = member("unconfirmed")
    unconfirmed.emailaddress_set.create(email=unconfirmed.email, verified=False, primary=True)
    token = token_for(unconfirmed)
    with pytest.raises(Refused, match="confirmed e-mail"):
        require(request(token), "read")
    unconfirmed.emailaddress_set.update(verified=True)
    assert require(request(token), "read")


def test_a_deactivated_login_is_disabled():
    user = member()
    token = token_for(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(Refused, match="disabled"):
        require(request(token), "read")


def test_an_apps_own_token_is_nobody():
    token = token_for(None, "read write:accounts")
    assert require_token(request(token), "write:accounts").account_id is None
    assert optional(request(token), "read") is None
    with pytest.raises(Invalid, match="authenticated user"):
        require(request(token), "read")


def test_an_open_endpoint_takes_visitors_but_no_wrong_token():
    assert optional(request()) is None
    with pytest.raises(InvalidToken):
        optional(request("wrong"))


def test_a_session_cookie_is_no_token(client):
    client.force_login(member())
    asked = request()
    asked.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    assert bearer_of(asked) is None


def test_the_day_of_use_is_written_once_a_day(django_assert_num_queries: DjangoAssertNumQueries):
    token = token_for(member())
    bearer_of_token(token)
    assert last_used.waiting()
    last_used.write_uses()
    assert AccessToken.objects.get().last_used_on is not None
    bearer_of_token(token)
    assert not last_used.waiting()
