"""Schemathesis asks every operation of the documentation all manner of things, and compares what it answers."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from minbar.accounts.actions import follow, update_profile
from minbar.client_api.api import api
from minbar.core.worker import drain
from minbar.notifications.models import Notification
from minbar.posts.actions import PollDraft, favourite_post, publish_post
from tests.cast import Cast
from tests.client_api.client import App, picture
from tests.media.pictures import png

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


@pytest.fixture
def api_schema(known: dict[str, str]) -> Iterator[Any]:
    """The documentation, to be asked in the test's transaction: nothing may close it, as in Django's client.

    (Which connects what it disconnected, and so must not be used after this.)
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def known(cast: Cast, media_folder: Path) -> dict[str, str]:
    """Where an id stands in a path -> one that leads to something."""
    follow(cast.omar, cast.salma)
    follow(cast.salma, cast.omar)
    update_profile(cast.salma, locked=True)
    follow(cast.hakim, cast.salma)
    medium = App(cast.salma).form("/v2/media", {"file": picture(png())}).json()["id"]
    kept = App(cast.salma).form("/v2/media", {"file": picture(png())}).json()["id"]
    App(cast.salma).post("/v1/statuses", {"status": "صورة", "media_ids": [kept], "spoiler_text": "تنبيه"})
    poll = publish_post(cast.omar, text="سؤال؟", poll=PollDraft(["نعم", "لا"]))
    post = publish_post(cast.salma, text="يا @omar في #بغداد https://example.org")
    publish_post(cast.omar, text="رد", reply_to=post)
    favourite_post(cast.omar, post)
    drain()
    return {
        "accounts": str(cast.omar.pk),
        "follow_requests": str(cast.hakim.pk),
        "statuses": str(post.pk),
        "media": medium,
        "polls": str(poll.poll.pk),
        "notifications": str(
            Notification.objects.filter(recipient=cast.salma).values_list("pk", flat=True)[0]
        ),
        "hashtag": "بغداد",
        "tags": "بغداد",
    }


#: No generator guesses these; the rest of what is sent is made up.
SENSIBLE: dict[str, dict[str, Any]] = {
    "GET /api/v1/accounts": {"id[]": ["{accounts}"]},
    "GET /api/v1/accounts/lookup": {"acct": "omar"},
    "GET /api/v1/accounts/search": {"q": "om"},
    "GET /api/v1/accounts/relationships": {"id[]": ["{accounts}"]},
    "GET /api/v1/accounts/familiar_followers": {"id[]": ["{accounts}"]},
    "GET /api/v1/statuses": {"id[]": ["{statuses}"]},
    "GET /api/v1/markers": {"timeline[]": ["home"]},
    "GET /api/v2/search": {"q": "بغداد"},
    "POST /api/v1/apps": {"client_name": "App", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob"},
    "POST /api/v1/markers": {"home": {"last_read_id": "{statuses}"}},
    "POST /api/v1/polls/{id}/votes": {"choices": [0]},
    "POST /api/v1/reports": {"account_id": "{accounts}", "status_ids": [], "rule_ids": ["9"]},
    "POST /api/v1/statuses": {"status": "نص", "poll": {"options": ["أ", "ب"], "expires_in": 600}},
    "POST /api/v1/statuses/{id}/reblog": {"visibility": "unlisted"},
    "PUT /api/v1/statuses/{id}": {"status": "نص آخر"},
}
#: What needs a file, an app's own token or a subscription is answered well in other tests.
NEVER_WELL = {
    "POST /api/v1/accounts",
    "POST /api/v1/media",
    "POST /api/v2/media",
    "GET /api/v1/push/subscription",
}
ONLY_GENERATED = settings(
    max_examples=9,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def made_sensible(case: schemathesis.Case, known: dict[str, str]) -> None:
    """Lead the case to what is there: made-up ids and words show errors alone."""
    parts = case.operation.path.split("/")
    for name in case.path_parameters or ():
        real = known.get(name) or known.get(parts[parts.index(f"{{{name}}}") - 1])
        if real is not None:
            case.path_parameters[name] = real
    sensible = SENSIBLE.get(case.operation.label)
    if sensible is not None:
        filled = json.loads(re.sub(r"\{(\w+)\}", lambda m: known[m[1]], json.dumps(sensible)))
        if case.method == "GET":
            case.query = filled
        else:
            case.body, case.media_type = filled, "application/json"


def answers_of(operation: Any, known: dict[str, str], headers: dict[str, str]) -> Counter[int]:
    """Ask one operation, each time on the same data, and give how often it answered with which status."""
    statuses: Counter[int] = Counter()

    @ONLY_GENERATED
    @given(case=operation.as_strategy())
    def ask(case: schemathesis.Case) -> None:
        if statuses.total() % 3 != 1:
            made_sensible(case, known)
        before = transaction.savepoint()
        response = case.call(headers=headers)
        transaction.savepoint_rollback(before)
        statuses[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    ask()
    return statuses


def test_every_operation_answers_as_it_is_documented(
    api_schema: Any, known: dict[str, str], cast: Cast
) -> None:
    headers = App(cast.salma, "read write follow push").headers
    wrong: list[str] = []
    answered: dict[str, Counter[int]] = {}
    for found in api_schema.get_all_operations():
        operation = found.ok()
        try:
            answered[operation.label] = answers_of(operation, known, headers)
        except BaseExceptionGroup as group:
            wrong += [f"{operation.label}: {error}" for error in group.exceptions]
    assert not wrong, "\n\n".join(wrong)
    assert len(answered) == sum(len(methods) for methods in api.get_openapi_schema()["paths"].values())
    never = {label for label, statuses in answered.items() if min(statuses) >= 300}
    assert never == NEVER_WELL, answered
