"""One's own tokens for the API."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, user_of
from attestry.accounts.actions.tokens import make_token, revoke_token
from attestry.accounts.forms import TokenForm
from attestry.accounts.middleware import for_everyone
from attestry.kit import clock
from attestry.ui.addresses import address


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens that one has, and a new one: shown on this page, and never again."""
    user, made = user_of(request), ""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = make_token(
            actor_of(request),
            user,
            name=form.cleaned_data["name"],
            days=form.cleaned_data["days"],
            may_act=form.cleaned_data["may_act"],
        )
        form = TokenForm()
    context = {
        "form": form,
        "made": made,
        "now": clock.now(),
        "tokens": user.api_tokens.all(),
        "breadcrumb": [("Your profile", address("profile")), ("API tokens", "")],
    }
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@for_everyone
@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own tokens."""
    token = user_of(request).api_tokens.filter(pk=pk).first()
    if token is None:
        raise Http404
    revoke_token(actor_of(request), token)
    messages.success(request, f"The token “{token.name}” has ended.")
    return redirect("tokens")
