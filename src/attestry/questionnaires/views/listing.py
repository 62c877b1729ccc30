"""Every questionnaire that came, what waits first, and receiving another."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.evidence.actions import sign_checkpoint
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Unavailable
from attestry.questionnaires.actions.receiving import receive_questionnaire
from attestry.questionnaires.forms import ReceiveForm
from attestry.questionnaires.models import Questionnaire
from attestry.questionnaires.queries.received import QuestionnaireLine, questionnaire_lines
from attestry.questionnaires.reading import MOST_BYTES, refuse_size
from attestry.questionnaires.rules.state import QuestionnaireState
from attestry.questionnaires.views.around import tabs
from attestry.ui.acting import kept
from attestry.ui.rows import Held, Rows, Shown
from attestry.ui.uploads import takes_at_most
from attestry.ui.words import day_words

_ORDER = list(QuestionnaireState)
ROWS: Rows[QuestionnaireLine] = Rows(
    name="questionnaires",
    columns=(
        Shown("title", "Questionnaire", lambda one: one.questionnaire.title),
        Shown("due", "Due", lambda one: (not one.questionnaire.standing.is_open, one.questionnaire.due_on)),
        Shown("state", "State", lambda one: _ORDER.index(one.questionnaire.standing)),
        Shown("answered", "Answered", lambda one: one.answered / (one.total or 1), numeric=True),
        Shown("owner", "Who sees to it", lambda one: one.questionnaire.owner.name),
    ),
    export={
        "customer": lambda one: one.questionnaire.customer.name,
        "title": lambda one: one.questionnaire.title,
        "received_on": lambda one: one.questionnaire.received_on,
        "due_on": lambda one: one.questionnaire.due_on,
        "state": lambda one: one.questionnaire.state,
        "questions": lambda one: one.total,
        "answered": lambda one: one.answered,
        "reviewed": lambda one: one.reviewed,
        "owner": lambda one: one.questionnaire.owner.name,
        "sent_at": lambda one: clock.to_text(one.questionnaire.sent_at) if one.questionnaire.sent_at else "",
    },
    held=(
        Held(
            "state",
            "State",
            tuple((one.value, one.label) for one in _ORDER),
            lambda one: (one.questionnaire.state,),
        ),
        Held("due", "Due", (("overdue", "Overdue"),), lambda one: ("overdue",) if one.is_overdue else ()),
    ),
    sort="due",
)


@require_safe
def questionnaires(request: HttpRequest) -> HttpResponseBase:
    """The list; as CSV where asked for."""
    today = clock.now().date()
    lines = questionnaire_lines(today)
    if (file := ROWS.as_csv(request.GET, lines)) is not None:
        return file
    waiting = [one for one in lines if one.questionnaire.standing.is_open]
    context = {
        "listing": ROWS.listing(request.GET, lines),
        "waiting": waiting,
        "overdue": sum(one.is_overdue for one in lines),
        "sent": sum(one.questionnaire.standing is QuestionnaireState.SENT for one in lines),
        "next": min(waiting, key=lambda one: one.questionnaire.due_on, default=None),
        "may": actor_of(request).may,
        "tabs": tabs("questionnaires"),
    }
    return render(request, "questionnaires/questionnaires.html", context)


@takes_at_most(MOST_BYTES)
@requires("questionnaires.receive")
@require_http_methods(["GET", "HEAD", "POST"])
def questionnaire_receive(request: HttpRequest) -> HttpResponse:
    """Take a file, seal it, and go on to its columns."""
    given = {"customer": request.GET.get("customer", "")}
    form = (
        ReceiveForm(request.POST, request.FILES) if request.method == "POST" else ReceiveForm(initial=given)
    )
    made: list[Questionnaire] = []
    if form.is_valid() and kept(form, lambda: made.append(_received(request, form)), also=(Unavailable,)):
        sign_checkpoint(Actor.system("questionnaires"))
        due = day_words(made[0].due_on)
        messages.success(request, f"The file is sealed; due {due}. Next: see where its questions stand.")
        return redirect("questionnaire_layout", made[0].pk)
    context = {
        "form": form,
        "breadcrumb": [("Questionnaires", reverse("questionnaires")), ("Receive one", "")],
    }
    return render(request, "questionnaires/receive.html", context, status=422 if form.errors else 200)


def _received(request: HttpRequest, form: ReceiveForm) -> Questionnaire:
    said = dict(form.cleaned_data)
    file = said.pop("file")
    refuse_size(file.size)
    due_on: date = said.pop("due_on")
    customer = said.pop("customer")
    return receive_questionnaire(
        actor_of(request), customer, file_name=file.name or "", data=file.read(), due_on=due_on, **said
    )
