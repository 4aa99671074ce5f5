"""What a member's own page shows of their time."""

from dataclasses import dataclass
from datetime import date, timedelta

from minbar.accounts.models import Account, User
from minbar.wellbeing.models import UsageDay


@dataclass(frozen=True, slots=True)
class Day:
    """Whole minutes of one day by part."""

    day: date
    minutes: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.minutes.values())


def usage(account: Account, today: date, days: int = 7) -> list[Day]:
    """The last ``days`` days up to ``today``, oldest first, days without use included."""
    first = today - timedelta(days=days - 1)
    seconds: dict[date, dict[str, int]] = {first + timedelta(days=n): {} for n in range(days)}
    for row in UsageDay.objects.filter(account=account, day__gte=first, day__lte=today):
        seconds[row.day][row.part] = row.seconds
    return [
        Day(day, {str(part): round(parts.get(part, 0) / 60) for part in UsageDay.Part.values})
        for day, parts in seconds.items()
    ]


def reminder_due(user: User, today: date) -> bool:
    """Whether the member has spent the minutes after which they asked to be reminded."""
    if not user.reminder_minutes or user.account is None:
        return False
    spent = sum(UsageDay.objects.filter(account=user.account, day=today).values_list("seconds", flat=True))
    return spent >= user.reminder_minutes * 60
