"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.accounts.views import profile, second_factor, signing_in, tokens, users

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/second-factor/", second_factor.second_factor, name="second_factor"),
    path("sign-in/<str:token>/", signing_in.sign_in_by_link, name="sign_in_by_link"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("profile/", profile.profile, name="profile"),
    path("profile/tokens/", tokens.tokens, name="tokens"),
    path("profile/tokens/<int:pk>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("users/", users.users, name="users"),
    path("users/<int:pk>/role/", users.user_role, name="user_role"),
    path("users/<int:pk>/deactivate/", users.user_deactivate, name="user_deactivate"),
    path("users/<int:pk>/reactivate/", users.user_reactivate, name="user_reactivate"),
    path("users/<int:pk>/link/", users.user_link, name="user_link"),
]
