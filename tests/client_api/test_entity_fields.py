"""Our entities against the fields that Mastodon's documentation lists (entity_fields.json is taken from there)."""

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from typing_extensions import is_typeddict

DOCUMENTED: dict[str, list[dict[str, Any]]] = json.loads(
    Path(__file__).with_name("entity_fields.json").read_text()
)
#: Of which version of Mastodon our entities are.
VERSION = (4, 5)

#: Where each entity of the documentation stands here.
OURS = {
    "Account": "account.Account",
    "CredentialAccount": "account.CredentialAccount",
    "MutedAccount": "account.MutedAccount",
    "AccountRole": "account.AccountRole",
    "Role": "account.RoleInFull",
    "Field": "account.Field",
    "Status": "status.Status",
    "Status::Mention": "status.StatusMention",
    "Status::Tag": "status.StatusTag",
    "StatusSource": "status.StatusSource",
    "StatusEdit": "status.StatusEdit",
    "Context": "status.Context",
    "Notification": "notification.Notification",
    "Relationship": "relationship.Relationship",
    "MediaAttachment": "media.MediaAttachment",
    "Poll": "poll.Poll",
    "Poll::Option": "poll.PollOption",
    "PreviewCard": "card.PreviewCard",
    "CustomEmoji": "emoji.CustomEmoji",
    "V1_Instance": "instance.InstanceV1",
    "Instance": "instance.Instance",
    "InstanceIcon": "instance.Icon",
    "Application": "application.Application",
    "CredentialApplication": "application.CredentialApplication",
    "Tag": "tag.Tag",
    "Marker": "marker.Marker",
    "Preferences": "preferences.Preferences",
    "Search": "search.Search",
    "Report": "report.Report",
    "Rule": "rule.Rule",
    "Error": "error.Error",
}
#: Where we do otherwise, and why.
OTHERWISE = {
    "Status.text": "the documentation itself says that it is there only after a deletion",
    "MediaAttachment.meta": "always there, as Mastodon sends it",
    "MediaAttachment.text_url": "removed in Mastodon 3.5",
}
#: What is ours alone, or documented with an operation (a sign-up's errors, 4.5's preference).
OWN = {"Status.minbar", "Error.details", "Preferences.posting:default:quote_policy"}


def shape(name: str) -> Any:
    module, _dot, kind = OURS[name].partition(".")
    return getattr(import_module(f"minbar.client_api.entities.{module}"), kind)


def is_of_our_version(field: dict[str, Any]) -> bool:
    since = field["since"]
    return since is None or tuple(int(part) for part in since.split(".")[:2]) <= VERSION


def path_of(name: str) -> list[str]:
    """``configuration[urls][streaming]`` and ``poll.options[].title`` as their parts."""
    return [part for part in re.split(r"[\[\].]+", name) if part]


def find(kind: Any, path: list[str]) -> tuple[Any, str, bool] | None:
    """The dict that the field stands in, its type, and whether it is always there."""
    for step, part in enumerate(path):
        hints = get_type_hints(kind)
        if part not in hints:
            return None
        if step == len(path) - 1:
            return hints[part], part, part in kind.__required_keys__
        kind = inner(hints[part])
        if not is_typeddict(kind):
            return None
    return None


def inner(kind: Any) -> Any:
    """The dict inside ``X | None`` or ``list[X]``."""
    while not is_typeddict(kind) and get_args(kind):
        kind = next((arg for arg in get_args(kind) if arg is not type(None)), kind)
    return kind


def may_be_null(kind: Any) -> bool:
    return kind is type(None) or (get_origin(kind) is not list and type(None) in get_args(kind))


@pytest.mark.parametrize("entity", OURS)
def test_every_documented_field_is_there_as_documented(entity: str) -> None:
    wrong = []
    for field in DOCUMENTED[entity]:
        name = f"{entity}.{field['name']}"
        path = path_of(field["name"])
        if name in OTHERWISE or not is_of_our_version(field):
            continue
        if "@" in field["name"] or (len(path) > 1 and f"{entity}.{path[0]}" in OTHERWISE):
            continue
        found = find(shape(entity), path)
        if found is None:
            if field["required"]:
                wrong.append(f"{name} is missing")
            continue
        kind, _part, always = found
        if field["required"] and not always:
            wrong.append(f"{name} may be absent")
        if may_be_null(kind) and not field["nullable"]:
            wrong.append(f"{name} may be null")
    assert wrong == []


@pytest.mark.parametrize("entity", OURS)
def test_no_field_is_there_that_is_not_documented(entity: str) -> None:
    documented = {path_of(field["name"])[0] for field in DOCUMENTED[entity]}
    if entity in {"CredentialAccount", "MutedAccount"}:
        documented |= {path_of(field["name"])[0] for field in DOCUMENTED["Account"]}
    if entity == "CredentialApplication":
        documented |= {path_of(field["name"])[0] for field in DOCUMENTED["Application"]}
    extra = {name for name in get_type_hints(shape(entity)) if name not in documented}
    assert {f"{entity}.{name}" for name in extra} - OWN == set()
