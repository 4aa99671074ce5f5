from django.db import models
from oauth2_provider.models import (
    AbstractAccessToken,
    AbstractApplication,
    AbstractDeviceGrant,
    AbstractGrant,
    AbstractIDToken,
    AbstractRefreshToken,
)


class Application(AbstractApplication):
    """A client application. One application may use both grants that Mastodon's clients use."""

    website = models.CharField(max_length=2000, blank=True)
    #: The scopes it registered with, space separated; a token may never have more.
    scopes = models.TextField(default="read")

    def allows_grant_type(self, *grant_types: str) -> bool:
        return bool({self.GRANT_AUTHORIZATION_CODE, self.GRANT_CLIENT_CREDENTIALS} & set(grant_types))

    def get_allowed_schemes(self) -> list[str]:
        """Apps on telephones are reached by schemes of their own, which they registered."""
        return [uri.partition(":")[0] for uri in self.redirect_uris.split()]


class Grant(AbstractGrant):
    """A code that an app exchanges once for a token."""


class AccessToken(AbstractAccessToken):
    """An access token, found by ``token_checksum``; the token itself is never stored."""

    last_used_on = models.DateField(null=True, blank=True)


class RefreshToken(AbstractRefreshToken):
    """Never issued: tokens do not expire. The toolkit wants the table."""

    class Meta(AbstractRefreshToken.Meta):
        pass


class IDToken(AbstractIDToken):
    """Never issued; the toolkit wants the table."""


class DeviceGrant(AbstractDeviceGrant):
    """Never issued; the toolkit wants the table."""

    class Meta(AbstractDeviceGrant.Meta):
        pass


class RateCount(models.Model):
    """Requests counted in one window, merged from every process each second."""

    key = models.CharField(max_length=120)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="security_rate_window")]
        indexes = [models.Index(fields=["window"], name="security_rate_age")]
