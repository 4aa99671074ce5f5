"""The Django application of core."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "minbar.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"
