"""Addresses of this room: all of them are management's."""

from __future__ import annotations

from django.urls import path

from attestry.bridge_letters.views import deciding, letter, listing, writing

_ONE = "bridge-letters/<int:number>/"

urlpatterns = [
    path("bridge-letters/", listing.bridge_letters, name="bridge_letters"),
    path("bridge-letters/new/<int:engagement>/", writing.bridge_letter_new, name="bridge_letter_new"),
    path(_ONE, letter.bridge_letter, name="bridge_letter"),
    path(f"{_ONE}write/", writing.bridge_letter_write, name="bridge_letter_write"),
    path(f"{_ONE}answer/", deciding.bridge_letter_answer, name="bridge_letter_answer"),
    path(f"{_ONE}review/", deciding.bridge_letter_review, name="bridge_letter_review"),
    path(f"{_ONE}sign/", deciding.bridge_letter_sign, name="bridge_letter_sign"),
    path(f"{_ONE}withdraw/", deciding.bridge_letter_withdraw, name="bridge_letter_withdraw"),
    path(f"{_ONE}file/", letter.bridge_letter_file, name="bridge_letter_file"),
    path(f"{_ONE}companion/", letter.bridge_letter_companion, name="bridge_letter_companion"),
]
