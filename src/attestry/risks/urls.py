"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.risks.views import importing, register, risk

urlpatterns = [
    path("risks/", register.risks, name="risks"),
    path("risks/import/", importing.risks_import, name="risks_import"),
    path("risks/<int:pk>/", risk.risk, name="risk"),
    path("risks/<int:pk>/analyse/", risk.risk_analyse, name="risk_analyse"),
    path("risks/<int:pk>/evaluate/", risk.risk_evaluate, name="risk_evaluate"),
    path("risks/<int:pk>/accept/", risk.risk_accept, name="risk_accept"),
]
