from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "minbar.media"
    label = "media"
