from django.apps import AppConfig


class SecurityConfig(AppConfig):
    name = "minbar.security"
    label = "security"
