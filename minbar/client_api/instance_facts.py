"""What is known of this server as a whole: who runs it, and how much is on it, counted now and then."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar, cast

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from minbar.accounts.models import Account, AccountState, Role, User
from minbar.client_api.entities.instance import Stats, Week
from minbar.core.ids import id_at
from minbar.posts.models import Post
from minbar.security.models import AccessToken

#: Counting takes long on a large server, and nobody needs it to the second.
_KEPT = 15 * 60
_WEEKS = 12
T = TypeVar("T")


def _kept(name: str, count: Callable[[], T]) -> T:
    return cast(T, cache.get_or_set(f"client_api:{name}", count, _KEPT))


def contact_account() -> Account | None:
    """The first administrator, whom people may turn to."""
    staff = Account.objects.filter(user__role=Role.ADMIN, state=AccountState.ACTIVE)
    return staff.select_related("avatar", "header").order_by("pk").first()


def stats() -> Stats:
    return _kept("stats", _stats)


def _stats() -> Stats:
    return {
        "user_count": User.objects.filter(is_active=True, approved=True).count(),
        "status_count": Post.objects.published().filter(local=True).count(),
        "domain_count": len(peers()),
    }


def peers() -> list[str]:
    """Domains of the remote accounts known here."""
    return _kept("peers", _peers)


def _peers() -> list[str]:
    known = Account.objects.exclude(domain="").values_list("domain", flat=True)
    return sorted(known.distinct())


def active_month() -> int:
    """Members who signed in, or used an app, in the last 30 days."""
    return _kept("active_month", lambda: _seen_since(timedelta(days=30)))


def _seen_since(period: timedelta) -> int:
    since = timezone.now() - period
    by_app = AccessToken.objects.filter(user=OuterRef("pk"), last_used_on__gte=since.date())
    members = User.objects.filter(is_active=True, approved=True)
    return members.filter(Q(last_login__gte=since) | Exists(by_app)).count()


def activity() -> list[Week]:
    """The last 12 weeks, this one first. A sign-in is counted in the week of a member's latest."""
    return _kept("activity", _activity)


def _activity() -> list[Week]:
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    return [_week(monday - timedelta(weeks=back)) for back in range(_WEEKS)]


def _week(begin: datetime) -> Week:
    end = begin + timedelta(weeks=1)
    posts = Post.objects.published().filter(pk__gte=id_at(begin), pk__lt=id_at(end), local=True)
    signed_in = User.objects.filter(last_login__gte=begin, last_login__lt=end)
    joined = User.objects.filter(date_joined__gte=begin, date_joined__lt=end)
    return {
        "week": str(int(begin.timestamp())),
        "statuses": str(posts.count()),
        "logins": str(signed_in.count()),
        "registrations": str(joined.count()),
    }
