from django.apps import AppConfig


class TimelinesConfig(AppConfig):
    name = "minbar.timelines"
    label = "timelines"
