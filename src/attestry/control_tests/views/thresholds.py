"""Setting a test's thresholds from its page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of, requires
from attestry.control_tests.actions.setting import set_parameters
from attestry.control_tests.errors import TestDefinitionRefused
from attestry.control_tests.queries import definition
from attestry.control_tests.rules.definition import Parameter

_SET = "control_tests.set_parameters"


@requires(_SET)
@require_POST
def control_test_thresholds(request: HttpRequest, test_id: str) -> HttpResponse:
    """Take the thresholds that the form says; those left at the library's value are not kept."""
    declared = definition(test_id).meaning.parameters
    typed = {name: _value(one, request.POST.get(name, ""), name) for name, one in declared.items()}
    chosen = {name: value for name, value in typed.items() if value != declared[name].default}
    set_parameters(actor_of(request), test_id, chosen)
    messages.success(request, "The thresholds are set. The next run asks with them; earlier answers stand.")
    return redirect("control_test", test_id=test_id)


def _value(parameter: Parameter, typed: str, name: str) -> Any:
    """A form's text as the kind that the parameter has. Raises TestDefinitionRefused."""
    try:
        match parameter.kind:
            case "integer":
                return int(typed)
            case "number":
                return float(typed) if "." in typed else int(typed)
            case "boolean":
                return bool(typed)
            case "list":
                return [line.strip() for line in typed.splitlines() if line.strip()]
            case "text":
                return typed.strip()
    except ValueError as refusal:
        raise TestDefinitionRefused(
            f"{parameter.title}: “{typed[:40]}” is not a number.", next_step=f"Write {name} as a number."
        ) from refusal
