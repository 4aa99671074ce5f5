import hmac
from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator

from minbar.security.models import AccessToken
from minbar.security.oauth.tokens import NEVER
from minbar.security.tokens import checksum


class Validator(OAuth2Validator):
    def _check_secret(self, provided_secret: str, stored_secret: str) -> bool:
        """A client's secret is random, so a plain hash of it is as good as a slow one."""
        return hmac.compare_digest(checksum(provided_secret), stored_secret)

    def _create_access_token(self, expires: Any, *args: Any, **kwargs: Any) -> AccessToken:
        token: AccessToken = super()._create_access_token(NEVER, *args, **kwargs)
        return token
