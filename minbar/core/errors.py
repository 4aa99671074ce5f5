"""What an action raises when it cannot do as it was asked; each door translates these into its own form."""

from datetime import datetime
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A message may be lazy, so that it is worded in the reader's language and not in the writer's.
Message = str | Promise


class MinbarError(Exception):
    """The parent of all; `status` is the HTTP status a door answers with."""

    status: ClassVar[int] = 500

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class Invalid(MinbarError):
    """What was sent cannot be accepted; `field` names the input at fault where there is one."""

    status = 422

    def __init__(self, message: Message, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Refused(MinbarError):
    """The person is known, what they ask is clear, and they may not do it."""

    status = 403


class Missing(MinbarError):
    """There is no such thing, or none that this person may know of: the two must not differ from outside."""

    status = 404

    def __init__(self, message: Message | None = None) -> None:
        super().__init__(_("Record not found") if message is None else message)


class TooMany(MinbarError):
    """A limit was reached; the same request may succeed at `retry_at`."""

    status = 429

    def __init__(self, message: Message, retry_at: datetime) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class Unavailable(MinbarError):
    """Something we lean on (the disk, another server, the database) does not answer now."""

    status = 503
