from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "minbar.config"
    label = "config"

    def ready(self) -> None:
        from django.conf import settings

        from minbar.config import wiring
        from minbar.core import logs

        logs.configure(settings.LOG_LEVEL, settings.LOG_FORMAT)

        wiring.connect()
