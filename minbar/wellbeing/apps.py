from django.apps import AppConfig


class WellbeingConfig(AppConfig):
    name = "minbar.wellbeing"
    label = "wellbeing"
