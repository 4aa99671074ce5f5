from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "minbar.config"
    label = "config"

    def ready(self) -> None:
        from minbar.config import wiring

        wiring.connect()
