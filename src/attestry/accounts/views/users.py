"""The users of this home: a list, a form to add one, and what an administrator does to one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts import queries
from attestry.accounts.access import actor_of, requires
from attestry.accounts.actions.signing_in import make_sign_in_link
from attestry.accounts.actions.users import add_user, change_role, deactivate_user, reactivate_user
from attestry.accounts.errors import AddressTaken
from attestry.accounts.forms import RoleForm, UserForm
from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.ui.listing import PAGE_SIZE, Column, Listing, read_choice

_SEE = "accounts.see_users"
_COLUMNS = (
    Column("name", "User"),
    Column("role", "Role"),
    Column("is_active", "Account"),
    Column("last_login", "Last signed in"),
    Column("acts", "Acts", sortable=False),
)


@requires(_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def users(request: HttpRequest) -> HttpResponse:
    """Everybody with an account; a valid form adds one more."""
    form = UserForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _added(request, form):
        return redirect("users")
    return render(request, "accounts/users.html", _page(request, form), status=422 if form.errors else 200)


def _page(request: HttpRequest, form: UserForm) -> dict[str, Any]:
    """What the page of users shows."""
    choice = read_choice(request.GET, _COLUMNS)
    everybody = queries.users().order_by(
        f"{'-' if choice.is_descending else ''}{choice.sort or 'name'}", "pk"
    )
    start = (choice.page - 1) * PAGE_SIZE
    listing = Listing(_COLUMNS, list(everybody[start : start + PAGE_SIZE]), everybody.count(), choice)
    return {
        "listing": listing,
        "form": form,
        "roles": [role for role in Role if role is not Role.AUDITOR],
        "auditor": Role.AUDITOR,
        "link": "",
        "linked": None,
    }


def _added(request: HttpRequest, form: UserForm) -> bool:
    typed = form.cleaned_data
    try:
        user = add_user(actor_of(request), email=typed["email"], name=typed["name"], role=Role(typed["role"]))
    except AddressTaken as refusal:
        form.add_error("email", refusal.message)
        return False
    messages.success(request, f"{user.name} has an account. Make a sign-in link for the first visit.")
    return True


@requires(_SEE)
@require_POST
def user_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a user another role."""
    form = RoleForm(request.POST)
    if form.is_valid():
        user = change_role(actor_of(request), _user(pk), role=Role(form.cleaned_data["role"]))
        messages.success(request, f"{user.name} is now {Role(user.role).label.lower()}.")
    else:
        messages.error(request, "There is no such role.")
    return redirect("users")


@requires(_SEE)
@require_POST
def user_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a user's account."""
    user = deactivate_user(actor_of(request), _user(pk))
    messages.success(request, f"The account of {user.name} is closed.")
    return redirect("users")


@requires(_SEE)
@require_POST
def user_reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    user = reactivate_user(actor_of(request), _user(pk))
    messages.success(request, f"The account of {user.name} is open again.")
    return redirect("users")


@requires(_SEE)
@require_POST
def user_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a new sign-in link for a user, this once."""
    user = _user(pk)
    token = make_sign_in_link(actor_of(request), user)
    link = request.build_absolute_uri(reverse("sign_in_by_link", args=[token]))
    facts = {**_page(request, UserForm()), "link": link, "linked": user}
    return render(request, "accounts/users.html", facts)


def _user(pk: int) -> User:
    return get_object_or_404(queries.users(), pk=pk)
