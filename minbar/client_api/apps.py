from django.apps import AppConfig


class ClientApiConfig(AppConfig):
    name = "minbar.client_api"
    label = "client_api"
