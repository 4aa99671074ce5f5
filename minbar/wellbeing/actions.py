"""Counting the minutes a member spends, for that member alone."""

from datetime import date, timedelta

from django.db import connection, transaction

from minbar.accounts.models import Account
from minbar.core.ids import new_id
from minbar.wellbeing.models import UsageDay

#: A page reports at most this much at once; more is a sleeping laptop, not a reader.
MOST_SECONDS = 90
KEPT_DAYS = 30


def count_usage(account: Account, day: date, part: str, seconds: int) -> None:
    """Add seconds to the member's day; unknown parts and nonsense are passed over: nobody is to be told.

    ``day`` is the date where the member is.
    """
    counted = min(int(seconds), MOST_SECONDS)
    if counted <= 0 or part not in UsageDay.Part.values:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO wellbeing_usageday (id, account_id, day, part, seconds) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (account_id, day, part) DO UPDATE SET seconds = wellbeing_usageday.seconds + %s",
            [new_id(), account.pk, day, part, counted, counted],
        )


def forget_old_usage(today: date) -> int:
    """Delete what is older than the days kept; how many rows."""
    deleted, _rows = UsageDay.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS)).delete()
    return deleted


def clear_usage(account: Account) -> None:
    """Forget everything counted about the member, because they asked."""
    UsageDay.objects.filter(account=account).delete()
