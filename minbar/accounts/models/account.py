from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from minbar.core.fields import IdField


class AccountKind(models.TextChoices):
    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    SERVICE = "service"


class AccountState(models.TextChoices):
    #: Seen and heard everywhere.
    ACTIVE = "active"
    #: Seen by followers and on its own page only.
    LIMITED = "limited"
    #: Still seen, may not act.
    FROZEN = "frozen"
    #: Neither seen nor able to act; everything comes back when it is lifted.
    SUSPENDED = "suspended"
    #: On a break the member asked for: still seen, notified of nothing.
    RESTING = "resting"


class AccountQuerySet(models.QuerySet["Account"]):
    def local(self) -> "AccountQuerySet":
        return self.filter(domain="")

    def seen(self) -> "AccountQuerySet":
        """Accounts whose page anybody may find."""
        return self.exclude(state=AccountState.SUSPENDED)


class Account(models.Model):
    """A person, organisation, group or service, local or remote, keyed by its actor URI."""

    id = IdField()
    uri = models.CharField(max_length=500, unique=True)
    url = models.CharField(max_length=500)
    username = models.CharField(max_length=60)
    #: Empty for an account of this server.
    domain = models.CharField(max_length=255, blank=True, default="")
    kind = models.CharField(max_length=12, choices=AccountKind, default=AccountKind.PERSON)
    state = models.CharField(max_length=10, choices=AccountState, default=AccountState.ACTIVE)
    display_name = models.CharField(max_length=100, blank=True)
    #: As typed; ``bio_html`` is rendered from it once.
    bio = models.TextField(blank=True)
    bio_html = models.TextField(blank=True)
    #: ``[{"name", "value", "html", "verified_at"}]``
    fields = models.JSONField(default=list, blank=True)
    avatar = models.ForeignKey(
        "media.Medium", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    header = models.ForeignKey(
        "media.Medium", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    locked = models.BooleanField(default=False)
    bot = models.BooleanField(default=False)
    discoverable = models.BooleanField(default=True)
    indexable = models.BooleanField(default=True)
    hide_collections = models.BooleanField(default=False)
    language = models.CharField(max_length=12, blank=True)
    followers_count = models.PositiveIntegerField(default=0)
    following_count = models.PositiveIntegerField(default=0)
    posts_count = models.PositiveIntegerField(default=0)
    last_posted_on = models.DateField(null=True, blank=True)
    #: ``core.arabic.fold`` of name and username, for search.
    folded = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = AccountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), "domain", name="accounts_handle")]
        indexes = [models.Index(fields=["folded"], name="accounts_folded")]

    def __str__(self) -> str:
        return self.handle

    @property
    def local(self) -> bool:
        return self.domain == ""

    @property
    def handle(self) -> str:
        """``user`` for a local account, ``user@domain`` for a remote one (Mastodon's ``acct``)."""
        return self.username if self.local else f"{self.username}@{self.domain}"

    @property
    def name(self) -> str:
        return self.display_name or self.username
