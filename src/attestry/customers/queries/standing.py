"""Customers and prospects with whom the business has not ended."""

from __future__ import annotations

from django.db.models import QuerySet

from attestry.customers.models import Customer, Stage


def standing_customers() -> QuerySet[Customer]:
    """Everybody who buys, or may, by name."""
    return Customer.objects.exclude(stage=Stage.ENDED)
