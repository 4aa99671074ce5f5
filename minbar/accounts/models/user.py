from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models
from django.utils import timezone

from minbar.accounts.models.account import Account
from minbar.core.fields import IdField


class Role(models.TextChoices):
    MEMBER = "member"
    MODERATOR = "moderator"
    ADMIN = "admin"


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, username: str, email: str = "", password: str | None = None, **fields: Any
    ) -> "User":
        """Low level: people are made by ``accounts.actions.create_account``."""
        user = self.model(username=username, email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """Who signs in: credentials, role and preferences. What others see is the ``Account``."""

    id = IdField()
    account = models.OneToOneField(Account, null=True, on_delete=models.CASCADE, related_name="user")
    username = models.CharField(max_length=60, unique=True, validators=[ASCIIUsernameValidator()])
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    #: False while a sign-up waits for a moderator.
    approved = models.BooleanField(default=True)
    sign_up_reason = models.TextField(blank=True)
    date_joined = models.DateTimeField(default=timezone.now)

    locale = models.CharField(max_length=12, default="ar")
    theme = models.CharField(max_length=12, default="auto")
    time_zone = models.CharField(max_length=64, default="Asia/Baghdad")
    default_audience = models.CharField(max_length=10, default="public")
    default_sensitive = models.BooleanField(default=False)
    default_language = models.CharField(max_length=12, blank=True)
    expand_warnings = models.BooleanField(default=False)
    #: Minutes a day after which the member wants to be reminded; 0 is never.
    reminder_minutes = models.PositiveIntegerField(default=0)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    def __str__(self) -> str:
        return self.username

    @property
    def is_moderator(self) -> bool:
        return self.role in (Role.MODERATOR, Role.ADMIN)

    @property
    def is_admin(self) -> bool:
        return self.role == Role.ADMIN
