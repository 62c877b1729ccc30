"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.risks.views import importing, keeping, register, risk

urlpatterns = [
    path("risks/", register.risks, name="risks"),
    path("risks/import/", importing.risks_import, name="risks_import"),
    path("risks/together/", register.risks_change, name="risks_change"),
    path("risks/together/<int:pk>/undo/", register.risks_undo, name="risks_undo"),
    path("risks/<int:pk>/", risk.risk, name="risk"),
    path("risks/<int:pk>/analyse/", risk.risk_analyse, name="risk_analyse"),
    path("risks/<int:pk>/evaluate/", risk.risk_evaluate, name="risk_evaluate"),
    path("risks/<int:pk>/change/", keeping.risk_edit, name="risk_edit"),
    path("risks/<int:pk>/retire/", keeping.risk_retire, name="risk_retire"),
    path("risks/<int:pk>/take-up/", keeping.risk_take_up, name="risk_take_up"),
    path("risks/<int:pk>/treated/", keeping.risk_treated, name="risk_treated"),
    path("risks/<int:pk>/accept/", risk.risk_accept, name="risk_accept"),
]
