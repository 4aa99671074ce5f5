from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "minbar.notifications"
    label = "notifications"
