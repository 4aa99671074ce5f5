"""What is ours below /auth/; it stands before allauth's own addresses."""

from django.urls import path

from minbar.security.views import entrance

urlpatterns = [
    path("login/", entrance.sign_in, name="account_login"),
    path("signup/", entrance.sign_up, name="account_signup"),
    path("signup/passkey/", entrance.sign_up_by_passkey, name="account_signup_by_passkey"),
    path("waiting/", entrance.waiting, name="account_waiting"),
    path("confirm/<str:key>/", entrance.confirm_link, name="account_confirm_link"),
]
