"""What a person types of a chat channel, and of a test."""

from __future__ import annotations

from django import forms

from attestry.notices.rules.waiting import ChannelKind


class ChannelForm(forms.Form):
    """An incoming webhook. Its address goes in and never comes out again."""

    name = forms.CharField(max_length=80, help_text="As people call it, such as #compliance.")
    kind = forms.ChoiceField(choices=[(one.value, one.label) for one in ChannelKind], label="Product")
    address = forms.CharField(
        max_length=1000,
        label="Webhook address",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Whoever has it can write there, so it is kept encrypted and never shown again.",
    )
