from datetime import date, timedelta

from minbar.accounts.actions import update_preferences
from minbar.accounts.models import User
from minbar.wellbeing import queries
from minbar.wellbeing.actions import KEPT_DAYS, MOST_SECONDS, clear_usage, count_usage, forget_old_usage
from minbar.wellbeing.models import UsageDay
from tests.cast import Cast

TODAY = date(2026, 3, 9)


def test_minutes_add_up_by_day_and_part(cast: Cast) -> None:
    for _ in range(4):
        count_usage(cast.salma, TODAY, "reading", 60)
    count_usage(cast.salma, TODAY - timedelta(days=1), "writing", 60)
    days = queries.usage(cast.salma, TODAY)
    assert [day.total for day in days] == [0, 0, 0, 0, 0, 1, 4]
    assert days[-1].minutes == {"reading": 4, "writing": 0, "messages": 0}
    assert [day.total for day in queries.usage(cast.omar, TODAY)] == [0] * 7


def test_a_page_cannot_report_more_than_it_was_open(cast: Cast) -> None:
    count_usage(cast.salma, TODAY, "reading", 99999)
    assert UsageDay.objects.get().seconds == MOST_SECONDS


def test_nonsense_is_passed_over(cast: Cast) -> None:
    count_usage(cast.salma, TODAY, "sleeping", 60)
    count_usage(cast.salma, TODAY, "reading", -5)
    assert not UsageDay.objects.exists()


def test_usage_is_forgotten_after_its_days(cast: Cast) -> None:
    count_usage(cast.salma, TODAY - timedelta(days=KEPT_DAYS + 1), "reading", 60)
    count_usage(cast.salma, TODAY - timedelta(days=KEPT_DAYS), "reading", 60)
    assert forget_old_usage(TODAY) == 1
    assert UsageDay.objects.count() == 1


def test_a_member_may_delete_what_was_counted(cast: Cast) -> None:
    count_usage(cast.salma, TODAY, "reading", 60)
    count_usage(cast.omar, TODAY, "reading", 60)
    clear_usage(cast.salma)
    assert list(UsageDay.objects.values_list("account", flat=True)) == [cast.omar.pk]


def test_the_reminder_comes_when_the_chosen_minutes_are_spent(cast: Cast) -> None:
    user = update_preferences(User.objects.get(account=cast.salma), reminder_minutes=2)
    count_usage(cast.salma, TODAY, "reading", 60)
    assert not queries.reminder_due(user, TODAY)
    count_usage(cast.salma, TODAY, "writing", 60)
    assert queries.reminder_due(user, TODAY)
    assert not queries.reminder_due(update_preferences(user, reminder_minutes=0), TODAY)
