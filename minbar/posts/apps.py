from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "minbar.posts"
    label = "posts"
