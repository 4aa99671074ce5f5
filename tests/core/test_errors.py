"""Errors carry what a door needs."""

from datetime import UTC, datetime

import pytest

from minbar.core.errors import Invalid, MinbarError, Missing, Refused, TooMany, Unavailable


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Invalid("too long", "status"), 422),
        (Refused("not yours"), 403),
        (Missing(), 404),
        (TooMany("slow down", datetime(2030, 1, 1, tzinfo=UTC)), 429),
        (Unavailable("the disk is full"), 503),
    ],
)
def test_each_error_has_its_status_and_message(error: MinbarError, status: int) -> None:
    assert error.status == status
    assert str(error)
    with pytest.raises(MinbarError):
        raise error


def test_an_invalid_input_names_its_field() -> None:
    assert Invalid("too long", "status").field == "status"
    assert Invalid("empty").field == ""
