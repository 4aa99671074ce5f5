import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from minbar.accounts.actions import approve_account, suspend_account
from minbar.accounts.models import Account, User
from minbar.core.periodic import run_job
from minbar.security import tasks as _tasks  # noqa: F401 - registers the job, as the worker does
from minbar.security.tokens import InvalidToken, bearer_of_token
from tests.security.people import PASSWORD, member, signed_in, token_for

pytestmark = pytest.mark.django_db


def visitor() -> Client:
    return Client(headers={"accept-language": "en"})


def form(**more: str) -> dict[str, str]:
    return {
        "username": "Noor_1",
        "display_name": "نور",
        "email": "noor@example.test",
        "password1": PASSWORD,
        "agreement": "on",
    } | more


def code_in(letter: mail.EmailMessage) -> str:
    found = re.search(r"^([A-Z0-9-]{6,9})$", letter.body, re.MULTILINE)
    assert found, letter.body
    return found.group(1)


def test_signing_up_makes_login_and_account_together_and_goes_back_to_the_page_one_came_from():
    client = visitor()
    answer = client.post("/auth/signup/?next=/@salma/1%23reply", form(next="/@salma/1#reply"))
    assert answer["Location"].startswith("/auth/confirm-email/")
    user = User.objects.select_related("account").get()
    assert (user.username, user.locale, user.approved) == ("Noor_1", "en", True)
    assert user.account is not None
    assert (user.account.username, user.account.display_name) == ("Noor_1", "نور")
    assert "_auth_user_id" not in client.session
    answer = client.post("/auth/confirm-email/", {"code": code_in(mail.outbox[0])})
    assert answer["Location"] == "/@salma/1#reply"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_next_on_another_server_is_not_followed():
    member()
    answer = visitor().post(
        "/auth/login/", {"login": "salma", "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer["Location"] == "/"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "a"),
        ("username", "x" * 31),
        ("username", "سلمى"),
        ("username", "admin"),
        ("username", "SALMA"),
        ("password1", "short"),
        ("password1", "password"),
        ("agreement", ""),
        ("email", "no-address"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(field: str, value: str):
    member("salma")
    answer = visitor().post("/auth/signup/", form(**{field: value}))
    assert answer.status_code == 200
    assert answer.context["form"].errors[field]
    assert "نور" in answer.content.decode()
    assert Account.objects.count() == 1


def test_an_address_in_use_is_told_to_its_owner_alone():
    member("salma")
    mail.outbox.clear()
    answer = visitor().post("/auth/signup/", form(email="salma@example.test"))
    assert answer["Location"].startswith("/auth/confirm-email/")
    assert mail.outbox[0].to == ["salma@example.test"]
    assert User.objects.count() == 1


def test_without_confirmation_one_is_signed_in_at_once(settings: Settings):
    settings.CONFIRM_EMAIL = False
    client = visitor()
    assert client.post("/auth/signup/", form())["Location"] == "/"
    assert "_auth_user_id" in client.session


def test_where_moderators_approve_a_reason_is_asked_and_a_waiting_page_is_the_end(settings: Settings):
    settings.REGISTRATIONS = "approval"
    settings.CONFIRM_EMAIL = False
    client = visitor()
    assert client.post("/auth/signup/", form()).context["form"].errors["reason"]
    assert client.post("/auth/signup/", form(reason="I teach here"))["Location"] == "/auth/waiting/"
    user = User.objects.get()
    assert (user.approved, user.sign_up_reason) == (False, "I teach here")
    assert "_auth_user_id" not in client.session
    login = {"login": "noor_1", "password": PASSWORD}
    assert client.post("/auth/login/", login)["Location"] == "/auth/waiting/"
    assert client.get("/auth/waiting/").status_code == 200
    approve_account(user)
    assert client.post("/auth/login/", login)["Location"] == "/"


def test_a_closed_server_says_so(settings: Settings):
    settings.REGISTRATIONS = "closed"
    for path in ("/auth/signup/", "/auth/signup/passkey/"):
        assert "closed sign-up" in visitor().get(path).content.decode()
        assert visitor().post(path, form()).status_code == 200
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["salma", "SALMA", "salma@example.test"])
def test_one_signs_in_by_handle_or_address(name: str):
    member("salma")
    client = visitor()
    assert client.post("/auth/login/", {"login": name, "password": PASSWORD}).status_code == 302
    assert "_auth_user_id" in client.session


def test_a_wrong_password_is_told_without_saying_whether_the_name_exists():
    member("salma")
    answers = [
        visitor().post("/auth/login/", {"login": name, "password": "wrong-word"})
        for name in ("salma", "nobody")
    ]
    first, second = (answer.context["form"].non_field_errors() for answer in answers)
    assert first == second


def test_a_suspension_ends_the_session_at_the_next_request_and_bars_the_door():
    user = member(locale="en")
    client = signed_in(user)
    assert client.get("/settings/sessions").status_code == 200
    suspend_account(user.account)
    answer = client.get("/settings/sessions")
    assert answer.status_code == 403
    assert "suspended" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    answer = visitor().post("/auth/login/", {"login": "salma", "password": PASSWORD})
    assert answer["Location"] == "/auth/inactive/"


def test_a_withdrawn_approval_ends_the_session_too():
    user = member()
    client = signed_in(user)
    User.objects.filter(pk=user.pk).update(approved=False)
    assert client.get("/settings/sessions").status_code == 403
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_replaced_by_a_link():
    member("salma")
    client = visitor()
    mail.outbox.clear()
    client.post("/auth/password/reset/", {"email": "salma@example.test"})
    link = re.search(r"https?://[^/]+(/auth/password/reset/key/\S+)", mail.outbox[0].body)
    assert link
    page = client.get(link.group(1), follow=True)
    path = page.request["PATH_INFO"]
    client.post(path, {"password1": "another-long-one", "password2": "another-long-one"})
    assert User.objects.get().check_password("another-long-one")


def test_a_reset_ends_every_session_and_app_since_others_may_know_the_old_password():
    user = member("salma")
    other, client = signed_in(user), visitor()
    token = token_for(user)
    mail.outbox.clear()
    client.post("/auth/password/reset/", {"email": "salma@example.test"})
    link = re.search(r"https?://[^/]+(/auth/password/reset/key/\S+)", mail.outbox[0].body)
    assert link
    path = client.get(link.group(1), follow=True).request["PATH_INFO"]
    client.post(path, {"password1": "another-long-one", "password2": "another-long-one"})
    assert other.get("/settings/sessions").status_code == 302
    with pytest.raises(InvalidToken):
        bearer_of_token(token)


def test_a_sign_up_that_nobody_confirmed_frees_its_name_after_a_week():
    visitor().post("/auth/signup/", form())
    confirmed, made_here = member("salma"), member("adam")
    confirmed.emailaddress_set.create(email=confirmed.email, verified=True, primary=True)
    run_job("security: tidy")
    assert User.objects.count() == 3
    User.objects.update(date_joined=timezone.now() - timedelta(days=8))
    run_job("security: tidy")
    assert set(User.objects.all()) == {confirmed, made_here}
    assert not Account.objects.filter(username="Noor_1").exists()


def test_no_letter_tells_a_network_address():
    user = member("salma")
    client = signed_in(user)
    mail.outbox.clear()
    client.post(
        "/auth/password/change/",
        {"oldpassword": PASSWORD, "password1": "another-long-one", "password2": "another-long-one"},
    )
    assert len(mail.outbox) == 1
    assert "127.0.0.1" not in mail.outbox[0].body
    assert "fd" not in re.findall(r"\b[0-9a-f:]{8,}\b", mail.outbox[0].body)


@pytest.mark.parametrize(
    "path",
    [
        "/auth/login/",
        "/auth/signup/",
        "/auth/signup/passkey/",
        "/auth/password/reset/",
        "/auth/waiting/",
        "/auth/inactive/",
        "/auth/password/reset/done/",
        "/oauth/authorize/native?code=abc",
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_pages_on_the_way_in_open_in_both_languages(path: str, language: str):
    answer = Client(headers={"accept-language": language}).get(path)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in text
    assert " style=" not in text
    assert not re.search(r"<script(?![^>]*(src=|application/json))", text)


@pytest.mark.parametrize(
    "path",
    [
        "/auth/2fa/",
        "/auth/2fa/webauthn/",
        "/auth/email/",
        "/auth/password/change/",
        "/auth/logout/",
        "/settings/sessions",
        "/settings/apps",
    ],
)
def test_the_pages_of_the_settings_open(path: str):
    answer = signed_in(member()).get(path)
    assert answer.status_code == 200
    assert " style=" not in answer.content.decode()


def test_a_visitor_without_a_wish_reads_arabic():
    assert '<html lang="ar" dir="rtl"' in Client().get("/auth/login/").content.decode()
