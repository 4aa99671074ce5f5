from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "minbar.web"
    label = "web"
