"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.customers.views import customer, importing, obligations, portfolio, reports

urlpatterns = [
    path("customers/", portfolio.customers, name="customers"),
    path("customers/import/", importing.customers_import, name="customers_import"),
    path("customers/reports/", reports.held_reports, name="held_reports"),
    path("customers/reports/<int:pk>/withdraw/", reports.held_report_withdraw, name="held_report_withdraw"),
    path("customers/reports/<int:pk>/issue/", reports.held_report_issue, name="held_report_issue"),
    path("customers/clauses/", obligations.obligations, name="obligations"),
    path("customers/clauses/<int:pk>/", obligations.obligation_edit, name="obligation_edit"),
    path("customers/<int:pk>/", customer.customer, name="customer"),
    path("customers/<int:pk>/edit/", customer.customer_edit, name="customer_edit"),
    path("customers/<int:pk>/obligations/", customer.obligation_add, name="obligation_add"),
    path("customers/obligations/<int:pk>/<str:deed>/", customer.obligation_deed, name="obligation_deed"),
]
