"""What a person types to sign in, to add a user, and to set a password."""

from __future__ import annotations

from django import forms

from attestry.accounts.rules import Role


class SignInForm(forms.Form):
    """Mail address and password."""

    email = forms.CharField(max_length=254)
    password = forms.CharField(max_length=1000, strip=False)


class UserForm(forms.Form):
    """A new user."""

    name = forms.CharField(max_length=200)
    email = forms.EmailField(label="Mail address")
    role = forms.ChoiceField(choices=[(role.value, role.label) for role in Role], initial=Role.EMPLOYEE.value)


class RoleForm(forms.Form):
    """Another role for a user; an auditor's account is invited as one, and stays one."""

    role = forms.ChoiceField(choices=[(role.value, role.label) for role in Role if role is not Role.AUDITOR])


class TokenForm(forms.Form):
    """A new token for the API."""

    name = forms.CharField(label="What will use it", max_length=100)
    days = forms.IntegerField(label="Days until it ends", min_value=1, max_value=366, initial=90)
    may_act = forms.BooleanField(label="It may also change things", required=False)


class CodeForm(forms.Form):
    """A one-time code."""

    code = forms.CharField(max_length=12)


class OpenForm(CodeForm):
    """A new password twice, with the first one-time code."""

    password = forms.CharField(max_length=1000, strip=False)
    again = forms.CharField(max_length=1000, strip=False)

    def clean(self) -> dict[str, str]:
        """Refuse two different texts."""
        typed: dict[str, str] = self.cleaned_data
        if typed.get("password") != typed.get("again"):
            self.add_error("again", "The two passwords differ.")
        return typed


class PasswordForm(forms.Form):
    """A new password twice, and the old one where there is one that must be known."""

    current = forms.CharField(max_length=1000, strip=False, required=False)
    password = forms.CharField(max_length=1000, strip=False)
    again = forms.CharField(max_length=1000, strip=False)

    def clean(self) -> dict[str, str]:
        """Refuse two different texts."""
        typed: dict[str, str] = self.cleaned_data
        if typed.get("password") != typed.get("again"):
            self.add_error("again", "The two passwords differ.")
        return typed
