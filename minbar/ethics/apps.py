from django.apps import AppConfig


class EthicsConfig(AppConfig):
    name = "minbar.ethics"
    label = "ethics"
