from django.apps import AppConfig


class SecurityConfig(AppConfig):
    name = "minbar.security"
    label = "security"

    def ready(self) -> None:
        from allauth.account.signals import password_reset

        from minbar.security.listeners import end_all_after_reset

        password_reset.connect(end_all_after_reset, dispatch_uid="minbar.security.end_all_after_reset")
