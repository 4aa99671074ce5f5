from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "minbar.accounts"
    label = "accounts"
